"""Whether the desk lives, and whether it can do its work: for what watches over it.

/healthz    this process answers; nothing else is asked
/readyz     the database, its migrations, a worker, the files, the disk and the scanner of files, on
            a desk that has one, are as they must be; 503 with what is not, in a sentence each

Both come before whatever may refuse or redirect: who watches asks a machine by its address, over
plain HTTP, and often. They tell anybody no more than they say here.
"""

import logging
import shutil
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from functools import cache
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, ProgrammingError, connection
from django.db.migrations.loader import MigrationLoader
from django.http import HttpResponseNotAllowed, JsonResponse
from psycopg_pool import PoolTimeout

from partnerships.actions.file_scans import scanner_answers
from partnerships.management.pauses import HEARTBEAT

log = logging.getLogger(__name__)

PATIENCE = 3  # seconds for an answer, after which whatever was asked counts as away
FRESH = 2  # seconds for which an answer is given again: who asks often costs no more
SILENCE = 2 * HEARTBEAT + 2  # seconds without a sign of a worker, who then is not at work
ROOM = 200_000_000  # bytes that must be free where the desk keeps its files

FACTS = """
SELECT
    (SELECT array_agg(ARRAY[app, name]) FROM django_migrations),
    coalesce(
        (SELECT max(last_heartbeat) > now() - make_interval(secs => %s)
         FROM procrastinate_workers),
        false
    )
"""
FINE = "ok"
NO_SCANNER = "The scanner of files does not answer."
UNKNOWN = "This is not known while the database is away."
AWAY = {"database": "The database does not answer.", "migrations": UNKNOWN, "worker": UNKNOWN}


class HealthMiddleware:
    """Answers /healthz and /readyz, and lets all else through."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        answer = {"/healthz": _alive, "/readyz": _ready}.get(request.path_info)
        if answer is None:
            return self.get_response(request)
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        response = answer()
        response["Cache-Control"] = "no-store"
        if request.method == "HEAD":
            response.content = b""
        return response


def _alive():
    return JsonResponse({"status": FINE})


def _ready():
    checks = readiness()
    is_ready = set(checks.values()) == {FINE}
    told = {"status": FINE if is_ready else "not ready", "checks": checks}
    return JsonResponse(told, status=200 if is_ready else 503)


def readiness() -> dict[str, str]:
    """What the desk stands on, each "ok" or a sentence that says what is wrong with it."""
    checks: dict[str, str] = {}
    for question in QUESTIONS:
        checks |= question.answer()
    return checks


class Question:
    """What is asked of something that may never answer: by a thread of its own, once at a time,
    and not again while the answer is fresh or still waited for.

    `ask` gives what the checks of those names say; where it does not in time they say `otherwise`.
    """

    def __init__(self, ask: Callable[[], dict[str, str]], otherwise: dict[str, str]):
        self.ask, self.otherwise = ask, otherwise
        self.lock = threading.Lock()
        self.asked_at = -FRESH
        self.told: Future = Future()
        self.told.set_result(otherwise)

    def answer(self) -> dict[str, str]:
        """What the checks say now, or said a moment ago."""
        with self.lock:
            if self.told.done() and time.monotonic() - self.asked_at >= FRESH:
                self.told, self.asked_at = Future(), time.monotonic()
                threading.Thread(target=self._run, args=[self.told], daemon=True).start()
            told, patience = self.told, self.asked_at + PATIENCE - time.monotonic()
        try:
            return told.result(timeout=max(patience, 0))
        except TimeoutError:
            return self.otherwise

    def _run(self, told):
        try:
            told.set_result(self.ask())
        except Exception:  # whatever it is, it was no answer; the log says which
            log.exception("What the desk stands on could not be asked.")
            told.set_result(self.otherwise)


def database_checks() -> dict[str, str]:
    """Whether the database answers, and what it says of its migrations and of workers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(FACTS, [SILENCE])
            done, is_at_work = cursor.fetchone()
    except ProgrammingError:  # a table is not there
        done, is_at_work = None, False
    except (DatabaseError, PoolTimeout):
        return AWAY
    waiting = migrations_of_the_code() - {tuple(each) for each in done or ()}
    return {
        "database": FINE,
        "migrations": "Migrations wait to be run." if waiting else FINE,
        # A mirror has nothing for a worker to do.
        "worker": FINE if is_at_work or settings.MIRROR_OF else "No worker is at work.",
    }


def _database_checks_apart():
    try:
        return database_checks()
    finally:
        connection.close()  # back into the pool: this thread ends here


@cache
def migrations_of_the_code() -> frozenset[tuple[str, str]]:
    """The migrations that a database of this code has had, by application and name."""
    return frozenset(MigrationLoader(None).disk_migrations)


def storage_checks() -> dict[str, str]:
    """Whether a file can be kept, read and taken away again."""
    try:
        kept = default_storage.save(f"health/{uuid4().hex}", ContentFile(b"kept"))
        try:
            with default_storage.open(kept) as file:
                is_read = file.read() == b"kept"
        finally:
            default_storage.delete(kept)
    except OSError:
        return {"storage": "No file can be kept."}
    return {"storage": FINE if is_read else "A file is not read as it was kept."}


def disk_checks() -> dict[str, str]:
    """Whether there is room where the desk keeps its files."""
    try:
        free = shutil.disk_usage(settings.DATA_DIR).free
    except OSError:
        return {"disk": "The folder of the desk is not there."}
    return {"disk": FINE if free >= ROOM else "The disk is nearly full."}


def scanner_checks() -> dict[str, str]:
    """Whether the scanner of files is there, on a desk that has one."""
    if settings.HARDENING.file_scanner is None:
        return {}
    return {"scanner": FINE if scanner_answers() else NO_SCANNER}


QUESTIONS = [
    Question(_database_checks_apart, AWAY),
    Question(storage_checks, {"storage": "The folder of kept files does not answer."}),
    Question(disk_checks, {"disk": "The disk does not answer."}),
    Question(scanner_checks, {"scanner": NO_SCANNER}),
]
