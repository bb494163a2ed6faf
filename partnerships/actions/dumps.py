"""Publishing all that anybody may read in one file a day, and taking back what may not be given on.

A dump is of a moment (docs/decisions/dumps.md). As soon as something in it has been withdrawn its
file is removed: that it was published, its seal and its hash stay.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from hashlib import file_digest
from os import SEEK_END
from tempfile import TemporaryFile
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from ..errors import NoDumps, NotAtRest
from ..formats.data_packages import PackageFacts, PublicTable, write_data_package
from ..models import Dump
from ..rules.known_then import settled_moment
from ..rules.withdrawals import were_any_known, withdrawn_since
from ..vocabulary import SealKind
from .attesting import can_seal, give_seal
from .journal import acting

TRIES = 3  # where something is withdrawn while it is written
NOUN = "dumps"  # as changes call them

# In the one order of changes: whoever numbers them waits for whoever does.
TURN = "SELECT pg_advisory_xact_lock(hashtext('partnerships_change'))"
TELL = """
INSERT INTO partnerships_change (number, at, noun, id, what)
SELECT coalesce((SELECT max(number) FROM partnerships_change), 0) + 1, now(), %s, %s, %s
"""


def publish_dump() -> tuple[Dump, bool]:
    """The dump of today, and whether it is new: there is one a day.

    Raises NoDumps where the desk publishes none, and NotAtRest.
    """
    if not settings.DUMP_DAYS:
        raise NoDumps
    tables: Callable[[datetime], Iterable[PublicTable]] = import_string(settings.PUBLIC_TABLES)
    for _ in range(TRIES):
        at = settled_moment()
        if found := Dump.objects.filter(day=at.astimezone(UTC).date()).first():
            return found, False
        with TemporaryFile() as file:
            facts = PackageFacts(settings.DESK_ADDRESS, at, settings.DATA_LICENCE)
            write_data_package(file, tables(at), facts)
            if not _withdrawn([Dump(at=at)], at):
                return _published(file, at)
    raise NotAtRest


def given_dumps(*, at: datetime | None = None) -> list[Dump]:
    """The dumps that are given to readers, the latest first. What may not be given any more, since
    something in it was withdrawn or it is too old, is removed first."""
    first = (at or timezone.now()).astimezone(UTC).date() - timedelta(days=settings.DUMP_DAYS)
    there = [dump for dump in Dump.objects.all() if default_storage.exists(dump.file_name)]
    given = [dump for dump in there if dump.day > first]
    if given:
        until = settled_moment()  # before it is looked: what is done meanwhile is seen next time
        hold = cache.get_many(map(_holds, given))
        withdrawn = _withdrawn(given, min(hold.get(_holds(dump), dump.at) for dump in given))
        given = [dump for dump in given if dump not in withdrawn]
        cache.set_many({_holds(dump): until for dump in given}, timeout=None)
    for dump in there:
        if dump not in given:
            _remove(dump)
    return given


def _holds(dump: Dump) -> str:
    """Where this process remembers until when it has looked whether something was withdrawn."""
    return f"dump_{dump.sha256}_holds_until"


def _withdrawn(dumps: list[Dump], moment: datetime) -> list[Dump]:
    """Those in which something has been withdrawn since that moment."""
    gone = withdrawn_since(moment, AnonymousUser())
    return [dump for dump in dumps if gone and were_any_known(gone, dump.at, AnonymousUser())]


def _published(file: Any, at: datetime) -> tuple[Dump, bool]:
    """Keep the file, and then tell of it: whoever is told of a dump can have it."""
    size = file.seek(0, SEEK_END)
    file.seek(0)
    digest = file_digest(file, "sha256").hexdigest()
    draft = Dump(day=at.astimezone(UTC).date(), at=at, sha256=digest, size=size)
    if not default_storage.exists(draft.file_name):
        default_storage.save(draft.file_name, File(file))
    told = {name: getattr(draft, name) for name in ("at", "sha256", "size")}
    with acting(None):
        dump, is_new = Dump.objects.get_or_create(day=draft.day, defaults=told)
        if is_new:
            _tell(dump, "released")
            if can_seal():
                give_seal(SealKind.DUMP, digest)
    if dump.sha256 != digest:  # somebody else published one meanwhile
        default_storage.delete(draft.file_name)
    return dump, is_new


def _remove(dump: Dump) -> None:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(TURN)
        if default_storage.exists(dump.file_name):  # nobody has removed it meanwhile
            _tell(dump, "gone")
            default_storage.delete(dump.file_name)


def _tell(dump: Dump, what: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(TURN)
        cursor.execute(TELL, [NOUN, dump.day.isoformat(), what])
