"""What tests of the laws share: going round the forms, being refused by name, and races."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from queue import Queue
from threading import Barrier
from time import monotonic

import pytest
from django.db import DatabaseError, IntegrityError, OperationalError, connection, transaction

from partnerships.errors import Refusal
from tests.races import PATIENCE


@pytest.fixture
def settle(db):
    """Asks the laws that wait for the end of the transaction now."""

    def ask():
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    return ask


@pytest.fixture
def refused(settle):
    """A block that PostgreSQL refuses, now or at the end of the transaction, by the law's name."""

    @contextmanager
    def block(law):
        with pytest.raises(DatabaseError) as caught, transaction.atomic():  # noqa: PT012
            yield
            settle()
        assert caught.value.__cause__.diag.constraint_name == law

    return block


@pytest.fixture
def change(db):
    """Changes a row by SQL alone: `change(party, "name = ' '")`."""

    def update(row, assignments, *values):
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {row._meta.db_table} SET {assignments} WHERE id = %s", [*values, row.pk]
            )

    return update


@pytest.fixture
def owner(db):
    """A cursor of the owner of the tables, who has every right; what it does is undone."""
    apart = connection.copy()
    with apart.as_owner():
        apart.set_autocommit(False)
        with apart.cursor() as cursor:
            yield cursor
        apart.rollback()
        apart.set_autocommit(True)
    apart.close()


@pytest.fixture
def at_once():
    """Runs two acts at once, each on a connection of its own; what became of each."""
    start = Barrier(2, timeout=PATIENCE)

    def run(act):
        start.wait()
        try:
            act()
            return "done"
        except (Refusal, IntegrityError):
            return "refused"
        except OperationalError as error:
            if error.__cause__.sqlstate != "40P01":
                raise
            return "deadlock"

    with ThreadPoolExecutor(2) as two:
        yield lambda *acts: list(two.map(run, acts))
        for _ in two.map(lambda _: (start.wait(), connection.close()), range(2)):
            pass


@pytest.fixture
def meanwhile():
    """Somebody else's transaction, begun now: it is over, or waits for ours, when this returns."""
    with ThreadPoolExecutor(1) as somebody_else:

        def begin(act):
            pids = Queue()
            acted = somebody_else.submit(_in_a_transaction_of_its_own, act, pids)
            pid = pids.get(timeout=PATIENCE)
            deadline = monotonic() + PATIENCE
            while not (acted.done() or _waits(pid)):
                assert monotonic() < deadline, "it neither ends nor waits for us"
            return acted

        yield begin


def _in_a_transaction_of_its_own(act, pids):
    with closing(connection), transaction.atomic():
        connection.ensure_connection()
        pids.put(connection.connection.info.backend_pid)
        act()


def _waits(pid):
    with connection.cursor() as cursor:
        cursor.execute("SELECT cardinality(pg_blocking_pids(%s)) > 0", [pid])
        return cursor.fetchone()[0]
