"""What PostgreSQL refuses of amounts and valuations."""

import pytest
from django.db import connection

from partnerships.models import Amount
from partnerships.vocabulary import Measure, Qualifier, Rank
from tests.factories import amount, company, deal, person, up_to, valuation

pytestmark = pytest.mark.django_db

CHANGES = [
    *(
        (f"{make.__name__}_{law}", make, assignments)
        for make in (amount, valuation)
        for law, assignments in [
            ("qualifier_is_known", "qualifier = 'nearly'"),
            ("has_a_currency", "currency = ''"),
            ("currency_is_known", "currency = 'USX'"),
            ("undisclosed_has_no_figure", "qualifier = 'undisclosed'"),
            ("undisclosed_has_no_figure", "qualifier = 'undisclosed', low = NULL"),
            ("exact_is_not_a_range", "high = low + 1"),
            ("exact_is_not_a_range", "high = NULL"),
            ("exact_is_not_a_range", "low = NULL, high = NULL"),
            ("exact_is_not_a_range", "qualifier = 'about', low = NULL"),
            ("up_to_has_a_high_end_alone", "qualifier = 'up_to'"),
            ("up_to_has_a_high_end_alone", "qualifier = 'up_to', high = NULL"),
            ("up_to_has_a_high_end_alone", "qualifier = 'up_to', low = NULL, high = NULL"),
            ("at_least_has_a_low_end_alone", "qualifier = 'at_least'"),
            ("at_least_has_a_low_end_alone", "qualifier = 'at_least', low = NULL, high = NULL"),
            ("range_has_two_ends", "qualifier = 'range'"),
            ("range_has_two_ends", "qualifier = 'range', low = NULL"),
            ("range_has_two_ends", "qualifier = 'range', high = NULL"),
            ("range_has_two_ends", "qualifier = 'range', high = low - 1"),
            ("is_not_negative", "low = -1, high = -1"),
            ("is_a_number", "low = 'NaN', high = 'NaN'"),
            ("basis_is_known", "basis = 'rumour'"),
            ("date_is_a_date", "date = '2024-00'"),
        ]
    ),
    ("amount_measure_is_known", amount, "measure = 'ransom'"),
    ("amount_rank_is_known", amount, "rank = 'best'"),
    ("amount_share_names_its_party", amount, "measure = 'party_share'"),
    ("amount_is_deprecated_with_a_reason", amount, "rank = 'deprecated'"),
    (
        "amount_is_deprecated_with_a_reason",
        amount,
        "rank = 'deprecated', deprecated_reason = ' '",
    ),
]


@pytest.mark.parametrize(("law", "make", "assignments"), CHANGES)
def test_a_change_is_refused(law, make, assignments, refused, change):
    row = make()

    with refused(law):
        change(row, assignments)


def test_a_total_names_no_party(refused, change):
    total, microsoft = amount(), company("Microsoft")

    with refused("amount_share_names_its_party"):
        change(total, "party_id = %s", microsoft.pk)


def test_nobody_pays_himself(refused, change):
    total, microsoft = amount(), company("Microsoft")

    with refused("amount_payer_is_not_payee"):
        change(total, "payer_id = %s, payee_id = %s", microsoft.pk, microsoft.pk)


def test_a_person_has_no_valuation(refused, change):
    worth, somebody = valuation(), person()

    with refused("valuation_is_of_a_company"):
        change(worth, "company_id = %s", somebody.pk)


def test_a_deal_has_one_preferred_amount_of_a_measure(refused):
    total = amount(rank=Rank.PREFERRED)

    with refused("deal_has_one_preferred_amount_of_a_measure"):
        amount(total.deal, 2, rank=Rank.PREFERRED)


def test_a_valuation_reference_is_given_once(refused):
    valuation(reference="V1")

    with refused("valuation_reference_is_given_once"):
        valuation(reference="V1")


def share(deal_, billions, party=None, **fields):
    party = party or company()
    return amount(deal_, billions, measure=Measure.PARTY_SHARE, party=party, **fields)


def test_two_parties_have_a_preferred_share_each():
    round_ = deal()
    share(round_, 1, rank=Rank.PREFERRED)

    assert share(round_, 2, rank=Rank.PREFERRED).pk


def test_the_shares_of_the_parties_are_within_the_total(refused):
    round_ = amount(billions=6).deal
    share(round_, 4)

    with refused("party_shares_are_within_the_total"), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO partnerships_amount (uid, deal_id, measure, party_id, qualifier, low,"
            " high, currency, basis, rank, date_words, date, deprecated_reason, note)"
            " VALUES (gen_random_uuid(), %s, 'party_share', %s, 'exact', 2000000001, 2000000001,"
            " 'USD', 'reported', 'normal', '', '', '', '')",
            [round_.pk, company().pk],
        )


def test_a_total_is_not_lowered_under_its_shares(refused, change):
    total = amount(billions=6)
    share(total.deal, 6)

    with refused("party_shares_are_within_the_total"):
        change(total, "low = low - 1, high = high - 1")


def test_a_total_is_not_replaced_by_a_lower_one_when_it_is_deleted(refused):
    round_ = amount(billions=6, rank=Rank.PREFERRED).deal
    amount(round_, 5)
    share(round_, 6)

    with refused("party_shares_are_within_the_total"):
        Amount.objects.filter(deal=round_, rank=Rank.PREFERRED).delete()


def test_a_share_is_not_moved_where_it_is_too_much(refused):
    small = amount(billions=1).deal
    moved = share(deal(), 2)

    with refused("party_shares_are_within_the_total"):
        Amount.objects.filter(pk=moved.pk).update(deal=small)


def test_of_a_share_told_twice_the_preferred_one_counts(settle):
    microsoft, round_ = company("Microsoft"), amount(billions=6).deal
    share(round_, 7, microsoft)
    share(round_, 5, microsoft, rank=Rank.PREFERRED)

    settle()


def test_shares_up_to_a_sum_may_be_nothing_and_fit(settle):
    round_ = amount(billions=6).deal
    for _ in range(2):
        up_to(round_, 6, measure=Measure.PARTY_SHARE, party=company())

    settle()


def test_shares_in_another_currency_are_not_added(settle):
    round_ = amount(billions=6).deal
    share(round_, 900, currency="JPY")

    settle()


def test_a_total_of_at_least_so_much_has_no_end(settle):
    round_ = amount(billions=6, qualifier=Qualifier.AT_LEAST, high=None).deal
    share(round_, 7)

    settle()
