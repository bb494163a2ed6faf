"""Weekdays beside a date, and whether it falls on them."""

from datetime import date

import pytest

from partnerships.text.weekdays import weekday_faults


@pytest.mark.parametrize(
    "text",
    [
        "It was signed on Monday, May 15, 2026.",
        "It was signed on Monday 15 May 2026.",
        "It was signed on MONDAY, MAY 15, 2026.",
        "It was signed on Monday the 15th of May 2026.",
        "It was signed on Mon., 15 May 2026.",
        "It was signed on Monday (May 15, 2026).",
        "It was signed on Monday, 2026-05-15.",
        "It was signed on 15 May 2026 (Monday).",
        "It was signed on May 15, 2026, a Monday.",
    ],
)
def test_a_weekday_that_its_date_does_not_fall_on_is_a_fault(text):
    assert weekday_faults(text) == ["15 May 2026 was a Friday, not a Monday."]


@pytest.mark.parametrize(
    "text",
    [
        "Friday, May 15, 2026",
        "Tuesday 19 March 2024",
        "Tuesday, 19 March 2024",
        "Tuesday, March 19th, 2024",
        "Tuesday, April 29",
        "They sat May 4, 2026, in the sun 5 May 2026.",
        "Tuesday and Friday, May 12-15, 2026",
        "Tuesday, 12 and 15 May 2026",
        "On Monday 15,000 people read it.",
    ],
)
def test_a_weekday_that_fits_or_stands_elsewhere_is_none(text):
    assert weekday_faults(text) == []


def test_every_wrong_weekday_is_told_once_and_in_the_order_of_the_text():
    text = "Sunday, 19 March 2024; Monday, May 15, 2026; Sunday, 19 March 2024."

    assert weekday_faults(text) == [
        "19 March 2024 was a Tuesday, not a Sunday.",
        "15 May 2026 was a Friday, not a Monday.",
    ]


def test_a_day_that_does_not_exist_has_no_weekday():
    assert weekday_faults("Sunday, 31 June 2026") == ["There is no 31 June."]


def test_a_date_without_its_year_is_the_nearest_to_the_anchor():
    assert weekday_faults("Tuesday, April 29", anchor=date(2025, 5, 2)) == []
    assert weekday_faults("Tuesday, April 29", anchor=date(2026, 4, 20)) == [
        "29 April 2026 is a Wednesday, not a Tuesday."
    ]
    assert weekday_faults("Monday, Dec. 31", anchor=date(2025, 1, 2)) == [
        "31 December 2024 was a Tuesday, not a Monday."
    ]


def test_a_date_without_its_year_is_left_alone_without_an_anchor():
    assert weekday_faults("Monday, April 29") == []
