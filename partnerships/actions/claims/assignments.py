"""Asking somebody to check or sign a claim, and taking that back."""

from datetime import date, datetime

from django.contrib.auth.models import User
from django.db.models import Q
from django.utils import timezone

from ...errors import Refused
from ...models import Assignment, Citation, Claim, Source
from ...rules.claims import authorship, blind, queue, signing
from ...rules.people import departed, display_name, may
from ...vocabulary import Act, Task
from ..journal import acting, record
from ..locks import lock_claim, transition
from ..rights import allowed

CANNOT = {
    Task.CHECK: "may not check claims: ask a fact-checker.",
    Task.SIGN: "may not sign verdicts: ask an editor.",
}


def assign(
    claim: Claim,
    to: User,
    *,
    by: User,
    task: str = Task.CHECK,
    due: date | None = None,
    note: str = "",
    at: datetime | None = None,
) -> Assignment:
    """Ask somebody to check or sign a claim, until the day `due` where one is given.

    Raises Refused when they could not do it, when they are asked for it already, or when the day
    is past. Whether `to` has given a blind assessment does not show in any answer.
    """
    allowed(by, "add_assignment")
    with acting(by):
        claim = lock_claim(claim)
        at = at or timezone.now()
        if reason := _why_not(claim, to, by, task, due, timezone.localdate(at)):
            raise Refused(reason, "not_for_them")
        _close_what_is_done(claim, to, task, by=by, at=at)
        assignment = Assignment.objects.create(
            claim=claim,
            task=task,
            assignee=to,
            due=due,
            note=note.strip(),
            assigned_by=by,
            assigned_at=at,
        )
        record(Act.ASSIGNED, assignment, by=by, at=at)
        return assignment


def close(assignment: Assignment, *, by: User, at: datetime | None = None) -> Assignment:
    """Take an assignment back, or lay one's own down. Raises NotWaiting when it is closed."""
    if assignment.assignee_id != by.pk:
        allowed(by, "change_assignment")
    with acting(by):
        lock_claim(assignment.claim)
        at = at or timezone.now()
        second = "This assignment is closed already."
        transition(Assignment.objects.open(), assignment, second, closed_by=by, closed_at=at)
        record(Act.UNASSIGNED, assignment, by=by, at=at)
        return assignment


def _why_not(claim, to, by, task, due, today):
    """Why `to` could not do it, as far as `by` may know; or nothing."""
    if departed(to):
        return f"{display_name(to)} is {departed(to)}: ask somebody else."
    if not may(to, task):
        return f"{display_name(to)} {CANNOT[task]}"
    if not Claim.objects.visible_to(to).filter(pk=claim.pk).exists():
        return f"{display_name(to)} may not see this claim: ask somebody else."
    if signing.sees_all(claim, by) and not signing.sees_all(claim, to):
        return f"{display_name(to)} may not see all that it rests on: ask a source keeper."
    if due and due < today:
        return "The day is past: choose another, or none."
    if (task == Task.SIGN or blind.is_asked_of(claim)) and _wrote_part(claim, to, by):
        return f"{display_name(to)} wrote part of this claim: ask someone who has not edited it."
    proposed = claim.verdicts.awaiting_signature().filter(proposed_by=to)
    if task == Task.SIGN and proposed.exists():
        return f"{display_name(to)} proposed this verdict: it needs a second person."
    return ""


def _wrote_part(claim, to, by):
    """Whether `to` wrote part of it, of what `by` may know of."""
    seen = (
        Q(claim__isnull=False)
        | Q(search__isnull=False)
        | Q(citation__in=Citation.objects.visible_to(by))
        | Q(source__in=Source.objects.visible_to(by))
    )
    return authorship.claim_authorships(claim).filter(seen, author=to).exists()


def _close_what_is_done(claim, to, task, *, by, at):
    """Close an earlier assignment of theirs that a verdict has answered meanwhile."""
    earlier = claim.assignments.open().filter(assignee=to, task=task)
    done = [one.pk for one in earlier.exclude(pk__in=queue.undone(earlier).values("pk"))]
    Assignment.objects.filter(pk__in=done).update(closed_by=by, closed_at=at)
