"""Releasing a record to readers, and taking it back."""

from collections.abc import Set
from contextlib import contextmanager
from datetime import datetime
from typing import Any, TypeVar

import pghistory
from django.contrib.auth.models import User
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from ..errors import NotReleasable
from ..models import Claim, Deal, Event, Partnership, Party, Role, Source, Stake, Valuation
from ..rules.refusals import refusal_sentence
from ..rules.releases import name_of, right_to_release, shown_with
from ..vocabulary import Act, Confidentiality
from .journal import record as entered
from .locks import locked
from .rights import allowed

Releasable = TypeVar(
    "Releasable", Claim, Deal, Source, Party, Role, Stake, Partnership, Valuation, Event
)


def release(
    record: Releasable, *, by: User, at: datetime | None = None, named: Set[str] | None = None
) -> Releasable:
    """Show a record to readers from `at` on, by default from now, with all that it leads to.

    `named` are the names (`name_of`) of what its editor was told will be shown with it; None
    says that nobody was asked. Raises NotReleasable when it is shown already, when there is more to
    be shown than was named, when it is confidential, or is a deal of fewer than two parties;
    PermissionDenied when `by` may not release such records, or one of those shown with it.
    """
    _may_release(record, by)
    at = at or timezone.now()
    with _releasing(record, by, "released") as record:
        if record.released_at:
            raise NotReleasable("It is released already.")
        if isinstance(record, Source) and record.confidentiality == Confidentiality.CONFIDENTIAL:
            raise NotReleasable("A confidential source is not released.")
        led_to: list[Any] = shown_with([record])
        for row in led_to:
            _may_release(row, by)
        if named is not None and not named >= set(map(name_of, led_to)):
            raise NotReleasable("Readers would see more with it than was named: look again.")
        moved = [row for row in led_to if _is_released_now(row, at)]
        _set(record, at)
        why = f"With {record._meta.verbose_name} {' '.join(map(str, record.natural_key()))}"
        for row in moved:
            entered(Act.RELEASED, row, by=by, at=at, why=why)
        entered(Act.RELEASED, record, by=by, at=at)
        return record


def take_back(record: Releasable, *, by: User, at: datetime | None = None) -> Releasable:
    """Take a record back to the desk. Raises NotReleasable when readers do not see it anyway, and
    while something that they see leads to it."""
    _may_release(record, by)
    with _releasing(record, by, "withdrawn") as record:
        if not record.released_at:
            raise NotReleasable("It is not released.")
        _set(record, None)
        entered(Act.TAKEN_BACK, record, by=by, at=at or timezone.now())
        return record


def _may_release(record, by):
    allowed(by, right_to_release(type(record)), f"release a {record._meta.verbose_name}")


@contextmanager
def _releasing(record, by, act):
    """The record, locked, in a transaction of which the history knows what is done."""
    with pghistory.context(user=by.pk, act=act), locked(record) as record:
        yield record


def _is_released_now(row, at):
    """Releases it; whether nobody else did meanwhile."""
    return type(row)._base_manager.filter(pk=row.pk, released_at=None).update(released_at=at)


def _set(record, moment):
    record.released_at = moment
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            record.save(update_fields=["released_at"])
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what would be refused at the end
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except IntegrityError as error:
        raise NotReleasable(refusal_sentence(error)) from error
