"""A worker, a process of its own, does what the desk is asked for and what the clock asks for."""

import asyncio
import time
from datetime import UTC, datetime
from threading import Event

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from partnerships import tasks
from partnerships.actions import errands
from partnerships.management.commands.run_worker import AT_ONCE
from partnerships.models import Errand
from partnerships.vocabulary import ErrandKind, Progress
from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)

PAGE = b"<!doctype html><title>So</title><p>It is so, and the price is $10 billion.</p>"


@pytest.fixture(autouse=True)
def queue(transactional_db):
    """The queue, empty before a test and after it."""
    empty()
    yield
    empty()


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


def job(errand):
    return ProcrastinateJob.objects.get(task_name=errands.TASK, args={"errand": errand.pk})


def test_a_worker_does_what_waits(site, worker):
    rita = make.member("Reporter", name="rita")
    source = make.source(url=site.serve("/so", PAGE))
    errand = errands.ask_for_job(source, ErrandKind.CAPTURE, by=rita)

    worker()

    errand.refresh_from_db()
    assert errand.state == Progress.DONE
    assert source.snapshots.get().captured_by == rita
    assert job(errand).status == "succeeded"


def test_what_could_not_be_done_waits_in_the_queue_until_it_is_due(site, worker):
    errand = errands.ask_for_job(
        make.source(url=site.serve("/so", PAGE, status=503)), ErrandKind.CAPTURE, by=None
    )

    worker()

    errand.refresh_from_db()
    assert (errand.state, errand.tries) == (Progress.WAITING, 1)
    assert job(errand).status == "todo"
    assert job(errand).scheduled_at == errand.again_at


def test_what_waits_to_be_tried_again_keeps_nobody_waiting(site, worker):
    source = make.source(url=site.serve("/so", PAGE, status=503))
    first = errands.ask_for_job(source, ErrandKind.CAPTURE, by=None)
    worker()
    other = errands.ask_for_job(
        make.source(url=site.serve("/b", PAGE)), ErrandKind.CAPTURE, by=None
    )

    worker()

    first.refresh_from_db()
    other.refresh_from_db()
    assert (first.state, other.state) == (Progress.WAITING, Progress.DONE)


def test_what_breaks_is_not_tried_again(site, worker, monkeypatch, caplog):
    def stumble(errand):
        raise ZeroDivisionError

    monkeypatch.setitem(errands.WAYS, ErrandKind.CAPTURE, stumble)
    errand = errands.ask_for_job(
        make.source(url="https://example.org/so"), ErrandKind.CAPTURE, by=None
    )

    worker()

    errand.refresh_from_db()
    assert errand.state == Progress.FAILED
    assert job(errand).status == "failed"
    assert "ZeroDivisionError" in caplog.text


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
        errands.ask_for_job(source, ErrandKind.CAPTURE, by=None)

    worker()

    assert set(at_once) == {1}
    assert Errand.objects.filter(state=Progress.DONE).count() == 5


def test_a_slow_host_keeps_no_hand_from_the_others(site, worker):
    another_was_asked, in_time = Event(), []

    def slowly(request):
        in_time.append(another_was_asked.wait(10))
        answer(request)

    def quickly(request):
        another_was_asked.set()
        answer(request)

    slow = [site.answer(f"/{number}", slowly) for number in range(AT_ONCE + 1)]
    site.answer("/other", quickly)
    for url in [*slow, site.at("/other", host="localhost")]:
        errands.ask_for_job(make.source(url=url), ErrandKind.CAPTURE, by=None)

    worker()

    assert in_time == [True] * len(slow)
    assert set(Errand.objects.values_list("state", flat=True)) == {Progress.DONE}


def test_what_a_dead_worker_left_is_given_to_the_others(site, worker, aside):
    errand = errands.ask_for_job(
        make.source(url=site.serve("/so", PAGE)), ErrandKind.CAPTURE, by=None
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat)"
            " VALUES (now() - interval '1 hour') RETURNING id"
        )
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s", cursor.fetchone()
        )
    assert job(errand).status == "doing"

    async def take_over():
        with app.replace_connector(app.connector.get_worker_connector()) as working:
            async with working.open_async():
                await tasks.take_over.func(Context(working), 0)

    aside(lambda: asyncio.run(take_over()))
    assert job(errand).status == "todo"
    worker()

    errand.refresh_from_db()
    assert errand.state == Progress.DONE


class Context:
    """What a task is given of the worker that does it."""

    def __init__(self, app):
        self.app = app


def test_the_clock_asks_for_looks_notices_and_order():
    named = {each.task.name: each.cron for each in app.periodic_registry.periodic_tasks.values()}

    assert named == {
        "partnerships.look_again": "17 3 * * *",
        "partnerships.send_notices": "*/5 * * * *",
        "partnerships.take_over": "*/2 * * * *",
        "partnerships.tidy": "41 4 * * *",
        "partnerships.forget_jobs": "43 4 * * *",
    }


def test_errands_that_ended_long_ago_are_forgotten():
    source = make.source()
    ended = {"kind": "capture", "state": "done", "said": "So."}
    for day in (1, 20):
        at = datetime(2026, 1, day, tzinfo=UTC)
        Errand.objects.create(source=source, asked_at=at, ended_at=at, **ended)
    lately = timezone.now()
    Errand.objects.create(source=source, asked_at=lately, ended_at=lately, **ended)

    tasks.tidy.func(0)

    assert [errand.asked_at for errand in Errand.objects.all()] == [lately]


def test_nobody_has_a_worker_that_does_nothing():
    with pytest.raises(CommandError, match="one thing at once at least"):
        call_command("run_worker", concurrency=0)
