"""A worker, a process of its own, does what the desk is asked for and what the clock asks for."""

import asyncio
import time
from datetime import UTC, datetime
from itertools import islice
from threading import Event

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job
from psycopg import errors
from psycopg_pool import PoolTimeout

from partnerships import tasks
from partnerships.actions import source_jobs, table_jobs
from partnerships.api import changes
from partnerships.management import pauses
from partnerships.management.commands import run_worker
from partnerships.models import SourceJob, TableJob
from partnerships.vocabulary import Progress, SourceJobKind
from tests import factories as make
from tests.outages import caused

pytestmark = pytest.mark.django_db(transaction=True)

PAGE = b"<!doctype html><title>So</title><p>It is so, and the price is $10 billion.</p>"


@pytest.fixture(autouse=True)
def queue(transactional_db):
    """The queue, empty before a test and after it."""
    empty()
    yield
    empty()


def of_the_queue(error):
    """What the queue's own connections raise for an error of psycopg's."""
    made = ConnectorException()
    made.__cause__ = error
    return made


def empty():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_periodic_defers")
        cursor.execute("DELETE FROM procrastinate_jobs")
        cursor.execute("DELETE FROM procrastinate_workers")


def answer(request):
    request.send_response(200)
    request.send_header("Content-Type", "text/html")
    request.end_headers()
    request.wfile.write(PAGE)


def job(source_job):
    return ProcrastinateJob.objects.get(
        task_name=source_jobs.TASK, args={"source_job": source_job.pk}
    )


def test_a_worker_does_what_waits(site, worker):
    rita = make.member("Reporter", name="rita")
    source = make.source(url=site.serve("/so", PAGE))
    source_job = source_jobs.ask_for_job(source, SourceJobKind.CAPTURE, by=rita)

    worker()

    source_job.refresh_from_db()
    assert source_job.state == Progress.DONE
    assert source.snapshots.get().captured_by == rita
    assert job(source_job).status == "succeeded"


def test_a_worker_does_tables_and_says_meanwhile_how_far_it_is(worker, monkeypatch):
    seen = []

    def read(job, content, told):
        told(3, 7)
        row = TableJob.objects.get(pk=job.pk)
        seen.append((content, row.state, row.done, row.total))
        return "Looked through.", True, {}

    monkeypatch.setitem(table_jobs.TABLE_READERS, "company", read)
    monkeypatch.setattr(table_jobs, "EVERY", 0)
    job = table_jobs.ask_for_preview("company", b"slug", {}, by=make.editor())

    worker()

    job.refresh_from_db()
    assert seen == [(b"slug", Progress.AT_WORK, 3, 7)]
    assert (job.state, job.said) == (Progress.DONE, "Looked through.")


def test_what_changed_for_readers_is_numbered_while_nobody_asks(monkeypatch):
    monkeypatch.setattr(changes, "TAKEN", 2)
    for _ in range(3):
        make.claim(released_at=make.NOON)

    tasks.number_changes(timestamp=0)

    with connection.cursor() as cursor:
        cursor.execute("SELECT noun, count(*) FROM partnerships_change GROUP BY noun")
        assert dict(cursor.fetchall())["claims"] == 3
        cursor.execute("SELECT count(*) FROM partnerships_untold")
        assert cursor.fetchone() == (0,)


def test_what_could_not_be_done_waits_in_the_queue_until_it_is_due(site, worker):
    source_job = source_jobs.ask_for_job(
        make.source(url=site.serve("/so", PAGE, status=503)), SourceJobKind.CAPTURE, by=None
    )

    worker()

    source_job.refresh_from_db()
    assert (source_job.state, source_job.tries) == (Progress.WAITING, 1)
    assert job(source_job).status == "todo"
    assert job(source_job).scheduled_at == source_job.again_at


def test_what_waits_to_be_tried_again_keeps_nobody_waiting(site, worker):
    source = make.source(url=site.serve("/so", PAGE, status=503))
    first = source_jobs.ask_for_job(source, SourceJobKind.CAPTURE, by=None)
    worker()
    other = source_jobs.ask_for_job(
        make.source(url=site.serve("/b", PAGE)), SourceJobKind.CAPTURE, by=None
    )

    worker()

    first.refresh_from_db()
    other.refresh_from_db()
    assert (first.state, other.state) == (Progress.WAITING, Progress.DONE)


def test_what_breaks_is_not_tried_again(site, worker, monkeypatch, caplog):
    def stumble(source_job):
        raise ZeroDivisionError

    monkeypatch.setitem(source_jobs.WAYS, SourceJobKind.CAPTURE, stumble)
    source_job = source_jobs.ask_for_job(
        make.source(url="https://example.org/so"), SourceJobKind.CAPTURE, by=None
    )

    worker()

    source_job.refresh_from_db()
    assert source_job.state == Progress.FAILED
    assert job(source_job).status == "failed"
    assert "ZeroDivisionError" in caplog.text


@pytest.mark.drill
def test_one_host_is_asked_one_thing_at_a_time_however_many_hands_there_are(site, worker):
    under_way, at_once = set(), []

    def slowly(request):
        under_way.add(request.path)
        at_once.append(len(under_way))
        time.sleep(0.1)
        under_way.discard(request.path)
        answer(request)

    for number in range(5):
        source = make.source(url=site.answer(f"/{number}", slowly))
        source_jobs.ask_for_job(source, SourceJobKind.CAPTURE, by=None)

    worker()

    assert set(at_once) == {1}
    assert SourceJob.objects.filter(state=Progress.DONE).count() == 5


def test_a_slow_host_keeps_no_hand_from_the_others(site, worker):
    another_was_asked, in_time = Event(), []

    def slowly(request):
        in_time.append(another_was_asked.wait(10))
        answer(request)

    def quickly(request):
        another_was_asked.set()
        answer(request)

    slow = [site.answer(f"/{number}", slowly) for number in range(run_worker.AT_ONCE + 1)]
    site.answer("/other", quickly)
    for url in [*slow, site.at("/other", host="localhost")]:
        source_jobs.ask_for_job(make.source(url=url), SourceJobKind.CAPTURE, by=None)

    worker()

    assert in_time == [True] * len(slow)
    assert set(SourceJob.objects.values_list("state", flat=True)) == {Progress.DONE}


def test_what_a_dead_worker_left_is_given_to_the_others(site, worker, aside):
    source_job = source_jobs.ask_for_job(
        make.source(url=site.serve("/so", PAGE)), SourceJobKind.CAPTURE, by=None
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat)"
            " VALUES (now() - interval '1 hour') RETURNING id"
        )
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s", cursor.fetchone()
        )
    assert job(source_job).status == "doing"

    async def take_over():
        with app.replace_connector(app.connector.get_worker_connector()) as working:
            async with working.open_async():
                await tasks.take_over.func(Context(working), 0)

    aside(lambda: asyncio.run(take_over()))
    assert job(source_job).status == "todo"
    worker()

    source_job.refresh_from_db()
    assert source_job.state == Progress.DONE


class Context:
    """What a task is given of the worker that does it."""

    def __init__(self, app):
        self.app = app


def test_the_clock_asks_for_looks_notices_and_order():
    named = {each.task.name: each.cron for each in app.periodic_registry.periodic_tasks.values()}

    assert named == {
        "partnerships.look_again": "17 3 * * *",
        "partnerships.number_changes": "* * * * *",
        "partnerships.send_notices": "*/5 * * * *",
        "partnerships.take_over": "*/2 * * * *",
        "partnerships.verify": "29 2 * * *",
        "partnerships.tidy": "41 4 * * *",
        "partnerships.forget_jobs": "43 4 * * *",
        "partnerships.publish_tables": "11 5 * * *",
    }


def test_jobs_that_ended_long_ago_are_forgotten():
    source = make.source()
    ended = {"kind": "capture", "state": "done", "said": "So."}
    for day in (1, 20):
        at = datetime(2026, 1, day, tzinfo=UTC)
        SourceJob.objects.create(source=source, asked_at=at, ended_at=at, **ended)
    lately = timezone.now()
    SourceJob.objects.create(source=source, asked_at=lately, ended_at=lately, **ended)

    tasks.tidy.func(0)

    assert [source_job.asked_at for source_job in SourceJob.objects.all()] == [lately]


def test_nobody_has_a_worker_that_does_nothing():
    with pytest.raises(CommandError, match="one thing at once at least"):
        call_command("run_worker", concurrency=0)


def test_a_worker_that_loses_the_database_tries_again_after_pauses_that_grow(monkeypatch, db):
    waited, gone, full = [], psycopg.OperationalError("gone"), PoolTimeout("none to be had")
    tries = iter([of_the_queue(gone), of_the_queue(full), caused(gone), None])

    def work(concurrency):
        if error := next(tries):
            raise error

    monkeypatch.setattr(run_worker, "work", work)
    monkeypatch.setattr(run_worker.time, "sleep", waited.append)

    call_command("run_worker", verbosity=0)

    assert waited == [1, 2, 4]


@pytest.mark.parametrize("error", [ZeroDivisionError(), caused(errors.DeadlockDetected("both"))])
def test_a_worker_that_breaks_for_another_reason_ends(error, monkeypatch, db):
    def work(concurrency):
        raise error

    monkeypatch.setattr(run_worker, "work", work)

    with pytest.raises(type(error)):
        call_command("run_worker", verbosity=0)


def test_pauses_begin_anew_after_what_lasted(monkeypatch):
    clock = iter([0, 1, 1, 3, 3, 300, 300])
    monkeypatch.setattr(pauses.time, "monotonic", lambda: next(clock))

    assert list(islice(pauses.growing_pauses(), 4)) == [1, 2, 4, 1]


def test_a_job_that_the_absence_of_the_database_cut_short_is_tried_again():
    cut = Job(id=1, queue="q", lock=None, queueing_lock=None, task_name="t", attempts=1)

    def decision(error, **more):
        return tasks.Patience().get_retry_decision(exception=error, job=cut.evolve(**more))

    gone = caused(errors.AdminShutdown("shut down"))
    assert decision(gone)
    assert not decision(gone, attempts=tasks.OUTAGE_TRIES)
    assert not decision(caused(errors.QueryCanceled("too long")))
    assert not decision(ValueError("a bug"))
