"""Copies of the database that PostgreSQL itself keeps, and connections that read from them.

A connection to one stands in for the desk's own, under the same alias and in one thread: whatever
asks meanwhile, through a model or in SQL of its own, asks the copy. See docs/decisions/replicas.md.
"""

import atexit
import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS, Error, connections
from django.db.utils import DatabaseErrorWrapper
from psycopg import DataError, IntegrityError, errors

from partnerships.outages import outage

from .base import DatabaseWrapper
from .silence import LimitedConnection

log = logging.getLogger(__name__)

REST = 10  # seconds for which a replica that broke off is left alone
PATIENCE = 2  # seconds in which a replica is there, or is not
POOL = {"min_size": 1, "max_size": 12, "timeout": PATIENCE, "connection_class": LimitedConnection}
OF_THE_PRIMARY = {"OWNER", "SERVER", "SERVER_SETTINGS"}

# Up to where everything is kept that was acknowledged so far.
POSITION = """
SELECT CASE current_setting('synchronous_commit')
    WHEN 'off' THEN pg_current_wal_insert_lsn() ELSE pg_current_wal_flush_lsn() END::text
"""
# What was promoted has a history of its own from then on, and is nobody's replica.
HAS_REACHED = "SELECT pg_is_in_recovery() AND pg_last_wal_replay_lsn() >= %s::pg_lsn"
# Of these the primary would say the same, or take as long.
SAID_BY_ANY = (DataError, IntegrityError, errors.QueryCanceled)


class _Noting(DatabaseErrorWrapper):
    """Django's, which notes on the connection what went wrong though somebody else catches it."""

    def __exit__(self, kind, error, traceback):
        if isinstance(error, self.wrapper.Database.Error) and not isinstance(error, SAID_BY_ANY):
            self.wrapper.trouble = error
        return super().__exit__(kind, error, traceback)


class ReplicaWrapper(DatabaseWrapper):
    """A connection that reads from a replica.

    `trouble` is the first reason not to trust what was read: it was asked to write, a table was not
    as the code has it, it was cut off.
    """

    trouble: Exception | None = None

    @property
    def wrap_database_errors(self):
        return _Noting(self)

    def _configure_connection(self, connection):
        super()._configure_connection(connection)
        # One that is promoted meanwhile would write, beside another primary.
        connection.execute("SET default_transaction_read_only = on")
        return True


class Replica:
    """A replica at an address, as all threads of a process know it."""

    def __init__(self, database: dict):
        self.database = database
        self._pools: dict = {}
        self._left_until = 0.0
        self._lock = threading.Lock()
        atexit.register(self.close)

    def reached(self, position: str) -> ReplicaWrapper | None:
        """A connection to it, if it has all that the primary had at that position; None where it
        lags, is away, or was a moment ago."""
        with self._lock:
            if time.monotonic() < self._left_until:
                return None
            if self._left_until:  # one request tries whether it is back, and the others need not
                self._left_until = time.monotonic() + REST
        stand_in = self._connection()
        try:
            with stand_in.cursor() as cursor:
                cursor.execute(HAS_REACHED, [position])
                (has_reached,) = cursor.fetchone()
        except Error as error:
            stand_in.close()
            self.leave(error)
            return None
        self._left_until = 0.0
        if has_reached:
            return stand_in
        stand_in.close()
        return None

    def leave(self, error: Exception | None) -> None:
        """Ask it nothing for a while."""
        self._left_until = time.monotonic() + REST
        where = f"{self.database.get('HOST') or 'the local socket'}:{self.database.get('PORT', '')}"
        log.warning("The replica at %s is left for %s s: %s", where, REST, error)

    def _connection(self):
        desk = connections[DEFAULT_DB_ALIAS].settings_dict
        options = {"pool": POOL, "connect_timeout": PATIENCE} | self.database.get("OPTIONS", {})
        told = {name: value for name, value in desk.items() if name not in OF_THE_PRIMARY}
        stand_in = ReplicaWrapper(told | self.database | {"OPTIONS": options}, DEFAULT_DB_ALIAS)
        stand_in._connection_pools = self._pools
        return stand_in

    def close(self) -> None:
        """Let go of all connections."""
        while self._pools:
            self._pools.popitem()[1].close()


def position() -> str:
    """Up to where the primary has acknowledged what was written to it."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(POSITION)
        return cursor.fetchone()[0]


@contextmanager
def reading_from(stand_in: ReplicaWrapper) -> Iterator[None]:
    """A block in which this thread asks the replica whatever it asks the database."""
    primary = connections[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = stand_in
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS] = primary
        stand_in.close()


def is_lost(trouble: Exception) -> bool:
    """Whether the replica itself is away; else it only did not do what it was asked."""
    return outage(trouble) is not None
