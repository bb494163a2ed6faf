"""Releasing a record to readers, and taking it back."""

from contextlib import contextmanager

import pghistory
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from ..errors import NotReleasable
from ..models import Source
from ..rules.refusals import sentence
from ..vocabulary import Act, Confidentiality
from .journal import record as entered


def release(record, *, by, at=None):
    """Show a claim, deal or source to readers from `at` on, by default from now.

    Raises NotReleasable when it is shown already, is confidential, or is a deal of fewer than
    two parties; PermissionDenied when `by` may not release such records.
    """
    _allowed(record, by)
    at = at or timezone.now()
    with _held(record, by, "released") as record:
        if record.released_at:
            raise NotReleasable("It is released already.")
        if isinstance(record, Source) and record.confidentiality == Confidentiality.CONFIDENTIAL:
            raise NotReleasable("A confidential source is not released.")
        _set(record, at)
        entered(Act.RELEASED, record, by=by, at=at)
        return record


def withdraw(record, *, by, at=None):
    """Take a record back to the desk. Raises NotReleasable when readers do not see it anyway."""
    _allowed(record, by)
    with _held(record, by, "withdrawn") as record:
        if not record.released_at:
            raise NotReleasable("It is not released.")
        _set(record, None)
        entered(Act.TAKEN_BACK, record, by=by, at=at or timezone.now())
        return record


def _allowed(record, by):
    if not by.has_perm(f"partnerships.release_{record._meta.model_name}"):
        raise PermissionDenied(f"You may not release a {record._meta.verbose_name}.")


@contextmanager
def _held(record, by, act):
    """A transaction that holds the record as it is now and tells the history what is done."""
    with transaction.atomic(), pghistory.context(user=by.pk, act=act):
        yield type(record)._base_manager.select_for_update(no_key=True).get(pk=record.pk)


def _set(record, moment):
    record.released_at = moment
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            record.save(update_fields=["released_at"])
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what would be refused at the end
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except IntegrityError as error:
        raise NotReleasable(sentence(error)) from error
