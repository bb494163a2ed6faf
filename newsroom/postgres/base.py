"""Django's PostgreSQL backend with two logins, and a server of its own when nobody gave it one.

Nothing starts at import: the server comes up with the first connection, so that `manage.py help`
and `check` stay quick and leave no process.
"""

import atexit
import time
from contextlib import contextmanager

from django.db import transaction
from django.db.backends.base.base import NO_DB_ALIAS
from django.db.backends.postgresql import base
from psycopg_pool import PoolTimeout

from . import dumps, server
from .creation import DatabaseCreation
from .errors import Unreachable
from .operations import DatabaseOperations
from .silence import GRACE

BREATH = 0.5  # seconds
PATIENCE_OF_A_REQUEST = 5  # seconds, for the start of a server of our own


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection as the application, which `as_owner()` turns into the owner's for a while."""

    creation_class = DatabaseCreation
    ops_class = DatabaseOperations

    def __init__(self, settings_dict, alias="default"):
        super().__init__(settings_dict, alias)
        # A connection to no database in particular is there to create and drop databases.
        self._is_owner = alias == NO_DB_ALIAS

    @property
    def has_two_logins(self):
        """Whether the owner of the tables logs in as somebody else than the application."""
        return bool(self.settings_dict.get("OWNER"))

    @property
    def application_role(self):
        return self.settings_dict["USER"]

    def limit_as(self, whom):
        """Have every connection that this process makes from now on work and wait no longer than
        the settings' LIMITS say for `whom`: "web", "worker" or, unless told, "command"."""
        self.settings_dict["LIMITED_AS"] = whom

    def _configure_connection(self, connection):
        commit = super()._configure_connection(connection)
        if not self._is_owner and (commits := self.settings_dict.get("COMMITS")):
            connection.execute(f"SET synchronous_commit = {commits}")
            commit = True
        whom = self.settings_dict.get("LIMITED_AS", "command")
        limits = self.settings_dict.get("LIMITS", {}).get(whom, {})
        if self._is_owner or not any(limits.values()):
            return commit
        if limits["statement_timeout"]:
            connection.patience = limits["statement_timeout"] / 1000 + GRACE
        # As statements, not as options of the login: poolers know only some of those.
        with connection.cursor() as cursor:
            for name, milliseconds in limits.items():
                cursor.execute(f"SET {name} = {milliseconds:d}")
        return True

    @contextmanager
    def as_owner(self):
        """A block in which this connection is the owner's, who may change tables.

        Costs two connections. With one login for both it does nothing.
        """
        if self._is_owner or not self.has_two_logins:
            yield
            return
        if self.in_atomic_block:
            raise transaction.TransactionManagementError(
                "The owner logs in by a connection of his own: not inside a transaction."
            )
        self.close()
        self._is_owner = True
        try:
            yield
        finally:
            self.close()
            self._is_owner = False

    def dumping(self, snapshot):
        """A stream to read, with the whole database as it is in the exported `snapshot`."""
        return dumps.dumping(self._owners_params(), snapshot)

    def filling(self, *, role):
        """A stream to write such a dump to, for a database that has nothing yet; `role` is what
        the application's login was called where it was made."""
        return dumps.filling(self._owners_params(), with_rights=role == self.application_role)

    def _owners_params(self):
        return super().get_connection_params() | self._login(as_owner=True)

    def get_connection_params(self):
        params = super().get_connection_params()
        return params | self._login(as_owner=self._is_owner)

    def _login(self, *, as_owner):
        """Who logs in where, as psycopg's keywords; starts our own server when it is ours."""
        owner = self.settings_dict.get("OWNER", {}) if as_owner else {}
        if folder := self.settings_dict.get("SERVER"):
            role = owner.get("USER") or self.settings_dict["USER"]
            told = self.settings_dict.get("SERVER_SETTINGS")
            return server.login(folder, role, told, self._patience())
        words = {"USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
        login = {word: owner[name] for name, word in words.items() if owner.get(name)}
        return owner.get("OPTIONS", {}) | login

    def _patience(self):
        """How many seconds we wait for a server of our own to start: a request not long."""
        is_request = self.settings_dict.get("LIMITED_AS") == "web"
        return PATIENCE_OF_A_REQUEST if is_request else server.START_LIMIT

    @property
    def pool(self):
        if self._is_owner:
            return None
        pool = super().pool
        if pool and not callable(pool.kwargs):
            # Asked anew for each connection: our own server moves when it is restarted.
            params = pool.kwargs
            pool.kwargs = lambda: params | self._login(as_owner=False)
        return pool

    def get_new_connection(self, conn_params):
        try:
            return self._connect(conn_params)
        except self.Database.OperationalError as error:
            has_waited = isinstance(error, PoolTimeout)  # the pool has tried all the while
            if has_waited or not self.settings_dict.get("SERVER"):
                raise Unreachable(self._complaint(conn_params, error)) from error
        # Our own server may have been killed this moment: looking again starts another.
        time.sleep(BREATH)
        conn_params = self.get_connection_params()
        try:
            return self._connect(conn_params)
        except self.Database.OperationalError as error:
            raise Unreachable(self._complaint(conn_params, error)) from error

    def _connect(self, conn_params):
        if self.pool and self.pool.closed:
            # A pool hides behind its timeout why it cannot connect; a plain attempt says it.
            self.Database.connect(**conn_params).close()
        return super().get_new_connection(conn_params)

    def _complaint(self, params, error):
        if self.settings_dict.get("SERVER"):
            place = f"Our own database server in {self.settings_dict['SERVER']}"
        else:
            place = f"The database server at {params.get('host') or 'the local socket'}"
            place += f" port {params['port']}" if params.get("port") else ""
        why = str(error).splitlines()[0].strip()
        return f"{place} cannot be used: {why}"


@atexit.register
def _close_pools():
    """Let go before the server of our own does; a pool would ask for it again."""
    for pool in DatabaseWrapper._connection_pools.values():
        pool.close()
