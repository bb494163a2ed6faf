"""What deals add up to: no row twice, no currencies mixed, each figure with its rows."""

import pytest

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
