"""Money in words, and what amounts add up to."""

from decimal import Decimal

import pytest

from partnerships.rules.money import MixedCurrencies, counted, total, worded
from tests import factories as make

BILLION = 10**9


@pytest.mark.parametrize(
    ("qualifier", "low", "high", "currency", "basis", "text"),
    [
        ("exact", 10**9, 10**9, "USD", "Announced", "$1 billion (announced)"),
        ("about", 10**10, 10**10, "USD", "Reported", "about $10 billion (reported)"),
        ("up_to", None, Decimal("11.9e9"), "USD", "Announced", "up to $11.9 billion (announced)"),
        ("at_least", 650 * 10**6, None, "USD", "", "at least $650 million"),
        ("range", 5 * 10**9, 7 * 10**9, "EUR", "", "between €5 billion and €7 billion"),
        ("undisclosed", None, None, "", "Reported", "undisclosed"),
        ("exact", 10**12, 10**12, "JPY", "", "¥1 trillion"),
        ("exact", 5 * 10**6, 5 * 10**6, "CHF", "", "CHF 5 million"),
        ("exact", 37_500, 37_500, "USD", "", "$37,500"),
        ("exact", Decimal("10.25"), Decimal("10.25"), "USD", "", "$10.25"),
        ("exact", 1_234_567_891, 1_234_567_891, "USD", "", "$1,234,567,891"),
        ("exact", 0, 0, "USD", "", "$0"),
    ],
)
def test_a_sum_is_written_as_people_write_it(qualifier, low, high, currency, basis, text):
    assert worded(qualifier, low, high, currency, basis=basis) == text


@pytest.mark.parametrize(
    ("qualifier", "low", "high", "unit", "text"),
    [
        ("about", 49, 49, "%", "about 49 %"),
        ("up_to", None, Decimal("75.0000"), "%", "up to 75 %"),
        ("range", 300, 400, "people", "between 300 and 400 people"),
        ("", 20, 30, "%", "between 20 and 30 %"),
        ("", 20, None, "%", "at least 20 %"),
        ("", None, 20, "%", "up to 20 %"),
        ("exact", 350_000, 350_000, "GPUs", "350,000 GPUs"),
        ("", None, None, "", ""),
    ],
)
def test_a_figure_of_anything_is_written_as_people_write_it(qualifier, low, high, unit, text):
    assert counted(qualifier, low, high, unit) == text


def reasons(sums):
    return [reason for _, reason in sums.left_out]


@pytest.fixture
def deal(db):
    return make.deal()


def test_up_to_adds_nothing_to_the_low_end(deal):
    sums = total([make.amount(deal, 1), make.up_to(make.deal(), 12)])

    assert (sums.low, sums.high, sums.currency) == (1 * BILLION, 13 * BILLION, "USD")


def test_at_least_leaves_the_high_end_open(deal):
    sums = total([make.amount(deal, 1, qualifier="at_least", high=None), make.amount(billions=2)])

    assert (sums.low, sums.high) == (3 * BILLION, None)


def test_what_is_undisclosed_is_counted(deal):
    hidden = make.amount(qualifier="undisclosed", low=None, high=None, currency="")

    sums = total([make.amount(deal, 1), hidden])

    assert (sums.low, sums.high, sums.undisclosed) == (BILLION, BILLION, 1)


def test_a_round_is_not_added_to_the_shares_of_its_investors(deal):
    round_ = make.amount(deal, 10)
    shares = [make.amount(deal, 4, measure="party_share", party=make.company()) for _ in range(2)]

    sums = total([*shares, round_])

    assert (sums.low, sums.high) == (10 * BILLION, 10 * BILLION)
    assert [row for row, _ in sums.left_out] == shares
    assert reasons(sums) == ["covered by another row: total"] * 2


def test_shares_are_added_where_nobody_knows_the_total(deal):
    unknown = make.amount(deal, qualifier="undisclosed", low=None, high=None, currency="")
    shares = [make.amount(deal, 4, measure="party_share", party=make.company()) for _ in range(2)]

    sums = total([unknown, *shares])

    assert (sums.low, sums.high, sums.undisclosed) == (8 * BILLION, 8 * BILLION, 1)
    assert sums.left_out == []


def test_what_was_paid_is_a_part_of_what_was_committed(deal):
    sums = total(
        [make.amount(deal, 13, measure="committed"), make.amount(deal, 5, measure="disbursed")]
    )

    assert (sums.low, sums.high) == (13 * BILLION, 13 * BILLION)


def test_a_valuation_or_a_cap_is_no_money_that_is_paid(deal):
    sums = total([make.amount(deal, 157, measure="post_money"), make.amount(deal, measure="cap")])

    assert sums.low == 0
    assert reasons(sums) == ["not a sum that is paid"] * 2


def test_the_preferred_of_two_accounts_counts(deal):
    sums = total([make.amount(deal, 13), make.amount(deal, 10, rank="preferred")])

    assert (sums.low, sums.high) == (10 * BILLION, 10 * BILLION)
    assert reasons(sums) == ["another row is preferred"]


def test_two_accounts_of_one_sum_are_one_sum(deal):
    sums = total([make.amount(deal, 13), make.amount(deal, 10)])

    assert (sums.low, sums.high) == (10 * BILLION, 13 * BILLION)


def test_a_deprecated_amount_is_left_out(deal):
    wrong = make.amount(deal, 99, rank="deprecated", deprecated_reason="A typing error.")

    sums = total([make.amount(deal, 1), wrong])

    assert sums.high == BILLION
    assert sums.left_out == [(wrong, "deprecated")]


def test_currencies_are_never_mixed(deal):
    dollars, euros = make.amount(deal, 1), make.amount(billions=2, currency="EUR")

    with pytest.raises(MixedCurrencies):
        total([dollars, euros])
    sums = total([dollars, euros], currency="EUR")

    assert (sums.low, sums.left_out) == (2 * BILLION, [(dollars, "in another currency")])


def test_nothing_adds_up_to_nothing():
    sums = total([])

    assert (sums.low, sums.high, sums.undisclosed, sums.left_out) == (0, 0, 0, [])
