"""The search over the wire: one address for all nouns, in parts, counted, told by its words."""

import pytest
from django.urls import resolve

from partnerships.api import search
from tests import factories as make

from .everything import one_of_everything

pytestmark = pytest.mark.django_db


def test_it_says_of_each_row_where_it_is_and_where_the_words_stand(ask, client):
    claim = make.readable(statement="Azure pays $10 billion.").claim

    (told,) = ask("search/", q="10bn azure")["results"]

    assert (told["noun"], told["id"], told["finding"]) == ("claims", str(claim.uid), "accurate")
    assert [told["text"][start:end] for start, end in told["marks"]] == ["Azure", "10 billion"]
    assert client.get(told["url"]).status_code == 200
    assert client.get(told["page"]).status_code == 200


def test_each_address_that_it_gives_is_there(ask, client):
    one_of_everything()
    make.edition(make.printable(body="A company paid $13 billion."))

    for words in ("company", "person", "deal", "statement", "report", "paid"):
        for told in ask("search/", q=words)["results"]:
            assert client.get(told["url"]).status_code == 200, told["url"]
            assert not told["page"] or client.get(told["page"]).status_code == 200, told["page"]


def test_it_comes_in_parts_and_counts_what_all_of_them_hold(ask, api, monkeypatch):
    monkeypatch.setattr(search, "SHOWN", 2)
    for number in range(3):
        make.claim(f"Azure pays {number}.", released_at=make.NOON)

    part = ask("search/", q="azure")
    rest = api.get(part["next"]).json()

    assert len({row["id"] for row in part["results"] + rest["results"]}) == 3
    assert rest["next"] is None
    assert {"value": "claims", "count": 3} in part["facets"]["noun"]
    assert part["facets"] == rest["facets"]


def test_it_is_narrowed_by_noun_collection_and_finding(ask):
    make.readable(statement="Azure pays.")
    make.claim("Azure sings.", released_at=make.NOON)
    make.company("Azure")

    def found(**asked):
        return [row["text"] for row in ask("search/", q="azure", **asked)["results"]]

    assert found(noun="companies,people") == ["Azure"]
    assert found(finding="accurate") == ["Azure pays."]
    assert found(finding="null", noun="claims") == ["Azure sings."]


def test_a_collection_that_nobody_heard_of_is_refused_with_the_nearest(ask):
    make.claim("Azure pays.", collection=make.collection(slug="harbour"), released_at=make.NOON)

    (fault,) = ask("search/", q="azure", collection="harbor", status=400)["errors"]

    assert fault["detail"] == "There is no “harbor” here. Near it: harbour."


def test_it_says_which_name_it_looked_for_instead(ask):
    make.company("Microsoft")

    assert ask("search/", q="microsfot")["instead"] == "Microsoft"
    assert ask("search/", q="microsoft")["instead"] is None


@pytest.mark.parametrize(
    ("asked", "parameter"),
    [
        ("", "q"),
        ("q=%20", "q"),
        (f"q={'a' * 201}", "q"),
        ("q=a&noun=nonsense", "noun"),
        ("q=a&finding=perhaps", "finding"),
        ("q=a&skip=x", "skip"),
        ("q=a&party=b", "party"),
    ],
)
def test_what_cannot_be_asked_is_refused_by_its_name(ask, asked, parameter):
    told = ask(f"search/?{asked}", status=400)

    assert told["errors"][0]["parameter"] == parameter


def test_a_search_asks_no_more_for_many_rows(ask, django_assert_max_num_queries):
    for number in range(30):
        make.claim(f"Azure pays {number}.", released_at=make.NOON)
        make.company(f"Azure {number}")

    with django_assert_max_num_queries(12):
        ask("search/", q="azure")


def test_the_lists_are_searched_by_the_same_rule(ask):
    make.claim("Azure pays $10 billion.", reference="S1", released_at=make.NOON)

    assert [row["reference"] for row in ask("claims/", search="10bn")["results"]] == ["S1"]


def test_its_route_is_its_own():
    assert resolve("/api/v1/search/").url_name == "search"
