"""What is known of a claim, as its page at the desk shows it before any form."""

from dataclasses import dataclass

from ...models import Citation, Claim, Deal, Event, Party, Snapshot, Source
from ...models.sources.sources import clearance_of
from ...text import money
from ..people import Asker

CITED = 20  # citations on one page


@dataclass(frozen=True)
class KnownOfClaim:
    """What a claim says, of whom, and what it rests on, as far as one reader may know.

    `claim` is as it is saved, whatever a form holds, and counts its outlets and origins.
    `citations` are those of one page, numbered from `start` + 1 on; where there are more, it
    `goes_on`. A citation's `copy` is the kept one that it quotes, None where that is not told.
    """

    claim: Claim
    citations: list[Citation]
    start: int
    goes_on: bool
    work: Source | None
    figure: str
    parties: list[Party]
    deals: list[Deal]
    events: list[Event]

    @property
    def ends_at(self) -> int:
        return self.start + len(self.citations)

    @property
    def comes_before(self) -> int:
        """Where the page of citations before this one begins."""
        return max(0, self.start - CITED)


def known_of_claim(claim: Claim, user: Asker, start: int = 0) -> KnownOfClaim:
    """What `user` may know of the claim, its citations from the one at `start` on.

    Seven queries, however many citations there are.
    """
    saved = Claim.objects.with_support(clearance_of(user)).select_related("collection")
    claim = saved.get(pk=claim.pk)
    citations = _citations(claim, user, start)
    known = Source.objects.visible_to(user)
    return KnownOfClaim(
        claim=claim,
        citations=citations[:CITED],
        start=start,
        goes_on=len(citations) > CITED,
        work=known.filter(pk=claim.appears_in_id).first() if claim.appears_in_id else None,
        figure=_figure(claim),
        parties=list(Party.objects.visible_to(user).filter(claims=claim.pk)[:CITED]),
        deals=list(Deal.objects.visible_to(user).filter(claims=claim.pk)[:CITED]),
        events=list(Event.objects.visible_to(user).filter(claims=claim.pk)[:CITED]),
    )


def _citations(claim, user, start):
    if not user.has_perm("partnerships.view_citation"):
        return []
    rows = list(
        Citation.objects.visible_to(user)
        .filter(claim=claim.pk)
        .select_related("source")[start : start + CITED + 1]
    )
    copies = {}
    if user.has_perm("partnerships.view_snapshot"):
        kept = Snapshot.objects.filter(pk__in=[row.snapshot_id for row in rows])
        copies = kept.only("captured_at", "source_id").in_bulk()
    for number, row in enumerate(rows, start + 1):
        row.number, row.copy = number, copies.get(row.snapshot_id)
    return rows


def _figure(claim):
    if claim.value_low is None and claim.value_high is None:
        return ""
    told = claim.value_qualifier, claim.value_low, claim.value_high, claim.value_unit
    return money.format_amount(*told)
