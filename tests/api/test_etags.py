"""Whoever has an answer already is told so before anything of it is read, and never wrongly."""

import re

import psycopg
import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from partnerships.api import etags
from partnerships.api.urls import NOUNS
from tests import factories as make
from tests.shared import OF_ONE_REQUEST

from .everything import one_of_everything

READ_BY_THE_CLOCK = {"stories"}
# Kept by triggers alone, in the transaction that writes to what they are computed from.
FOLLOWS = re.compile(
    r"partnerships_(?:\w*history|claimsupport|knownorigin|claimlisting|citationlisting|\w+document)$"
)


@pytest.fixture
def claim(transactional_db):
    cache.clear()
    return make.claim("It is so.", released_at=make.NOON)


@pytest.fixture
def get():
    """A function: the answer to somebody who has the answer with that tag."""

    def get(path="claims/", tag=None, by=None, **headers):
        client = APIClient()
        if by:
            client.force_authenticate(by)
        if tag:
            headers["If-None-Match"] = tag
        return client.get(f"/api/v1/{path}", headers=headers)

    return get


@pytest.fixture
def tag(claim, get):
    """The tag of the list of claims, asked twice: the second time it is remembered."""
    tag = get()["ETag"]
    assert get(tag=tag).status_code == 304
    return tag


@pytest.fixture
def other(transactional_db):
    """Another connection to the database, in a transaction that waits for nobody."""
    parameters = connection.get_connection_params()
    kept = ("host", "port", "dbname", "user", "password")
    with psycopg.connect(**{name: parameters[name] for name in kept if name in parameters}) as made:
        made.execute("SET lock_timeout = '2s'")
        yield made
        made.rollback()


STATEMENT = "UPDATE partnerships_claim SET layer = %s WHERE id = %s"


def test_nothing_is_read_for_whoever_has_it(tag, get):
    with CaptureQueriesContext(connection) as asked:
        answer = get(tag=tag)

    assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", tag)
    assert [query["sql"].split("(")[0] for query in asked] == [
        "SELECT now, unchanged FROM unchanged_since"
    ]


def test_an_early_answer_has_the_headers_of_a_late_one(tag, get):
    early = get(tag=tag)
    etags._remembered.clear()
    late = get(tag=tag)

    def told(answer):
        return {name: value for name, value in answer.items() if name not in OF_ONE_REQUEST}

    assert (late.status_code, told(early)) == (304, told(late))


def test_raw_sql_is_seen_at_once(tag, get, claim, other):
    other.execute(STATEMENT, ["later", claim.pk])
    other.commit()

    answer = get(tag=tag)

    assert (answer.status_code, answer.json()["results"][0]["layer"]) == (200, "later")


def test_what_is_committed_after_a_page_was_read_is_not_missed(claim, get, other):
    tag = get()["ETag"]
    other.execute(STATEMENT, ["later", claim.pk])
    make.company()  # begins later and ends sooner
    assert get(tag=tag).status_code == 304  # read and remembered, while the writer is at it
    assert get(tag=tag).status_code == 304
    other.commit()

    assert get(tag=tag).json()["results"][0]["layer"] == "later"


def test_what_is_taken_back_has_changed_nothing(tag, get, claim, other):
    other.execute(STATEMENT, ["later", claim.pk])
    other.rollback()

    with CaptureQueriesContext(connection) as asked:
        assert get(tag=tag).status_code == 304
    assert len(asked) == 1


def test_rows_that_are_copied_in_are_seen(tag, get, claim, other):
    search = make.claim().searches.create(place="Here", sought="It", searched_on="2024-01-01")
    assert get(tag=tag).status_code == 304
    line = f"01a22a05-7df8-73b5-af66-b37cdbc67919\t{claim.pk}\tThere\tThat\t2024-02\n"
    with connection.as_owner(), connection.cursor() as cursor:
        cursor.execute("SET pghistory.context_id = ''")
        with cursor.copy(
            "COPY partnerships_search (uid, claim_id, place, sought, searched_on) FROM STDIN"
        ) as copy:
            copy.write(line)
    assert search.pk

    assert get(tag=tag).json()["results"][0]["searches"][0]["place"] == "There"


def test_writers_do_not_wait_for_one_another(claim, other, tag):
    other.execute(STATEMENT, ["later", claim.pk])

    make.company("Microsoft")  # notes a transaction of its own meanwhile

    assert other.execute("SELECT count(*) FROM partnerships_commit").fetchone()[0] >= 2


def test_what_is_forgotten_is_no_longer_vouched_for(tag, get, claim, other):
    other.execute(STATEMENT, ["later", claim.pk])
    other.commit()
    other.execute("SELECT forget_commits()")
    other.commit()

    assert other.execute("SELECT count(*) FROM partnerships_commit").fetchone()[0] == 0
    assert get(tag=tag).status_code == 200


def test_somebody_else_is_not_told_by_the_tag_of_another(tag, get):
    desk = make.member("Reader")
    make.claim(reference="S2")
    page = get(by=desk)
    assert get(by=desk, tag=page["ETag"]).status_code == 304

    assert page["ETag"] != tag
    assert get(tag=page["ETag"]).status_code == 200
    assert get(tag=tag).status_code == 304


def test_a_right_that_is_given_is_seen(tag, get):
    somebody = make.editor("somebody")
    make.claim(reference="S2")
    assert get(by=somebody, tag=tag).status_code == 304

    somebody.user_permissions.set(make.editor("other", "view_claim").user_permissions.all())
    somebody = type(somebody).objects.get(pk=somebody.pk)

    assert get(by=somebody, tag=tag).json()["count"] == 2


def test_another_form_of_the_answer_has_a_tag_of_its_own(tag, get):
    in_browser = {"Accept": "text/html, application/json"}
    indented = get(**in_browser)

    assert indented["ETag"] != tag
    assert get(tag=tag, **in_browser).status_code == 200


@pytest.mark.walk
@pytest.mark.django_db
@pytest.mark.parametrize("who", [(), ("Editor", "Source keeper")])
def test_every_table_that_an_answer_is_read_from_is_watched(who):
    one_of_everything()
    make.signed()
    user = make.member(*who) if who else None
    client = APIClient()
    cache.clear()
    if user:
        client.force_authenticate(type(user).objects.get(pk=user.pk))
    with CaptureQueriesContext(connection) as asked:
        for noun in NOUNS.keys() - READ_BY_THE_CLOCK:
            for row in client.get(f"/api/v1/{noun}/").json()["results"]:
                client.get(row.get("api_url") or row["url"])
    sql = " ".join(query["sql"] for query in asked)
    tables = set(re.findall(r'(?:FROM|JOIN) "?((?:partnerships|auth)_\w+)', sql))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE '%\\_is\\_noted'"
        )
        watched = {name for (name,) in cursor.fetchall()}

    assert len(tables) > 20
    rights = {"auth_permission"}  # their names come with migrations
    assert {name for name in tables - watched - rights if not FOLLOWS.match(name)} == set()
