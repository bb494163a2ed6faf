"""The signatures of a story: its verdicts and who gave them, as a file beside the fixtures.

Not a Django fixture: a verdict is entered by its proposer and then by its signer, each in
person, over what the claim said. Claims are named by their reference, people by their login.
"""

from collections.abc import Iterable
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any

from django.db.models import QuerySet

from ...models import Citation, Collection, Verdict
from ...vocabulary import LIVE, Confidentiality, State
from ..activities import ActivityFile, activity_text, iso_moment, read_activities

NAME = "signatures.json"
CONCLUSION = ("finding", "reasons", "correction")
SAME = ("claim", "fingerprint")  # as in the verdict that replaced it


def signatures_file(collection: Collection, *, confidential: bool = False) -> str:
    """The file for the verdicts of the collection that stand or wait; "" when there are none.

    Verdicts over confidential sources stay out with those sources, unless `confidential`.
    """
    verdicts = _verdicts(collection, confidential)
    if not verdicts:
        return ""
    earlier = earlier_than(verdicts)
    told = [*verdicts, *chain.from_iterable(earlier.values())]
    people = chain.from_iterable(map(_people, told))
    rows = [signature_row(verdict, earlier[verdict.pk]) for verdict in verdicts]
    return activity_text(collection, people, "verdicts", rows)


def read_signatures(folder: Path) -> ActivityFile:
    """What the file of signatures in the folder says. Raises BadFixture when it cannot be read."""
    return read_activities(folder / NAME, "verdicts", _readable)


def _readable(verdict):
    """The verdict, when all that it cannot do without is there."""
    for name in ("claim", "finding", "fingerprint", "proposed_by"):
        if not isinstance(verdict[name], str):
            raise ValueError(f"{name} is no text")
    for one in [verdict, *verdict.get("replaces", [])]:
        datetime.fromisoformat(one["proposed_at"])
        if "countersigned_by" in one:
            datetime.fromisoformat(one["countersigned_at"])
    return dict(verdict)


def earlier_than(verdicts: Iterable[Verdict]) -> dict[int, list[Verdict]]:
    """By key of each verdict, those that stood before it over the very same words, the first first.

    A story that went out may have leaned on them. Two queries.
    """
    replaced = Verdict.objects.filter(
        superseded_at__isnull=False,
        state=State.STANDS,
        claim__in=[verdict.claim_id for verdict in verdicts],
    )
    found = list(with_people(replaced).order_by("proposed_at", "pk"))
    return {
        verdict.pk: [
            one
            for one in found
            if (one.claim_id, one.fingerprint) == (verdict.claim_id, verdict.fingerprint)
        ]
        for verdict in verdicts
    }


def signature_row(verdict: Verdict, earlier: Iterable[Verdict] = ()) -> dict[str, Any]:
    """A verdict as the file has it, with what it replaced over the same words: a dict of plain JSON
    values, without what is empty."""
    said = {
        "claim": verdict.claim.reference,
        **{name: getattr(verdict, name) for name in CONCLUSION},
        "as_of": verdict.as_of and verdict.as_of.isoformat(),
        "fingerprint": verdict.fingerprint,
        "proposed_by": verdict.proposed_by.username,
        "proposed_at": iso_moment(verdict.proposed_at),
        "countersigned_by": verdict.countersigned_by and verdict.countersigned_by.username,
        "countersigned_at": iso_moment(verdict.countersigned_at),
        "broken_glass": verdict.broken_glass,
        "assessments": [
            {
                "checker": one.checker.username,
                **{name: getattr(one, name) for name in CONCLUSION if getattr(one, name)},
                "given_at": iso_moment(one.given_at),
            }
            for one in sorted(verdict.assessments.all(), key=lambda one: (one.given_at, one.pk))
        ],
        "replaces": [
            {name: value for name, value in signature_row(one).items() if name not in SAME}
            for one in earlier
        ],
    }
    return {name: value for name, value in said.items() if value}


def with_people(verdicts: QuerySet[Verdict]) -> QuerySet[Verdict]:
    """The verdicts with all that the file says of them, in three queries."""
    return verdicts.select_related(
        "claim__collection", "proposed_by", "countersigned_by"
    ).prefetch_related("assessments__checker")


def _verdicts(collection, confidential):
    found = Verdict.objects.in_state(*LIVE).filter(claim__collection=collection)
    if not confidential:
        hidden = Citation.objects.filter(source__confidentiality=Confidentiality.CONFIDENTIAL)
        found = found.exclude(claim__in=hidden.order_by().values("claim"))
    return list(with_people(found).order_by("claim__reference", "pk"))


def _people(verdict):
    yield verdict.proposed_by
    if verdict.countersigned_by:
        yield verdict.countersigned_by
    for one in verdict.assessments.all():
        yield one.checker
