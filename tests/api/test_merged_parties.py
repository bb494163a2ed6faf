"""A party that was merged leads on, is in no list, and tells nobody of what they do not know."""

import pytest
from django.core.cache import cache
from django.test import Client
from rest_framework.test import APIClient

from partnerships.actions.entities.merges import (
    confirm_merge,
    propose_merge,
    propose_undoing,
)
from partnerships.errors import Refused
from tests import factories as make

pytestmark = pytest.mark.django_db
ASKED = [
    *("companies/", "companies/open-ai/", "companies/openai/", "companies/?search=open"),
    *("deals/", "deals/?party=open-ai", "deals/?party=openai", "claims/?party=openai", "changes/"),
    *("search/?q=open+ai", "search/?q=openai", "companies/?identifier=Q1", "totals/?by=payer"),
    *("companies/?format=csv", "companies/?format=ftm", "stakes/?company=openai"),
]
PAGES = [
    *("/", "/companies/", "/companies/open-ai/", "/companies/openai/"),
    *("/search/?q=open+ai", "/search/?q=openai", "/search/box/?q=open+ai"),
]
NEW_EACH_TIME = {"Date", "RateLimit", "X-Request-ID", "Set-Cookie"}


@pytest.fixture
def people():
    return make.member("Editor", name="ann"), make.member("Editor", name="ben")


def merged(gone, kept, people):
    ann, ben = people
    return confirm_merge(propose_merge(gone, kept, by=ann, why="One address."), by=ben)


def recorded_twice(**fields):
    kept = make.company("OpenAI", slug="openai", **fields)
    gone = make.company("Open AI", slug="open-ai", **fields)
    make.identifier(gone, value="Q1")
    make.party_name(gone, "Open AI Incorporated")
    make.deal(gone, make.company("Microsoft"))
    make.stake(make.company("A fund"), gone, **fields)
    return kept, gone


def answers():
    """What anybody is told, byte for byte."""
    told = {}
    for address in [*(f"/api/v1/{path}" for path in ASKED), *PAGES]:
        cache.clear()  # where the throttles count
        answer = (APIClient() if address.startswith("/api") else Client()).get(address)
        told[address] = (
            answer.status_code,
            answer.getvalue(),
            sorted(set(answer.headers) - NEW_EACH_TIME),
        )
    return told


def test_a_merge_of_records_that_readers_do_not_know_tells_them_nothing(people):
    kept, gone = recorded_twice(released_at=None)
    before = answers()

    merge = merged(gone, kept, people)
    assert answers() == before

    ann, ben = people
    confirm_merge(propose_undoing(merge, by=ben, why="They are two."), by=ann)
    assert answers() == before


def test_a_proposal_tells_readers_nothing(people):
    kept, gone = recorded_twice()
    before = answers()

    propose_merge(gone, kept, by=people[0], why="One address.")

    assert answers() == before


def test_a_merged_party_is_in_no_list_and_names_the_one_that_stands(people, ask):
    kept, gone = recorded_twice()
    merged(gone, kept, people)

    assert "open-ai" not in {row["id"] for row in ask("companies/")["results"]}
    assert ask("companies/open-ai/")["merged_into"]["id"] == "openai"
    assert [row["id"] for row in ask("companies/", search="Open AI")["results"]] == ["openai"]
    assert [row["id"] for row in ask("companies/", identifier="Q1")["results"]] == ["openai"]


def test_a_page_of_a_merged_party_leads_on_for_ever(people, client):
    kept, gone = recorded_twice()
    merged(gone, kept, people)

    answer = client.get("/companies/open-ai/")

    assert (answer.status_code, answer["Location"]) == (301, "/companies/openai/")
    assert "Open AI" in client.get("/companies/openai/").text
    assert "/companies/open-ai/" not in client.get("/companies/").text


def test_the_feed_of_changes_says_that_it_was_merged_and_that_it_is_back(people, ask):
    kept, gone = recorded_twice()
    last = ask("changes/")["last"]

    merge = merged(gone, kept, people)
    told = ask("changes/", after=last)
    assert ("open-ai", "merged") in {(each["id"], each["what"]) for each in told["results"]}

    ann, ben = people
    confirm_merge(propose_undoing(merge, by=ben, why="They are two."), by=ann)
    told = ask("changes/", after=told["last"])
    assert ("open-ai", "changed") in {(each["id"], each["what"]) for each in told["results"]}


def test_both_are_released_or_neither(people):
    kept = make.company("OpenAI")
    gone = make.company("Open AI", released_at=None)

    with pytest.raises(Refused, match="release both first, or neither"):
        merged(gone, kept, people)
    with pytest.raises(Refused, match="release both first, or neither"):
        merged(kept, gone, people)


def test_what_named_the_one_names_the_other_in_what_is_stored_too(people, ask):
    kept, gone = recorded_twice()
    claim = make.claim("It was founded in 2015.")
    claim.about_parties.create(party=gone)
    claim.released_at = make.NOON
    claim.save()

    def about():
        for _ in range(2):  # the second time from a stored document
            told = [party["id"] for party in ask(f"claims/{claim.uid}/")["parties"]]
        return told, len(ask("claims/", party="openai")["results"])

    assert about() == (["open-ai"], 0)
    merge = merged(gone, kept, people)
    assert about() == (["openai"], 1)
    ann, ben = people
    confirm_merge(propose_undoing(merge, by=ben, why="They are two."), by=ann)
    assert about() == (["open-ai"], 0)
