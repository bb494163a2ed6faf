"""What watches over the desk is told whether it lives, and whether it can do its work."""

import threading
from collections import namedtuple

import pytest
from django.core.files.storage import default_storage
from django.db import OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client

from newsroom import health
from newsroom.health import FINE, Question

ALL_FINE = dict.fromkeys(["database", "migrations", "worker", "storage", "disk"], FINE)


@pytest.fixture
def here(monkeypatch):
    """The questions are asked in the thread of the test, and each time anew."""
    checks = [health.database_checks, health.storage_checks, health.disk_checks]
    asked = namedtuple("Asked", ["answer"])
    monkeypatch.setattr(health, "QUESTIONS", [asked(check) for check in checks])


@pytest.fixture
def worker(db):
    """A worker that has just said that it is at work."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES RETURNING id")
        return cursor.fetchone()[0]


def checks():
    answer = Client().get("/readyz")
    return answer.status_code, answer.json()["checks"]


def test_a_process_that_answers_is_alive_whatever_the_database_does(monkeypatch):
    monkeypatch.setattr(BaseDatabaseWrapper, "cursor", None)

    answer = Client().get("/healthz")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_a_desk_on_which_all_is_well_is_ready(here, worker):
    status, said = checks()

    assert status == 200
    assert said == ALL_FINE
    assert default_storage.listdir("health") == ([], [])  # what was tried with is gone


@pytest.mark.django_db
def test_a_desk_without_a_worker_is_not_ready(here):
    status, said = checks()

    assert (status, said) == (503, ALL_FINE | {"worker": "No worker is at work."})


def test_a_worker_that_has_said_nothing_for_long_is_none(here, worker):
    with connection.cursor() as cursor:
        silent = "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '9 seconds'"
        cursor.execute(silent)

    assert checks()[1]["worker"] == "No worker is at work."


def test_a_migration_that_waits_is_told(here, worker, monkeypatch):
    more = health.migrations_of_the_code() | {("partnerships", "9999_what_comes_next")}
    monkeypatch.setattr(health, "migrations_of_the_code", lambda: more)

    assert checks() == (503, ALL_FINE | {"migrations": "Migrations wait to be run."})


def test_a_database_without_a_table_of_ours_waits_for_migrations(here, worker, monkeypatch):
    monkeypatch.setattr(health, "FACTS", "SELECT %s FROM no_such_table")

    assert checks()[1]["migrations"] == "Migrations wait to be run."


@pytest.mark.django_db
def test_a_database_that_is_away_is_told(here, monkeypatch):
    def refuse(*_):
        raise OperationalError("connection refused at 10.0.0.7")

    monkeypatch.setattr(BaseDatabaseWrapper, "cursor", refuse)
    status, said = checks()

    assert (status, said["database"]) == (503, "The database does not answer.")
    assert "10.0.0.7" not in str(said)


def test_files_that_cannot_be_kept_are_told(here, worker, settings, tmp_path):
    (tmp_path / "file").touch()
    settings.MEDIA_ROOT = tmp_path / "file"

    assert checks() == (503, ALL_FINE | {"storage": "No file can be kept."})


def test_a_disk_without_room_is_told(here, worker, monkeypatch):
    monkeypatch.setattr(health, "ROOM", 1 << 60)

    assert checks() == (503, ALL_FINE | {"disk": "The disk is nearly full."})


def test_whoever_asks_by_another_name_or_over_plain_http_is_answered(settings):
    settings.ALLOWED_HOSTS, settings.SECURE_SSL_REDIRECT = ["desk.example"], True

    answer = Client().get("/healthz", headers={"host": "10.1.2.3"})

    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")


def test_it_is_only_asked():
    assert Client().post("/readyz").status_code == 405


def test_what_does_not_answer_in_time_is_answered_for(monkeypatch):
    monkeypatch.setattr(health, "PATIENCE", 0.05)
    goes_on = threading.Event()
    question = Question(lambda: {"disk": FINE} if goes_on.wait(60) else {}, {"disk": "Away."})

    assert [question.answer(), question.answer()] == [{"disk": "Away."}] * 2

    goes_on.set()
    question.told.result(60)
    assert question.answer() == {"disk": FINE}


def test_what_was_just_asked_is_not_asked_again():
    asked = []
    question = Question(lambda: {"disk": str(asked.append(1))}, {})

    assert question.answer() == question.answer() == {"disk": "None"}
    assert len(asked) == 1


def test_what_breaks_while_it_is_asked_is_no_answer(caplog):
    question = Question(lambda: 1 / 0, {"disk": "Away."})

    assert question.answer() == {"disk": "Away."}
    assert "could not be asked" in caplog.text


@pytest.mark.django_db
def test_a_mirror_is_ready_without_a_worker(here, settings):
    settings.MIRROR_OF = "https://desk.example.org"

    assert checks() == (200, ALL_FINE)
