"""What the main lists cost PostgreSQL, by its own plans: they read no large table through, sort
nothing on disk, and ask as many questions as they always did.

Of 20,000 claims, most are about one company. What is looked at are rows, not time: a list that
counts to 10,000 and shows fifty reads no more than that, however large its tables are.
"""

import json
import re

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from partnerships.api import plans as api_plans
from tests import factories as make

CLAIMS = 20_000
SOURCES = 500
# Rows of one table that the question for a page may read: that page and what is looked up for it.
# What is counted ends at 10,001.
MOST = 1_000
# A page by number has half of the table before it, and a word in every row is looked through.
BEFORE = {"claim/?p=200": CLAIMS, "citation/?p=200": CLAIMS, "citation/?q=number": CLAIMS}
# A search ranks a thousand rows of a noun, each with its verdict.
BEFORE |= {"search/?q=deal": 2_000}
COUNTED = re.compile(r"SELECT COUNT\(\*\).* LIMIT 10001\)", re.S)
INDEXES_OF_WORDS = ["claim_search", "citation_words"]

# Of each table first a few: PostgreSQL, which thinks that it is empty, would read through it for
# each row of the rest.
PARTS = ["%% 100 = 0", "%% 100 <> 0"]
MANY = [
    """INSERT INTO partnerships_source (collection_id, slug, outlet, title, authors, kind, tier,
        language, url, published_words, published, says, origin_note, seen, seen_at, is_unnamed,
        confidentiality, released_at)
    SELECT %(collection)s, 'many-' || n, 'Outlet ' || n %% 9, 'Report ' || n, '{}', 'reporting',
        'B', 'en', '', '', '', '', '', 'page', '', false, 'open', now()
    FROM generate_series(1, %(sources)s) AS n WHERE n {part}""",
    """INSERT INTO partnerships_claim (uid, collection_id, reference, layer, section, statement,
        kind, attributed_to, date_words, date_as_worded, date, value_qualifier, value_unit,
        link_anchor, note, is_adverse, is_blind, released_at)
    SELECT gen_random_uuid(), %(collection)s, 'M' || lpad(n::text, 6, '0'), '', '',
        'A deal of kind ' || n %% 7 || CASE WHEN n %% 997 = 0 THEN ' with turbines' ELSE '' END,
        CASE WHEN n %% 5 = 0 THEN 'figure' ELSE 'fact' END, '', '', '',
        CASE WHEN n %% 200 = 0 THEN '' ELSE 2000 + n %% 25 || '-0' || 1 + n %% 9 END,
        '', '', '', '', false, false, CASE WHEN n %% 10 = 1 THEN NULL ELSE now() END
    FROM generate_series(1, %(claims)s) AS n WHERE n {part}""",
    """INSERT INTO partnerships_claimparty (claim_id, party_id)
    SELECT id, CASE WHEN id %% 3 = 0 THEN %(hub)s ELSE %(other)s END FROM partnerships_claim
    WHERE id {part}""",
    """INSERT INTO partnerships_citation (uid, collection_id, reference, claim_id, source_id,
        stance, quote, translation, locator, says, answer)
    SELECT gen_random_uuid(), %(collection)s, claim.reference || '-1', claim.id,
        %(source)s + claim.id %% %(sources)s, 'supports', '', '', '',
        'It says so, number ' || claim.id, ''
    FROM partnerships_claim AS claim WHERE id {part}""",
]

API = {  # an address, and how many questions it may ask
    "claims/?fields=id": 4,
    "claims/?ordering=-date&fields=id": 4,
    "claims/?ordering=released_at&fields=id": 4,
    "claims/?party=hub&fields=id": 4,
    "claims/?party=hub&ordering=-reference&fields=id": 4,
    "claims/?party=hub&ordering=-date&fields=id": 4,
    "claims/?party=hub&ordering=date&fields=id": 4,
    "claims/?party=hub&ordering=-released_at&fields=id": 4,
    "claims/?reference=m000777&fields=id": 5,
    "claims/?search=turbines&fields=id": 4,
    "claims/?search=deal&fields=id": 4,
    "search/?q=turbines": 14,
    "search/?q=deal": 14,
    "search/?q=nobodywrotethis": 16,
    "citations/?fields=id": 4,
    "citations/?party=hub&fields=id": 4,
    "citations/?party=hub&ordering=-added&fields=id": 4,
    "citations/?claim=M000777&fields=id": 5,
}
DESK = {
    "claim/": 8,
    "claim/?p=200": 8,
    "claim/?kind__exact=figure": 8,
    "claim/?q=turbines": 8,
    "claim/?q=deal": 8,
    "claim/?o=-5": 8,
    "citation/": 8,
    "citation/?p=200": 8,
    "citation/?q=number": 8,
}


@pytest.fixture
def asked(transactional_db):
    """What each of the lists asks of PostgreSQL, by its address, where a third of the claims is
    about one company and statistics are fresh.

    The owner makes them, who alone may gather these, in a transaction that is undone.
    """
    with connection.as_owner(), transaction.atomic():
        make_many()
        yield {path: answer for path, answer in answers()}
        transaction.set_rollback(True)


def make_many():
    hub, other = make.company("Hub"), make.company("Other")
    known = {"collection": make.collection().pk, "hub": hub.pk, "other": other.pk}
    known |= {"claims": CLAIMS, "sources": SOURCES}
    with connection.cursor() as cursor:
        for insert in MANY:
            for part in PARTS:
                cursor.execute(insert.replace("{part}", part), known)
                cursor.execute("ANALYZE")
            cursor.execute("SELECT min(id) FROM partnerships_source")
            [known["source"]] = cursor.fetchone()
        for index in INDEXES_OF_WORDS:
            cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [index])


def answers():
    desk, reader = Client(), APIClient()
    desk.force_login(make.editor("ann", is_superuser=True))
    for door, begins, lists in [(reader, "/api/v1", API), (desk, "/admin/partnerships", DESK)]:
        for path in lists:
            with CaptureQueriesContext(connection) as queries:
                assert door.get(f"{begins}/{path}").status_code == 200, path
            yield path, [query["sql"] for query in queries]


@pytest.fixture(autouse=True)
def _parameters_stand_in_what_is_asked(monkeypatch):
    """As PostgreSQL is to explain it; where they are bound on the server they do not."""
    monkeypatch.setattr(api_plans, "binding_cursor", connection.cursor)


def plan_of(question):
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {question}")
        [[[told]]] = cursor.fetchall()
    return (json.loads(told) if isinstance(told, str) else told)["Plan"]


def steps_of(step):
    yield step
    for below in step.get("Plans", ()):
        yield from steps_of(below)


def faults_of(question, most=MOST):
    """What is dear in how PostgreSQL answers: rows read in vain, and sorting on disk."""
    is_counted = COUNTED.match(question)
    for step in steps_of(plan_of(question)):
        thrown_away = [step.get(f"Rows Removed by {why}", 0) for why in ("Filter", "Index Recheck")]
        read = (step["Actual Rows"] + sum(thrown_away)) * step["Actual Loops"]
        if "Relation Name" in step and read > most and not is_counted:
            yield f"{step['Node Type']} of {step['Relation Name']}: {read:,.0f} rows"
        if step.get("Sort Space Type") == "Disk":
            yield f"sorts on disk: {step['Sort Key']}"


@pytest.mark.drill
def test_the_main_lists_read_their_page_and_ask_no_more_than_they_do(asked):
    dear = {
        path: told
        for path, questions in asked.items()
        if (
            told := [
                fault
                for question in questions
                if question.startswith(("SELECT", "(SELECT"))
                for fault in faults_of(question, MOST + BEFORE.get(path, 0))
            ]
        )
    }

    assert dear == {}
    may = API | DESK
    assert {path: len(each) for path, each in asked.items() if len(each) > may[path]} == {}
