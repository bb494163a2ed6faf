"""Dates as EDTF writes them (ISO 8601-2, levels 0 and 1), and the days that each can mean.

PostgreSQL reads the same grammar for its generated columns (laws/dates.sql), and
tests/models/test_edtf_sql.py holds the two to one meaning: a change here is a change there.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import ClassVar, Final, Literal, NamedTuple, TypeGuard

OPEN: Final = ".."
UNKNOWN: Final = ""

YEARS = "We keep days in the years 1 to 9999 only."
SHAPE = re.compile(r"([0-9]{4}|[0-9]{3}X|[0-9]{2}XX)(?:-([0-9]{2}|XX)(?:-([0-9]{2}|XX))?)?([?~%]?)")
TIMED = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
    r"(Z|[+-]([01][0-9]|2[0-3])(:[0-5][0-9])?)?"
)
MONTHS = [
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
]  # fmt: skip
PARTS_OF_THE_YEAR = {  # the codes of level 2: what they are, how many months, the first code
    range(33, 37): ("Quarters", 3, 33),
    range(37, 40): ("Thirds of a year", 4, 37),
    range(40, 42): ("Halves of a year", 6, 40),
}

# What people write instead, and what to write: the first that fits the whole text is said
SLIPS = [
    (re.compile(pattern, re.ASCII | re.DOTALL), reason)
    for pattern, reason in [
        (r".*\s.*", "Write it without spaces: 2024-03-19 or 2024-03."),
        (r"[\[{].*", "Lists of dates are level 2 of EDTF; write an interval: 2019/2021."),
        (r"Y?-?\d+([ES]\d+)+", "Exponents and significant digits are level 2 of EDTF."),
        (r"Y-?\d{5,}[?~%]?|-\d{4,}.*", YEARS),
        (r"Y(\d{4})\b.*", r"Y is for years of more than four digits; write \1."),
        (r"(\d{4})-?Q1", r"Quarters are not part of the format; write \1-01/\1-03."),
        (r"(\d{4})-?Q2", r"Quarters are not part of the format; write \1-04/\1-06."),
        (r"(\d{4})-?Q3", r"Quarters are not part of the format; write \1-07/\1-09."),
        (r"(\d{4})-?Q4", r"Quarters are not part of the format; write \1-10/\1-12."),
        (r"(\d{4})-(\d)(-.*)?", r"Write the month as two digits: \1-0\2."),
        (r"(\d{4}-\d\d)-(\d)", r"Write the day as two digits: \1-0\2."),
        (r"(\d{4})(\d\d)(\d\d)", r"Write the date with hyphens: \1-\2-\3."),
        (r"\d{4}-\d\d-\d\dT.*", "Write the time in full, 2024-03-19T14:30:00, or leave it out."),
        (r"\d{1,3}|\d{5,}|\d{1,3}-.*|\d{5,}-.*", "Write the year as four digits."),
        (
            r"\.\.|\.\.\d.*|.*\d\.\.",
            "An interval has a slash between its ends: 2019/.. or ../2019.",
        ),
        (r"unknown|open", "Leave an unknown end blank; write .. for an open one."),
        (
            r"[\d-]*[xu][xu\d-]*",
            "Write an unspecified digit as a capital X: 201X.",
        ),
        (
            r"[\dX-]*X[\dX-]*[?~%]?",
            "Only 201X, 20XX, 2024-XX, 2024-03-XX and 2024-XX-XX are levels 0 and 1 of EDTF.",
        ),
        (
            r"[\dX?~%-]*[?~%][\dX?~%-]*",
            "One mark (? ~ or %) stands at the end, for the whole date; others are level 2.",
        ),
    ]
]


class NotADate(ValueError):
    """The text is no date of EDTF's levels 0 and 1; the message says why, to an editor."""


class Precision(StrEnum):
    """How much of the calendar a date names; one such unit is what ? ~ % widen it by."""

    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


LENGTH = {  # in months
    Precision.MONTH: 1,
    Precision.SEASON: 3,
    Precision.YEAR: 12,
    Precision.DECADE: 120,
    Precision.CENTURY: 1200,
}


class Days(NamedTuple):
    """The days from `lower` to `upper`, both included; None is no bound.

    31 December 9999 is no upper bound: PostgreSQL ends a range on the day after, and Python's
    calendar has none.
    """

    lower: date | None
    upper: date | None


@dataclass(frozen=True)
class Single:
    """One date, to some precision: a day, an autumn, about 2019, some month of 2004."""

    text: str
    earliest: date
    latest: date
    precision: Precision
    qualifier: str  # "?", "~", "%" or nothing
    is_interval: ClassVar[Literal[False]] = False

    @property
    def is_exact(self) -> bool:
        return self.precision == Precision.DAY and not self.qualifier

    @property
    def is_unspecified(self) -> bool:
        """Whether it means one unknown month or day (2004-XX), not the whole (2004)."""
        return "-XX" in self.text

    @property
    def widened(self) -> tuple[date, date]:
        """Its bounds, one unit wider on either side if it is marked; both are always days."""
        if not self.qualifier:
            return self.earliest, self.latest
        if self.precision == Precision.DAY:
            return (
                max(self.earliest, date.min + timedelta(1)) - timedelta(1),
                min(self.latest, date.max - timedelta(1)) + timedelta(1),
            )
        month, unit = _month(self.earliest), LENGTH[self.precision]
        return _first_day(max(month - unit, 12)), _day_before(min(month + 2 * unit, 120_000))

    @property
    def possible(self) -> Days:
        return _days(*self.widened)

    def certain(self, confirmed: date | None = None) -> Days | None:
        """The day it names, or None when it names no single one; `confirmed` is for intervals."""
        return self.possible if self.is_exact else None

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Interval:
    """From one date to another; either end may be OPEN or UNKNOWN.

    A marked start may be written after the end (2019~/2018), since it can lie before it; the
    earliest day then is the last day the whole can have.
    """

    text: str
    start: Single | Literal["..", ""]
    end: Single | Literal["..", ""]
    is_interval: ClassVar[Literal[True]] = True

    @property
    def earliest(self) -> date | None:
        if not _is_date(self.start):
            return None
        return min(self.start.earliest, self.latest or date.max)

    @property
    def latest(self) -> date | None:
        return self.end.latest if _is_date(self.end) else None

    @property
    def possible(self) -> Days:
        """The days on which it may have held: from its widest start to its widest end."""
        return _days(
            self.start.widened[0] if _is_date(self.start) else None,
            self.end.widened[1] if _is_date(self.end) else None,
        )

    def certain(self, confirmed: date | None = None) -> Days | None:
        """The days on which it held however its vague ends are read, or None when there is none.

        `confirmed` is the last day for which somebody shows it: the days from there to the start
        and to the end are certain, as far as either is known. An end cannot lie before the start:
        2019-07-22/2019 held on 22 July.
        """
        first, last = self.possible.lower or date.min, self.possible.upper or date.max
        shown = [confirmed] if confirmed and first <= confirmed <= last else []
        begun, lasted = [*shown], [*shown]  # days by which it had begun, and to which it went on
        if _is_date(self.start):
            begun.append(min(self.start.widened[1], last))
        if _is_date(self.end):
            lasted.append(max(self.end.widened[0], first))
        elif _is_date(self.start) and self.start.is_exact:
            lasted.append(first)
        since, until = min(begun, default=None), max(lasted, default=None)
        if until is None or (since is None and self.start != OPEN):
            return None
        if self.start == OPEN:
            return _days(None, until)
        return _days(since, until) if since and since <= until else None

    def is_open(self, day: date, confirmed: date | None = None) -> bool:
        """Whether it had begun by that day, by its start or by what somebody showed, and no end is
        known."""
        if _is_date(self.end):
            return False
        begun = [self.start.widened[1]] if _is_date(self.start) else []
        if confirmed and (self.possible.lower or date.min) <= confirmed:
            begun.append(confirmed)
        return self.start == OPEN or any(one <= day for one in begun)

    def __str__(self) -> str:
        return self.text


def parse(text: str) -> Single | Interval:
    """Read an EDTF text: parse("2024-10").latest is 31 October 2024.

    Errors   NotADate, whose message tells an editor what to write instead. The empty text is
             no date: a column that is left blank says "unknown" without our help.
    Source   https://www.loc.gov/standards/datetime/, levels 0 and 1; a time of day is read and
             dropped. A mark (? ~ %) may also follow seasons and unspecified digits, and seasons
             may end intervals, which the page neither shows nor forbids.
    """
    if text in ("", "/"):
        raise NotADate("There is no date here; leave the field blank if nothing is known.")
    start, slash, end = text.partition("/")
    if not slash:
        timed = TIMED.fullmatch(text)
        return _single(timed[1] if timed else text, text)
    if "/" in end:
        raise NotADate("An interval has two ends. Write a day with hyphens: 2024-03-19.")

    interval = Interval(text, _end(start), _end(end))
    two_dates = _is_date(interval.start) and _is_date(interval.end)
    if two_dates and interval.end.widened[1] < interval.start.widened[0]:  # type: ignore[union-attr]  # they are dates
        raise NotADate("The interval ends before it starts.")
    return interval


def interval(start: str, end: str, ongoing: bool) -> str:
    """The interval between two ends as they were typed: period("2023-11-21", "", True) is
    "2023-11-21/..". Nothing known gives nothing; whether the text is a date is for `parse`.
    """
    if ongoing and end:
        raise NotADate("What is ongoing has no end: clear one of the two.")
    if ongoing:
        return f"{start}/{OPEN}"
    return f"{start}/{end}" if start or end else ""


def _end(text):
    if text in (OPEN, UNKNOWN):
        return text
    if TIMED.fullmatch(text):
        raise NotADate("The ends of an interval carry no time of day.")
    end = _single(text, text)
    if "X" in text:
        whole = text.replace("-XX", "")
        instead = f"write {whole}." if "X" not in whole else "write years: 2010/2019."
        raise NotADate(f"Unspecified digits in an interval are level 2 of EDTF; {instead}")
    return end


def _single(written, text):
    shape = SHAPE.fullmatch(written)
    if shape is None:
        raise NotADate(_slip(written))
    year, month, day, qualifier = shape.groups()
    if "X" in year and month or month == "XX" and day not in (None, "XX"):
        raise NotADate(_slip(written))

    first = 12 * int(year.replace("X", "0"))
    if year.endswith("X"):
        precision = Precision.CENTURY if year.endswith("XX") else Precision.DECADE
    elif month in (None, "XX"):
        precision = Precision.YEAR
    elif 1 <= int(month) <= 12:
        precision = Precision.MONTH
        first += int(month) - 1
    elif 21 <= int(month) <= 24 and not day:
        precision = Precision.SEASON
        first += 3 * (int(month) - 21) + 2
    else:
        raise NotADate(_no_such_month(year, int(month), day))
    if first < 12 or first + LENGTH[precision] > 120_000:
        raise NotADate(YEARS)

    earliest, latest = _first_day(first), _day_before(first + LENGTH[precision])
    if day not in (None, "XX"):
        if not 1 <= int(day) <= latest.day:
            leap = f" {year}" if (int(day), int(month)) == (29, 2) else ""
            raise NotADate(f"There is no {int(day)} {MONTHS[int(month) - 1]}{leap}.")
        precision = Precision.DAY
        earliest = latest = earliest.replace(day=int(day))
    return Single(text, earliest, latest, precision, qualifier)


def _no_such_month(year, code, day):
    if 21 <= code <= 24:
        return "A season has no days; write the day with its month."
    for codes, (name, months, base) in PARTS_OF_THE_YEAR.items():
        if code in codes:
            last = months * (code - base + 1)
            instead = f"{year}-{last - months + 1:02}/{year}-{last:02}"
            return f"{name} are not part of the format; write {instead}."
    if 25 <= code <= 32:
        season = 21 + (code - 25 if code < 29 else code - 27) % 4  # ours are northern
        return f"Seasons of a hemisphere are level 2 of EDTF; write {year}-{season}."
    return f"There is no month {code:02}."


def _slip(written):
    for pattern, reason in SLIPS if len(written) < 40 else []:
        if slip := pattern.fullmatch(written):
            return slip.expand(reason)
    return "Write the date as 2024-03-19, 2024-03 or 2024."


def _is_date(end: Single | str) -> TypeGuard[Single]:
    return isinstance(end, Single)


def _days(lower, upper):
    return Days(lower, upper if upper and upper < date.max else None)


def _month(day):
    """How many months after year 0 began `day` lies: a number that can be added to."""
    return 12 * day.year + day.month - 1


def _first_day(month):
    return date(month // 12, month % 12 + 1, 1)


def _day_before(month):
    return _first_day(month) - timedelta(1) if month < 120_000 else date.max
