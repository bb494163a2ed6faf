"""Connections that do not wait for ever for a server that has stopped answering.

PostgreSQL limits its own statements, which is no help once it hangs itself: its disk does not
answer, or somebody has stopped it. Then we say, here, that nothing comes any more.

STATEMENT_SECONDS   how long a statement of PostgreSQL's may take for a request (10), for what a
STATEMENT_SECONDS_WORKER   worker does (600) and for a command (0: as long as it takes); what
STATEMENT_SECONDS_COMMAND  takes longer is cut off, and the request is answered with a sentence
LOCK_SECONDS        how long a request waits for a record that somebody else is changing (5)
IDLE_SECONDS        how long a request may hold a transaction open and ask nothing (120)
"""

import psycopg
from psycopg.errors import _WaitTimeout

GRACE = 5  # seconds that an answer may take beyond what PostgreSQL may work for it
PROOF = 3  # seconds for a connection of the pool to show that it still works


class Silent(psycopg.OperationalError):
    """The server of the database says nothing any more."""


class LimitedConnection(psycopg.Connection):
    """A connection that is given up when an answer takes longer than `patience`, in seconds."""

    patience = None  # as long as it takes

    def wait(self, gen, interval=0.1, timeout=None):
        try:
            return super().wait(gen, interval, timeout or self.patience)
        except _WaitTimeout as error:
            if timeout:
                raise
            self.pgconn.finish()
            raise Silent("the server of the database does not answer") from error

    def execute(self, query, params=None, **how):
        """As of any connection. An empty question is a pool's, whether the connection works."""
        if query:
            return super().execute(query, params, **how)
        before, self.patience = self.patience, min(self.patience or PROOF, PROOF)
        try:
            return super().execute(query, params, **how)
        finally:
            self.patience = before


def limits(number):
    """How long PostgreSQL works or waits, in milliseconds, for whom (0: as long as it takes); the
    process says who it is: see DatabaseWrapper.limit_as. `number` reads a setting."""
    return {
        "web": {
            "statement_timeout": 1000 * number("STATEMENT_SECONDS", default=10),
            "lock_timeout": 1000 * number("LOCK_SECONDS", default=5),
            "idle_in_transaction_session_timeout": 1000 * number("IDLE_SECONDS", default=120),
        },
        "worker": {
            "statement_timeout": 1000 * number("STATEMENT_SECONDS_WORKER", default=600),
            "lock_timeout": 60_000,
            "idle_in_transaction_session_timeout": 600_000,
        },
        "command": {"statement_timeout": 1000 * number("STATEMENT_SECONDS_COMMAND", default=0)},
    }
