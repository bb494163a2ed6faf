"""When the database is away, and that it is away and nothing else is wrong: for every door.

The server may be killed, restarted, stopped, or out of room. All this ends without us; whoever
asks meanwhile is told so, and asked to try again.
"""

import errno

import psycopg
from django.db import InterfaceError, OperationalError
from procrastinate.exceptions import ConnectorException
from psycopg import errors
from psycopg_pool import PoolTimeout

AWAY = "The database of the desk cannot be reached now. It comes back by itself: try again soon."
FULL = "The desk has no room left to keep anything. Whoever runs it has to make some."
# Classes of PostgreSQL's codes: no connection, out of something, shut down by somebody, its disk.
CODES = ("08", "53", "57P", "58")
NO_ROOM = {errno.ENOSPC, errno.EDQUOT}


def outage(error: BaseException | None) -> str | None:
    """A sentence, where it is for an outage that `error` was raised; None where it was not."""
    if isinstance(error, OSError):
        return FULL if error.errno in NO_ROOM else None
    if getattr(error, "is_outage", False):  # what our own connections say of themselves
        return AWAY
    if isinstance(error, OperationalError | InterfaceError | ConnectorException):
        error = error.__cause__
    if isinstance(error, errors.DiskFull):
        return FULL
    if isinstance(error, PoolTimeout) or not isinstance(error, psycopg.Error):
        return None
    # Without a code it is psycopg that speaks: of a connection that broke.
    is_lost = isinstance(error, psycopg.OperationalError) and not error.sqlstate
    is_lost |= isinstance(error, psycopg.InterfaceError)
    return AWAY if is_lost or (error.sqlstate or "").startswith(CODES) else None
