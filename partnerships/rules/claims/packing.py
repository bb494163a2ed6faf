"""What belongs in a packet of evidence on some claims, as far as its maker may show it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ...models import Citation, Claim, Search, Snapshot, Source, Verdict
from ...models.sources.sources import clearance_of, origin_as_known
from ...vocabulary import Clearance
from ..people import Asker, public_signature
from . import authorship


@dataclass
class Evidence:
    """Rows for a packet. Citations and sources know by `goes_back_to` the id of their origin.

    `verdicts` are those that stand, each with the fingerprint of what it covers as far as the
    packet tells of it, and the names of both who signed. `slugs` are those of the sources, by id.
    """

    claims: list[Claim]
    citations: list[Citation]
    searches: list[Search]
    verdicts: list[tuple[Verdict, str, tuple[str, str]]]
    sources: list[Source]
    copies: list[Snapshot]

    @property
    def slugs(self) -> dict[int | None, str]:
        return {source.pk: source.slug for source in self.sources}


def packet_evidence(
    claims: Iterable[Claim], user: Asker, *, confidential: bool = False
) -> Evidence:
    """The evidence on the claims that `user` may know of; confidential sources, and what hangs on
    them, stay out unless `confidential`.

    The texts of copies are left where they are. A dozen queries, and a few more for each verdict
    that covers something which is left out.
    """
    clearance = clearance_of(user)
    if clearance == Clearance.KEEPER and not confidential:
        clearance = Clearance.DESK
    known = Source.objects.cleared_for(clearance)
    found = {row.pk: row for row in _of_user(claims, user)}
    citations = list(
        Citation.objects.filter(claim__in=found, source__in=known)
        .annotate(goes_back_to=origin_as_known(clearance, "source"))
        .with_surroundings()
        .select_related("source", "snapshot")
        .defer("snapshot__text", "snapshot__said")
    )
    quoted = {row.snapshot_id for row in citations} - {None}
    return Evidence(
        claims=list(found.values()),
        citations=citations,
        searches=list(Search.objects.filter(claim__in=found)),
        verdicts=_verdicts(found, clearance),
        sources=_with_origins(citations, found.values(), clearance),
        copies=list(
            Snapshot.objects.filter(pk__in=quoted)
            .select_related("source")
            .defer("text", "said")
            .order_by("uid")
        ),
    )


def _of_user(claims, user):
    seen = Claim.objects.visible_to(user).filter(pk__in=[claim.pk for claim in claims])
    return seen.select_related("collection")


def _verdicts(claims, clearance):
    """The verdicts on the claims that stand, with their fingerprints and the names of both."""
    standing = Verdict.objects.filter(claim__in=claims).standing()
    open_ = Source.objects.cleared_for(clearance).order_by().values("pk")
    hiding = Citation.objects.filter(claim__in=claims).exclude(
        source__in=open_, source__origin__in=open_
    )
    narrowed = set(hiding.order_by().values_list("claim", flat=True))
    works = Claim.objects.filter(pk__in=claims, appears_in__isnull=False)
    narrowed |= set(works.exclude(appears_in__in=open_).values_list("pk", flat=True))
    return [
        (
            row,
            authorship.as_known(claims[row.claim_id], clearance)
            if row.claim_id in narrowed
            else row.fingerprint,
            (public_signature(row.proposed_by), public_signature(row.countersigned_by)),
        )
        for row in standing.select_related("proposed_by", "countersigned_by")
    ]


def _with_origins(citations, claims, clearance):
    """The cited sources, those that they retell and the works that claims appear in, as far as
    they are known."""
    found: dict[int | None, Any] = {}
    wanted = {row.source_id for row in citations} | {row.goes_back_to for row in citations}
    wanted |= {claim.appears_in_id for claim in claims}
    known = Source.objects.cleared_for(clearance)
    rows = known.annotate(goes_back_to=origin_as_known(clearance))
    while missing := wanted - found.keys() - {None}:
        came = {row.pk: row for row in rows.filter(pk__in=missing)}
        found |= dict.fromkeys(missing) | came
        wanted = {row.derives_from_id for row in came.values()}
        wanted |= {row.goes_back_to for row in came.values()}
    return [row for row in found.values() if row]
