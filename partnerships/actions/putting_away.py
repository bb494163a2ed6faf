"""Putting a record away that should not be there, and bringing it back."""

from datetime import datetime
from typing import Any

import pghistory
from django.contrib.auth.models import User
from django.db import connection
from django.utils import timezone

from ..errors import NotWaiting, Refused
from ..models import PutAway
from ..rules.putting_away import noun_of, what_leans_on
from ..rules.releases import right_to_release
from ..vocabulary import Act
from .journal import acting
from .journal import record as entered
from .rights import allowed

LEANT_ON = "It cannot be put away while something leans on it. Change that first, or put it away: "
NAMED = 5  # of what leans on it, in a sentence


def put_away(record: Any, *, by: User, why: str, at: datetime | None = None) -> PutAway:
    """Take a record out of all lists, choices, counts and answers, with what is part of it, for a
    reason. Its history stays, and `bring_back` brings it back as it was.

    Readers see it no more. Raises Refused when no reason is given and while something that is
    there leans on it, which it names as far as `by` may know of it; NotWaiting when it is away
    already; PermissionDenied when `by` may not put records away, or not take this one back from
    readers.
    """
    allowed(by, "add_putaway")
    at = at or timezone.now()
    if not why.strip():
        raise Refused("Say why it should not be there, such as of what it is a duplicate.")
    with acting(by), pghistory.context(why=why.strip()):
        row = _held(record, "It is put away already.", put_away=None)
        _may_release(row, row.released_at, by)
        if leaning := what_leans_on(row, by):
            raise Refused(LEANT_ON + _listed(leaning))
        if row.released_at:
            entered(Act.TAKEN_BACK, row, by=by, at=at, why=why)
        away = PutAway.objects.create(by=by, at=at, why=why.strip(), released_at=row.released_at)
        _rows(row).filter(pk=row.pk).update(released_at=None, put_away=away)
        entered(Act.PUT_AWAY, row, by=by, at=at, why=why)
        _settle()
    return away


def bring_back(record: Any, *, by: User, at: datetime | None = None) -> None:
    """Bring back a record that was put away, as it was: released too, when it was so.

    Raises Refused while it names something that is put away itself, or that readers may not see;
    NotWaiting when it is there already; PermissionDenied as `put_away` does.
    """
    allowed(by, "add_putaway", "bring records back")
    at = at or timezone.now()
    with acting(by):
        row = _held(record, "It is there already.", put_away__isnull=False)
        since = row.put_away.released_at
        _may_release(row, since, by)
        _rows(row).filter(pk=row.pk).update(released_at=since, put_away=None)
        entered(Act.BROUGHT_BACK, row, by=by, at=at)
        if since:
            entered(Act.RELEASED, row, by=by, at=at)
        _settle()


def _held(record, otherwise, **state):
    """The record as it is now, in that state, which nobody changes or names meanwhile."""
    row = _rows(record).select_for_update().filter(pk=record.pk, **state).first()
    if row is None:
        raise NotWaiting(otherwise)
    return row


def _rows(record):
    return type(record)._base_manager


def _may_release(row, released_at, by):
    if released_at:
        allowed(by, right_to_release(type(row)), f"take a {noun_of(row)} back from readers")


def _listed(leaning):
    more = f", and {len(leaning) - NAMED} more" if len(leaning) > NAMED else ""
    return "; ".join(each.told.rstrip(".") for each in leaning[:NAMED]) + f"{more}."


def _settle():
    """What would be refused at the end is refused now, while it can be said."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
