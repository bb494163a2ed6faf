"""A table that was brought in is noted in the journal, and taken back whole while nothing is built
on it."""

from datetime import datetime
from typing import Any

import pghistory
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Model
from django.utils import timezone

from ..errors import NotWaiting, Refused
from ..models import Claim, Entry
from ..rules.brought_in import (
    WRITTEN,
    TouchedRow,
    built_on,
    columns_of,
    noun_named,
    tables_brought_in,
    touched_by,
    values_of,
)
from ..rules.moments import format_day
from ..vocabulary import Act
from .journal import acting
from .locks import lock_rows

NAMED = 5  # of what is built on it, in a sentence


def note_table(
    model: type[Model], new: int, changed: int, *, by: User, at: datetime | None = None
) -> Entry:
    """Add to the journal that `by` brought in a table of these, in the transaction that does so."""
    with pghistory.context() as context:
        return Entry.objects.create(
            act=Act.IMPORTED,
            noun=str(model._meta.verbose_name),
            key=f"{new} new, {changed} changed",
            by=by,
            at=at or timezone.now(),
            why=context.metadata.get("why", ""),
            door=context.metadata.get("door", ""),
            context=context.id,
        )


def may_take_back(entry: Entry, by: User) -> bool:
    """Whether `by` may take the table back: it is their own, or they may put records away; and they
    may record and change such records."""
    noun = noun_named(entry.noun)._meta.model_name
    may_write = by.has_perms([f"partnerships.add_{noun}", f"partnerships.change_{noun}"])
    return may_write and (entry.by_id == by.pk or by.has_perm("partnerships.add_putaway"))


def take_back_table(entry: Entry, *, by: User, at: datetime | None = None) -> int:
    """Undo what a table did: what it made goes, what it changed or removed is as it was before. How
    many rows that were.

    All of it or nothing. Raises Refused, with what it is, when something was built on it: a row
    that says something else by now, or one that came later and names one of these; NotWaiting when
    it was taken back already; PermissionDenied when `by` may not.
    """
    if not may_take_back(entry, by):
        raise PermissionDenied("You may not take back what somebody else brought in.")
    with acting(by), pghistory.context(why=f"Took back a table of {format_day(entry.at)}"):
        with connection.cursor() as cursor:  # of two at once the second finds it done
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [entry.uid.hex])
        if not tables_brought_in().filter(pk=entry.pk).exists():
            raise NotWaiting("This table was taken back already.")
        touched = touched_by(entry)
        _lock(touched)
        if lines := built_on(touched, by).lines():
            more = f", and {len(lines) - NAMED} more" if len(lines) > NAMED else ""
            told = "; ".join(each.rstrip(".") for each in lines[:NAMED])
            raise Refused(f"It stays: something was built on it. {told}{more}.")
        _undo(touched)
        with pghistory.context() as context:
            Entry.objects.create(
                act=Act.UNDONE,
                noun=entry.noun,
                key=str(entry.uid),
                by=by,
                at=at or timezone.now(),
                door=context.metadata.get("door", ""),
                context=context.id,
            )
    return len(touched)


def _lock(touched: list[TouchedRow]) -> None:
    """Claims first, those of citations and parties too; then the rows, a table after the other."""
    rows = [each.before or each.after for each in touched]
    of_parts = {row.claim_id for row in rows if hasattr(row, "claim_id")}
    claims = of_parts | {each.pk for each in touched if each.model is Claim}
    lock_rows(Claim._base_manager.filter(pk__in=claims))
    for model in reversed(WRITTEN):
        keys = [each.pk for each in touched if each.model is model]
        if keys and model is not Claim:
            lock_rows(model._base_manager.filter(pk__in=keys))


def _undo(touched: list[TouchedRow]) -> None:
    """What it made goes, parts first; then what it removed comes back, what was part of it last;
    then each row says what it said."""
    for model in WRITTEN:
        made = [each.pk for each in touched if each.model is model and not each.before]
        if made:
            # At once, whatever still names it: that is changed below, and asked at the end.
            model._base_manager.filter(pk__in=made)._raw_delete(DEFAULT_DB_ALIAS)
    for model in reversed(WRITTEN):
        mine = [each for each in touched if each.model is model and each.before]
        removed = [each.before for each in mine if not each.after]
        model._base_manager.bulk_create([model(**values_of(row)) for row in removed])
        for each in mine:
            if each.after:
                _say_again(model, each)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _say_again(model: Any, touched: TouchedRow) -> None:
    was, now = values_of(touched.before), values_of(touched.after)
    differing = {
        column.attname: was[column.attname]
        for column in columns_of(model)
        if was[column.attname] != now[column.attname]
    }
    model._base_manager.filter(pk=touched.pk).update(**differing)
