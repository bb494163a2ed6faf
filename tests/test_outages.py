"""What is an outage of the database, and what is not."""

import errno

import psycopg
import pytest
from django.db import OperationalError
from procrastinate.exceptions import ConnectorException
from psycopg import errors
from psycopg_pool import PoolTimeout

from newsroom.postgres.errors import Unreachable
from newsroom.postgres.silence import Silent
from partnerships.outages import AWAY, FULL, outage
from tests.outages import caused

AWAY_FOR = [
    errors.AdminShutdown("shut down"),
    errors.CrashShutdown("another process crashed"),
    errors.CannotConnectNow("starting up"),
    errors.TooManyConnections("too many clients"),
    errors.IoError("could not read"),
    psycopg.OperationalError("the connection is closed"),
    Silent("does not answer"),
]


@pytest.mark.parametrize("error", AWAY_FOR, ids=lambda error: type(error).__name__)
def test_an_outage_is_told_as_one(error):
    assert outage(caused(error)) == AWAY


def test_a_connection_that_is_closed_is_an_outage():
    assert outage(caused(psycopg.InterfaceError("the connection is closed"))) == AWAY


def test_an_outage_that_the_queue_meets_is_one():
    error = ConnectorException()
    error.__cause__ = errors.AdminShutdown("shut down")

    assert outage(error) == AWAY


def test_a_server_of_our_own_that_starts_is_an_outage():
    assert outage(Unreachable("It starts.")) == AWAY


def test_a_full_disk_is_told_as_one():
    assert outage(caused(errors.DiskFull("no space"))) == FULL
    assert outage(OSError(errno.ENOSPC, "No space left on device")) == FULL


@pytest.mark.parametrize(
    "error",
    [
        *(
            caused(errors.QueryCanceled("too long")),
            caused(errors.DeadlockDetected("both")),
            caused(PoolTimeout("all in use")),
        ),
        *(OperationalError("ours"), ValueError("so"), OSError(errno.ENOENT, "not there")),
    ],
)
def test_nothing_else_is_taken_for_an_outage(error):
    assert outage(error) is None
