"""What the desk does in the background: asked for here, done by a worker that calls `run`."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.manager import JobManager
from procrastinate.tasks import configure_task

from ..errors import NotFetched, Refusal
from ..models import Source, SourceJob
from ..rules.sources.copies import copy_remarks
from ..vocabulary import Came, Progress, SourceJobKind
from .claims.rechecks import recheck
from .sources.captures import capture, may_keep

TASK = "partnerships.run_source_job"  # by which workers know it
QUEUE = "source_jobs"
WAITS = [timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1)]  # after each failed try


def ask_for_job(
    source: Source, kind: str, *, by: User | None, at: datetime | None = None
) -> SourceJob:
    """Ask for a copy of the source, or for another look at it; the job that is open, if the
    desk is asked already.

    It is done in the name of `by`, or of the desk itself where that is None, by whatever worker
    is free, and begins when this transaction is committed.
    """
    may_keep(source, by)
    if not source.url:
        raise NotFetched("bad_address", "This source has no address: there is nothing to fetch.")
    with transaction.atomic():
        source_job, is_new = SourceJob.objects.get_or_create(
            source=source,
            kind=kind,
            ended_at=None,
            defaults={"asked_by": by, "asked_at": at or timezone.now()},
        )
        if is_new:
            _defer(source_job)
    return source_job


def ask_for_rechecks(*, at: datetime | None = None) -> int:
    """Ask for a look at each source whose words are quoted and at which nobody has looked for
    RECHECK_DAYS days; how many those are. Confidential sources are left to their keepers."""
    if settings.RECHECK_DAYS < 1:
        return 0
    at = at or timezone.now()
    due = Source.objects.due_for_recheck(at - timedelta(days=settings.RECHECK_DAYS))
    due = due.exclude(pk__in=SourceJob.objects.open().order_by().values("source"))
    for source in due:
        ask_for_job(source, SourceJobKind.RECHECK, by=None, at=at)
    return len(due)


def run(pk: int, *, at: datetime | None = None) -> datetime | None:
    """Do a job; when to try it again, where it could not be done for now, else None.

    To be called outside a transaction: it takes a few minutes at worst. What ended already is not
    done again, so that two workers do no harm.
    """
    source_job = SourceJob.objects.open().select_related("source", "asked_by").filter(pk=pk).first()
    if source_job is None:
        return None
    _set(source_job, state=Progress.AT_WORK, tries=source_job.tries + 1, again_at=None)
    try:
        said, is_passing = WAYS[source_job.kind](source_job)
        is_done = not is_passing
    except (Refusal, PermissionDenied) as refusal:
        said, is_passing, is_done = str(refusal), getattr(refusal, "is_passing", False), False
    except Exception:
        _end(
            source_job,
            Progress.FAILED,
            "The desk stumbled over it: whoever runs it can see why.",
            at,
        )
        raise
    at = at or timezone.now()
    if is_passing and source_job.tries <= len(WAITS):
        again_at = at + WAITS[source_job.tries - 1]
        _set(source_job, state=Progress.WAITING, said=said, again_at=again_at)
        return again_at
    _end(source_job, Progress.DONE if is_done else Progress.FAILED, said, at)
    return None


def forget_old_jobs(*, at: datetime | None = None) -> None:
    """Remove the jobs that ended so long ago that nobody asks any more."""
    SourceJob.objects.forgotten(at or timezone.now()).delete()


def _capture(source_job):
    began = timezone.now()
    copy = capture(source_job.source, by=source_job.asked_by)
    if copy.captured_at < began:
        day = timezone.localtime(copy.captured_at)
        return f"It is byte for byte the copy of {day:%-d %B %Y}, which we keep already.", False
    said = f"The copy is kept: {len(copy.text):,} characters of text."
    return " ".join([said, *copy_remarks(copy)]), False


def _recheck(source_job):
    look = recheck(source_job.source, by=source_job.asked_by)
    if look.came != Came.COPY:
        status = f" ({look.status})" if look.status else ""
        said = f"No copy came: {look.get_came_display().lower()}{status}. Nothing lapses by it."
        return said, look.came in NotFetched.PASSING
    return "Looked at again: what became of each quotation stands under “Looked at again”.", False


WAYS = {SourceJobKind.CAPTURE: _capture, SourceJobKind.RECHECK: _recheck}


def _set(source_job, **fields):
    for name, value in fields.items():
        setattr(source_job, name, value)
    source_job.save(update_fields=fields)


def _end(source_job, state, said, at):
    _set(source_job, state=state, said=said, ended_at=at or timezone.now())


def _defer(source_job):
    """Put the job into the queue, in this transaction.

    Jobs to one host wait for each other there, so that they do not keep all the workers
    waiting. The queue need not tell which host that is.
    """
    host = urlsplit(source_job.source.url).hostname or ""
    configure_task(
        name=TASK,
        job_manager=JobManager(DjangoConnector()),
        queue=QUEUE,
        lock=salted_hmac("partnerships.source_jobs", host).hexdigest(),
    ).defer(source_job=source_job.pk)
