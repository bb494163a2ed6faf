"""How far deals came, and what they held on a day."""

from datetime import date

import pytest

from partnerships.models import Deal
from partnerships.vocabulary import Held, Step
from tests.factories import deal, deal_step

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("steps", "status"),
    [
        ([], None),
        ([Step.RUMOURED], Step.RUMOURED),
        ([Step.CLOSED, Step.ANNOUNCED, Step.SIGNED], Step.CLOSED),
        ([Step.IN_FORCE, Step.SIGNED], Step.IN_FORCE),
        ([Step.SUPERSEDED, Step.CLOSED], Step.SUPERSEDED),
        ([Step.TERMINATED, Step.ANNOUNCED], Step.TERMINATED),
    ],
)
def test_the_status_of_a_deal_is_the_highest_step_it_reached(steps, status):
    round_ = deal()
    for step in steps:
        deal_step(round_, step)

    assert Deal.objects.with_status().get().status == status


@pytest.mark.parametrize(
    ("steps", "announced", "earliest"),
    [
        ([], None, None),
        ([(Step.CLOSED, "2023")], None, None),
        ([(Step.RUMOURED, "2023-01-10")], "2023-01-10", date(2023, 1, 10)),
        (
            [(Step.RUMOURED, "2023-01-10"), (Step.ANNOUNCED, "2023-01")],
            "2023-01",
            date(2023, 1, 1),
        ),
        ([(Step.ANNOUNCED, "")], "", None),
    ],
)
def test_a_deal_was_announced_when_it_was_announced_or_else_rumoured(steps, announced, earliest):
    round_ = deal()
    for step, day in steps:
        deal_step(round_, step, day)

    found = Deal.objects.with_status().get()

    assert (found.announced, found.announced_earliest) == (announced, earliest)


@pytest.mark.parametrize(
    ("fields", "steps", "answer"),
    [
        ({}, [], Held.POSSIBLE),
        ({}, [(Step.ANNOUNCED, "2024-10-24")], None),
        ({}, [(Step.ANNOUNCED, "2019-07-22")], Held.POSSIBLE),
        ({}, [(Step.ANNOUNCED, "2019-07-22"), (Step.TERMINATED, "2024-10-22")], None),
        ({}, [(Step.ANNOUNCED, "2019-07-22"), (Step.TERMINATED, "2024")], Held.POSSIBLE),
        ({}, [(Step.ANNOUNCED, "2019-07-22"), (Step.SUPERSEDED, "")], Held.POSSIBLE),
        ({"start": "2019-07-22", "end": "2025"}, [(Step.TERMINATED, "2020")], Held.CERTAIN),
    ],
)
def test_a_deal_of_unknown_dates_is_possible_from_its_first_step_to_its_last(fields, steps, answer):
    round_ = deal(**fields)
    for step, day in steps:
        deal_step(round_, step, day)

    found = Deal.objects.as_of(date(2024, 10, 23)).first()

    assert (found and found.held) == answer


def test_a_list_of_deals_with_their_status_is_one_query(django_assert_num_queries):
    for _ in range(3):
        deal_step(deal(), Step.ANNOUNCED, "2024")

    with django_assert_num_queries(1):
        assert {found.status for found in Deal.objects.with_status()} == {Step.ANNOUNCED}
