"""Dates that follow from another day, each with why."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnerships.rules.claims.quoted_dates import meanings, weekday_errors
from partnerships.text.calendar import fault, meaning_of, resolve_words
from partnerships.text.date_words import WEEKDAYS
from partnerships.text.edtf import MONTHS, parse
from tests.volume import tries

PUBLISHED = date(2024, 10, 23)  # a Wednesday

FROM_THE_ANCHOR = [
    ("tomorrow", "2024-10-24"),
    ("in April", "2024-04"),
    ("Tuesday", "2024-10-22"),
    ("last Tuesday", "2024-10-15/2024-10-22"),
    ("last Friday", "2024-10-18"),
    ("next Tuesday", "2024-10-29"),
    ("next week", "2024-10-28/2024-11-03"),
    ("next month", "2024-11"),
    ("next spring", "2025-21"),
    ("next April", "2025-04"),
    ("earlier this month", "2024-10-01/2024-10-23"),
    ("earlier this week", "2024-10-21/2024-10-23"),
    ("later this year", "2024-10-23/2024-12-31"),
    ("earlier today", "2024-10-23"),
    ("over the weekend", "2024-10-19/2024-10-20"),
    ("three days ago", "2024-10-20"),
    ("two months ago", "2024-08"),
    ("a year ago", "2023"),
    ("early 2024", "2024-01/2024-04"),
    ("the end of 2023", "2023-09/2023-12"),
    ("mid-October", "2024-10-11/2024-10-20"),
    ("the third quarter", "2024-07/2024-09"),
    ("Q4", "2024-10/2024-12"),
    ("the first half of last year", "2023-01/2023-06"),
    ("2019–21", "2019/2021"),
    ("17 to 19 October", "2024-10-17/2024-10-19"),
    ("October 17-19, 2023", "2023-10-17/2023-10-19"),
    ("24.10.2024", "2024-10-24"),
    ("19 March 2024, a Tuesday", "2024-03-19"),
    ("by 15 January", "2025-01-15"),
    ("until 15 January", "../2025-01-15"),
    ("until 2017", "../2017"),
    ("since July 2019", "2019-07/.."),
]


@pytest.mark.parametrize(("words", "edtf"), FROM_THE_ANCHOR)
def test_words_are_read_from_the_day_on_which_they_were_written(words, edtf):
    assert resolve_words(words, PUBLISHED) == edtf


FROM_THE_DATE_BEFORE = [
    ("four days later", "2023-11-17", "2023-11-21"),
    ("the following day", "2023-11-17", "2023-11-18"),
    ("the next month", "2023-11-17", "2023-12"),
    ("a week later", "2023-11-17", "2023-11-21/2023-11-27"),
    ("a year later", "2024-07", "2025"),
    ("two months earlier", "2024-01", "2023-11"),
    ("the same day", "2023-11-17", "2023-11-17"),
    ("the year before", "2023", "2022"),
    ("four days later", "2023-11", None),
    ("four days later", None, None),
]


@pytest.mark.parametrize(("words", "before", "edtf"), FROM_THE_DATE_BEFORE)
def test_words_may_count_from_the_date_told_before(words, before, edtf):
    assert resolve_words(words, PUBLISHED, before) == edtf


@pytest.mark.parametrize(
    "words", ["", "recently", "the last quarter", "31 June", "3/4/2024", "x" * 101]
)
def test_words_that_name_no_date_are_not_guessed_at(words):
    assert resolve_words(words, PUBLISHED) is None


def test_what_words_mean_is_explained():
    assert (
        str(meaning_of("Tuesday", "2024-10-24"))
        == "Tuesday, as of 24 October 2024: 22 October 2024"
    )
    assert meaning_of("Tuesday", "2024-10-24").edtf == "2024-10-22"


UNCERTAIN = [
    ("last year", "2024-10", "2023"),
    ("yesterday", "2024-10-23~", "2024-10-21/2024-10-23"),
    ("last month", "2024-10", "2024-09"),
    ("in April", "2024", "2023-04-01/2024-04-30"),
    ("in April", "2024-05/2024-06", "2024-04"),
]


@pytest.mark.parametrize(("words", "anchor", "edtf"), UNCERTAIN)
def test_an_uncertain_anchor_gives_an_uncertain_answer(words, anchor, edtf):
    assert meaning_of(words, anchor).edtf == edtf


@pytest.mark.parametrize("anchor", ["", "2024-10/..", "no date", "../2024"])
def test_without_an_anchor_nothing_is_meant(anchor):
    assert meaning_of("yesterday", anchor) is None


@pytest.mark.parametrize("words", ["since yesterday", "up to yesterday"])
def test_an_open_time_of_which_the_end_is_not_sure_is_not_said(words):
    assert meaning_of(words, "2024-03-05")
    assert meaning_of(words, "2024-03") is None


@given(
    st.text(max_size=60), st.dates(), st.sampled_from([None, "2024", "2024-02-29", "0001", "9999"])
)
def test_any_words_give_a_date_or_none(words, anchor, before):
    found = resolve_words(words, anchor, before)

    assert found is None or parse(found).text == found


@given(st.sampled_from([words for words, _ in FROM_THE_ANCHOR]), st.dates())
def test_any_day_can_be_an_anchor(words, anchor):
    found = resolve_words(words, anchor)

    assert found is None or parse(found).text == found


WITH_A_WEEKDAY = [
    "{weekday}, {day} {month}", "{weekday} {month} {day}", "{weekday} ({day} {month})",
    "{day} {month}, a {weekday}", "{weekday}, {day} {month} {year}", "{month} {day} ({weekday})",
    "{weekday}, {iso}", "{iso} ({weekday})", "{weekday}, {numbers}",
    "{month} {day}, {year}, a {weekday}",
]  # fmt: skip


@settings(max_examples=tries(5000))
@given(
    told=st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    anchor=st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    weekday=st.sampled_from(WEEKDAYS),
    form=st.sampled_from(WITH_A_WEEKDAY),
    ahead=st.booleans(),
)
def test_a_date_with_a_weekday_never_falls_on_another(told, anchor, weekday, form, ahead):
    words = form.format(
        weekday=weekday, day=told.day, month=MONTHS[told.month - 1], year=told.year,
        iso=told, numbers=f"{told.day}.{told.month}.{told.year}",
    )  # fmt: skip

    found = resolve_words(words, anchor, ahead=ahead)

    assert found is None or date.fromisoformat(found).strftime("%A") == weekday
    assert bool(found) is not bool(fault(words, anchor, ahead=ahead))


DAYS_LONG = {  # the words, and how many days at least they mean
    **{f"{of}{year}": 28 for of in ("April", "in May", "last March") for year in ("", " 2019")},
    **dict.fromkeys(["last week", "this week", "the week before last", "a week ago"], 6),
    **dict.fromkeys(["last month", "next month", "a month ago", "two months later"], 28),
    **dict.fromkeys(["the third quarter", "Q3 2019", "3Q19", "last quarter", "spring"], 89),
    **dict.fromkeys(["2019", "last year", "three years ago", "a year later", "next year"], 365),
    **dict.fromkeys(["the first half", "H2 2024"], 181),
    **dict.fromkeys(["late 2024", "mid-2019", "the end of 2023", "end-2019"], 120),
    **dict.fromkeys(["about 2019", "some three years ago", "about a year later"], 1095),
    **dict.fromkeys(["the 1990s", "the eighties", "a decade ago", "a decade later"], 3650),
    **dict.fromkeys(["early April", "earlier this week", "later this month", "last Tuesday"], 1),
    **dict.fromkeys(["earlier this year", "around last week", "over the weekend"], 2),
}


@settings(max_examples=tries(2000))
@given(
    words=st.sampled_from(sorted(DAYS_LONG)),
    anchor=st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    before=st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    ahead=st.booleans(),
)
def test_no_date_is_more_precise_than_its_words(words, anchor, before, ahead):
    found = resolve_words(words, anchor, before.isoformat(), ahead=ahead)

    if found:
        days = parse(found).possible
        assert (days.upper - days.lower).days + 1 >= DAYS_LONG[words]


def test_a_day_that_two_cities_read_otherwise_is_a_fault():
    assert fault("3/4/2024").startswith("3/4/2024 is one day in London")
    assert fault("19/3/2024") == ""


def test_the_dates_of_a_quotation_are_read_from_the_day_of_its_source():
    quote = (
        "Microsoft said Tuesday that in April, unlike in 2019, it hired; a day later it did not."
    )

    assert [str(found) for found in meanings(quote, "2024-03-19")] == [
        "Tuesday, as of 19 March 2024: 19 March 2024",
        "April, as of 19 March 2024: April 2023",
    ]
    assert meanings(quote, "") == []


def test_a_quotation_that_calls_a_friday_a_monday_is_told():
    assert weekday_errors("On Monday, May 15, it did.", "2026-05-20") == [
        "15 May 2026 was a Friday, not a Monday."
    ]
    assert weekday_errors("On Monday, May 15, it did.", "") == []
