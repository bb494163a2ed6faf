"""What the desk is asked to do in the background: once, in somebody's name, until it is done."""

import sys
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from partnerships.actions import source_jobs
from partnerships.errors import NotFetched
from partnerships.models import Recheck, Source, SourceJob
from partnerships.vocabulary import Came, Confidentiality, Progress, SourceJobKind
from tests import factories as make

pytestmark = pytest.mark.django_db

PAGE = b"<!doctype html><title>So</title><p>It is so, and the price is $10 billion.</p>"


@pytest.fixture
def rita(db):
    return make.member("Reporter", name="rita")


def asked(source, by=None, kind=SourceJobKind.CAPTURE):
    return source_jobs.ask_for_job(source, kind, by=by)


def done(source_job):
    """The job after a try."""
    source_jobs.run(source_job.pk)
    source_job.refresh_from_db()
    return source_job


def jobs():
    return ProcrastinateJob.objects.filter(task_name=source_jobs.TASK)


def test_a_job_ends_with_a_copy_in_the_name_of_who_asked(site, rita):
    source = make.source(url=site.serve("/so", PAGE))

    source_job = done(asked(source, rita))

    copy = source.snapshots.get()
    assert copy.captured_by == rita
    assert (source_job.state, source_job.tries) == (Progress.DONE, 1)
    assert source_job.said == f"The copy is kept: {len(copy.text)} characters of text."
    assert source_job.ended_at


def test_a_job_ends_with_a_look_at_the_source(site, rita):
    citation = make.quotation()
    url = site.serve("/so", citation.snapshot.text.encode(), media_type="text/plain")
    Source.objects.filter(pk=citation.source_id).update(url=url)

    source_job = done(asked(Source.objects.get(), rita, SourceJobKind.RECHECK))

    assert source_job.state == Progress.DONE
    assert Recheck.objects.get().by == rita


def test_what_is_open_is_not_asked_for_twice(rita):
    source = make.source(url="https://example.org/so")
    before = jobs().count()

    assert asked(source, rita) == asked(source, make.member("Reporter"))
    assert asked(source, rita) != asked(source, rita, SourceJobKind.RECHECK)
    assert jobs().count() == before + 2


def test_a_job_that_is_undone_leaves_no_job():
    source = make.source(url="https://example.org/so")
    before = jobs().count()

    with transaction.atomic():
        asked(source)
        transaction.set_rollback(True)

    assert (SourceJob.objects.count(), jobs().count()) == (0, before)


def test_the_queue_names_no_host_and_no_source(rita):
    asked(make.source(url="https://secret.example.org/so"), rita)

    job = jobs().latest("id")

    assert "secret" not in f"{job.args} {job.lock} {job.queueing_lock}"


def test_jobs_to_one_host_wait_for_each_other():
    one, other = "https://example.org/a", "https://example.com/a"
    for url in (one, one.replace("/a", "/b"), other):
        asked(make.source(url=url))

    first, second, elsewhere = jobs().order_by("-id").values_list("lock", flat=True)[:3][::-1]

    assert first == second != elsewhere


@pytest.mark.parametrize("kind", SourceJobKind)
def test_a_reader_that_does_not_start_is_tried_again_later(
    site, kind, reads_apart, monkeypatch, tmp_path
):
    monkeypatch.setattr(sys, "executable", str(tmp_path / "gone"))

    source_job = done(asked(make.source(url=site.serve("/so", PAGE)), kind=kind))

    assert source_job.state == Progress.WAITING
    assert "could not be started" in source_job.said
    assert not Recheck.objects.exists()


@pytest.mark.parametrize("status", [429, 500, 503])
def test_what_cannot_be_had_for_now_is_tried_again_later_and_later(site, status):
    source_job = asked(make.source(url=site.serve("/so", PAGE, status=status)))
    now = timezone.now()

    again = [source_jobs.run(source_job.pk, at=now) for _ in range(4)]

    minutes = [when and round((when - now).total_seconds() / 60) for when in again]
    source_job.refresh_from_db()
    assert minutes == [1, 10, 60, None]
    assert (source_job.state, source_job.tries, source_job.again_at) == (Progress.FAILED, 4, None)
    assert str(status) in source_job.said


def test_what_waits_to_be_tried_again_says_why_and_when(site):
    source_job = done(asked(make.source(url=site.serve("/so", PAGE, status=503))))

    assert (source_job.state, source_job.ended_at) == (Progress.WAITING, None)
    assert "(503)" in source_job.said
    assert source_job.again_at > timezone.now()


def test_what_comes_at_the_second_try_is_done(site):
    source = make.source(url=site.serve("/so", PAGE, status=503))
    source_job = done(asked(source))
    site.serve("/so", PAGE)

    source_job = done(source_job)

    assert (source_job.state, source_job.tries, source_job.again_at) == (Progress.DONE, 2, None)
    assert source.snapshots.exists()


@pytest.mark.parametrize("status", [403, 404, 410])
def test_what_a_site_refuses_is_not_tried_again(site, status):
    source_job = done(asked(make.source(url=site.serve("/so", PAGE, status=status))))

    assert (source_job.state, source_job.tries) == (Progress.FAILED, 1)
    assert ("refuses us" if status == 403 else "no page at this address") in source_job.said


def test_a_look_that_brings_nothing_for_now_is_taken_again(site):
    citation = make.quotation()
    url = site.serve("/so", b"", status=503)
    Source.objects.filter(pk=citation.source_id).update(url=url)

    source_job = done(asked(Source.objects.get(), kind=SourceJobKind.RECHECK))

    assert source_job.state == Progress.WAITING
    assert Recheck.objects.get().came == Came.UNAVAILABLE


def test_who_lost_the_right_meanwhile_gets_no_copy(site, rita):
    source = make.source(url=site.serve("/so", PAGE))
    source_job = asked(source, rita)
    rita.groups.clear()

    source_job = done(source_job)

    assert source_job.state == Progress.FAILED
    assert not source.snapshots.exists()


def test_who_may_keep_no_copies_asks_for_none():
    with pytest.raises(PermissionDenied):
        asked(make.source(url="https://example.org/so"), make.member("Reader"))


def test_a_source_without_an_address_is_refused():
    with pytest.raises(NotFetched, match="has no address"):
        asked(make.source())


def test_what_ended_is_not_done_again(site):
    source = make.source(url=site.serve("/so", PAGE))
    source_job = done(asked(source))
    site.serve("/so", PAGE + b"<p>More.</p>")

    assert source_jobs.run(source_job.pk) is None
    assert source.snapshots.count() == 1


def test_what_the_desk_stumbles_over_is_told_and_not_hidden(monkeypatch):
    def stumble(source_job):
        raise ZeroDivisionError

    monkeypatch.setitem(source_jobs.WAYS, SourceJobKind.CAPTURE, stumble)
    source_job = asked(make.source(url="https://example.org/so"))

    with pytest.raises(ZeroDivisionError):
        source_jobs.run(source_job.pk)

    source_job.refresh_from_db()
    assert source_job.state == Progress.FAILED
    assert "stumbled" in source_job.said


# What the clock asks for


def quoted(url, **fields):
    """A source at an address, with a quotation that is proved in a copy of it."""
    source = make.quotation(source_=make.source(**fields)).source
    Source.objects.filter(pk=source.pk).update(url=url)
    return source


def test_sources_are_looked_at_again_when_nobody_has_for_long(settings):
    settings.RECHECK_DAYS = 7
    due, looked = quoted("https://example.org/a"), quoted("https://example.org/b")
    make.recheck(looked, looked.snapshots.get(), at=timezone.now() - timedelta(days=6))
    quoted("https://example.org/c", confidentiality=Confidentiality.CONFIDENTIAL)
    make.source(url="https://example.org/d")

    assert source_jobs.ask_for_rechecks() == 1
    assert [source_job.source for source_job in SourceJob.objects.open()] == [due]
    assert SourceJob.objects.get().asked_by is None


def test_what_is_under_way_is_not_asked_for_again(settings):
    quoted("https://example.org/a")

    assert (source_jobs.ask_for_rechecks(), source_jobs.ask_for_rechecks()) == (1, 0)


def test_a_desk_may_look_at_nothing_by_itself(settings):
    settings.RECHECK_DAYS = 0
    quoted("https://example.org/a")

    assert source_jobs.ask_for_rechecks() == 0
