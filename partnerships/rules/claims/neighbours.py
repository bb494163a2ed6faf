"""The claims that stand before and after one in somebody's queue, to go from each to the next."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from ...models import Assignment, Claim, Verdict
from ..people import Asker
from . import blind, queue

ASKED = 200  # assignments that are looked through: nobody is asked for more at a time


@dataclass(frozen=True)
class Neighbours:
    """The claims before and after one; None where the queue ends."""

    before: Claim | None
    after: Claim | None


def neighbours_in_queue(claim: Claim, user: Asker) -> Neighbours:
    """What waits for `user` before and after the claim: first what they are asked for, the most
    pressing first, then what they may sign, the oldest first.

    A claim that has been dealt with keeps the place it had, so that one goes on from there. Five
    queries.
    """
    asked = [(_pressing(row), row.claim) for row in queue.asked_of(user)[:ASKED]]
    waiting = queue.waiting_for(user).exclude(claim__in=[other.pk for _, other in asked])
    mine = _asked_last(claim, user)
    if mine is not None:
        place = _pressing(mine)
        others = [(key, other) for key, other in asked if other.pk != claim.pk]
        before = [other for key, other in others if key < place]
        after = [other for key, other in others if key > place]
        waiting = waiting.exclude(claim=claim.pk)
        return Neighbours(before[-1] if before else None, _first([*after[:1]], waiting))
    verdict = _last_verdict(claim, user)
    if verdict is None:
        return Neighbours(None, _first([other for _, other in asked[:1]], waiting))
    at, pk = verdict.proposed_at, verdict.pk
    earlier = waiting.filter(Q(proposed_at__lt=at) | Q(proposed_at=at, pk__lt=pk)).reverse()
    later = waiting.filter(Q(proposed_at__gt=at) | Q(proposed_at=at, pk__gt=pk))
    return Neighbours(_first([], earlier) or _last(asked), _first([], later))


def _last_verdict(claim, user):
    """The latest verdict, unless the claim is closed to `user`, who is to check it blind."""
    if blind.is_hidden_from(claim, user):
        return None
    return Verdict.objects.visible_to(user).current().filter(claim=claim.pk).first()


def _asked_last(claim, user):
    """What `user` was asked for last on the claim, done or not."""
    asked = Assignment.objects.visible_to(user).filter(claim=claim.pk, assignee=user.pk)
    return asked.order_by("-assigned_at", "-pk").first()


def _pressing(assignment):
    """By what the queue is ordered."""
    due = assignment.due
    return (due is None, due or date.min, assignment.assigned_at, assignment.pk)


def _first(claims, verdicts):
    """The first of the claims; without any, that of the first verdict."""
    if claims:
        return claims[0]
    verdict = verdicts.first()
    return verdict.claim if verdict else None


def _last(asked):
    return asked[-1][1] if asked else None
