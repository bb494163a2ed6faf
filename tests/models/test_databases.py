"""A database that an older version made becomes what a new one is, and loses nothing."""

import gzip
import re
from collections import Counter
from pathlib import Path

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from procrastinate.contrib.django.models import ProcrastinateJob

from newsroom.postgres.creation import drop_database
from partnerships.actions.journal import record
from partnerships.actions.source_jobs import QUEUE, TASK
from partnerships.models import Claim, Entry, Party, Verdict
from partnerships.rules.verification import records_at_fault
from partnerships.vocabulary import Act, State
from tests import factories as make
from tests.catalogue import catalogue
from tests.models.test_journal import is_one_chain
from tests.volume import asked

FOLDER = Path(__file__).parents[1] / "databases"
DUMPS = sorted(path.name for path in FOLDER.glob("*.sql.gz"))
TRIED = DUMPS if asked else ["0.1.0.sql.gz"]


@pytest.fixture
def desk(transactional_db):
    """A function that makes a database of a dump, in which the rest of the test then is."""
    ours = connection.settings_dict["NAME"]
    scratch = f"{ours}_restored"

    def move_to(name):
        ContentType.objects.clear_cache()
        connection.close()  # gives its connection back to the pool
        connection.close_pool()
        connection.settings_dict["NAME"] = name

    def as_server(sentence):
        with connection.creation._nodb_cursor() as cursor:
            cursor.execute(sentence)

    def restored(dump):
        as_server(f'CREATE DATABASE "{scratch}"')
        move_to(scratch)
        with connection.as_owner(), connection.cursor() as cursor:
            cursor.execute(gzip.decompress((FOLDER / dump).read_bytes()).decode())

    yield restored
    move_to(ours)
    with connection.creation._nodb_cursor() as cursor:
        drop_database(cursor, scratch)


def migrated():
    call_command("migrate", verbosity=0, interactive=False)


CASTS = re.compile(r"::(character varying|text)(\(\d+\))?(\[\])?|[() ]")


def without_casts():
    """The catalogue without casts and brackets, which a restored database writes in its own way."""
    return {(kind, name, CASTS.sub("", text)) for kind, name, text in catalogue()}


@pytest.mark.drill
@pytest.mark.parametrize("dump", TRIED)
def test_it_becomes_what_a_new_one_is_and_goes_on(dump, desk):
    fresh = without_casts()
    desk(dump)
    work_waits()

    migrated()

    assert without_casts() ^ fresh == set()
    call_command("migrate", check_unapplied=True, verbosity=0)
    answers_hold()
    assert list(records_at_fault()) == []
    history_goes_on()
    journal_goes_on()
    assert list(records_at_fault()) == []
    assert work_that_waits() == [
        (TASK, QUEUE, {"source_job": 7}),
        ("another", "other", {"errand": 7}),
    ]


def work_waits():
    """What the queue held when the desk was stopped: a job of a source, and another's."""
    with connection.as_owner(), connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO procrastinate_jobs (task_name, queue_name, args) VALUES
                ('partnerships.run_errand', 'errands', '{"errand": 7}'),
                ('another', 'other', '{"errand": 7}')
            """
        )


def work_that_waits():
    jobs = ProcrastinateJob.objects.filter(status="todo").order_by("pk")
    return list(jobs.values_list("task_name", "queue_name", "args"))


def answers_hold():
    assert Claim.objects.count() == 85
    assert Counter(verdict.state for verdict in Verdict.objects.current()) == {State.STANDS: 85}


def history_goes_on():
    party = Party.objects.earliest("pk")
    before = list(party.history.order_by("pgh_id").values_list("pgh_label", "name"))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('pgtrigger.ignore', array_agg(tgname)::text, false) FROM pg_trigger"
        )
        cursor.execute("UPDATE partnerships_party SET name = 'Renamed' WHERE id = %s", [party.pk])

    after = list(party.history.order_by("pgh_id").values_list("pgh_label", "name"))
    assert before == [("insert", party.name)]
    assert after == [*before, ("update", "Renamed")]


def journal_goes_on():
    told = Entry.objects.count()

    record(Act.CHANGED, Claim.objects.earliest("pk"), by=make.editor(), at=make.NOON)

    assert Entry.objects.count() == told + 1
    assert Entry.objects.latest("pk").recorded_at
    assert is_one_chain()


def test_one_that_was_left_between_two_migrations_is_told_what_to_do(desk):
    desk("before-0.1.0.sql.gz")
    with connection.as_owner():
        MigrationRecorder(connection).record_unapplied("partnerships", "0020_errands")

    with pytest.raises(CommandError, match="left between two migrations .* dump_story"):
        migrated()


@pytest.mark.drill
def test_one_that_was_left_with_nothing_in_it_is_told_what_to_do(desk):
    desk("before-0.1.0.sql.gz")
    with connection.as_owner():
        written = MigrationRecorder(connection)
        for app, name in written.applied_migrations():
            if app == "partnerships" and name != "0001_dates":
                written.record_unapplied(app, name)

    with pytest.raises(CommandError, match="make a new database"):
        migrated()
