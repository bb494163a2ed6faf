"""What is stored for readers without a login is what the plan and the serializer give them, and is
taken for outdated with whatever it holds."""

import re
from random import Random

import orjson
import psycopg
import pytest
from django.core.cache import cache
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from partnerships.actions.claims.documents import forget_outdated_documents
from partnerships.api import documents, plans, records
from partnerships.api.claims.claims import ClaimSerializer, ClaimViewSet
from partnerships.api.compiling import compiled
from partnerships.api.fields import Addresses
from partnerships.api.reading import anybody
from partnerships.api.rendering import write_json
from partnerships.models import Claim
from tests import factories as make
from tests.volume import tries

from .random_world import RandomWorld

WRITES = 60  # of which laws refuse most


def plan_for_anybody():
    reader = anybody()
    rows = ClaimSerializer.read(ClaimViewSet(action="list").rows(reader), reader)
    return compiled(ClaimSerializer(context={"reader": reader}), rows, reader)


def nodes_of(node):
    yield node
    for child, _ in node.children:
        yield from nodes_of(child)


def tables_of(plan):
    """The tables that the answer is read from."""
    sql = " ".join(node.sql for node in nodes_of(plan))
    return set(re.findall(r'(?:FROM|JOIN) "?((?:partnerships|auth)_\w+)', sql))


def watched():
    """By each table what PostgreSQL has outdate documents when it is written."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, array_agg(tgtype::int) FROM pg_trigger"
            " WHERE tgname LIKE '%\\_documents' GROUP BY 1"
        )
        return dict(cursor.fetchall())


@pytest.mark.django_db
def test_every_table_that_a_document_is_read_from_outdates_it():
    tables = tables_of(plan_for_anybody())

    assert len(tables) > 10
    assert tables - watched().keys() == set()


class Writers:
    """People, programs and shells that write to the tables of documents, as chance has it."""

    def __init__(self, chance, tables):
        self.chance = chance
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT table_name, column_name, data_type FROM information_schema.columns"
                " WHERE table_name = ANY (%s) AND is_generated = 'NEVER' AND column_name <> 'id'"
                " ORDER BY 1, 2",
                [sorted(tables)],
            )
            self.columns = cursor.fetchall()

    def write(self):
        """Write something; whether the laws let it be."""
        act = self.chance.choice([self.change] * 6 + [self.take_away, self.copy_in])
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                act(cursor)
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        except (DatabaseError, psycopg.Error):  # a COPY is psycopg's own
            return False
        return True

    def change(self, cursor):
        table, column, kind = self.chance.choice(self.columns)
        of_another = f'(SELECT "{column}" FROM {table} ORDER BY md5(id || %s) LIMIT 1)'
        value = {
            "boolean": f'NOT "{column}"',
            "character varying": f"\"{column}\" || 'x'",
            "text": f"\"{column}\" || ' \u2028 x'",
            "timestamp with time zone": f"""CASE WHEN "{column}" IS NULL THEN now() END""",
        }.get(kind, of_another)
        if self.chance.random() < 0.3:
            value = of_another
        given = [str(self.chance.random())] * (1 + value.count("%s"))
        some = f"id IN (SELECT id FROM {table} ORDER BY md5(id || %s) LIMIT 2)"
        cursor.execute(f'UPDATE {table} SET "{column}" = {value} WHERE {some}', given)

    def take_away(self, cursor):
        table, _, _ = self.chance.choice(self.columns)
        one = f"SELECT id FROM {table} ORDER BY md5(id || %s) LIMIT 1"
        cursor.execute(f"DELETE FROM {table} WHERE id = ({one})", [str(self.chance.random())])

    def copy_in(self, cursor):
        noun, key = self.chance.choice(
            [("claimparty", "party"), ("claimdeal", "deal"), ("claimevent", "event")]
        )
        cursor.execute(
            f"SELECT claim.id, other.id FROM partnerships_claim claim, partnerships_{key} other"
            " ORDER BY md5(claim.id || '-' || other.id || %s) LIMIT 3",
            [str(self.chance.random())],
        )
        rows = cursor.fetchall()
        with cursor.copy(f"COPY partnerships_{noun} (claim_id, {key}_id) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(tries(20)))
def test_what_is_stored_is_what_is_so_whatever_was_written_how(seed):
    chance = Random(seed)
    RandomWorld(chance).build()
    plan = plan_for_anybody()
    tables = tables_of(plan) - {"partnerships_claimsupport", "partnerships_knownorigin"}
    writers, form = Writers(chance, tables), documents.form_now()
    done = survived = 0
    for _ in range(WRITES):
        keys = list(Claim.objects.order_by("pk").values_list("pk", flat=True))
        documents.make(plan, keys, anybody(), form)
        if not writers.write():
            continue
        stored = documents.stored(keys, form)
        rows = plans.read_by_plan(plan, keys, anybody(), Addresses(here=documents.HERE))
        so = {key: write_json(row) for key, row in rows.items()}
        assert stored.items() <= so.items()
        done, survived = done + 1, survived + len(stored)

    assert done > WRITES / 10
    assert survived > 0


@pytest.fixture
def get(transactional_db):
    """A function: what somebody without a login is answered under /api/v1/."""
    cache.clear()

    def get(path, **headers):
        answer = APIClient().get(f"/api/v1/{path}", **headers)
        assert answer.status_code == 200, answer.content
        return answer

    return get


@pytest.fixture
def claim(transactional_db):
    claim = make.claim("It is \u2028 so.", released_at=make.NOON, reference="S1")
    claim.parties.add(make.company("Hub"))
    make.citation(claim, make.source(released_at=make.NOON))
    return claim


def count():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM partnerships_claimdocument AS document WHERE NOT EXISTS ("
            "SELECT FROM partnerships_outdateddocument AS mark"
            " WHERE mark.claim_id = document.claim_id)"
        )
        return cursor.fetchone()[0]


PATHS = ["claims/", "claims/S1/", "claims/?party=hub&page_size=100"]


@pytest.mark.parametrize("path", PATHS)
def test_a_document_is_the_answer_of_the_plan_and_of_the_serializer(claim, get, monkeypatch, path):
    first, again = get(path).content, get(path).content
    assert count() == 1
    monkeypatch.setattr(documents, "are_stored", lambda *_: False)
    by_plan = get(path).content
    monkeypatch.setattr(records, "planned", lambda *_: None)

    assert first == again == by_plan == get(path).content
    assert b"\\u2028" in first


def test_what_is_stored_is_read_by_one_statement(claim, get):
    get("claims/")

    with CaptureQueriesContext(connection) as asked:
        get("claims/")

    assert len(asked) == 3  # the count, the keys of the page, and the documents
    assert "partnerships_claimdocument" in asked[-1]["sql"]


def test_an_address_is_that_by_which_one_came(claim, get):
    get("claims/")

    row = get("claims/", HTTP_HOST="127.0.0.1").json()["results"][0]

    assert row["url"] == f"http://127.0.0.1/api/v1/claims/{claim.uid}/"
    assert row["parties"][0]["url"] == "http://127.0.0.1/api/v1/companies/hub/"


def test_words_that_look_like_what_stands_for_the_address_stay_words(claim, get):
    Claim.objects.update(statement='He wrote "\\u0000/api/v1" and \\u0000.', section="\\u0000x")

    for _ in range(2):
        row = get("claims/S1/").json()
        assert row["statement"] == 'He wrote "\\u0000/api/v1" and \\u0000.'
        assert row["section"] == "\\u0000x"


def test_who_has_a_login_and_no_right_is_answered_from_documents(claim, get):
    stored = get("claims/").content
    client = APIClient()
    client.force_authenticate(make.member())

    with CaptureQueriesContext(connection) as asked:
        assert client.get("/api/v1/claims/").content == stored

    assert "partnerships_claimdocument" in asked[-1]["sql"]


def test_who_has_a_right_is_answered_by_the_plan(claim, get):
    Claim.objects.update(note="For the desk.")
    assert get("claims/S1/").json()["note"] is None
    client = APIClient()
    client.force_authenticate(make.member("Reader"))

    assert client.get("/api/v1/claims/S1/").json()["note"] == "For the desk."


@pytest.mark.parametrize("path", ["claims/?fields=id,statement", "claims/?as_of=2024-10-23"])
def test_a_part_of_a_row_and_a_day_are_not_stored(claim, get, path):
    get(path)

    assert count() == 0


def test_what_is_withdrawn_is_gone_at_once(claim, get):
    get("claims/")

    Claim.objects.update(released_at=None)

    assert get("claims/").json()["results"] == []
    assert APIClient().get("/api/v1/claims/S1/").status_code == 404


def test_a_setting_that_answers_follow_is_followed_at_once(claim, get, settings):
    make.signed(make.checked(released_at=make.NOON, reference="S2"), reasons="So.")
    named = get("claims/S2/").json()["verdict"]["proposed_by"]

    settings.PUBLIC_SIGNERS = "desk"

    told = get("claims/S2/").json()["verdict"]["proposed_by"]
    assert told == "A member of the desk"
    assert isinstance(named, str)


def test_another_program_takes_nothing_from_this_one(claim, get, monkeypatch):
    get("claims/")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE partnerships_claimdocument SET body = 'null'")
    assert get("claims/").json()["results"] == [None]

    monkeypatch.setattr(documents, "PROGRAM", b"another")

    assert get("claims/").json()["results"][0]["reference"] == "S1"


def test_lists_within_a_document_are_as_long_as_elsewhere(claim, get, monkeypatch):
    monkeypatch.setattr(documents.reading, "LISTED", 1)
    monkeypatch.setattr(plans, "_kept", {})
    make.citation(claim, make.source(released_at=make.NOON))

    for _ in range(2):
        row = get("claims/S1/").json()
        assert len(row["citations"]) == 1
        assert row["more"]["citations"].startswith("http://testserver/api/v1/citations/?claim=")


def test_what_is_outdated_is_forgotten(claim, get):
    forget_outdated_documents()
    get("claims/")
    Claim.objects.update(section="Another")

    assert forget_outdated_documents() == 1

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM partnerships_claimdocument")
        assert cursor.fetchone()[0] == 0


def test_a_table_that_is_emptied_leaves_no_document(claim, get):
    get("claims/")

    with connection.as_owner(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE partnerships_search")

    assert count() == 0


def test_a_document_is_json():
    assert orjson.loads(write_json({"url": "\x00/api/"})) == {"url": "\x00/api/"}
    assert documents.HERE_WRITTEN in write_json({"url": "\x00/api/"})
