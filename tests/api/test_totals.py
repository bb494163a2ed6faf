"""What deals add up to: no row twice, no currencies mixed, each figure with its rows."""

import pytest

from partnerships.api.entities import totals
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def microsoft():
    return make.company("Microsoft", slug="microsoft")


@pytest.fixture
def openai():
    return make.company("OpenAI", slug="openai")


@pytest.fixture
def paid(microsoft, openai):
    """A function: a deal of the two, with a sum that Microsoft paid OpenAI."""

    def paid(billions, title=None, **fields):
        title = title or f"Deal of {billions}"
        deal = make.released_deal(
            microsoft, openai, title=title, slug=title.lower().replace(" ", "-")
        )
        make.amount(deal, billions, payer=microsoft, payee=openai, **fields)
        return deal

    return paid


def figures(answer):
    return [(each["low"], each["high"], each["undisclosed"]) for each in answer["results"]]


def test_what_one_paid_the_other_is_added_up_with_its_rows(ask, paid):
    paid(1)
    paid(10)

    (told,) = ask("totals/", payer="microsoft", payee="openai")["results"]

    assert (told["low"], told["high"], told["currency"]) == ("11000000000", "11000000000", "USD")
    assert [row["deal"] for row in told["made_of"]] == ["deal-of-1", "deal-of-10"]
    assert told["left_out"] == []


def test_up_to_raises_the_high_end_alone(ask, paid):
    paid(1)
    paid(5, qualifier="up_to", low=None)

    assert figures(ask("totals/")) == [("1000000000", "6000000000", 0)]


def test_at_least_leaves_the_high_end_open(ask, paid):
    paid(5, qualifier="at_least", high=None)

    assert figures(ask("totals/")) == [("5000000000", None, 0)]


def test_what_is_not_disclosed_is_counted_and_adds_nothing(ask, paid):
    paid(1)
    paid(2, qualifier="undisclosed", low=None, high=None, currency="")

    assert figures(ask("totals/")) == [("1000000000", "1000000000", 1)]


def test_a_row_that_another_covers_is_left_out_with_why(ask, paid, microsoft):
    deal = paid(10)
    make.amount(deal, 4, measure="disbursed")
    make.amount(deal, 9, rank="deprecated", deprecated_reason="Wrong.")

    (told,) = ask("totals/")["results"]

    assert told["low"] == "10000000000"
    assert [row["why"] for row in told["left_out"]] == [
        "deprecated",
        "covered by another row: total",
    ]


def test_a_rounds_total_is_not_what_one_investor_paid(ask, paid, microsoft, openai):
    paid(1)
    round_ = make.released_deal(microsoft, openai, title="Round", slug="round")
    make.amount(round_, 6, payee=openai)

    (told,) = ask("totals/", payer="microsoft", payee="openai")["results"]

    assert (told["low"], told["undisclosed"]) == ("1000000000", 1)
    assert [(row["deal"], row["why"]) for row in told["left_out"]] == [
        ("round", "their part of it is not told")
    ]


def test_ones_share_of_a_round_is_what_it_paid(ask, microsoft, openai):
    round_ = make.released_deal(microsoft, openai)
    make.amount(round_, 6, payee=openai)
    make.amount(round_, 2, measure="party_share", party=microsoft, payee=openai)

    (told,) = ask("totals/", payer="microsoft", payee="openai")["results"]

    assert (told["low"], told["undisclosed"]) == ("2000000000", 0)


def test_what_others_paid_is_in_no_figure_of_theirs(ask, paid, microsoft, openai):
    deal = paid(1)
    make.amount(deal, 7, payer=openai, payee=microsoft, measure="price")

    (told,) = ask("totals/", payer="microsoft")["results"]

    assert told["low"] == "1000000000"
    assert told["left_out"] == []


def test_currencies_are_never_mixed(ask, paid):
    paid(1)
    paid(2, currency="EUR")

    told = ask("totals/")["results"]

    assert [(each["currency"], each["low"]) for each in told] == [
        ("EUR", "2000000000"),
        ("USD", "1000000000"),
    ]


@pytest.mark.parametrize(
    ("by", "groups"),
    [
        ("payer", [{"payer": "microsoft"}]),
        ("payer,payee", [{"payer": "microsoft", "payee": "openai"}]),
        ("basis", [{"basis": "announced"}, {"basis": "reported"}]),
        ("measure", [{"measure": "total"}]),
        ("year", [{"year": None}, {"year": "2023"}]),
        ("kind", [{"kind": "investment"}]),
        ("deal", [{"deal": "deal-of-1"}, {"deal": "deal-of-2"}]),
    ],
)
def test_sums_are_parted_by_what_is_asked(ask, paid, by, groups):
    make.deal_step(paid(1), "announced", "2023-01-23")
    paid(2, basis="reported")

    assert [each["group"] for each in ask(f"totals/?by={by}")["results"]] == groups


def test_sums_are_narrowed_as_deals_are(ask, paid):
    make.deal_step(paid(1), "announced", "2023-01-23")
    make.deal_step(paid(2), "announced", "2019-07-22")

    assert figures(ask("totals/", date_from="2023", party="microsoft"))[0][0] == "1000000000"


def test_deals_without_a_sum_are_named(ask, paid, microsoft):
    paid(1)
    silent = make.released_deal(microsoft, make.company(), title="Silent", slug="silent")

    told = ask("totals/")["without_sums"]

    assert told == {"count": 1, "deals": [silent.slug]}


def test_what_is_not_released_moves_no_figure(ask, paid, microsoft, openai):
    paid(1)
    before = ask("totals/?by=payer,kind,year")
    draft = make.deal(microsoft, openai, title="Draft")
    make.amount(draft, 5, payer=microsoft, payee=openai)

    assert ask("totals/?by=payer,kind,year") == before


@pytest.mark.parametrize("asked", ["by=nonsense", "payer=nobody", "fields=x", "amount_min=much"])
def test_what_cannot_be_asked_is_refused_by_its_name(ask, asked):
    told = ask(f"totals/?{asked}", status=400)

    assert told["errors"][0]["parameter"] == asked.partition("=")[0]


def test_a_sum_of_many_deals_costs_what_one_of_few_does(ask, paid, django_assert_max_num_queries):
    for number in range(1, 8):
        make.deal_step(paid(number), "announced", "2023")

    with django_assert_max_num_queries(8):
        ask("totals/?by=year,payer")


@pytest.mark.parametrize("by", ["", "measure", "payer", "basis", "measure,payer,basis", "kind"])
def test_groups_add_up_to_the_whole(ask, paid, microsoft, openai, by):
    deal = paid(10)
    make.amount(deal, 4, measure="disbursed", payer=openai, basis="reported")
    make.amount(paid(3), 2, basis="reported")

    told = ask(f"totals/?by={by}" if by else "totals/")["results"]

    assert sum(int(each["low"]) for each in told) == 12 * 10**9
    assert sum(int(each["high"]) for each in told) == 13 * 10**9
    assert sum(len(each["made_of"] + each["left_out"]) for each in told) == 4


def test_a_covered_row_stands_with_the_sum_that_covers_it(ask, paid):
    make.amount(paid(10), 4, measure="disbursed")

    (told,) = ask("totals/?by=measure")["results"]

    assert (told["group"], told["low"]) == ({"measure": "total"}, "10000000000")
    assert [row["measure"] for row in told["left_out"]] == ["disbursed"]


def test_a_sum_whose_accounts_differ_is_in_the_group_that_names_each(ask, paid):
    make.amount(paid(10), 13, basis="reported")

    (told,) = ask("totals/?by=basis")["results"]

    assert told["group"] == {"basis": "announced, reported"}
    assert (told["low"], told["high"]) == ("10000000000", "13000000000")


def test_what_is_asked_of_a_sum_is_asked_of_all_that_are_added_up(ask, paid):
    make.amount(paid(10), 2, measure="disbursed")
    paid(1)

    assert figures(ask("totals/", amount_min="5bn")) == [("10000000000", "10000000000", 0)]
    assert figures(ask("totals/", amount_max="2bn")) == [("3000000000", "3000000000", 0)]
    assert figures(ask("totals/?measure=disbursed")) == [("2000000000", "2000000000", 0)]
    both = ask("totals/?measure=disbursed&measure=total")
    assert figures(both) == [("10000000000", "10000000000", 0)]


def test_of_many_rows_the_first_are_told_and_where_the_others_are(ask, api, paid, monkeypatch):
    monkeypatch.setattr(totals, "LISTED", 2)
    for number in (1, 2, 3):
        paid(number)

    (told,) = ask("totals/", payer="microsoft", kind="investment")["results"]

    assert (told["low"], len(told["made_of"])) == ("6000000000", 2)
    assert told["more"].keys() == {"made_of"}
    assert api.get(told["more"]["made_of"]).json()["count"] == 3
    assert "party=microsoft" in told["more"]["made_of"]


def test_many_groups_come_in_parts(ask, api, paid, monkeypatch):
    monkeypatch.setattr(totals, "GROUPS_SHOWN", 2)
    for number in (1, 2, 3):
        paid(number)

    part = ask("totals/?by=deal")
    rest = api.get(part["next"]).json()

    groups = [each["group"]["deal"] for each in part["results"] + rest["results"]]
    assert groups == ["deal-of-1", "deal-of-2", "deal-of-3"]
    assert rest["next"] is None


def test_too_many_sums_are_refused_by_the_parameter_that_was_given(ask, paid, monkeypatch):
    monkeypatch.setattr(totals, "MOST", 1)
    paid(1)
    paid(2)

    refused = [
        ask(f"totals/?{asked}", status=400)["errors"][0]["parameter"]
        for asked in ["payer=microsoft", "payee=openai", "by=kind"]
    ]

    assert refused == ["payer", "payee", "party"]


def test_a_share_of_nobody_named_is_paid_by_whose_it_is_and_to_nobody(ask, microsoft, openai):
    deal = make.released_deal(microsoft, openai)
    make.amount(deal, 2, measure="party_share", party=microsoft)

    by_payer = ask("totals/?by=payer&payer=microsoft")["results"]
    to_microsoft = ask("totals/?payee=microsoft")["results"]

    assert [each["group"]["payer"] for each in by_payer] == ["microsoft"]
    assert by_payer[0]["low"] == "2000000000"
    assert [(each["low"], each["undisclosed"]) for each in to_microsoft] == [("0", 1)]


def test_deals_without_a_sum_are_counted_so_far(ask, microsoft, openai, monkeypatch):
    monkeypatch.setattr(totals, "COUNTED", 1)
    for title in ("One", "Two"):
        make.released_deal(microsoft, openai, title=title, slug=title.lower())

    assert ask("totals/")["without_sums"] == {"count": None, "deals": ["one", "two"]}


def test_a_deal_is_of_the_year_of_its_announcement_and_not_of_the_rumour_before(ask, paid):
    deal = paid(1)
    make.deal_step(deal, "rumoured", "2022-12")
    make.deal_step(deal, "announced", "2023-01-23")
    unsure = paid(2)
    make.deal_step(unsure, "rumoured", "2022")
    make.deal_step(unsure, "announced", "")

    told = ask("totals/?by=year")["results"]

    assert [each["group"]["year"] for each in told] == [None, "2023"]
    assert ask("deals/?date_to=2022")["results"] == []
