"""Proposing, signing and withdrawing verdicts, and adopting what nobody signed for."""

from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from ...errors import CheckedBlind, FourEyes, NotWaiting, ObjectionsStand, OutOfSight, Stale
from ...models import Assessment, Authorship, Claim, Verdict
from ...rules.claims import authorship, blind, signing
from ...vocabulary import Act, Authoring, State
from ..journal import acting, record
from ..locks import lock_claim, transition
from ..rights import allowed


def propose(
    claim: Claim,
    finding: str,
    *,
    by: User,
    seen: str = "",
    reasons: str = "",
    correction: str = "",
    as_of: date | None = None,
    at: datetime | None = None,
) -> Verdict:
    """Put a verdict forward. It replaces the claim's latest one and waits for a signature.

    1. Ask whether `by` may propose at all.
    2. Lock the claim: nobody changes it, what it rests on or its verdict until the end. Raises
       OutOfSight when it rests on something that `by` may not know of.
    3. Raise CheckedBlind when two people check it without seeing each other's finding.
    4. Compare `seen`, the fingerprint of what the proposer saw of it, with what there is now; raise
       Stale when that is something else. Without `seen` nothing is compared.
    5. Replace the latest verdict and keep the new one, whose fingerprint PostgreSQL writes. Raises
       Refused when a reason or a correction is missing.
    6. End a blind check that a third person decides, and write the journal.

    Of two who propose at once the second waits at step 2 and then replaces what the first
    proposed: both verdicts are kept, and the later one waits. A verdict is no part of what was
    `seen`, so that this is not Stale; what somebody changed of the claim between is.
    """
    allowed(by, "propose_verdict")
    with acting(by):
        claim = lock_claim_in_sight(claim, by)
        if blind.is_asked_of(claim) and not blind.is_for_a_third(claim, by):
            raise CheckedBlind("This claim is checked blind: give your own assessment of it.")
        must_be_seen(claim, seen, by)
        verdict = put_forward(
            claim,
            by=by,
            at=at or timezone.now(),
            finding=finding,
            reasons=reasons,
            correction=correction,
            as_of=as_of or claim.as_of,
        )
        # What a third proposes where two disagree ends their check: everybody may read it.
        for given in blind.open_assessments(claim):
            Assessment.objects.filter(pk=given.pk).update(verdict=verdict)
        return verdict


def must_be_seen(claim: Claim, seen: str, by: User) -> None:
    """Refuse when the held claim, as `by` may know of it, is not what was `seen`."""
    if seen and seen != authorship.as_seen_by(claim, by):
        raise Stale("The claim or what it rests on has changed since: look at it again.")


def put_forward(claim: Claim, *, by: User, at: datetime, **fields: Any) -> Verdict:
    """Add a verdict to a claim that is held already, and its entry to the journal."""
    fingerprint = fields.get("fingerprint")
    if fingerprint and fingerprint != authorship.fingerprint(claim):
        raise Stale("The claim or what it rests on has changed since: look at it again.")
    # First the old one: an index allows a claim one verdict without `superseded_at`, at any moment.
    claim.verdicts.current().update(superseded_at=at)
    verdict = Verdict.objects.create(claim=claim, proposed_by=by, proposed_at=at, **fields)
    verdict.refresh_from_db(fields=["covers", "fingerprint"])  # PostgreSQL has filled them in
    record(Act.PROPOSED, verdict, by=by, at=at)
    return verdict


def countersign(
    verdict: Verdict, *, by: User, override_reason: str = "", at: datetime | None = None
) -> Verdict:
    """Sign a verdict that somebody else proposed, so that it stands.

    1. Ask whether `by` may sign; and with an `override_reason` whether they may sign their own
       work.
    2. Lock the claim: nobody changes it, what it rests on or its verdict until the end. Raises
       OutOfSight when it rests on something that `by` may not know of.
    3. Read the verdict anew. Raise NotWaiting, which says why, when it was signed, replaced or
       withdrawn, or has lapsed.
    4. Raise FourEyes when `by` proposed it, or wrote part of what it covers and gave no
       `override_reason`.
    5. Raise ObjectionsStand while an objection of the rulebook blocks it.
    6. Sign it by an UPDATE that asks once more whether it waits, and write the journal.

    Of two who sign at once the second waits at step 2, finds it signed at step 3 and gets
    NotWaiting; so does who signs while somebody replaces or withdraws it, or changes what it
    covers. Whoever changes that after the signature makes the verdict lapse.
    """
    allowed(by, "countersign_verdict")
    if override_reason.strip():
        allowed(by, "break_glass")
    with acting(by):
        lock_claim_in_sight(verdict.claim, by)
        verdict = Verdict.objects.select_related("claim").get(pk=verdict.pk)
        if verdict.state != State.WAITING or verdict.superseded_at:
            raise NotWaiting(signing.why_not_waiting(verdict))
        if reason := signing.why_not(verdict, by, override_reason=override_reason.strip()):
            raise FourEyes(reason)
        if blocking := signing.blocking(verdict.claim, verdict.finding, by):
            raise ObjectionsStand(blocking)
        return put_signature(
            verdict, by=by, at=at or timezone.now(), override_reason=override_reason.strip()
        )


def put_signature(
    verdict: Verdict, *, by: User, at: datetime, override_reason: str = ""
) -> Verdict:
    """Sign a verdict whose claim is held already."""
    # The lock on the claim has settled who comes first, for whoever takes it; the UPDATE asks once
    # more for those who do not, such as a shell.
    waiting = Verdict.objects.awaiting_signature()
    second = "This verdict no longer waits for a signature."
    signed = {"countersigned_by": by, "countersigned_at": at, "broken_glass": override_reason}
    transition(waiting, verdict, second, **signed)
    record(Act.COUNTERSIGNED, verdict, by=by, at=at, why=override_reason)
    return verdict


def withdraw_verdict(
    verdict: Verdict, why: str, *, by: User, at: datetime | None = None
) -> Verdict:
    """Take a verdict back: one's own proposal, or any verdict for those who may withdraw it."""
    if verdict.proposed_by_id != by.pk:
        allowed(by, "withdraw_verdict")
    with acting(by):
        lock_claim(verdict.claim)
        at = at or timezone.now()
        current = Verdict.objects.current().exclude(state=State.WITHDRAWN)
        second = "This verdict is withdrawn or replaced already."
        withdrawn = {"withdrawn_at": at, "withdrawn_by": by, "withdrawn_why": why.strip()}
        transition(current, verdict, second, **withdrawn)
        record(Act.WITHDRAWN, verdict, by=by, at=at, why=why)
        return verdict


def adopt(claim: Claim, *, by: User, at: datetime | None = None) -> int:
    """Answer for the changes of what a verdict on the claim covers that name nobody.

    Returns how many there were. Whoever adopts them is their author from then on.
    """
    allowed(by, "change_claim")
    with acting(by):
        claim = lock_claim(claim)
        at = at or timezone.now()
        orphans = {
            (row.claim_id, row.citation_id, row.source_id, row.search_id)
            for row in authorship.unattributed(claim)
        }
        Authorship.objects.bulk_create(
            Authorship(
                claim_id=claim_id,
                citation_id=citation_id,
                source_id=source_id,
                search_id=search_id,
                author=by,
                how=Authoring.ADOPTED,
                at=at,
            )
            for claim_id, citation_id, source_id, search_id in sorted(orphans, key=str)
        )
        if orphans:
            record(Act.ADOPTED, claim, by=by, at=at)
        return len(orphans)


def lock_claim_in_sight(claim: Claim, by: User) -> Claim:
    """The claim as `lock_claim` has it, for somebody who may see all that it rests on."""
    claim = lock_claim(claim)
    if not signing.sees_all(claim, by):
        raise OutOfSight
    return claim
