"""What connects two companies or people: the shortest ways, and who is tied to both."""

import pytest

from partnerships.models import Deal
from partnerships.rules.entities import connections
from tests import factories as make
from tests.moments import begun_long_ago, dated, day

pytestmark = pytest.mark.django_db


@pytest.fixture
def parties():
    """Five companies: a, b, c, d, e."""
    return {slug: make.company(slug.upper(), slug=slug) for slug in "abcde"}


@pytest.fixture
def between(ask):
    """A function: what connects the two."""
    return lambda one, other, **more: ask("connections/", between=f"{one},{other}", **more)


def ways(told):
    """Each way, as the ids of those on it."""
    return [
        "".join(step["source"]["id"] for step in way["steps"]) + way["steps"][-1]["target"]["id"]
        for way in told["results"]
    ]


def test_two_of_one_deal_are_one_step_apart(parties, between):
    make.released_deal(parties["a"], parties["b"], title="A lease", slug="lease")

    told = between("a", "b")

    (tie,) = told["results"][0]["steps"][0]["by"]
    assert told["distance"] == 1
    assert (tie["noun"], tie["id"], tie["title"]) == ("deals", "lease", "A lease")
    assert tie["url"].endswith("/api/v1/deals/lease/")


def test_a_way_goes_by_stakes_roles_and_partnerships_in_either_direction(parties, between):
    somebody = make.person("Somebody", slug="p")
    make.stake(parties["a"], parties["b"])
    make.role(somebody, parties["b"])
    make.role(somebody, parties["c"])
    make.partnership(parties["c"], parties["d"])

    told = between("d", "a")

    assert ways(told) == ["dcpba"]
    assert [step["by"][0]["noun"] for step in told["results"][0]["steps"]] == [
        "partnerships", "roles", "roles", "stakes",
    ]  # fmt: skip


def test_all_of_the_shortest_ways_are_told_and_no_longer_one(parties, between):
    for one, other in ("ab", "bd", "ac", "cd", "ae"):
        make.released_deal(parties[one], parties[other])
    make.stake(parties["e"], parties["c"])

    assert ways(between("a", "d")) == ["abd", "acd"]


def test_who_is_tied_to_both_is_told_though_they_are_tied_to_one_another(parties, between):
    make.released_deal(parties["a"], parties["b"])
    make.stake(parties["c"], parties["a"])
    make.stake(parties["c"], parties["b"])

    (told,) = between("a", "b")["in_common"]

    assert told["party"]["id"] == "c"
    assert [[tie["noun"] for tie in ties] for ties in told["by"]] == [["stakes"], ["stakes"]]


def test_what_nothing_connects_is_said(parties, between):
    told = between("a", "b")

    assert (told["distance"], told["results"], told["in_common"]) == (None, [], [])


def test_what_is_farther_than_four_steps_is_not_connected(parties, between):
    chain = [parties["a"], *(make.company() for _ in range(4)), parties["b"]]
    for one, other in zip(chain, chain[1:], strict=False):
        make.stake(one, other)

    assert between("a", "b")["distance"] is None


def test_a_search_that_meets_too_many_is_given_up_and_says_so(parties, between, monkeypatch):
    monkeypatch.setattr(connections, "MOST_MET", 2)
    for one, other in ("ac", "ad", "ae", "eb"):
        make.released_deal(parties[one], parties[other])

    told = between("a", "b")

    assert (told["gave_up"], told["distance"]) == (True, None)


@pytest.mark.parametrize("hide", ["the deal", "the stake"])
def test_nothing_hidden_connects_anybody(hide, parties, between):
    make.deal(
        parties["a"], parties["c"], **({"released_at": make.NOON} if hide != "the deal" else {})
    )
    make.stake(parties["c"], parties["b"], **({"released_at": None} if hide == "the stake" else {}))

    told = between("a", "b")

    assert (told["distance"], told["in_common"]) == (None, [])


def test_what_connected_them_at_a_moment_is_known(parties, between):
    begun_long_ago()
    make.released_deal(parties["a"], parties["b"], title="A lease")
    dated(day(1))
    Deal.objects.update(title="Another name")
    dated(day(3))

    then = between("a", "b", known_at="2026-01-02T12:00:00Z")

    assert then["results"][0]["steps"][0]["by"][0]["title"] == "A lease"
    assert between("a", "b")["results"][0]["steps"][0]["by"][0]["title"] == "Another name"


@pytest.mark.parametrize("asked", ["a", "a,b,c", "a,a", "a,nobody", ","])
def test_anything_but_two_that_are_known_is_refused(asked, parties, ask):
    told = ask("connections/", between=asked, status=400)

    assert told["errors"][0]["parameter"] == "between"


def test_a_way_costs_so_many_queries_however_many_are_met(
    parties, between, django_assert_max_num_queries
):
    for _ in range(20):
        make.stake(parties["a"], other := make.company())
        make.stake(other, parties["b"])

    with django_assert_max_num_queries(20):
        between("a", "b")
