"""What do the laws of signing cost a write? The same edits with their triggers and without.

Claims with a citation and a standing verdict each; edits that change what is covered, so that
every verdict lapses, and edits that do not. On the desk's own database, as its owner, in one
transaction that is undone.
"""

import time

import _desk
import pghistory
from django.contrib.auth import get_user_model

from partnerships.models import Citation, Claim

CLAIMS = 5000
SAVES = 300
TRIGGERS = [
    ("claim", "claim_was_rewritten"),
    ("citation", "citation_was_rewritten"),
    ("citation", "citation_was_written"),
]


def made():
    """Claims, each with a citation and a verdict that two people signed."""
    users = get_user_model().objects
    writer, proposer, signer = (users.create_user(f"benchmark-{n}") for n in range(3))
    collection = _desk.collection()
    with pghistory.context(user=writer.pk):
        source = _desk.source(collection)
        source.save()
        claims = _desk.claims(collection, [f"Statement {n}." for n in range(CLAIMS)])
        Citation.objects.bulk_create(
            Citation(
                collection=collection, claim=claim, source=source, stance="supports", says="So."
            )
            for claim in claims
        )
    _desk.sign(claims, proposer, signer)
    return writer, collection


def save_claims(collection):
    for claim in Claim.objects.filter(collection=collection)[:SAVES]:
        claim.statement += " Changed."
        claim.save()


def save_notes(collection):
    for claim in Claim.objects.filter(collection=collection)[:SAVES]:
        claim.note += " Looked at."
        claim.save()


def update_statements(collection):
    Claim.objects.filter(collection=collection).update(statement="All the same.")


def update_notes(collection):
    Claim.objects.filter(collection=collection).update(note="Looked at.")


def update_citations(collection):
    Citation.objects.filter(collection=collection).update(locator="page 3")


ACTS = {
    f"save() of a covered field, {SAVES} claims": (save_claims, SAVES),
    f"save() of a note, {SAVES} claims": (save_notes, SAVES),
    f"update() of a covered field, {CLAIMS} claims": (update_statements, CLAIMS),
    f"update() of a note, {CLAIMS} claims": (update_notes, CLAIMS),
    f"update() of a locator, {CLAIMS} citations": (update_citations, CLAIMS),
}


def main():
    with _desk.undone():
        begun = time.perf_counter()
        writer, collection = made()
        signing = time.perf_counter() - begun
        _desk.analyze()
        with pghistory.context(user=writer.pk):
            taken = _desk.with_and_without(TRIGGERS, ACTS, collection)

    _desk.print_versions("median")
    print(f"{CLAIMS} claims written, cited, proposed and signed in {signing:.1f} s")
    _desk.print_ratios(taken, ACTS, "the laws")


if __name__ == "__main__":
    main()
