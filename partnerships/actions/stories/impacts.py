"""Deciding what a change means for words that went out."""

from datetime import datetime

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from ...models import Correction, OpenItem
from ...vocabulary import Act
from ..journal import acting, record
from ..locks import transition
from ..rights import allowed


def decide(
    item: OpenItem,
    outcome: str,
    reason: str,
    *,
    by: User,
    correction: Correction | None = None,
    at: datetime | None = None,
) -> OpenItem:
    """Close an open item: its words were corrected, by `correction`, or stand as they are.

    Raises NotWaiting when somebody has decided, and Refused without a reason.
    """
    allowed(by, "decide_openitem")
    at = at or timezone.now()
    with acting(by):
        item = settle(item, outcome, reason, correction, by=by, at=at)
        record(Act.DECIDED, item, by=by, at=at, why=item.reason)
        return item


def settle(
    item: OpenItem,
    outcome: str,
    reason: str,
    correction: Correction | None,
    *,
    by: User,
    at: datetime,
) -> OpenItem:
    """Decide on an item within an act whose entry tells of it."""
    if not OpenItem.objects.visible_to(by).filter(pk=item.pk).exists():
        raise PermissionDenied("You may not decide on this.")
    transition(
        OpenItem.objects.open(),
        item,
        "Somebody has decided on this already.",
        outcome=outcome,
        reason=reason.strip(),
        correction=correction,
        decided_by=by,
        decided_at=at,
    )
    return item
