"""Tables too long for a request: a worker previews them, and brings in a whole table or nothing."""

import json
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from time import monotonic
from typing import Any
from uuid import uuid4

import pghistory
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.manager import JobManager
from procrastinate.tasks import configure_task

from ..models import TableJob
from ..vocabulary import Progress
from .locks import transition
from .tables import FOLDER

TASK = "partnerships.run_table_job"  # by which workers know it
QUEUE = "table_jobs"
DOOR = "admin"  # where it was asked for
EVERY = 1.0  # seconds between two looks at how far it is
GONE = "This table is no longer here: it waited for longer than a day. Choose its file again."
STUMBLED = "The desk stumbled over it: nothing was imported, and whoever runs the desk can see why."

# What comes of a table: a sentence, whether it is done, and what the page of the job shows of it.
Outcome = tuple[str, bool, dict[str, Any]]
# How the tables of each noun are read. The desk says so, which alone knows them.
TABLE_READERS: dict[str, Callable[[TableJob, bytes, Callable[[int, int], None]], Outcome]] = {}


def ask_for_preview(
    noun: str, content: bytes, reading: dict[str, Any], *, by: User, at: datetime | None = None
) -> TableJob:
    """Ask a worker what the rows of a table would change. Nothing of it is saved by that."""
    kept = uuid4().hex
    default_storage.save(f"{FOLDER}/{kept}", ContentFile(content))
    with transaction.atomic():
        job = TableJob.objects.create(
            noun=noun, kept=kept, reading=reading, asked_by=by, asked_at=at or timezone.now()
        )
        _defer(job)
    return job


def confirm_table(job: TableJob, *, by: User, why: str = "") -> None:
    """Ask a worker to bring in what its preview showed. Raises NotWaiting where it does not wait
    for that."""
    with transaction.atomic():
        shown = TableJob.objects.asked_by(by).filter(is_confirmed=False, state=Progress.DONE)
        transition(
            shown,
            job,
            "This table does not wait for a confirmation: it was confirmed already, or refused.",
            is_confirmed=True,
            why=why[:500],
            state=Progress.WAITING,
            ended_at=None,
            done=0,
            said="",
        )
        _defer(job)


def do_table_job(pk: int, *, at: datetime | None = None) -> None:
    """Do what a table waits for. All of it is one transaction, the end of the job too: a worker
    that is killed leaves nothing, and another does it anew. Of two at once, one does it."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"table job {pk}"]
            )
        job = TableJob.objects.open().select_related("asked_by").filter(pk=pk).first()
        if job is None:
            return
        stumbled = None
        with closing(_Telling(job)) as telling:
            try:
                said, is_done, shown = _outcome(job, telling)
            except Exception as fault:
                said, is_done, shown, stumbled = STUMBLED, False, {}, fault
        _keep(job, shown)
        job.said, job.ended_at = said, at or timezone.now()
        job.state = Progress.DONE if is_done else Progress.FAILED
        job.save(update_fields=["said", "ended_at", "state"])
    if job.is_confirmed or not (is_done or shown.get("strange")):
        default_storage.delete(f"{FOLDER}/{job.kept}")
    if stumbled:
        raise stumbled


def table_outcome(job: TableJob) -> dict[str, Any]:
    """What the page of the job shows; nothing where that is kept no longer."""
    try:
        with default_storage.open(_shown_in(job)) as file:
            return json.load(file)
    except FileNotFoundError:
        return {}


def forget_old_table_jobs(*, at: datetime | None = None) -> None:
    """Remove the jobs whose files are removed."""
    TableJob.objects.forgotten(at or timezone.now()).delete()


def _outcome(job, telling):
    try:
        with default_storage.open(f"{FOLDER}/{job.kept}") as file:
            content = file.read()
    except FileNotFoundError:
        return GONE, False, {}
    why = {"why": job.why} if job.why else {}
    with pghistory.context(user=job.asked_by_id, door=DOOR, **why), transaction.atomic():
        return TABLE_READERS[job.noun](job, content, telling)


def _keep(job, shown):
    name = _shown_in(job)
    default_storage.delete(name)
    default_storage.save(name, ContentFile(json.dumps(shown).encode()))


def _shown_in(job):
    return f"{FOLDER}/{job.kept}.json"


def _defer(job):
    """Put the job into the queue, in this transaction."""
    configure_task(name=TASK, job_manager=JobManager(DjangoConnector()), queue=QUEUE).defer(
        table_job=job.pk
    )


class _Telling:
    """Says how far a job is while its transaction is open, by a connection of its own."""

    def __init__(self, job):
        self.job, self.apart, self.told_at = job, connection.copy(), 0.0
        self(0, 0)

    def __call__(self, done, total):
        now = monotonic()
        if now - self.told_at < EVERY and done:
            return
        self.told_at = now
        with self.apart.cursor() as cursor:
            cursor.execute(
                "UPDATE partnerships_tablejob SET state = %s, done = %s, total = %s"
                " WHERE id = %s AND ended_at IS NULL",
                [Progress.AT_WORK, done, total, self.job.pk],
            )

    def close(self):
        self.apart.close()
