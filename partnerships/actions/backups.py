"""Backups of all that the desk keeps, taken while it is open; and giving one back.

In a backup are the database and the copies of sources. Not in it are the keys, of sessions and of
confidential sources: who finds a backup is not to find with it what opens the names.
"""

import hashlib
import hmac
import io
import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from psycopg import sql

from ..errors import BadBackup
from ..formats.backups import CONTENTS, DUMP, ENCRYPTED, Backup, faults_of
from ..models import Snapshot
from .backup_drafts import BackupDraft, new_backup

server: Any = connection  # newsroom.postgres gives it more than Django's has


class Made(NamedTuple):
    """What came of a backup: the copies by name that could not be put into it, with the reason."""

    tables: int
    rows: int
    copies: int
    new_copies: int
    left_out: list[str]


def back_up(place: Path, keys: Sequence[Any] = (), *, at: datetime) -> Made:
    """Write a backup of the desk, as it is at one moment, into the folder `place`.

    1. One snapshot of PostgreSQL's is read by pg_dump and by what counts the rows.
    2. Copies never change and are stored before their rows: those of the snapshot are all there.
    3. A copy that an earlier backup in `place` has whole is not written again.

    Editors go on meanwhile; a migration waits. Raises BadBackup, and OSError of a full disk.
    """
    with new_backup(place, keys, at=at) as draft:
        with _one_moment() as snapshot:
            tables = _tables()
            copies = dict(Snapshot.objects.exclude(content="").values_list("content", "sha256"))
            contents = {
                "tables": tables,
                "migrations": sorted(
                    _known() & set(MigrationRecorder(connection).applied_migrations())
                ),
                "role": server.application_role,
            }
            with server.dumping(snapshot) as stream:
                draft.add(DUMP, stream)
        contents["copies"], new, left_out = _add_copies(draft, copies)
        contents["left_out"] = left_out
        draft.add(CONTENTS, io.BytesIO(json.dumps(contents, indent=1, sort_keys=True).encode()))
    rows = sum(count for count, _ in tables.values())
    if not left_out:
        _mark().touch()
    return Made(len(tables), rows, len(contents["copies"]), new, left_out)


def last_backup() -> datetime | None:
    """When this desk was last backed up whole, by the commands that keep their files where it does;
    None where it never was."""
    try:
        return datetime.fromtimestamp(_mark().stat().st_mtime, UTC)
    except FileNotFoundError:
        return None


def _mark():
    return settings.DATA_DIR / "last_backup"


def restore(backup: Backup, keys: Sequence[Any] = ()) -> Made:
    """Give the backup back to a desk that has nothing yet; the database last, all of it or nothing.

    Raises BadBackup where it is not what was written, or the desk has something, and where what
    is in the tables afterwards is not what was in them.
    """
    for fault in faults_of([backup]):
        raise BadBackup(fault)
    suffix = ENCRYPTED if backup.is_encrypted else ""
    with tempfile.TemporaryFile() as file:
        backup.read(CONTENTS + suffix, file, keys)
        file.seek(0)
        contents = json.load(file)
    _ask_for_room(contents["migrations"])
    for name, path in contents["copies"].items():
        _give_back_copy(backup, name, path, keys)
    with server.filling(role=contents["role"]) as stream:
        backup.read(DUMP + suffix, stream, keys)
    with _one_moment():
        now = _tables()
    if now != (before := {name: tuple(told) for name, told in contents["tables"].items()}):
        names = sorted(name for name in {*now, *before} if now.get(name) != before.get(name))
        raise BadBackup(f"What was given back is not what was kept, in {', '.join(names)}.")
    rows, copies = sum(count for count, _ in now.values()), len(contents["copies"])
    return Made(len(now), rows, copies, copies, contents["left_out"])


@contextmanager
def _one_moment() -> Iterator[str]:
    """A block in which the owner reads the database as it is when the block begins; the name by
    which others read the same."""
    with server.as_owner(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        (name,) = cursor.fetchone()
        cursor.execute("SET LOCAL timezone = 'UTC'")  # rows are compared as text
        yield name


def _tables():
    """Each table with the number of its rows, and a sum of their hashes: in whatever order they
    lie, the same rows give the same."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
            " AND relkind IN ('r', 'p') ORDER BY relname"
        )
        names = [name for (name,) in cursor.fetchall()]
        found = {}
        for name in names:
            cursor.execute(
                sql.SQL(
                    "SELECT count(*), sum(hashtextextended(t::text, 0))::text FROM {} t"
                ).format(sql.Identifier("public", name))
            )
            found[name] = cursor.fetchone()
    return found


def _add_copies(draft: BackupDraft, copies):
    """Where each copy lies in the backup, by its name at the desk; how many of them are new; and
    a sentence for each that the desk does not have as it was captured."""
    lies, new, left_out = {}, 0, []
    for name, digest in sorted(copies.items()):
        kept_as = _name_for_others(digest) if draft.keys else digest
        if path := draft.find_copy(kept_as):
            lies[name] = path
            continue
        if fault := _fault_of_copy(name, digest):
            left_out.append(fault)
            continue
        with default_storage.open(name) as file:
            lies[name] = draft.add_copy(kept_as, file)
        new += 1
    return lies, new, left_out


def _fault_of_copy(name, digest):
    """A sentence, where the desk does not have the copy as it was captured."""
    try:
        with default_storage.open(name) as file:
            is_whole = hashlib.file_digest(file, "sha256").hexdigest() == digest
    except FileNotFoundError:
        return f"{name} is not there."
    except OSError as error:
        return f"{name} cannot be read: {error.strerror}."
    return None if is_whole else f"{name} is not what was captured."


def _name_for_others(digest):
    """What an encrypted copy is called: who has the same page cannot tell that it is kept."""
    return hmac.new(settings.SECRET_KEY.encode(), digest.encode(), "sha256").hexdigest()


def _known():
    """The migrations of this desk; a database may have those of older ones besides."""
    return set(MigrationLoader(None).disk_migrations)


def _ask_for_room(migrations):
    """Refuse where the database has something already, or was made by a later desk than this."""
    if set(map(tuple, migrations)) - _known():
        raise BadBackup("This backup was made by a later desk. Restore it with that one.")
    with server.as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace"
            " AND relkind IN ('r', 'p')"
        )
        (tables,) = cursor.fetchone()
    if tables:
        raise BadBackup(
            f"This desk is not empty: its database has {tables} tables. A backup is given back to a"
            " new one: name another DATA_DIR, or an empty database in DATABASE_URL."
        )


def _give_back_copy(backup, name, path, keys):
    digest = name.removeprefix("snapshots/").replace("/", "")
    if default_storage.exists(name):
        with default_storage.open(name) as file:
            if hashlib.file_digest(file, "sha256").hexdigest() == digest:
                return
        default_storage.delete(name)  # half of it, from a restore that was cut short
    with tempfile.TemporaryFile() as file:
        backup.read(path, file, keys)
        file.seek(0)
        default_storage.save(name, File(file))
