"""A document is never older than what it holds, whoever writes while it is made."""

import psycopg
import pytest
from django.core.cache import cache
from django.db import connection, transaction
from rest_framework.test import APIClient

from partnerships.api import documents
from partnerships.models import Claim, Party
from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def claim():
    cache.clear()
    claim = make.claim("It is so.", released_at=make.NOON, reference="S1")
    claim.parties.add(make.company("Hub"))
    return claim


@pytest.fixture
def other():
    """Another connection to the database, in a transaction that waits for nobody."""
    parameters = connection.get_connection_params()
    kept = ("host", "port", "dbname", "user", "password")
    with psycopg.connect(**{name: parameters[name] for name in kept if name in parameters}) as made:
        made.execute("SET lock_timeout = '2s'")
        yield made
        made.rollback()


RENAME = "UPDATE partnerships_party SET name = %s"


def shown():
    return APIClient().get("/api/v1/claims/S1/").json()["parties"][0]["name"]


def is_stored(claim):
    return claim.pk in documents.stored([claim.pk], documents.form_now())


def test_nothing_is_stored_of_what_somebody_is_changing(claim, other):
    other.execute(RENAME, ["Later"])

    assert shown() == "Hub"
    assert not is_stored(claim)
    other.commit()
    assert (shown(), shown()) == ("Later", "Later")
    assert is_stored(claim)


def test_what_was_stored_is_shown_until_the_change_is_committed_and_not_after(claim, other):
    assert shown() == "Hub"
    other.execute(RENAME, ["Later"])
    assert shown() == "Hub"
    other.commit()

    assert shown() == "Later"


def test_who_writes_while_a_document_is_made_waits_and_outdates_it(claim, meanwhile, monkeypatch):
    write, writers = documents.write_json, []

    def write_and_let_somebody_write(row):
        if not writers:  # the row is read; it is not stored yet
            writers.append(meanwhile(lambda: Party.objects.update(name="Later")))
        return write(row)

    monkeypatch.setattr(documents, "write_json", write_and_let_somebody_write)

    assert shown() == "Hub"
    writers[0].result()
    assert not is_stored(claim)
    assert shown() == "Later"


def test_what_is_taken_back_outdates_nothing(claim, other):
    shown()
    other.execute(RENAME, ["Later"])
    other.rollback()

    assert is_stored(claim)


def test_a_savepoint_that_is_taken_back_outdates_nothing_and_what_follows_does(claim, other):
    shown()
    other.execute("SAVEPOINT tried")
    other.execute(RENAME, ["Never"])
    other.execute("ROLLBACK TO tried")
    other.execute("UPDATE partnerships_claim SET section = 'New'")
    other.commit()

    assert not is_stored(claim)
    assert APIClient().get("/api/v1/claims/S1/").json()["section"] == "New"


def test_two_who_change_what_one_document_holds_do_not_wait_for_each_other(claim, other):
    shown()
    other.execute(RENAME, ["Later"])

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '2s'")
        Claim.objects.update(section="New")  # marks the same document

    other.commit()
    assert not is_stored(claim)


def test_a_change_by_who_began_before_the_document_was_made_is_found(claim, other):
    other.execute("SELECT 1")  # the transaction is open
    assert shown() == "Hub"
    other.execute(RENAME, ["Later"])
    other.commit()

    assert shown() == "Later"


def test_whoever_does_not_see_what_others_commit_changes_nothing(claim, other):
    other.rollback()
    other.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    shown()

    with pytest.raises(psycopg.errors.CheckViolation):
        other.execute(RENAME, ["Later"])
