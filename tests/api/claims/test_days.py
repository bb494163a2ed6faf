"""Claims of a day: those whose date may be it; and those that are to be true for it."""

import pytest

from tests import factories as make

DATES = {
    "the day": "2024-10-23",
    "the month": "2024-10",
    "about": "2024-10-22~",
    "days": "2024-10-20/2024-10-25",
    "open": "2024-03/..",
    "none": "",
    "before": "2024-10-22",
    "another month": "2024-11",
    "ended": "../2017",
}


@pytest.fixture
def dated(db):
    """A claim for each of the dates, by its reference."""
    for number, (name, date) in enumerate(DATES.items()):
        make.claim(name, reference=f"S{number}", date=date, released_at=make.NOON)


def test_as_of_a_day_are_the_claims_whose_date_may_be_it(ask, dated):
    rows = ask("claims/", as_of="2024-10-23")["results"]

    assert {row["statement"]: row["held"] for row in rows} == {
        "the day": "certain",
        "the month": "possible",
        "about": "possible",
        "days": "certain",
        "open": "open",
        "none": "possible",
    }


def test_without_a_day_nothing_is_said_to_have_held(ask, dated):
    assert [row for row in ask("claims/")["results"] if "held" in row] == []


def test_the_day_of_checking_is_asked_for_by_its_own_name(ask):
    for day in ("2024-10-23", "2024-10-24"):
        make.claim(day, as_of=day, released_at=make.NOON)

    (row,) = ask("claims/", checked_for="2024-10-23")["results"]
    assert (row["statement"], row["as_of"]) == ("2024-10-23", "2024-10-23")


@pytest.mark.parametrize("name", ["as_of", "checked_for"])
@pytest.mark.parametrize("value", ["2024-10", "2024-02-30", "today", ""])
def test_what_is_no_day_is_refused(ask, name, value):
    answer = ask("claims/", status=400, **{name: value})

    assert [error["parameter"] for error in answer["errors"]] == [name]
