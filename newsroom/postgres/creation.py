import hashlib
from contextlib import contextmanager
from importlib.metadata import distributions
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db.backends.postgresql import creation
from psycopg import sql

TURN = 6_028_318  # of all who make or copy a template on a server; any number of our own
SHAPING = {"migrations", "models", "laws", "vocabulary"}  # folders of an app


class DatabaseCreation(creation.DatabaseCreation):
    """Test databases: copies of a template that the owner migrated, dropped by the owner.

    A template stays for the next run. Its name tells what it was made from, so that a migration
    that was changed leads to another one; then those from before are dropped.
    """

    def _create_test_db(self, verbosity, autoclobber, keepdb=False):
        with self._nodb_cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [TURN])  # until this connection ends
            # What still may have to be migrated, Django migrates in the copy.
            self.connection.settings_dict["TEST"]["TEMPLATE"] = self._template(cursor)
            return super()._create_test_db(verbosity, autoclobber, keepdb)

    def _template(self, cursor):
        """The name of the template that goes with the files as they are; made if need be."""
        family = f"template_{self.connection.settings_dict['NAME'][:30]}_"
        template = family + what_shapes_a_database(self.connection)[:16]
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [family])
        there = {name for (name,) in cursor}
        for other in there - {template}:
            drop_database(cursor, other)
        if template not in there:
            draft = self._quote_name(f"{family}draft")
            cursor.execute(f"CREATE DATABASE {draft} {super().sql_table_creation_suffix()}")
            with self._connected_to(f"{family}draft"):
                call_command("migrate", database=self.connection.alias, verbosity=0)
            # Whole or not at all: it takes its name when it is done.
            cursor.execute(f"ALTER DATABASE {draft} RENAME TO {self._quote_name(template)}")
        return template

    @contextmanager
    def _connected_to(self, name):
        before = self.connection.settings_dict["NAME"]
        self._leave_for(name)
        try:
            yield
        finally:
            self._leave_for(before)

    def _leave_for(self, name):
        self.connection.close()
        self.connection.close_pool()
        self.connection.settings_dict["NAME"] = name

    def _destroy_test_db(self, test_database_name, verbosity):
        self.connection.close_pool()
        with self._nodb_cursor() as cursor:
            drop_database(cursor, test_database_name)


def drop_database(cursor, name):
    """Drop a database whoever of ours is still in it, such as a live server's threads.

    Not WITH (FORCE): that is denied to all but a superuser while an autovacuum is at work there,
    which leaves by itself for a plain DROP.
    """
    cursor.execute(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
        " WHERE datname = %s AND pg_has_role(usesysid, 'USAGE')",
        [name],
    )
    cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))


def what_shapes_a_database(connection):
    """A fingerprint of all that a database just migrated depends on: the files of the apps that
    say what is in it and how it gets there, the packages installed, and who may use it."""
    login = connection.settings_dict
    told = [
        *sorted(f"{each.name} {each.version}" for each in distributions()),
        *(settings.INSTALLED_APPS, settings.MIGRATION_MODULES, settings.DEFAULT_AUTO_FIELD),
        *(settings.LANGUAGE_CODE, settings.TIME_ZONE, login["NAME"], login["USER"]),
        *(login.get("OWNER", {}).get("USER"), login["TEST"]["CHARSET"]),
    ]
    folders = [
        Path(__file__).parent,
        *(Path(app.path, each) for app in apps.get_app_configs() for each in sorted(SHAPING)),
    ]
    digest = hashlib.sha256(repr(told).encode())
    for folder in folders:
        for path in sorted(folder.rglob("*.*")):
            if path.suffix in {".py", ".sql"}:
                text = path.read_bytes()
                digest.update(f"{path.relative_to(folder.parent)} {len(text)} ".encode() + text)
    return digest.hexdigest()
