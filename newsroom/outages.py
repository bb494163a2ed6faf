"""When the database is away: what is told then, and that it is away and nothing else is wrong.

The server may be killed, restarted, stopped, or out of room. All this ends without us; whoever
asks meanwhile is told so, and asked to try again.
"""

import errno
import re

import psycopg
from django.core.exceptions import SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import RawPostDataException
from django.http.multipartparser import MultiPartParserError
from psycopg import errors
from psycopg_pool import PoolTimeout

from newsroom.postgres.errors import Unreachable

SOON = 5  # seconds
AWAY = "The database of the desk cannot be reached now. It comes back by itself: try again soon."
FULL = "The desk has no room left to keep anything. Whoever runs it has to make some."
# Classes of PostgreSQL's codes: no connection, out of something, shut down by somebody, its disk.
CODES = ("08", "53", "57P", "58")
NO_ROOM = {errno.ENOSPC, errno.EDQUOT}

# What is never written into a page, though the page would be theirs who typed it.
KEPT_BACK = re.compile(
    r"password|seal|(?<!^csrfmiddleware)token|secret|code|^who$|^reach$", re.IGNORECASE
)


def outage(error):
    """A sentence, where it is for an outage that `error` was raised; None where it was not."""
    if isinstance(error, OSError):
        return FULL if error.errno in NO_ROOM else None
    if isinstance(error, OperationalError | InterfaceError):
        if isinstance(error, Unreachable):
            return AWAY
        error = error.__cause__
    if isinstance(error, errors.DiskFull):
        return FULL
    if isinstance(error, PoolTimeout) or not isinstance(error, psycopg.Error):
        return None
    # Without a code it is psycopg that speaks: of a connection that broke.
    is_lost = isinstance(error, psycopg.OperationalError) and not error.sqlstate
    is_lost |= isinstance(error, psycopg.InterfaceError)
    return AWAY if is_lost or (error.sqlstate or "").startswith(CODES) else None


def typed(request):
    """What somebody typed into a form of ours, as pairs, to be sent again from the page that says
    what happened; None where nothing was, where files were, or where it is nobody's to see."""
    if request.method != "POST" or KEPT_BACK.search(request.path_info):
        return None
    try:
        if request.FILES or any(map(KEPT_BACK.search, request.POST)):
            return None
        return [(name, each) for name, given in request.POST.lists() for each in given]
    except (OSError, SuspiciousOperation, MultiPartParserError, RawPostDataException):
        return None  # it cannot be read, or was read by the view already
