"""What claims rest on, as far as somebody may know of it: read for one claim as for many."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Subquery

from ...models import Citation, Claim, Comment, Reply, Snapshot, Source
from ...models.sources.sources import clearance_of, origin_as_known
from ...vocabulary import Stance
from ..people import Asker


@dataclass
class ClaimEvidence:
    """A claim with what is cited for and against it and what is still open, once it is read."""

    claim: Claim
    citations: list[Citation] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)
    comments: int = 0  # open ones

    @property
    def support(self) -> list[Citation]:
        return [one for one in self.citations if one.stance == Stance.SUPPORTS]

    @property
    def origins(self) -> set[int]:
        """The sources, by primary key, that the support goes back to."""
        return {one.goes_back_to for one in self.support}  # type: ignore[attr-defined]  # of read_citations


def read_evidence(of: Iterable[ClaimEvidence], user: Asker) -> None:
    """Fill in what each claim rests on, as far as `user` may know: three queries for them all.

    Replies are read of the claims alone that speak against a person: nobody else is asked.
    """
    by_claim = {one.claim.pk: one for one in of}
    read_citations(by_claim.values(), user)
    adverse = [pk for pk, one in by_claim.items() if one.claim.is_adverse]
    for reply in Reply.objects.filter(claim__in=adverse).order_by("asked_at", "pk"):
        by_claim[reply.claim_id].replies.append(reply)
    comments = Comment.objects.visible_to(user).open().filter(claim__in=by_claim)
    for claim in comments.values_list("claim", flat=True):
        by_claim[claim].comments += 1


def read_citations(of: Iterable[ClaimEvidence], user: Asker) -> None:
    """Fill in what each claim cites, with sources and origins, as far as `user` may know of them:
    one query for them all."""
    by_claim = {one.claim.pk: one for one in of}
    citations = (
        Citation.objects.visible_to(user)
        .filter(claim__in=by_claim)
        .annotate(
            goes_back_to=origin_as_known(clearance_of(user), "source"),
            origin_outlet=Subquery(
                Source.objects.filter(pk=OuterRef("goes_back_to")).values("outlet")[:1]
            ),
            is_kept=Exists(Snapshot.objects.filter(source=OuterRef("source"))),
        )
        .select_related("source")
        .order_by("claim", "reference", "pk")
    )
    for citation in citations:
        by_claim[citation.claim_id].citations.append(citation)
