"""Who changes a record locks its row first, so that two who act at once take turns.

Everybody locks in one order, or two acts would wait for each other for ever: a story before
claims, a claim before its citations and its verdict, rows of one table by their keys. The journal
is locked by PostgreSQL alone, when all the rest was asked. Only actions lock what a claim rests on:
a trigger that did so too would deadlock.

NO KEY: whoever only points at the row, as a new citation does at its claim, need not wait.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Model, QuerySet

from ..errors import NotWaiting, Stale
from ..models import Citation, Claim

Record = TypeVar("Record", bound=Model)


def lock_rows(rows: QuerySet[Record]) -> list[Record]:
    """The rows of a queryset as they are now; nobody changes them until the transaction ends."""
    # PostgreSQL locks in the order in which it finds the rows: without ORDER BY in any, and two who
    # lock the same rows would wait for each other.
    return list(rows.order_by("pk").select_for_update(no_key=True))


def lock_keys(rows: QuerySet[Any]) -> list[int]:
    """The keys of the rows of a queryset, which are locked as `lock_rows` does it."""
    return list(rows.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))


def lock_claim(claim: Claim) -> Claim:
    """The claim as it is now; nobody changes or signs it until the transaction ends."""
    return Claim.objects.select_for_update(no_key=True).get(pk=claim.pk)


def transition(rows: QuerySet[Record], record: Record, refusal: str, **fields: Any) -> None:
    """Change the record while it still is among the rows. Who comes second gets NotWaiting with the
    sentence `refusal`: one statement asks and writes, so that of two at once only one finds it.
    The record is then as the database has it."""
    if not rows.filter(pk=record.pk).update(**fields):
        raise NotWaiting(refusal)
    record.refresh_from_db()


@contextmanager
def locked(record: Record) -> Iterator[Record]:
    """A transaction in which nobody else changes the record: the record as it is now.

    Of a claim that is all it rests on and its verdict too; of a story, that nobody writes, binds,
    holds or publishes it.
    """
    with transaction.atomic():
        yield type(record)._base_manager.select_for_update(no_key=True).get(pk=record.pk)


@contextmanager
def locked_citation(citation: Citation) -> Iterator[Citation]:
    """A transaction in which nobody else changes the citation, its claim or the claim's verdict:
    the citation as it is now. Raises Stale when somebody has taken it away."""
    with transaction.atomic():
        lock_claim(citation.claim)
        row = Citation.objects.filter(pk=citation.pk).select_related("claim")
        # "self": a lock on the joined claim too would be taken in whatever order the join has.
        here = row.select_for_update(of=["self"], no_key=True).first()
        if here is None:
            raise Stale("Somebody has taken this citation away.")
        yield here
