"""What the last looks at sources found, as the pages of the desk tell it."""

from dataclasses import dataclass

from django.db.models import Count, OuterRef, QuerySet, Subquery

from ...models import Citation, Claim, Recheck, Sighting, Source
from ...models.claims.rechecks import SightingQuerySet
from ...vocabulary import DRIFTED, Outcome
from ..people import Asker

LOOKS = 5  # told of a source, the latest first
SHOWN = 50  # quotations on the page of a source


@dataclass(frozen=True)
class Looks:
    """The latest looks at a source, and what became of each of its quotations last.

    Each look says in `counted` how many of them had which outcome then.
    """

    looks: list[Recheck]
    sightings: list[Sighting]


def source_rechecks(source: Source, user: Asker) -> Looks:
    """The looks at a source, as far as `user` may know. Three queries."""
    looks = list(
        Recheck.objects.visible_to(user)
        .filter(source=source.pk)
        .select_related("by", "snapshot")
        .defer("snapshot__text", "snapshot__pages")[:LOOKS]
    )
    if not looks:
        return Looks([], [])
    seen = Sighting.objects.visible_to(user)
    counts = seen.filter(recheck__in=looks).order_by().values_list("recheck", "outcome")
    counted: dict[int, dict[str, int]] = {}
    for look, outcome, number in counts.annotate(n=Count("pk")):
        counted.setdefault(look, {})[outcome] = number
    for look in looks:
        of_it = counted.get(look.pk, {})
        look.counted = [(each, of_it[each]) for each in Outcome if each in of_it]
    return Looks(looks, _told(seen.filter(citation__source=source.pk))[:SHOWN])


def beside(claim: Claim, user: Asker) -> list[Sighting]:
    """What became last of each quotation of a claim that `user` may know of. One query.

    Nothing for those who may not read copies: it tells what stands in them.
    """
    if not user.has_perm("partnerships.view_snapshot"):
        return []
    return _told(Sighting.objects.visible_to(user).filter(citation__claim=claim.pk))


def _told(sightings):
    """The newest sighting of each citation, of what it still quotes, with what tells of it; what
    has drifted comes first."""
    rows = (
        sightings.of_what_is_quoted()
        .newest()
        .select_related("recheck__snapshot", "copy", "citation__claim", "citation__source")
        .select_related("first__recheck")
        .defer("recheck__snapshot__text", "recheck__snapshot__pages", "copy__text", "copy__pages")
    )
    return sorted(rows, key=lambda row: not row.has_drifted)


def newest_of(
    citation: str = "pk", quote: str = "quote", copy: str = "snapshot"
) -> SightingQuerySet:
    """The sightings of the citation that is asked about, of what it still quotes, newest first."""
    return Sighting.objects.filter(
        citation=OuterRef(citation), quote=OuterRef(quote), copy=OuterRef(copy)
    ).order_by("-pk")


def with_outcome(citations: QuerySet[Citation]) -> QuerySet[Citation]:
    """The citations, each with the `outcome` of the last look for which a copy came."""
    last = newest_of().conclusive().values("outcome")[:1]
    return citations.annotate(outcome=Subquery(last))


def drifted(citations: QuerySet[Citation]) -> QuerySet[Citation]:
    """Those whose source no longer says what they quote, as far as the desk has looked."""
    ever = Sighting.objects.filter(outcome__in=DRIFTED).order_by().values("citation")  # few
    quoting = citations.filter(position__isnull=False, pk__in=ever)
    return with_outcome(quoting).filter(outcome__in=DRIFTED)  # type: ignore[misc]  # with_outcome has put it there
