"""Releasing a record to readers, and taking it back."""

from contextlib import contextmanager
from datetime import datetime
from typing import TypeVar

import pghistory
from django.contrib.auth.models import User
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from ..errors import NotReleasable
from ..models import Claim, Deal, Source
from ..rules.refusals import refusal_sentence
from ..vocabulary import Act, Confidentiality
from .journal import record as entered
from .locks import locked
from .rights import allowed

Releasable = TypeVar("Releasable", Claim, Deal, Source)


def release(record: Releasable, *, by: User, at: datetime | None = None) -> Releasable:
    """Show a claim, deal or source to readers from `at` on, by default from now.

    Raises NotReleasable when it is shown already, is confidential, or is a deal of fewer than
    two parties; PermissionDenied when `by` may not release such records.
    """
    _may_release(record, by)
    at = at or timezone.now()
    with _releasing(record, by, "released") as record:
        if record.released_at:
            raise NotReleasable("It is released already.")
        if isinstance(record, Source) and record.confidentiality == Confidentiality.CONFIDENTIAL:
            raise NotReleasable("A confidential source is not released.")
        _set(record, at)
        entered(Act.RELEASED, record, by=by, at=at)
        return record


def take_back(record: Releasable, *, by: User, at: datetime | None = None) -> Releasable:
    """Take a record back to the desk. Raises NotReleasable when readers do not see it anyway."""
    _may_release(record, by)
    with _releasing(record, by, "withdrawn") as record:
        if not record.released_at:
            raise NotReleasable("It is not released.")
        _set(record, None)
        entered(Act.TAKEN_BACK, record, by=by, at=at or timezone.now())
        return record


def _may_release(record, by):
    allowed(by, f"release_{record._meta.model_name}", f"release a {record._meta.verbose_name}")


@contextmanager
def _releasing(record, by, act):
    """The record, locked, in a transaction of which the history knows what is done."""
    with pghistory.context(user=by.pk, act=act), locked(record) as record:
        yield record


def _set(record, moment):
    record.released_at = moment
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            record.save(update_fields=["released_at"])
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what would be refused at the end
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except IntegrityError as error:
        raise NotReleasable(refusal_sentence(error)) from error
