"""What do the laws of signing cost a write? The same edits with their triggers and without.

Claims with a citation and a standing verdict each; edits that change what is covered, so that
every verdict lapses, and edits that do not. On the desk's own database, as its owner, in one
transaction that is undone.
"""

import os
import statistics
import sys
import time
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
django.setup()

import pghistory  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from partnerships.models import Citation, Claim, Collection, Source, Verdict  # noqa: E402

CLAIMS = 5000
SAVES = 300
ROUNDS = 5
TRIGGERS = [
    ("claim", "claim_was_rewritten"),
    ("citation", "citation_was_rewritten"),
    ("citation", "citation_was_written"),
]


def switched(state):
    """Switch the triggers that note authors and let verdicts lapse: ENABLE or DISABLE."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks due is not altered
        for table, name in TRIGGERS:
            cursor.execute(f"ALTER TABLE partnerships_{table} {state} TRIGGER {name}")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def made():
    """Claims, each with a citation and a verdict that two people signed."""
    users = get_user_model().objects
    writer, proposer, signer = (users.create_user(f"benchmark-{n}") for n in range(3))
    collection = Collection.objects.create(slug="benchmark", name="Benchmark")
    with pghistory.context(user=writer.pk):
        source = Source.objects.create(
            slug="benchmark", collection=collection, outlet="Outlet", title="Report",
            kind="reporting", tier="B", seen="page",
        )  # fmt: skip
        claims = Claim.objects.bulk_create(
            Claim(
                collection=collection, reference=f"B{n}", kind="fact", statement=f"Statement {n}."
            )
            for n in range(CLAIMS)
        )
        Citation.objects.bulk_create(
            Citation(
                collection=collection, claim=claim, source=source, stance="supports", says="So."
            )
            for claim in claims
        )
    now = timezone.now()
    with pghistory.context(user=proposer.pk):
        verdicts = Verdict.objects.bulk_create(
            Verdict(claim=claim, finding="accurate", proposed_by=proposer, proposed_at=now)
            for claim in claims
        )
    with pghistory.context(user=signer.pk):
        Verdict.objects.filter(pk__in=[verdict.pk for verdict in verdicts]).update(
            countersigned_by=signer, countersigned_at=now
        )
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


def seconds(act, collection, writer):
    with transaction.atomic(), pghistory.context(user=writer.pk):
        begun = time.perf_counter()
        act(collection)
        taken = time.perf_counter() - begun
        transaction.set_rollback(True)
    return taken


def main():
    with connection.as_owner(), transaction.atomic():
        begun = time.perf_counter()
        writer, collection = made()
        signing = time.perf_counter() - begun
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        taken = {name: ([], []) for name in ACTS}
        for _ in range(ROUNDS):  # by turns, so that a busy moment falls on both
            for without, state in enumerate(["ENABLE", "DISABLE"]):
                switched(state)
                for name, (act, _) in ACTS.items():
                    taken[name][without].append(seconds(act, collection, writer))
        transaction.set_rollback(True)

    version = connection.pg_version
    print(f"PostgreSQL {version // 10000}, Django {django.__version__}, median of {ROUNDS} rounds")
    print(f"{CLAIMS} claims written, cited, proposed and signed in {signing:.1f} s")
    for name, (_, rows) in ACTS.items():
        kept, bare = (statistics.median(times) / rows * 1e6 for times in taken[name])
        print(f"{name}: {kept:.0f} µs a row with the laws, {bare:.0f} without: {kept / bare:.2f} x")


if __name__ == "__main__":
    main()
