"""Blind checks: two people assess a claim, and a verdict results or a third decides."""

from datetime import datetime

from django.contrib.auth.models import User
from django.utils import timezone

from ...errors import CheckedBlind, FourEyes
from ...models import Assessment, Claim
from ...rules.claims import authorship, blind, signing
from ...vocabulary import CORRECTED, Act
from ..journal import acting, record
from ..rights import allowed
from .verdicts import lock_claim_in_sight, must_be_seen, put_forward, put_signature


def assess(
    claim: Claim,
    finding: str,
    *,
    by: User,
    seen: str = "",
    reasons: str = "",
    correction: str = "",
    at: datetime | None = None,
) -> Assessment:
    """Give one's own assessment of a claim that is checked blind.

    When the second checker agrees with the first, a verdict results under both names. When
    they disagree a third person is asked: whose finding the third shares, with them the verdict
    is made. Returns the assessment; its `verdict` is what resulted, if anything did.

    Raises CheckedBlind when the claim is not checked blind or is out of the caller's hands,
    FourEyes when `by` wrote part of it, and Stale when it is not what was `seen`.
    """
    allowed(by, "add_assessment")
    with acting(by):
        claim = lock_claim_in_sight(claim, by)
        at = at or timezone.now()
        if not blind.is_asked_of(claim):
            raise CheckedBlind("This claim is not checked blind: propose a verdict.")
        if blind.is_over(claim):
            raise CheckedBlind("This check is over: two people have assessed the claim already.")
        if authorship.claim_authorships(claim).filter(author=by).exists():
            raise FourEyes("You wrote part of this claim: two others check it blind.")
        must_be_seen(claim, seen, by)
        before = blind.open_assessments(claim)
        if by.pk in {one.checker_id for one in before}:
            raise CheckedBlind("You have given your assessment of this claim already.")
        if len(before) >= blind.NEEDED and not blind.checkers_disagree(before):
            raise CheckedBlind("Two people have assessed this claim already.")
        mine = Assessment.objects.create(
            claim=claim,
            finding=finding,
            reasons=reasons,
            correction=correction,
            checker=by,
            given_at=at,
        )
        mine.refresh_from_db()
        record(Act.ASSESSED, mine, by=by, at=at)
        if ally := next((one for one in before if one.finding == finding), None):
            _conclude(claim, ally, [*before, mine], by=by, at=at)
            mine.refresh_from_db()
        return mine


def _conclude(claim, ally, assessments, *, by, at):
    """Make the verdict that `ally` and `by` share, and sign it where nothing is left to read."""
    verdict = put_forward(
        claim,
        by=ally.checker,
        at=at,
        finding=ally.finding,
        reasons=ally.reasons,
        correction=ally.correction,
        as_of=claim.as_of,
    )
    for one in assessments:
        Assessment.objects.filter(pk=one.pk).update(verdict=verdict)
    if ally.finding in CORRECTED or signing.blocking(claim, ally.finding, by):
        return  # whoever shares the finding reads the correction, or the objections, and signs
    if signing.why_not(verdict, by):
        return
    put_signature(verdict, by=by, at=at)
