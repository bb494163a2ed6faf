"""EDTF's grammar, and the days it means, without a database."""

import warnings
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerships.text.edtf import OPEN, UNKNOWN, NotADate, Precision, interval, parse

with warnings.catch_warnings():  # the second opinion's own grammar is deprecated pyparsing
    warnings.simplefilter("ignore")
    from edtf import parse_edtf

LITERAL = [
    # Library of Congress, level 0
    ("1985-04-12", "1985-04-12", "1985-04-12"),
    ("1985-04", "1985-04-01", "1985-04-30"),
    ("1985", "1985-01-01", "1985-12-31"),
    ("1985-04-12T23:20:30", "1985-04-12", "1985-04-12"),
    ("1985-04-12T23:20:30Z", "1985-04-12", "1985-04-12"),
    ("1985-04-12T23:20:30-04", "1985-04-12", "1985-04-12"),
    ("1985-04-12T23:20:30+04:30", "1985-04-12", "1985-04-12"),
    ("1964/2008", "1964-01-01", "2008-12-31"),
    ("2004-06/2006-08", "2004-06-01", "2006-08-31"),
    ("2004-02-01/2005-02-08", "2004-02-01", "2005-02-08"),
    ("2004-02-01/2005-02", "2004-02-01", "2005-02-28"),
    ("2004-02-01/2005", "2004-02-01", "2005-12-31"),
    ("2005/2006-02", "2005-01-01", "2006-02-28"),
    # Library of Congress, level 1
    ("2001-21", "2001-03-01", "2001-05-31"),
    ("1984?", "1984-01-01", "1984-12-31"),
    ("2004-06~", "2004-06-01", "2004-06-30"),
    ("2004-06-11%", "2004-06-11", "2004-06-11"),
    ("201X", "2010-01-01", "2019-12-31"),
    ("20XX", "2000-01-01", "2099-12-31"),
    ("2004-XX", "2004-01-01", "2004-12-31"),
    ("1985-04-XX", "1985-04-01", "1985-04-30"),
    ("1985-XX-XX", "1985-01-01", "1985-12-31"),
    ("1985-04-12/..", "1985-04-12", None),
    ("1985-04/..", "1985-04-01", None),
    ("1985/..", "1985-01-01", None),
    ("../1985-04-12", None, "1985-04-12"),
    ("../1985-04", None, "1985-04-30"),
    ("../1985", None, "1985-12-31"),
    ("1985-04-12/", "1985-04-12", None),
    ("1985-04/", "1985-04-01", None),
    ("1985/", "1985-01-01", None),
    ("/1985-04-12", None, "1985-04-12"),
    ("/1985-04", None, "1985-04-30"),
    ("/1985", None, "1985-12-31"),
    # what the desk meets besides
    ("2001-22", "2001-06-01", "2001-08-31"),
    ("2001-23", "2001-09-01", "2001-11-30"),
    ("2001-24", "2001-12-01", "2002-02-28"),
    ("2003-24", "2003-12-01", "2004-02-29"),
    ("2024-02-29", "2024-02-29", "2024-02-29"),
    ("2001-21?", "2001-03-01", "2001-05-31"),
    ("201X~", "2010-01-01", "2019-12-31"),
    ("2024-06~/2024-10-23", "2024-06-01", "2024-10-23"),
    ("2001-21/2001-23%", "2001-03-01", "2001-11-30"),
    ("2019/2019", "2019-01-01", "2019-12-31"),
    ("../..", None, None),
    ("/..", None, None),
    ("../", None, None),
    ("0001", "0001-01-01", "0001-12-31"),
    ("9999", "9999-01-01", "9999-12-31"),
]

REFUSED = [
    ("", "There is no date here; leave the field blank if nothing is known."),
    ("/", "There is no date here; leave the field blank if nothing is known."),
    ("2024-02-30", "There is no 30 February."),
    ("2023-02-29", "There is no 29 February 2023."),
    ("2024-04-31", "There is no 31 April."),
    ("2024-04-00", "There is no 0 April."),
    ("2024-13", "There is no month 13."),
    ("2024-00", "There is no month 00."),
    ("2024-3", "Write the month as two digits: 2024-03."),
    ("2024-3-19", "Write the month as two digits: 2024-03."),
    ("2024-03-1", "Write the day as two digits: 2024-03-01."),
    ("20240319", "Write the date with hyphens: 2024-03-19."),
    ("24-03-19", "Write the year as four digits."),
    ("12024", "Write the year as four digits."),
    ("2024/03", "Write the year as four digits."),
    ("2024/03/19", "An interval has two ends. Write a day with hyphens: 2024-03-19."),
    ("2023-Q1", "Quarters are not part of the format; write 2023-01/2023-03."),
    ("2023Q4", "Quarters are not part of the format; write 2023-10/2023-12."),
    ("2023-34", "Quarters are not part of the format; write 2023-04/2023-06."),
    ("2023-41", "Halves of a year are not part of the format; write 2023-07/2023-12."),
    ("2023-25", "Seasons of a hemisphere are level 2 of EDTF; write 2023-21."),
    ("2023-29", "Seasons of a hemisphere are level 2 of EDTF; write 2023-23."),
    ("2023-21-04", "A season has no days; write the day with its month."),
    ("2019/2018", "The interval ends before it starts."),
    ("2024-03-19/2024-03-18", "The interval ends before it starts."),
    ("2024-03-19~/2024-03-17", "The interval ends before it starts."),
    ("2019..", "An interval has a slash between its ends: 2019/.. or ../2019."),
    ("2019/open", "Leave an unknown end blank; write .. for an open one."),
    ("2024-03 ", "Write it without spaces: 2024-03-19 or 2024-03."),
    ("2024 / 2025", "Write it without spaces: 2024-03-19 or 2024-03."),
    ("2024\n", "Write it without spaces: 2024-03-19 or 2024-03."),
    ("201x", "Write an unspecified digit as a capital X: 201X."),
    ("199u", "Write an unspecified digit as a capital X: 201X."),
    ("March 2024", "Write it without spaces: 2024-03-19 or 2024-03."),
    ("soon", "Write the date as 2024-03-19, 2024-03 or 2024."),
    ("٢٠٢٤", "Write the date as 2024-03-19, 2024-03 or 2024."),
    ("2024-03-19T14:30", "Write the time in full, 2024-03-19T14:30:00, or leave it out."),
    ("2024-03-19T24:00:00", "Write the time in full, 2024-03-19T14:30:00, or leave it out."),
    ("2024-03-19T10:00:00/2025", "The ends of an interval carry no time of day."),
    ("-1985", "We keep days in the years 1 to 9999 only."),
    ("0000", "We keep days in the years 1 to 9999 only."),
    ("000X", "We keep days in the years 1 to 9999 only."),
    ("9999-24", "We keep days in the years 1 to 9999 only."),
    ("Y170000002", "We keep days in the years 1 to 9999 only."),
    ("Y-170000002", "We keep days in the years 1 to 9999 only."),
    ("Y2024", "Y is for years of more than four digits; write 2024."),
    (
        "2004-06-XX/2004-07-03",
        "Unspecified digits in an interval are level 2 of EDTF; write 2004-06.",
    ),
]

LEVEL_2 = [
    "Y-17E7", "1950S2", "Y171010000S3", "Y3388E2S3", "2001-34",
    "[1667,1668,1670..1672]", "[..1760-12-03]", "[1760-12..]", "[1667,1760-12]", "[..1984]",
    "{1667,1668,1670..1672}", "{1960,1961-12}", "{..1984}",
    "2004-06~-11", "2004?-06-11", "?2004-06-~11", "2004-%06-11",
    "156X-12-25", "15XX-12-25", "XXXX-12-XX", "1XXX-XX", "1XXX-12", "1984-1X", "1XXX", "XXXX",
    "2004-06-~01/2004-06-~20", "2004-XX-11", "201X/2019",
]  # fmt: skip

POSSIBLE = [
    ("2019-07-22", "2019-07-22", "2019-07-22"),
    ("2019-07-22~", "2019-07-21", "2019-07-23"),
    ("2024-03-01?", "2024-02-29", "2024-03-02"),
    ("2024-06%", "2024-05-01", "2024-07-31"),
    ("2024-01~", "2023-12-01", "2024-02-29"),
    ("2023-23~", "2023-06-01", "2024-02-29"),
    ("2019~", "2018-01-01", "2020-12-31"),
    ("201X?", "2000-01-01", "2029-12-31"),
    ("20XX?", "1900-01-01", "2199-12-31"),
    ("1985-04-XX~", "1985-03-01", "1985-05-31"),
    ("1985-XX-XX~", "1984-01-01", "1986-12-31"),
    ("2004-XX~", "2003-01-01", "2005-12-31"),
    ("2024-06~/2024-10-23", "2024-05-01", "2024-10-23"),
    ("2019/2020?", "2019-01-01", "2021-12-31"),
    ("2019/..", "2019-01-01", None),
    ("2019/", "2019-01-01", None),
    ("../2017", None, "2017-12-31"),
    ("/2017", None, "2017-12-31"),
    ("../..", None, None),
    ("0001~", "0001-01-01", "0002-12-31"),
    ("0001-01-01~", "0001-01-01", "0001-01-02"),
    ("9998~", "9997-01-01", None),
    ("9999-12-31", "9999-12-31", None),
]

CERTAIN = [
    ("2019-07-22/2023-01-22", "2019-07-22", "2023-01-22"),
    ("2019/2023-11-17", "2019-12-31", "2023-11-17"),
    ("2019/2021", "2019-12-31", "2021-01-01"),
    ("2024-06~/2024-10-23", "2024-07-31", "2024-10-23"),
    ("2024-01-10?/2024-01-20~", "2024-01-11", "2024-01-19"),
    ("../2017", None, "2017-01-01"),
    ("../2017~", None, "2016-01-01"),
    ("2019-07-22/..", "2019-07-22", "2019-07-22"),
    ("2019-07-22/", "2019-07-22", "2019-07-22"),
    ("2019-07-22/2019", "2019-07-22", "2019-07-22"),
    ("2019/2019-07-22", "2019-07-22", "2019-07-22"),
]

NEVER_CERTAIN = [
    "2019", "2024-10", "2023-23", "201X", "2019~", "2019-07-22~", "2019-07-22?", "1985-04-XX",
    "2019/..", "2019/", "2019~/..", "2019-07-22~/..", "/2019-07-22", "/..", "../", "../..",
    "2019/2019", "2019/2020~", "2024-10/2024-10",
]  # fmt: skip


def day(text):
    return text and date.fromisoformat(text)


@pytest.mark.parametrize(("text", "earliest", "latest"), LITERAL)
def test_a_date_lies_between_the_days_it_is_written_with(text, earliest, latest):
    value = parse(text)

    assert (value.earliest, value.latest) == (day(earliest), day(latest))


@pytest.mark.parametrize(("text", "reason"), REFUSED)
def test_what_is_no_date_is_refused_with_the_reason(text, reason):
    with pytest.raises(NotADate) as refusal:
        parse(text)

    assert str(refusal.value) == reason


@pytest.mark.parametrize("text", LEVEL_2)
def test_level_2_is_refused(text):
    with pytest.raises(NotADate):
        parse(text)


@pytest.mark.parametrize(("text", "lower", "upper"), POSSIBLE)
def test_a_mark_widens_what_is_possible_by_one_unit_on_either_side(text, lower, upper):
    assert parse(text).possible == (day(lower), day(upper))


@pytest.mark.parametrize(("text", "lower", "upper"), CERTAIN)
def test_an_interval_is_certain_between_its_latest_start_and_its_earliest_end(text, lower, upper):
    assert parse(text).certain() == (day(lower), day(upper))


@pytest.mark.parametrize("text", NEVER_CERTAIN)
def test_vague_dates_and_bare_ends_are_certain_on_no_day(text):
    assert parse(text).certain() is None


def test_a_single_day_is_certain_on_that_day():
    assert parse("2024-03-19").certain() == (date(2024, 3, 19), date(2024, 3, 19))


def test_an_open_end_is_certain_up_to_the_day_it_was_last_confirmed():
    confirmed = date(2024, 10, 23)

    assert parse("2019-07-22/..").certain(confirmed) == (date(2019, 7, 22), confirmed)
    assert parse("2019/..").certain(confirmed) == (date(2019, 12, 31), confirmed)
    assert parse("2019~/..").certain(confirmed) == (date(2020, 12, 31), confirmed)


SHOWN = [  # the period, the last day for which somebody shows it, what is certain then
    ("/2024-12-31", "2024-10-23", "2024-10-23", "2024-12-31"),  # on record, and until its end
    ("/2024", "2023-06-01", "2023-06-01", "2024-01-01"),
    ("/2024", "2024-10-23", "2024-10-23", "2024-10-23"),
    ("2019/2024", "2024-10-23", "2019-12-31", "2024-10-23"),
    ("2019/", "2024-10-23", "2019-12-31", "2024-10-23"),
    ("2024/..", "2024-10-23", "2024-10-23", "2024-10-23"),
    ("/..", "2024-10-23", "2024-10-23", "2024-10-23"),
    ("../..", "2024-10-23", None, "2024-10-23"),
    ("../2025", "2024-10-23", None, "2025-01-01"),
]


@pytest.mark.parametrize(("text", "confirmed", "lower", "upper"), SHOWN)
def test_what_was_shown_is_certain_up_to_the_ends_that_are_known(text, confirmed, lower, upper):
    assert parse(text).certain(day(confirmed)) == (day(lower), day(upper))


@pytest.mark.parametrize("text", ["2019/..", "2019-07-22/..", "/2018-01-01", "2019", "2019/2019"])
def test_a_confirmation_from_outside_the_period_confirms_nothing(text):
    outside = date(2018, 12, 31) if "/.." in text else date(2024, 10, 23)

    assert parse(text).certain(outside) == parse(text).certain()


OPEN_ON = [  # the period, the last day for which somebody shows it, a day, whether it is open then
    ("2014/..", None, "2014-12-30", False),
    ("2014/..", None, "2014-12-31", True),
    ("2014/..", "2014-06-01", "2014-06-01", True),
    ("2014/", None, "2024-10-23", True),
    ("2014/2025", None, "2024-10-23", False),
    ("/..", None, "2024-10-23", False),
    ("/..", "2023-11-22", "2023-11-21", False),
    ("/..", "2023-11-22", "2024-10-23", True),
]


@pytest.mark.parametrize(("text", "confirmed", "on", "is_open"), OPEN_ON)
def test_a_period_that_had_begun_is_open_while_no_end_is_known(text, confirmed, on, is_open):
    assert parse(text).is_open(day(on), confirmed and day(confirmed)) is is_open


def test_a_marked_start_may_be_written_after_the_end():
    value = parse("2019~/2018")

    assert value.possible == (date(2018, 1, 1), date(2018, 12, 31))
    assert value.earliest <= value.latest


def test_the_ends_of_an_interval_can_be_asked_about():
    value = parse("2024-06~/..")

    assert value.is_interval
    assert (value.start.precision, value.start.qualifier) == (Precision.MONTH, "~")
    assert value.end == OPEN
    assert parse("/2019").start == UNKNOWN


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("2024-03-19", Precision.DAY),
        ("2024-03", Precision.MONTH),
        ("1985-04-XX", Precision.MONTH),
        ("2023-23", Precision.SEASON),
        ("2024", Precision.YEAR),
        ("1985-XX-XX", Precision.YEAR),
        ("201X", Precision.DECADE),
        ("20XX", Precision.CENTURY),
    ],
)
def test_a_date_knows_its_precision(text, precision):
    assert parse(text).precision == precision


def test_dates_cannot_be_changed():
    with pytest.raises(AttributeError):
        parse("2024").qualifier = "~"


@pytest.mark.parametrize(
    ("ends", "text"),
    [
        (("2023-11-21", "", True), "2023-11-21/.."),
        (("2023-11-21", "", False), "2023-11-21/"),
        (("2019", "2021~", False), "2019/2021~"),
        (("", "2017", False), "/2017"),
        (("..", "2017", False), "../2017"),
        (("", "", True), "/.."),
        (("", "", False), ""),
    ],
)
def test_two_ends_make_a_period(ends, text):
    assert interval(*ends) == text


def test_what_is_ongoing_has_no_end():
    with pytest.raises(NotADate, match="ongoing has no end"):
        interval("2019", "2021", True)


@given(st.text("0123456789-/.XYTZQES?~%:+ xu[]", max_size=30))
def test_any_text_is_a_date_or_refused_in_a_sentence(text):
    try:
        said = parse(text).text
    except NotADate as refusal:
        said = str(refusal)

    assert said == text or said.endswith(".")


YEARS = st.integers(2, 9998).map("{:04}".format)
PLAIN = st.one_of(
    st.dates(date(2, 1, 1), date(9998, 12, 31)).map(date.isoformat),
    st.dates(date(2, 1, 1), date(9998, 12, 31)).map(lambda day: day.isoformat()[:7]),
    YEARS,
)


@given(PLAIN)
def test_the_edtf_package_sees_the_same_days_in_a_plain_date(text):
    value, second = parse(text), parse_edtf(text)

    assert tuple(second.lower_strict()[:3]) == value.earliest.timetuple()[:3]
    assert tuple(second.upper_strict()[:3]) == value.latest.timetuple()[:3]


@given(st.tuples(PLAIN, PLAIN).map(sorted).map("/".join))
def test_the_edtf_package_reads_the_same_intervals(text):
    value, second = parse(text), parse_edtf(text)

    assert tuple(second.lower_strict()[:3]) == value.earliest.timetuple()[:3]
    assert tuple(second.upper_strict()[:3]) == value.latest.timetuple()[:3]
