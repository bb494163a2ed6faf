"""Publishing what readers see to a database that has nothing else, from which mirrors are fed.

Triggers note in the desk's database which rows were touched (schema `mirror`), and whoever
publishes takes the notes, in one snapshot with what became of the rows: docs/decisions/mirror.md.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection
from psycopg import IsolationLevel

from ..errors import NoMirror
from ..rules.mirrored import BY_NOUN, MIRRORED, Mirrored

TURN = 6_028_320  # of who publishes to a database: one at a time
PUBLICATION = "newsroom_public"
LOGIN = {"HOST": "host", "PORT": "port", "NAME": "dbname", "USER": "user", "PASSWORD": "password"}
NOTES = """
CREATE SCHEMA IF NOT EXISTS mirror;
CREATE TABLE IF NOT EXISTS mirror.note (
    noun text NOT NULL, record bigint NOT NULL, at timestamptz NOT NULL DEFAULT now()
);
GRANT USAGE ON SCHEMA mirror TO {role};
GRANT SELECT ON mirror.note TO {role}
"""
WAITS = """
SELECT coalesce(extract(epoch FROM now() - min(at)), 0)::float FROM mirror.note
"""
IS_MIRRORED = """
SELECT EXISTS (
    SELECT FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE nspname = 'mirror' AND relname = 'note' AND has_table_privilege(pg_class.oid, 'SELECT')
)
"""
# With the owner's rights: whoever touches a row need not reach the notes by himself.
NOTING = """
CREATE OR REPLACE FUNCTION mirror.note_{act}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    EXECUTE format('INSERT INTO mirror.note (noun, record) {rows}', TG_ARGV[0], TG_ARGV[1]);
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION mirror.note_{act}() FROM PUBLIC
"""
NOTED = """
CREATE OR REPLACE TRIGGER mirror_notes_{act} AFTER {act} ON {table} REFERENCING {tables}
FOR EACH STATEMENT EXECUTE FUNCTION mirror.note_{act}('{noun}', '{known_by}')
"""
OLD, NEW = (f"SELECT %1$L, %2$I FROM {rows}" for rows in ("old_rows", "new_rows"))
ACTS = {
    "insert": ("NEW TABLE AS new_rows", NEW),
    "update": ("OLD TABLE AS old_rows NEW TABLE AS new_rows", f"{OLD} UNION {NEW}"),
    "delete": ("OLD TABLE AS old_rows", OLD),
}
# What keeps a desk's records whole has nothing to say where nobody writes: rows come in any order
# there, and much of what they lead to never comes.
LAWS = """
SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname)
FROM pg_constraint WHERE contype IN ('f', 'c', 'x') AND conrelid = ANY (%s::regclass[])
UNION ALL
SELECT format('DROP TRIGGER %%I ON %%s', tgname, tgrelid::regclass)
FROM pg_trigger WHERE NOT tgisinternal AND tgrelid = ANY (%s::regclass[])
"""
LED_HERE = """
SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname)
FROM pg_constraint WHERE contype = 'f' AND confrelid = ANY (%s::regclass[])
"""
# Values that are once each in the end may change places on the way.
ONCE = """
SELECT pg_get_indexdef(indexrelid),
    CASE WHEN conname IS NULL THEN format('DROP INDEX %%s', indexrelid::regclass)
    ELSE format('ALTER TABLE %%s DROP CONSTRAINT %%I', indrelid::regclass, conname) END
FROM pg_index LEFT JOIN pg_constraint ON conindid = indexrelid AND contype = 'u'
WHERE indisunique AND NOT indisprimary AND indrelid = ANY (%s::regclass[])
"""

OPEN_ALONE = """
ALTER TABLE partnerships_source
    ADD CONSTRAINT mirror_has_no_confidential_source CHECK (confidentiality <> 'confidential')
"""


def make_mirror(role: str) -> None:
    """Make the database, which is just migrated and has nothing, one that holds what is published;
    `role` may read it. As its owner, in a transaction.

    Errors   NoMirror.
    """
    tables = [each.table for each in MIRRORED]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT FROM {table}" for table in tables) + " LIMIT 1")
        if cursor.fetchone() is not None:
            raise NoMirror("This database has records: a mirror begins in one that is new.")
        sentences = []
        for asked, tries in ((LED_HERE, 1), (LAWS, 2)):
            cursor.execute(asked, [tables] * tries)
            sentences += [sentence for (sentence,) in cursor.fetchall()]
        for sentence in dict.fromkeys(sentences):
            cursor.execute(sentence)
        cursor.execute(ONCE, [tables])
        for index, gone in cursor.fetchall():
            cursor.execute(gone)
            cursor.execute(index.replace("CREATE UNIQUE INDEX", "CREATE INDEX", 1))
        for each in MIRRORED:  # what should not come, by whatever mistake, is refused here
            if "released_at" in each.columns:
                cursor.execute(f"ALTER TABLE {each.table} ALTER released_at SET NOT NULL")
        cursor.execute(OPEN_ALONE)
        cursor.execute(f"CREATE PUBLICATION {PUBLICATION} FOR TABLE {', '.join(tables)}")
        cursor.execute(f'REVOKE ALL ON ALL TABLES IN SCHEMA public FROM "{role}"')
        cursor.execute(f'GRANT SELECT ON ALL TABLES IN SCHEMA public TO "{role}"')


@contextmanager
def publishing() -> Iterator["Publisher"]:
    """Somebody who publishes, alone, to the database that the settings name.

    Errors   NoMirror.
    """
    if not settings.MIRROR_DATABASE:
        raise NoMirror("Name the database that mirrors are fed from: MIRROR_DATABASE_URL.")
    login: dict[str, Any] = {
        word: settings.MIRROR_DATABASE.get(name) or None for name, word in LOGIN.items()
    }
    server: Any = connection  # of our own backend
    with server.as_owner(), psycopg.connect(**login) as public:
        if not _answer(
            public, f"SELECT count(*) FROM pg_publication WHERE pubname = '{PUBLICATION}'"
        ):
            raise NoMirror("The database that MIRROR_DATABASE_URL names is none of a mirror.")
        if not _answer(public, f"SELECT pg_try_advisory_lock({TURN})"):
            raise NoMirror("Somebody publishes to this database already.")
        public.commit()
        server.ensure_connection()
        desk = server.connection
        desk.isolation_level = IsolationLevel.REPEATABLE_READ
        yield Publisher(desk, public)


def end_publishing() -> None:
    """Note no more what is touched: the desk has no mirror."""
    server: Any = connection
    with server.as_owner(), server.cursor() as cursor:
        cursor.execute("DROP SCHEMA IF EXISTS mirror CASCADE")


def unpublished_for() -> float | None:
    """For how many seconds something that was touched has waited to be published; None where the
    desk has no mirror."""
    with connection.cursor() as cursor:
        cursor.execute(IS_MIRRORED)
        if not cursor.fetchone()[0]:
            return None
        cursor.execute(WAITS)
        return cursor.fetchone()[0]


class Publisher:
    """Two connections: to the desk's database as its owner, and to that of what is published."""

    def __init__(self, desk: psycopg.Connection, public: psycopg.Connection) -> None:
        self.desk, self.public = desk, public

    def publish_all(self) -> int:
        """Have all that readers see there, and nothing else; how many rows there are. From then on
        what is touched is noted."""
        with self.desk.transaction():
            server: Any = connection
            self.desk.execute(NOTES.format(role=f'"{server.application_role}"'))
            for act, (tables, rows) in ACTS.items():
                self.desk.execute(NOTING.format(act=act, rows=rows))
                for each in MIRRORED:
                    named = {"table": each.table, "noun": each.noun, "known_by": each.known_by}
                    self.desk.execute(NOTED.format(act=act, tables=tables, **named))
        with self.desk.transaction():
            self.desk.execute("DELETE FROM mirror.note")
            with self.public.transaction():
                for table in MIRRORED:
                    self._bring(table, None)
                counts = [f"(SELECT count(*) FROM {each.table})" for each in MIRRORED]
                return _answer(self.public, f"SELECT {' + '.join(counts)}")

    def publish_what_is_noted(self) -> int:
        """Have there what became of all that was touched; how many notes there were.

        The notes go once that is kept. What was kept without it is done again, to the same end.
        """
        with self.desk.transaction():
            noted: dict[str, set[int]] = {}
            taken = self.desk.execute("DELETE FROM mirror.note RETURNING noun, record").fetchall()
            for noun, record in taken:
                noted.setdefault(noun, set()).add(record)
            if taken:
                with self.public.transaction():
                    self._follow(noted)
        return len(taken)

    def _follow(self, noted):
        turned: dict[str, set[int]] = {}  # rows that came or went, on which others depend
        for each in MIRRORED:
            if each.shows and (rows := noted.get(each.shows[0])):  # where they were shown so far
                noted.setdefault(each.noun, set()).update(_keys(self.public, each.shows, rows))
        for table in MIRRORED:
            if table.always or any(turned.get(noun) for noun in table.after):
                turned[table.noun] = self._bring(table, None)
                continue
            known = noted.get(table.noun, set()) | self._leading_to(table, turned)
            if table.shows:
                shown = noted.get(table.shows[0], set()) | turned.get(table.shows[0], set())
                known |= _keys(self.desk, table.shows, shown)
            if known:
                turned[table.noun] = self._bring(table, known)
                if more := self._leading_to(table, {table.noun: turned[table.noun]}) - known:
                    self._bring(table, more)

    def _leading_to(self, table, turned):
        """The rows of the table with a key to a row that came or went."""
        found: set[int] = set()
        for key in (*table.within, *table.leads):
            if keys := turned.get(table.led_to[key]):
                asked = f"SELECT {table.known_by} FROM {table.table} WHERE {key} = ANY (%s)"
                found.update(row for (row,) in self.desk.execute(asked, [list(keys)]))
        return found

    def _bring(self, table: Mirrored, known: set[int] | None) -> set[int]:
        """Have there what the desk has of these rows, or of all; which of them came or went."""
        names = ", ".join(f'"{each}"' for each in table.columns)
        key = ", ".join(table.key)
        self.public.execute("DROP TABLE IF EXISTS pg_temp.fresh")
        self.public.execute(
            f"CREATE TEMP TABLE fresh ON COMMIT DROP AS SELECT {names} FROM {table.table} LIMIT 0"
        )
        rows = table.rows(None if known is None else sorted(known))
        with (
            self.desk.cursor().copy(f"COPY ({rows}) TO STDOUT") as read,
            self.public.cursor().copy(f"COPY pg_temp.fresh ({names}) FROM STDIN") as written,
        ):
            for block in read:
                written.write(block)
        which = "" if known is None else f"WHERE {table.known_by} = ANY (%(known)s)"
        told = {"known": list(known or ())}
        gone = self.public.execute(
            f"DELETE FROM {table.table} AS there USING (SELECT {key} FROM {table.table} {which}"
            f" EXCEPT SELECT {key} FROM pg_temp.fresh) AS gone"
            f" WHERE ({_of('there', table.key)}) = ({_of('gone', table.key)})"
            f" RETURNING there.{table.known_by}",
            told,
        ).fetchall()
        change = ", ".join(f'"{each}" = EXCLUDED."{each}"' for each in table.columns)
        came = self.public.execute(
            f"INSERT INTO {table.table} AS there ({names}) SELECT {names} FROM pg_temp.fresh"
            f" ON CONFLICT ({key}) DO UPDATE SET {change}"
            f" WHERE ({_of('there', table.columns)}) IS DISTINCT FROM"
            f" ({_of('EXCLUDED', table.columns)}) RETURNING there.{table.known_by}, xmax = 0"
        ).fetchall()
        return {row for (row,) in gone} | {row for row, is_new in came if is_new}


def _answer(asked, sentence) -> int:
    """The one number, or truth, that the sentence asks for."""
    return asked.execute(sentence).fetchone()[0]


def _keys(asked, shows, rows):
    """The keys that these rows have to what shows something of them."""
    noun, key = shows
    table = BY_NOUN[noun].table
    found = asked.execute(f"SELECT {key} FROM {table} WHERE id = ANY (%s)", [list(rows)])
    return {led_to for (led_to,) in found if led_to is not None}


def _of(row, columns):
    return ", ".join(f'{row}."{each}"' for each in columns)
