"""Who else has the form of a record open, and what was saved of it while somebody read it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model

from ..models import Presence
from ..models.presences import HEARD
from . import histories
from .people import Asker, display_name

NAMED = 10  # people


@dataclass(frozen=True)
class OtherPerson:
    """Somebody else with the form open: whether they are there now, and have typed something."""

    name: str
    is_here: bool
    is_changing: bool
    seen_at: datetime


def others_present(record: Model, user: Asker, at: datetime) -> list[OtherPerson]:
    """Who else has the form of the record open at that moment, or had within the hour, the latest
    first. One query."""
    rows = Presence.objects.of(record).lately(at).exclude(user=user.pk)
    return [
        OtherPerson(display_name(row.user), row.seen_at > at - HEARD, row.is_changing, row.seen_at)
        for row in rows.select_related("user")[:NAMED]
    ]


def saved_since(
    record: Model, parts: Iterable[tuple[type[Model], str]], user: Asker, since: datetime
) -> histories.HistoryAct | None:
    """The last act on the record or its `parts` after that moment, as the history tells it to
    `user`; None where it tells of none.

    A query of each part while nothing was saved, which is almost always.
    """
    parts = list(parts)
    if not histories.has_changes_since(record, parts, user, since):
        return None
    last = next(iter(histories.record_history(record, parts, user).acts), None)
    return last if last and last.at > since else None
