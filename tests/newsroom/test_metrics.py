"""Prometheus reads what waits and what was answered, with a key."""

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from prometheus_client.parser import text_string_to_metric_families

from newsroom import metrics
from partnerships.actions import backups, source_jobs
from partnerships.models import Entry
from partnerships.vocabulary import Act, SourceJobKind
from tests import factories as make

pytestmark = pytest.mark.django_db

KEY = {"Authorization": "Bearer a-key-of-the-operators"}


@pytest.fixture(autouse=True)
def _a_key(settings, tmp_path):
    settings.METRICS_TOKEN = "a-key-of-the-operators"
    settings.DATA_DIR = tmp_path


def samples():
    """Each sample by its name and labels, as Prometheus' own parser reads them."""
    answer = Client().get("/metrics", headers=KEY)
    assert answer.status_code == 200
    return {
        (each.name, *each.labels.values()): each.value
        for family in text_string_to_metric_families(answer.text)
        for each in family.samples
    }


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer another"}])
def test_nobody_reads_them_without_the_key(headers):
    answer = Client().get("/metrics", headers=headers)

    assert (answer.status_code, "newsroom_claims" in answer.text) == (401, False)


def test_where_no_key_is_set_nothing_is_there(settings):
    settings.METRICS_TOKEN = ""

    assert Client().get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


def test_it_tells_how_many_records_there_are_and_what_lapsed():
    make.claim()
    make.reworded(make.signed().claim)

    found = samples()

    assert found[("newsroom_database_up",)] == 1
    assert (found[("newsroom_claims",)], found[("newsroom_lapses",)]) == (2, 1)
    assert found[("newsroom_open_items",)] == 0


def test_it_tells_how_long_a_job_waits_for_a_worker():
    ProcrastinateJob.objects.all().delete()
    source = make.source(url="https://example.org/report")
    source_jobs.ask_for_job(source, SourceJobKind.CAPTURE, by=make.member("Reporter"))

    found = samples()

    [queue] = [key[1] for key in found if key[0] == "newsroom_jobs"]
    assert found["newsroom_jobs", queue] == 1
    assert 0 <= found["newsroom_oldest_job_seconds", queue] < 3600


def test_it_tells_when_the_records_were_verified_and_backed_up():
    ago = timezone.now() - timedelta(hours=2)
    Entry.objects.create(act=Act.VERIFIED, noun="journal", key="1", at=ago, why="2 at fault.")
    backups._mark().touch()

    found = samples()

    assert 7190 < found[("newsroom_verify_age_seconds",)] < 7200 + 3600
    assert found[("newsroom_verify_holds",)] == 0
    assert 0 <= found[("newsroom_backup_age_seconds",)] < 3600


def test_a_desk_that_was_never_backed_up_tells_no_age():
    assert ("newsroom_backup_age_seconds",) not in samples()


def test_it_tells_that_the_database_is_away(monkeypatch):
    def refuse():
        raise DatabaseError

    monkeypatch.setattr(metrics, "_work_metrics", refuse)
    found = samples()

    assert found[("newsroom_database_up",)] == 0
    assert ("newsroom_claims",) not in found
