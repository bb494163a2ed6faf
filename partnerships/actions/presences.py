"""Telling the desk that a form is open. No record changes by it: no journal tells of it."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import connection
from django.utils import timezone

from ..models import Presence
from ..models.presences import HEARD

# One statement, whichever machine the page asks: of two that come at once neither waits for long,
# and a tab that only reads does not say of another one, in which something is typed, that it reads.
SEEN = """
INSERT INTO partnerships_presence AS kept (noun, record, user_id, is_changing, seen_at)
VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (noun, record, user_id)
DO UPDATE SET seen_at = EXCLUDED.seen_at, is_changing = EXCLUDED.is_changing
    OR kept.is_changing AND kept.seen_at > %s
"""


def tell_presence(
    record: Any, *, by: User, is_changing: bool = False, at: datetime | None = None
) -> None:
    """Somebody has the form of the record open at that moment. Whoever calls has looked whether
    they may."""
    noun, at = record._meta.model_name, at or timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(SEEN, [noun, record.pk, by.pk, is_changing, at, at - HEARD])


def end_presence(record: Any, *, by: User) -> None:
    """Somebody has left the form of the record."""
    Presence.objects.of(record).filter(user=by).delete()


def forget_old_presences(*, at: datetime | None = None) -> None:
    """Forget who had forms open an hour ago and more."""
    Presence.objects.forgotten(at or timezone.now()).delete()
