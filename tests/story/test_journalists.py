"""The questions of docs/journalists.md, each answered by one request."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from rest_framework.test import APIClient

from partnerships.actions.webhooks import signed_headers
from partnerships.models import WebhookDelivery
from tests.moments import begun_long_ago, dated, day

NOBODY = {19}  # of the thirty questions: on this record nobody worked at both


@pytest.fixture
def ask():
    """A function: the JSON under /api/v1/, as anybody may read it."""
    cache.clear()  # where the throttles count
    return lambda path: APIClient().get(f"/api/v1/{path}").json()


@pytest.fixture
def long_kept(story):
    """The story was loaded on the first of January 2026."""
    begun_long_ago()
    dated(day(1))


@pytest.mark.parametrize(
    ("noun", "rows"),
    [
        ("companies", 24), ("people", 35), ("roles", 36), ("deals", 21), ("stakes", 11),
        ("terms", 60), ("valuations", 9), ("events", 19), ("sources", 108), ("claims", 85),
        ("citations", 175), ("partnerships", 1),
    ],
)  # fmt: skip
def test_the_whole_story_is_there(ask, noun, rows):
    assert ask(f"{noun}/")["count"] == rows


def test_which_claims_about_microsoft_and_openai_rest_on_one_origin(ask):
    openai = "openai-forprofit,openai-nonprofit"

    page = ask(f"claims/?party=microsoft&party={openai}&origins=1&page_size=100")

    found = {row["reference"]: row["support"] for row in page["results"]}
    assert found["L02"] == {"outlets": 2, "origins": 1}
    assert {"S24", "S25", "S33", "S34", "S35"} <= set(found)
    assert {support["origins"] for support in found.values()} == {1}


def test_what_held_on_the_day_of_the_article(ask):
    then = ask("partnerships/microsoft-openai/?as_of=2024-10-23")

    deals = {row["reference"]: row["held"] for row in then["deals"]}
    assert (deals["D01"], deals["D04"], then["held"]) == ("certain", "certain", "certain")
    assert not {"D10", "D15", "D21"} & set(deals)
    assert [row["text"] for row in then["valuations"]] == ["$157 billion (post-money)"]
    microsoft = [row for row in then["stakes"] if row["holder"]["id"] == "microsoft"]
    assert {row["interest"] for row in microsoft} == {"profit"}  # and no observer any more
    assert all(row["sources"] for row in then["stakes"] + then["valuations"] + then["deals"])


def test_what_each_deal_was_worth_and_on_what_basis(ask):
    page = ask("deals/?fields=reference,amounts&page_size=100")

    texts = {row["reference"]: [sum["text"] for sum in row["amounts"]] for row in page["results"]}
    assert texts["D01"] == ["$1 billion (announced)"]
    assert texts["D06"] == ["about $10 billion (reported)"]
    assert texts["D09"] == ["up to $500 billion (planned)"]


def test_every_citation_of_s28(ask):
    citations = ask("claims/S28/")["citations"]

    assert [citation["reference"] for citation in citations] == [f"S28-{n}" for n in range(1, 6)]
    assert [citation["stance"] for citation in citations] == ["refutes"] * 4 + ["context"]
    assert all(citation["source"]["origin"] for citation in citations)


def test_s28_reads_wrong_with_what_is_right_and_who_signed_it(ask):
    claim = ask("claims/S28/")

    verdict = claim["verdict"]
    assert (claim["finding"], verdict["finding"]) == ("wrong", "wrong")
    assert "19 March 2024" in claim["correction"]
    assert claim["date"]["edtf"] == "2024-03-19"
    assert verdict["proposed_by"] == "Fact-checker of the story"
    assert verdict["countersigned_by"] == "Editor of the story"
    assert (verdict["proposed_at"], verdict["countersigned_at"]) == (
        "2026-11-19T12:00:00Z",
        "2026-11-19T15:00:00Z",
    )


def test_the_findings_are_counted_by_a_filter(ask):
    counts = {
        finding: ask(f"claims/?finding={finding}&page_size=1")["count"]
        for finding in [
            *("accurate", "context", "reported", "opinion", "imprecise", "wrong", "unverified"),
            "null",
        ]
    }

    assert list(counts.values()) == [34, 16, 13, 12, 8, 1, 1, 0]


def thirty_questions():
    """The questions of the documentation that can be asked, by number: where each is answered."""
    page = (Path(settings.BASE_DIR) / "docs" / "journalists.md").read_text()
    rows = re.findall(r"^\| (\d+) \| [^|]* \| ([^|]*) \|$", page, re.M)
    answered = {int(number): re.match(r"`([a-z]+/[^`]*)`", where) for number, where in rows}
    return {number: where.group(1) for number, where in answered.items() if where}


def test_each_of_the_thirty_questions_is_asked_in_one_request():
    assert thirty_questions().keys() == {*range(1, 31)}


@pytest.mark.walk
@pytest.mark.parametrize(("number", "path"), thirty_questions().items())
def test_each_of_the_thirty_questions_has_an_answer(ask, long_kept, number, path):
    told = ask(path)

    found = told["results"] if isinstance(told, dict) else told
    assert bool(found) is (number not in NOBODY)


def test_what_microsoft_put_into_openai(ask):
    (told,) = ask("totals/?payer=microsoft&payee=openai-forprofit")["results"]

    assert (told["low"], told["high"], told["currency"]) == ("13000000000", "13000000000", "USD")
    assert len(told["made_of"]) == 3


def test_microsoft_is_found_by_its_number(ask):
    (told,) = ask("companies/?identifier=cik:789019")["results"]

    assert told["id"] == "microsoft"


def test_the_biggest_deal_comes_first(ask):
    first, *_ = ask("deals/?ordering=-amount&fields=reference,amounts")["results"]

    assert first["reference"] == "D09"


def test_each_question_of_the_documentation_is_answered(long_kept):
    page = (Path(settings.BASE_DIR) / "docs" / "journalists.md").read_text()
    asked = re.findall(r'^    curl "\$API/([^"$]*)"$', page, re.M)
    cache.clear()

    refused = set()
    for path in asked:
        answer = APIClient().get(f"/api/v1/{path}")
        if answer.status_code != 200:
            refused.add(path)
        list(answer)  # a table lets others have its turn when it was read

    assert len(asked) > 8
    assert refused == {"claims/?kind=rumour"}  # which shows what an error says


def test_the_program_of_the_documentation_believes_what_is_signed_and_nothing_else(client):
    page = (Path(settings.BASE_DIR) / "docs" / "journalists.md").read_text()
    (program,) = re.findall(r"```python\n(import base64.*?)```", page, re.S)
    exec(program, given := {})
    keys = client.get("/.well-known/newsroom-seals.json").json()
    body, delivery = b'{"results": []}', WebhookDelivery()
    headers = signed_headers(delivery, body, timezone.now())

    given["check"](headers, body, keys)

    with pytest.raises(InvalidSignature):
        given["check"](headers, b"{}", keys)
    old = signed_headers(delivery, body, timezone.now() - timedelta(hours=1))
    with pytest.raises(ValueError, match="old"):
        given["check"](old, body, keys)
