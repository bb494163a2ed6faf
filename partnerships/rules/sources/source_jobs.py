"""How far the jobs of a source are, as its page tells it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from procrastinate.contrib.django.models import ProcrastinateWorker

from ...models import Source, SourceJob
from ...vocabulary import Progress

TOLD = timedelta(hours=1)  # for how long one tells how a job ended
SILENCE = timedelta(minutes=1)  # after which a worker is not thought to be alive


@dataclass(frozen=True)
class SourceJobs:
    """Those that are open and those that ended lately, the latest first."""

    rows: list[SourceJob]
    is_open: bool
    is_nobody_there: bool  # one waits for a worker, and none is at work


def jobs_of_source(source: Source, at: datetime) -> SourceJobs:
    """The jobs of a source. A query, and one more while a job waits for its turn."""
    rows = list(
        SourceJob.objects.filter(source=source.pk)
        .exclude(ended_at__lt=at - TOLD)
        .select_related("asked_by")[:10]
    )
    waits = any(each.state == Progress.WAITING and not each.again_at for each in rows)
    return SourceJobs(
        rows=rows,
        is_open=any(each.ended_at is None for each in rows),
        is_nobody_there=waits and not _at_work(at),
    )


def _at_work(at):
    return ProcrastinateWorker.objects.filter(last_heartbeat__gte=at - SILENCE).exists()
