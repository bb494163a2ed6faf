"""Recording by a program what claims rest on: sources, citations, searches."""

import pytest

from partnerships.models import Search, Source
from tests import factories as make


@pytest.fixture
def ann(db):
    return make.member("Reporter", name="ann")


@pytest.fixture
def source(db):
    return make.source(slug="cnbc")


def faults(answer):
    """The sentences of a refusal, by the path of their field."""
    return {each["field"]: each["detail"] for each in answer.json()["errors"]}


@pytest.fixture
def report(db):
    return {
        "collection": make.collection().slug,
        "outlet": "The Times",
        "title": "Fraying",
        "kind": "reporting",
        "tier": "B",
        "seen": "page",
    }


def test_a_source_is_recorded_and_named_after_its_title(send, ann, report):
    answer = send("post", "sources/", report, by=ann, status=201)

    assert answer.json()["id"] == "the-times-fraying"
    assert answer["Location"].endswith("/api/v1/sources/the-times-fraying/")


def test_a_source_is_read_back_as_it_was_written(send, ask, ann, report, source):
    written = report | {
        "id": "nyt",
        "url": "https://times.example/1",
        "published": {"words": "Thursday", "edtf": "2024-10-17"},
        "seen_at": "",
        "authors": ["Cade Metz"],
        "language": "en",
        "says": " In our words. ",
        "origin_note": "",
        "derives_from": "cnbc",
        "is_unnamed": True,
        "confidentiality": "open",
    }

    row = send("post", "sources/", written, by=ann, status=201).json()

    assert ask("sources/nyt/", by=ann) == row
    assert written["published"].items() <= row["published"].items()
    assert {name: row[name] for name in written if name != "published"} == {
        name: written[name] for name in written if name != "published"
    }
    assert row["origin"]["id"] == "cnbc"


def test_an_address_is_recorded_once(send, ann, report):
    make.source(url="https://times.example/1")

    answer = send("post", "sources/", report | {"url": "https://times.example/1"}, by=ann)

    assert answer.status_code == 422
    assert faults(answer) == {"url": "A source with this address is recorded already."}


def test_a_confidential_source_is_recorded_by_a_keeper_alone(send, ann, report):
    secret = report | {"confidentiality": "confidential"}
    keeper = make.member("Reporter", "Source keeper")

    refused = send("post", "sources/", secret, by=ann, status=422)
    send("post", "sources/", secret, by=keeper, status=201)

    assert list(faults(refused)) == ["confidentiality"]
    assert Source.objects.count() == 1


def test_a_source_is_cited_for_a_claim_by_its_reference(send, ann, source):
    claim = make.claim(reference="S28")
    body = {"claim": "S28", "source": "cnbc", "stance": "supports", "says": "It says so."}

    row = send("post", "citations/", body, by=ann, status=201).json()

    assert row["claim"]["id"] == str(claim.uid)
    assert claim.citations.get().collection == claim.collection


def test_a_quotation_that_is_not_in_its_copy_is_refused(send, ann, source):
    claim, copy = make.claim(), make.snapshot(source, "The very words.")
    body = {"claim": str(claim.uid), "source": "cnbc", "stance": "supports"}
    body |= {"quote": "Other words.", "snapshot": str(copy.uid)}

    answer = send("post", "citations/", body, by=ann, status=422)

    (fault,) = answer.json()["errors"]
    assert fault["detail"].startswith("The words differ from what stands in this copy.")


def test_a_copy_is_named_by_its_id(send, ann, source):
    claim, copy = make.claim(), make.snapshot(source, "The very words.")
    body = {"claim": str(claim.uid), "source": "cnbc", "stance": "supports"}
    body |= {"quote": "very words", "snapshot": str(copy.uid)}

    row = send("post", "citations/", body, by=ann, status=201).json()

    assert (row["snapshot"], row["position"]) == (str(copy.uid), 4)


def test_a_search_that_found_nothing_is_recorded(send, ask, ann):
    claim = make.claim(reference="S76")
    body = {"claim": "S76", "place": "OpenAI's announcements", "sought": "any cut"}

    row = send("post", "searches/", body | {"searched_on": "2026-01-02"}, by=ann, status=201).json()

    assert ask(f"searches/{row['id']}/", by=ann) == row
    assert Search.objects.get().claim == claim


def test_a_search_of_nothing_is_refused(send, ann):
    make.claim(reference="S76")

    answer = send("post", "searches/", {"claim": "S76", "place": " "}, by=ann, status=422)

    assert set(faults(answer)) == {"sought", "place"}


def test_a_search_is_read_back_with_the_month_it_was_made_in(send, ann):
    make.claim(reference="S76")
    body = {"claim": "S76", "place": "Here", "sought": "any cut", "searched_on": "2026-01"}

    row = send("post", "searches/", body, by=ann, status=201).json()

    assert row["searched_on"] == "2026-01"


@pytest.mark.parametrize("on", ["soon", "", "2026-13", None])
def test_a_search_is_refused_by_a_day_that_is_none(send, ann, on):
    make.claim(reference="S76")
    body = {"claim": "S76", "place": "Here", "sought": "any cut", "searched_on": on}

    answer = send("post", "searches/", body, by=ann, status=422)

    assert list(faults(answer)) == ["searched_on"]
