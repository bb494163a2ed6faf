"""What stood in a record, or in one of its rows, put back: a change like any other, of whoever does
it now. Verdicts lapse by it as by a change that was typed."""

from collections.abc import Collection, Iterable
from hashlib import sha256
from typing import Any

import pghistory
from django.contrib.auth.models import User
from django.db import connection
from django.db.models import Model

from ..errors import Refused, Stale
from ..rules.moments import format_moment
from ..rules.releases import right_to_release
from .journal import acting

# What goes with words wherever they go: the place in the copy at which they are proved.
WITH = {"quote": ["position", "extent"]}
# What nobody puts back unawares: who may see it, where it is known outside, and who it is.
NEVER = {"confidentiality", "released_at", "id", "uid", "slug", "merged_into"}
MEANWHILE = "Somebody changed it meanwhile, and nothing is restored: look at its history again."


def values_seen(rows: Iterable[Any], model: type[Model], by: User) -> list[tuple]:
    """What `by` sees in each of the rows, or in rows of their history, of what people write: what
    leads to something that they may not know of is as empty. A query a key of the model."""
    rows, columns = list(rows), [each for each in _columns(model) if each.editable]
    known = {}
    for column in columns:
        if column.is_relation:
            keys = {getattr(row, column.attname) for row in rows} - {None}
            known[column] = _known_keys(column, keys, by)
    return [
        tuple(
            value if column not in known or value in known[column] else None
            for column in columns
            for value in [getattr(row, column.attname)]
        )
        for row in rows
    ]


def mark_of(values: tuple) -> str:
    """What tells whether the values are still those that somebody looked at."""
    return sha256(repr(values).encode()).hexdigest()


GONE = "gone"  # the mark of a row that is not there


def restore_version(event: Any, names: Collection[str], *, by: User, seen: str) -> Model:
    """Put a row back as the row of its history says, in the fields `names`; one that is gone comes
    back whole, under its own reference. The row.

    1. The row still says what `by` has `seen` of it; else Stale. What changed in it that they may
       not know of is not told so.
    2. It is written. What it leads or led to and `by` may not know of stays as it is; a row that is
       gone and named what is gone too is Refused, and so is what a law of the database is against.

    Who may do so is for the door to ask: it is whoever may type the same into the record's form,
    which is locked.
    """
    model = type(event)._meta.get_field("pgh_obj").related_model
    why = f"As it stood on {format_moment(event.pgh_created_at)}"
    with acting(by), pghistory.context(why=why):
        row = model._base_manager.filter(pk=event.pgh_obj_id).first()
        if seen != (mark_of(*values_seen([row], model, by)) if row else GONE):
            raise Stale(MEANWHILE)
        if row is None:
            row = _brought_back(model, event, by)
        else:
            _put_back(
                row, event, {*names, *(one for name in names for one in WITH.get(name, ()))}, by
            )
        # What waits for the end of the transaction is refused while we can still say so.
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        return row


def _columns(model):
    """What is kept in a row, and not computed from it."""
    return [column for column in model._meta.concrete_fields if not column.generated]


def _put_back(row, event, names, by):
    changed = []
    for column in _columns(type(row)):
        was, now = getattr(event, column.attname), getattr(row, column.attname)
        if column.name in names - NEVER and was != now:
            if column.is_relation and not (_known(column, was, by) and _known(column, now, by)):
                continue
            setattr(row, column.attname, was)
            changed.append(column.name)
    if changed:
        row.save(update_fields=changed)


def _brought_back(model, event, by):
    row = model()
    for column in _columns(model):
        value = getattr(event, column.attname)
        if column.is_relation and not _known(column, value, by):
            noun = column.related_model._meta.verbose_name
            raise Refused(f"It named a {noun} that is not recorded any more.")
        setattr(row, column.attname, value)
    if getattr(row, "released_at", None) and not by.has_perm(_right(model)):
        row.released_at = None
    row.save(force_insert=True)
    return row


def _right(model):
    return f"partnerships.{right_to_release(model)}"


def _known(column, value, by):
    """Whether the key leads to nothing, or to what `by` may know of."""
    return value is None or bool(_known_keys(column, {value}, by))


def _known_keys(column, keys, by):
    """Those of the keys that lead to what `by` may know of."""
    rows = column.related_model._default_manager.all()
    known = rows.visible_to(by) if hasattr(rows, "visible_to") else rows
    return set(known.filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()
