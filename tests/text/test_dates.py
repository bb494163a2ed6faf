"""Dates in words: EDTF told to readers and editors, and a source's words read from its day."""

from datetime import date

import pytest

from partnerships.text.dates import format_date, in_days, resolve
from partnerships.text.edtf import NotADate

PUBLISHED = date(2024, 10, 23)  # a Wednesday

WORDED = [
    ("2025-10-27/2025-10-27", "27 October 2025"),
    ("", ""),
    ("2024-03-19", "19 March 2024"),
    ("2024-03-19T14:30:00Z", "19 March 2024"),
    ("2024-10", "October 2024"),
    ("2023-23", "autumn 2023"),
    ("2023-21", "spring 2023"),
    ("2023-24", "winter 2023–24"),
    ("1999-24", "winter 1999–00"),
    ("2019", "2019"),
    ("2019~", "about 2019"),
    ("2019?", "perhaps 2019"),
    ("2019%", "perhaps about 2019"),
    ("2024-10~", "about October 2024"),
    ("201X", "the 2010s"),
    ("19XX", "the 20th century"),
    ("20XX", "the 21st century"),
    ("10XX", "the 11th century"),
    ("2004-XX", "a month in 2004"),
    ("1985-04-XX", "a day in April 1985"),
    ("1985-XX-XX", "a day in 1985"),
    ("2019-07-22/2023-01-22", "22 July 2019 to 22 January 2023"),
    ("2023-11-14/2023-11-21", "14 to 21 November 2023"),
    ("2024-06/2024-10-23", "June to 23 October 2024"),
    ("2024-06~/2024-10-23", "about June to 23 October 2024"),
    ("2019/2019-07-22", "2019 to 22 July 2019"),
    ("2019/2021", "2019 to 2021"),
    ("2019-07-22/..", "since 22 July 2019"),
    ("2019~/..", "since about 2019"),
    ("2019-07-22/", "from 22 July 2019"),
    ("../2023-11-17", "until 17 November 2023"),
    ("/2023-11-17", "until 17 November 2023"),
    ("/..", "since an unknown day"),
    ("../", "until an unknown day"),
    ("../..", "always"),
]

BETWEEN = [
    ("2024-06/2024-10-23", "between June and 23 October 2024"),
    ("2023-11-14/2023-11-21", "between 14 and 21 November 2023"),
    ("2019/2021-05", "between 2019 and May 2021"),
    ("2019-07-22/..", "since 22 July 2019"),
    ("2019-07-22/", "after 22 July 2019"),
    ("/2023-11", "by November 2023"),
    ("2024-03-19", "19 March 2024"),
]

IN_DAYS = [
    ("", "Nothing is known."),
    ("2024-03-19", "On 19 March 2024."),
    ("2024-10", "Some day from 1 to 31 October 2024."),
    ("2023-24", "Some day from 1 December 2023 to 29 February 2024."),
    ("2019~", "Some day from 1 January 2018 to 31 December 2020."),
    ("2024-03-19~", "Some day from 18 to 20 March 2024."),
    (
        "2019/2023-11-17",
        "Certainly from 31 December 2019 to 17 November 2023, possibly from 1 January 2019.",
    ),
    (
        "2019-07-22/2023",
        "Certainly from 22 July 2019 to 1 January 2023, possibly to 31 December 2023.",
    ),
    (
        "2021-21/2021-23",
        "Certainly from 31 May to 1 September 2021, possibly from 1 March to 30 November 2021.",
    ),
    ("2023-11-14/2023-11-21", "Certainly from 14 to 21 November 2023."),
    ("2019-07-22/..", "Certainly on 22 July 2019, possibly later."),
    ("../2017", "Certainly up to 1 January 2017, possibly to 31 December 2017."),
    ("2019/..", "No day is certain; possibly from 1 January 2019 on."),
    ("../..", "No day is certain; possibly on any day."),
]

RESOLVED = [
    ("today", "2024-10-23"),
    ("yesterday", "2024-10-22"),
    ("Tuesday", "2024-10-22"),
    ("on Tuesday", "2024-10-22"),
    ("on Tuesday morning", "2024-10-22"),
    ("on Wednesday", "2024-10-23"),
    ("Thursday", "2024-10-17"),
    ("last week", "2024-10-14/2024-10-20"),
    ("this week", "2024-10-21/2024-10-27"),
    ("last month", "2024-09"),
    ("this month", "2024-10"),
    ("last year", "2023"),
    ("this year", "2024"),
    ("In April", "2024-04"),
    ("in June", "2024-06"),
    ("in October", "2024-10"),
    ("in November", "2023-11"),
    ("last October", "2023-10"),
    ("in April last year", "2023-04"),
    ("in April of this year", "2024-04"),
    ("last fall", "2023-23"),
    ("in the autumn", "2024-23"),
    ("in the spring", "2024-21"),
    ("last winter", "2023-24"),
    ("this fall", "2024-23"),
    ("in the winter of 2023–24", "2023-24"),
    ("the fall of 2023", "2023-23"),
    ("November 2023", "2023-11"),
    ("17 October 2024", "2024-10-17"),
    ("the 17th of October 2024", "2024-10-17"),
    ("October 17, 2024", "2024-10-17"),
    ("Oct. 17, 2024", "2024-10-17"),
    ("Thursday, October 17, 2024", "2024-10-17"),
    ("Sept. 5", "2024-09-05"),
    ("December 5", "2023-12-05"),
    ("29 February", "2024-02-29"),
    ("2024-03-19", "2024-03-19"),
    ("in 2019", "2019"),
    ("about 2019", "2019~"),
    ("the 2010s", "201X"),
    ("since 2019", "2019/.."),
    ("started in 2019", "2019/.."),
    ("since October 17, 2024", "2024-10-17/.."),
    ("since around 2019", "2019~/.."),
    ("until 2017", "../2017"),
]

TOO_VAGUE = [
    "", "once", "more recently", "mid-2024", "early April", "last Tuesday", "since last week",
    "Friday, October 17, 2024", "30 February 2024", "winter of 2023-25", "last April 2024",
    "2023-24", "0000", "since " * 1000,
]  # fmt: skip


@pytest.mark.parametrize(("text", "words"), WORDED)
def test_a_date_is_worded_as_people_write_it(text, words):
    assert format_date(text) == words


@pytest.mark.parametrize(("text", "words"), BETWEEN)
def test_an_interval_in_which_one_day_lies_is_worded_between_its_ends(text, words):
    assert format_date(text, between=True) == words


@pytest.mark.parametrize(("text", "sentence"), IN_DAYS)
def test_an_editor_is_told_which_days_are_meant(text, sentence):
    assert in_days(text) == sentence


def test_an_editor_is_told_how_far_a_confirmation_reaches():
    assert in_days("2019-07-22/..", PUBLISHED) == (
        "Certainly from 22 July 2019 to 23 October 2024, possibly later."
    )


@pytest.mark.parametrize("tell", [format_date, in_days])
def test_what_is_no_date_cannot_be_told(tell):
    with pytest.raises(NotADate):
        tell("2024-02-30")


@pytest.mark.parametrize(("words", "text"), RESOLVED)
def test_a_source_s_words_are_read_from_the_day_it_was_published(words, text):
    assert resolve(words, PUBLISHED) == text


@pytest.mark.parametrize("words", TOO_VAGUE)
def test_words_that_name_no_one_date_are_not_guessed_at(words):
    assert resolve(words, PUBLISHED) is None


def test_a_season_that_is_over_is_the_last_one():
    assert resolve("last fall", date(2024, 12, 5)) == "2024-23"
    assert resolve("last fall", date(2024, 2, 5)) == "2023-23"
    assert resolve("in the autumn", date(2024, 2, 5)) == "2023-23"


def test_this_winter_began_last_year_while_it_lasts():
    assert resolve("this winter", date(2024, 1, 15)) == "2023-24"
    assert resolve("this winter", date(2024, 10, 15)) == "2024-24"


@pytest.mark.parametrize("words", ["yesterday", "last week", "last year", "last winter", "winter"])
def test_the_calendar_ends_without_an_error(words):
    assert resolve(words, date(1, 1, 1)) is None


@pytest.mark.parametrize(
    "text",
    ["2024-03-19", "2024-10", "2023-23", "2023-24", "2019~", "201X", "2019/..", "../2017-05"],
)
def test_words_we_wrote_are_read_back(text):
    assert resolve(format_date(text), PUBLISHED) == text
