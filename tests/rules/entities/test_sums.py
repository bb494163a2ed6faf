"""What the amounts of deals add up to."""

import pytest

from partnerships.text.money import MixedCurrencies, total
from tests import factories as make

BILLION = 10**9


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
