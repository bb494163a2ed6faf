"""What Prometheus reads at /metrics, with the key METRICS_TOKEN: without one nothing is there.

Requests are counted by newsroom/requests.py; what waits is asked of the database. Of the records it
tells numbers alone, over all there are, whoever may see them: the key is the operator's.
"""

from secrets import compare_digest

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

from partnerships.actions.backups import last_backup
from partnerships.actions.mirroring import unpublished_for
from partnerships.actions.verification import HOLDS
from partnerships.models import Claim, Entry, OpenItem, Verdict
from partnerships.vocabulary import Act

JOBS = """
SELECT queue_name, count(*), coalesce(extract(epoch FROM now() - min(deferred.at)), 0)::float
FROM procrastinate_jobs
LEFT JOIN procrastinate_events AS deferred ON job_id = procrastinate_jobs.id AND type = 'deferred'
WHERE status = 'todo' AND coalesce(scheduled_at, now()) <= now()
GROUP BY queue_name
ORDER BY queue_name
"""


class DeskCollector:
    """What the database and the desk's folder say, asked each time somebody looks."""

    def collect(self):
        up = GaugeMetricFamily("newsroom_database_up", "1 where the database answers, else 0.")
        try:
            told = [*_work_metrics(), *_record_metrics()]
        except DatabaseError:
            told = []
        up.add_metric([], 1 if told else 0)
        yield up
        yield from told
        if moment := last_backup():
            yield _since("newsroom_backup_age_seconds", "Since the last whole back-up.", moment)


def _work_metrics():
    waiting = GaugeMetricFamily("newsroom_jobs", "Jobs that wait for a worker.", labels=["queue"])
    oldest = GaugeMetricFamily(
        "newsroom_oldest_job_seconds", "Since the oldest of them was asked for.", labels=["queue"]
    )
    with connection.cursor() as cursor:
        cursor.execute(JOBS)
        for queue, number, seconds in cursor:
            waiting.add_metric([queue], number)
            oldest.add_metric([queue], seconds)
    yield from (waiting, oldest)
    if (seconds := unpublished_for()) is not None:
        what = "Since the oldest change that mirrors have not been sent."
        yield GaugeMetricFamily("newsroom_mirror_waits_seconds", what, value=seconds)


def _record_metrics():
    for name, what, rows in [
        ("newsroom_claims", "Claims that are recorded.", Claim.objects.all()),
        ("newsroom_lapses", "Verdicts that lapsed and none replaced.", Verdict.objects.lapsed()),
        ("newsroom_open_items", "Changes under what is out.", OpenItem.objects.open()),
    ]:
        yield GaugeMetricFamily(name, what, value=rows.count())
    verified = Entry.objects.filter(act=Act.VERIFIED).order_by("-at").first()
    if verified:
        yield _since("newsroom_verify_age_seconds", "Since the records were verified.", verified.at)
        holds = verified.why == HOLDS
        yield GaugeMetricFamily("newsroom_verify_holds", "1 where all held then.", value=holds)


def _since(name, what, moment):
    return GaugeMetricFamily(name, what, value=(timezone.now() - moment).total_seconds())


def _of_all_processes():
    """What the processes of this web server have counted together; this one alone, where it is
    the only one (PROMETHEUS_MULTIPROC_DIR is not set)."""
    together = CollectorRegistry()
    try:
        MultiProcessCollector(together)
    except ValueError:
        return REGISTRY
    return together


@require_safe
def metrics(request):
    """The metrics, for whoever has the key."""
    if not settings.METRICS_TOKEN:
        raise Http404
    given = request.headers.get("Authorization", "")
    if not compare_digest(given.encode(), f"Bearer {settings.METRICS_TOKEN}".encode()):
        return HttpResponse(
            "The key of the metrics is missing or another one.\n",
            status=401,
            headers={"WWW-Authenticate": "Bearer"},
            content_type="text/plain",
        )
    registry = CollectorRegistry()
    registry.register(DeskCollector())
    told = generate_latest(_of_all_processes()) + generate_latest(registry)
    kept_by_nobody = {"Cache-Control": "no-store"}
    return HttpResponse(told, content_type=CONTENT_TYPE_LATEST, headers=kept_by_nobody)
