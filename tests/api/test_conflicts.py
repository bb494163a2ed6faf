"""Conflicts over the wire: what cannot all be so, where each account stands, and whether it is
still held."""

import pytest

from partnerships.api import conflicts
from partnerships.models import Amount
from partnerships.vocabulary import ClaimKind, Rank
from tests import factories as make
from tests.moments import begun_long_ago, dated, day

from .everything import one_of_everything

pytestmark = pytest.mark.django_db


def deal_in_conflict(**fields):
    """A deal of which the record has two sums that cannot both be its total."""
    deal = make.released_deal(**fields)
    make.amount(deal, 10, rank=Rank.DEPRECATED, deprecated_reason="An early report.")
    make.amount(deal, 13)
    return deal


def test_it_says_of_each_account_where_it_is_and_whether_it_is_held(ask, client):
    deal = deal_in_conflict(title="The round")

    (told,) = ask("conflicts/")["results"]

    assert (told["kind"], told["thing"]) == ("values", "The round")
    assert told["sides"] == [
        {
            "noun": "deals",
            "id": deal.slug,
            "url": f"http://testserver/api/v1/deals/{deal.slug}/",
            "says": "$10 billion (total, announced)",
            "standing": "deprecated",
            "why": "An early report.",
        },
        told["sides"][0]
        | {"says": "$13 billion (total, announced)", "standing": "open", "why": ""},
    ]


def test_each_address_that_it_gives_is_there(ask, client):
    one_of_everything()
    deal_in_conflict()
    out = {"released_at": make.NOON}
    event = make.event(date="2024-03-19", **out)
    claim = make.claim(kind=ClaimKind.DATE, date="2024-04", **out)
    claim.events.add(event)
    make.fact("date", event=event, claim=claim)
    make.valuation(company := make.company(), 1, date="2024-01-01", **out)
    make.valuation(company, 2, date="2024-01-01", **out)

    told = ask("conflicts/")["results"]

    assert [one["kind"] for one in told] == ["dates", "dates", "values", "values"]
    for side in [side for one in told for side in one["sides"]]:
        assert client.get(side["url"]).status_code == 200, side["url"]


def test_it_is_narrowed_by_kind_party_and_deal(ask):
    openai, deal = make.company("OpenAI"), deal_in_conflict()
    make.deal_party(deal, openai)
    other = deal_in_conflict()
    make.claim(date_as_worded="2024-04", date="2024-03-19", released_at=make.NOON)

    def found(**asked):
        return [one["thing"] for one in ask("conflicts/", **asked)["results"]]

    assert found(kind="values") == [str(deal), str(other)]
    assert found(party=openai.slug) == [str(deal)]
    assert found(deal=f"{other.slug.upper()},{deal.slug}") == [str(deal), str(other)]
    assert found(deal=other.slug, kind="dates") == []


@pytest.mark.parametrize(
    ("name", "word", "sentence"),
    [
        ("kind", "sums", "There is no “sums”; choose from values, dates, shares, posts."),
        ("party", "nobody", "There is no “nobody” here."),
        ("deal", "the-roun", "There is no “the-roun” here. Near it: the-round."),
    ],
)
def test_a_word_that_nobody_knows_is_refused_with_the_nearest(ask, name, word, sentence):
    make.released_deal(title="The round")

    (fault,) = ask("conflicts/", status=400, **{name: word})["errors"]

    assert (fault["parameter"], fault["detail"]) == (name, sentence)


def test_it_comes_in_parts(ask, api, monkeypatch):
    monkeypatch.setattr(conflicts, "LISTED", 2)
    deals = [deal_in_conflict() for _ in range(3)]

    part = ask("conflicts/")
    rest = api.get(part["next"]).json()

    assert [one["thing"] for one in part["results"] + rest["results"]] == [
        str(one) for one in deals
    ]
    assert rest["next"] is None


def test_a_conflict_is_told_as_it_was_known_then(ask):
    begun_long_ago()
    deal = deal_in_conflict()
    dated(day(1))
    Amount.objects.filter(rank=Rank.DEPRECATED).delete()
    dated(day(3))

    def found(number):
        told = ask("conflicts/", deal=deal.slug, known_at=f"{day(number):%Y-%m-%dT%H:%M:%S}Z")
        return [one["thing"] for one in told["results"]]

    assert found(2) == [str(deal)]
    assert found(4) == []


def test_readers_are_told_of_no_conflict_with_what_is_not_released(ask):
    deal = make.released_deal()
    make.amount(deal, 10)
    much = {"value_low": 13 * 10**9, "value_high": 13 * 10**9, "value_unit": "USD"}
    claim = make.claim(kind=ClaimKind.FIGURE, value_qualifier="exact", **much)
    claim.deals.add(deal)

    assert ask("conflicts/")["results"] == []
    assert len(ask("conflicts/", by=make.member("Reader"))["results"]) == 1
