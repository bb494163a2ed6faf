"""What held on a day: certainly, possibly, or not."""

from datetime import date

import pytest

from partnerships.models import Partnership, PartnershipParty, PartyName, Role, Stake, Term
from partnerships.vocabulary import Held, Holding, Step
from tests.factories import (
    company,
    deal,
    deal_step,
    fact,
    partnership,
    party_name,
    role,
    source,
    stake,
    term,
)

pytestmark = pytest.mark.django_db

NO = None
CERTAIN, OPEN, POSSIBLE = Held.CERTAIN, Held.OPEN, Held.POSSIBLE
CASES = [
    # start, end, ongoing, confirmed, day, answer
    ("2019-07-22", "2023-01-23", False, None, "2019-07-21", NO),
    ("2019-07-22", "2023-01-23", False, None, "2019-07-22", CERTAIN),
    ("2019-07-22", "2023-01-23", False, None, "2023-01-23", CERTAIN),
    ("2019-07-22", "2023-01-23", False, None, "2023-01-24", NO),
    # a year is certain only once it is over, and until it begins
    ("2019", "2023", False, None, "2018-12-31", NO),
    ("2019", "2023", False, None, "2019-01-01", POSSIBLE),
    ("2019", "2023", False, None, "2019-12-30", POSSIBLE),
    ("2019", "2023", False, None, "2019-12-31", CERTAIN),
    ("2019", "2023", False, None, "2023-01-01", CERTAIN),
    ("2019", "2023", False, None, "2023-01-02", POSSIBLE),
    ("2019", "2023", False, None, "2023-12-31", POSSIBLE),
    ("2019", "2023", False, None, "2024-01-01", NO),
    ("2019", "2019", False, None, "2019-06-30", POSSIBLE),
    ("2023-23", "2024-03", False, None, "2023-10-15", POSSIBLE),
    ("2023-23", "2024-03", False, None, "2023-12-31", CERTAIN),
    # about: never certain inside, possible one unit either side
    ("2019~", "2023-01-23", False, None, "2018-01-01", POSSIBLE),
    ("2019~", "2023-01-23", False, None, "2017-12-31", NO),
    ("2019~", "2023-01-23", False, None, "2020-12-30", POSSIBLE),
    ("2019~", "2023-01-23", False, None, "2020-12-31", CERTAIN),
    ("2019-07-22?", "2023-01-23", False, None, "2019-07-21", POSSIBLE),
    ("2019-07-22?", "2023-01-23", False, None, "2019-07-22", POSSIBLE),
    ("2019-07-22?", "2023-01-23", False, None, "2019-07-23", CERTAIN),
    # still going on: certain as long as somebody has shown it
    ("2019-07-22", "", True, None, "2019-07-22", CERTAIN),
    ("2019-07-22", "", True, None, "2019-07-23", OPEN),
    ("2019-07-22", "", True, "2024-10-23", "2024-10-23", CERTAIN),
    ("2019-07-22", "", True, "2024-10-23", "2024-10-24", OPEN),
    ("2019-07-22", "", True, "2024-10-23", "2019-07-21", NO),
    ("2019", "", True, "2024-10-23", "2019-06-01", POSSIBLE),
    ("2019", "", True, "2024-10-23", "2020-06-01", CERTAIN),
    ("2019", "", True, "2018-12-31", "2019-12-31", OPEN),
    ("2019", "", True, "2018-12-31", "2019-12-30", POSSIBLE),
    # an end that is not known is no end
    ("2019-07-22", "", False, None, "2019-07-22", CERTAIN),
    ("2019-07-22", "", False, None, "2019-07-23", OPEN),
    ("2019-07-22", "", False, None, "2019-07-21", NO),
    ("", "2023-01-23", False, None, "2010-01-01", POSSIBLE),
    ("", "2023-01-23", False, None, "2023-01-24", NO),
    # on record as holding it: certain from there to its end, or open
    ("", "2023-01-23", False, "2020-01-01", "2019-12-31", POSSIBLE),
    ("", "2023-01-23", False, "2020-01-01", "2020-01-01", CERTAIN),
    ("", "2023-01-23", False, "2020-01-01", "2023-01-23", CERTAIN),
    ("", "2023", False, "2020-01-01", "2023-01-02", POSSIBLE),
    ("", "", True, "2020-01-01", "2020-01-01", CERTAIN),
    ("", "", True, "2020-01-01", "2020-01-02", OPEN),
    # nothing is known
    ("", "", False, None, "2024-10-23", POSSIBLE),
    ("", "", True, None, "2024-10-23", POSSIBLE),
]


@pytest.mark.parametrize(("start", "end", "ongoing", "confirmed", "day", "answer"), CASES)
def test_what_held_on_a_day(start, end, ongoing, confirmed, day, answer):
    role(start=start, end=end, ongoing=ongoing, confirmed_on=confirmed)

    held = Role.objects.as_of(date.fromisoformat(day)).values_list("held", flat=True).first()

    assert held == answer


def test_an_answer_says_what_it_rests_on():
    role(start="2014", ongoing=True, confirmed_on="2024-03-19")

    (found,) = Role.objects.as_of(date(2024, 10, 23))

    assert found.because == "since 2014, last confirmed 19 March 2024, no end known"


@pytest.mark.parametrize(("make", "model"), [(party_name, PartyName), (stake, Stake), (term, Term)])
def test_names_stakes_and_terms_answer_as_roles_do(make, model):
    make(start="2019-07-22", end="2023")

    answers = [
        model.objects.as_of(day).values_list("held", flat=True).first()
        for day in [date(2019, 7, 21), date(2019, 7, 22), date(2023, 6, 1), date(2024, 1, 1)]
    ]

    assert answers == [NO, CERTAIN, POSSIBLE, NO]


@pytest.mark.parametrize("holding", [Holding.PLANNED, Holding.DROPPED])
def test_a_stake_that_was_only_planned_was_not_held(holding):
    stake(start="2019-07-22", end="2023-01-23", holding=holding)

    assert not Stake.objects.as_of(date(2020, 1, 1)).exists()


def test_a_list_of_what_held_is_one_query(django_assert_num_queries):
    for _ in range(3):
        role(start="2019-07-22", end="2023-01-23")

    with django_assert_num_queries(1):
        assert len(Role.objects.as_of(date(2020, 1, 1))) == 3


@pytest.mark.parametrize(
    ("steps", "answer"),
    [
        ([], POSSIBLE),
        ([(Step.ANNOUNCED, "2024-10-02")], POSSIBLE),
        ([(Step.ANNOUNCED, "2024-10-23")], POSSIBLE),
        ([(Step.ANNOUNCED, "2024-10-24")], NO),
        ([(Step.RUMOURED, "2024"), (Step.CLOSED, "2025-10-28")], POSSIBLE),
        ([(Step.SIGNED, "")], POSSIBLE),
    ],
)
def test_a_term_of_unknown_dates_is_possible_once_its_deal_may_have_begun(steps, answer):
    round_ = deal()
    for step, day in steps:
        deal_step(round_, step, day)
    term(round_)

    held = Term.objects.as_of(date(2024, 10, 23)).values_list("held", flat=True).first()

    assert held == answer


@pytest.mark.parametrize(
    ("starts", "day", "answer"),
    [
        (["2019-07-22"], "2020-01-01", NO),  # one alone is not in partnership
        (["2019-07-22", "2019-07-22"], "2019-07-21", NO),
        (["2019-07-22", "2019-07-22"], "2020-01-01", CERTAIN),
        (["2019-07-22", "2020"], "2020-06-01", POSSIBLE),
        (["2019-07-22", "2020"], "2020-12-31", CERTAIN),
        (["2019-07-22", ""], "2020-01-01", POSSIBLE),
        (["2019-07-22", "2019-07-22", ""], "2020-01-01", CERTAIN),
        (["2019-07-22", "2021"], "2020-12-31", NO),
    ],
)
def test_a_partnership_holds_while_two_parties_are_in_it(starts, day, answer):
    frame = partnership()
    for start in starts:
        PartnershipParty.objects.create(
            partnership=frame, party=company(), start=start, end="2030-01-01"
        )

    as_of = Partnership.objects.as_of(date.fromisoformat(day))

    assert as_of.values_list("held", flat=True).first() == answer


def test_a_party_that_left_and_came_back_is_one_party():
    microsoft, frame = company("Microsoft"), partnership()
    for start in ["2019", "2019-07-22"]:
        PartnershipParty.objects.create(
            partnership=frame, party=microsoft, start=start, end="2030-01-01"
        )

    assert not Partnership.objects.as_of(date(2020, 6, 1)).exists()


def test_a_partnership_of_two_that_are_in_it_still_is_open():
    frame = partnership()
    for end in ("2030-01-01", ""):
        PartnershipParty.objects.create(
            partnership=frame, party=company(), start="2019", end=end, ongoing=not end
        )

    (found,) = Partnership.objects.as_of(date(2024, 10, 23))

    assert (found.held, found.because) == (OPEN, "2 parties in it, no end known")


MOVES = [  # how a role stood, the day of the source that backs its confirmation, and that day then
    ({"ongoing": True, "confirmed_on": "2024-03-19"}, "2024-10-23", date(2024, 10, 23)),
    ({"ongoing": True, "confirmed_on": None}, "2024-10", date(2024, 10, 1)),
    ({"ongoing": True, "confirmed_on": "2024-12-01"}, "2024-10-23", date(2024, 12, 1)),
    ({"ongoing": True, "confirmed_on": "2024-03-19"}, "", date(2024, 3, 19)),
    ({"end": "2024-06-30", "confirmed_on": "2024-03-19"}, "2024-10-23", date(2024, 3, 19)),
]


@pytest.mark.parametrize(("fields", "published", "confirmed_on"), MOVES)
def test_what_backs_the_last_confirmation_moves_it_and_never_back(fields, published, confirmed_on):
    post = role(start="2014", **fields)

    fact(role=post, field="confirmed_on", source=source(published=published))

    post.refresh_from_db()
    assert post.confirmed_on == confirmed_on


def test_what_backs_another_field_confirms_nothing():
    post = role(start="2014", ongoing=True, confirmed_on="2024-03-19")

    fact(role=post, field="title", source=source(published="2024-10-23"))

    post.refresh_from_db()
    assert post.confirmed_on == date(2024, 3, 19)


def test_a_confidential_source_moves_no_day_that_readers_see():
    made = role(start="2014")
    secret = source(confidentiality="confidential", published="2024-03-19")

    fact("confirmed_on", role=made, source=secret)
    made.refresh_from_db()
    assert made.confirmed_on is None

    fact("confirmed_on", role=made, source=source(published="2024-02-01"))
    made.refresh_from_db()
    assert made.confirmed_on == date(2024, 2, 1)
