"""Dates as people write them: worded from EDTF, explained in days, and read out of a source."""

import re
from datetime import date, timedelta

from .date_words import (
    ANY_WEEKDAY_PATTERN,
    CODE_OF,
    MONTH_OF,
    MONTH_PATTERN,
    SEASON_PATTERN,
    WEEKDAY_OF,
    day_in_words,
)
from .edtf import MONTHS, OPEN, UNKNOWN, NotADate, Precision, parse
from .unsaid_years import day_meant, existing_days, part_meant

SEASONS = ["spring", "summer", "autumn", "winter"]
HEDGES = {"": "", "~": "about ", "?": "perhaps ", "%": "perhaps about "}


def format_date(text: str, *, between: bool = False) -> str:
    """An EDTF text as people write it: "2019-07-22/.." is "since 22 July 2019"; blank is "".

    With `between`, an interval is where one day lies and not how long a thing lasted: "between
    June and 23 October 2024".

    Errors   NotADate.
    """
    if not text:
        return ""
    value = parse(text)
    if not value.is_interval:
        return _named(value)
    known_start, known_end = value.start not in (OPEN, UNKNOWN), value.end not in (OPEN, UNKNOWN)
    if known_start and known_end:
        if value.start == value.end:
            return _named(value.start)
        first, last = _with_year_once(value.start, value.end)
        return f"between {first} and {last}" if between else f"{first} to {last}"
    if known_start:
        since = "since" if value.end == OPEN else "after" if between else "from"
        return f"{since} {_named(value.start)}"
    if known_end:
        return f"{'by' if between else 'until'} {_named(value.end)}"
    if value.end == UNKNOWN:
        return "until an unknown day"
    return "always" if value.start == OPEN else "since an unknown day"


def in_days(text: str, confirmed: date | None = None) -> str:
    """What an EDTF text means, to whoever types it: "2024-10" is "Some day from 1 to 31 October
    2024." An open end is certain up to `confirmed`, the day it was last seen to be open.

    Errors   NotADate.
    """
    if not text:
        return "Nothing is known."
    value = parse(text)
    certain, possible = value.certain(confirmed), value.possible
    if not value.is_interval:
        return f"On {day_in_words(value.earliest)}." if certain else f"Some day {_span(*possible)}."
    if certain is None:
        return f"No day is certain; possibly {_span(*possible)}."
    if certain == possible:
        return f"Certainly {_span(*certain)}."
    return f"Certainly {_span(*certain)}, possibly {_beyond(certain, possible)}."


def resolve(words: str, anchor: date, *, ahead: bool = False) -> str | None:
    """The EDTF text that a source's words mean on its day, or None when they are too vague.

    "In April", published on 23 October 2024, is 2024-04: a month, season, weekday or day without
    its year is the latest that had begun by then; of what is to come (`ahead`) the next. "Last
    autumn" is the latest that was over; "last Tuesday" is None, because people mean two different
    days by it.
    """
    if len(words) > 100:
        return None  # no date takes that many, and the reading below recurses
    try:
        found = _resolved(words, anchor, ahead)
        return found and parse(found).text
    except (NotADate, OverflowError):
        return None


def _named(value):
    """One date in words, with its hedge."""
    first = value.earliest
    match value.precision:
        case Precision.DAY:
            name = day_in_words(first)
        case Precision.MONTH:
            name = f"{MONTHS[first.month - 1]} {first.year}"
        case Precision.SEASON:
            name = f"{SEASONS[first.month // 3 - 1]} {first.year}"
            if first.month == 12:
                name += f"–{(first.year + 1) % 100:02}"  # it ends in the year after
        case Precision.YEAR:
            name = str(first.year)
        case Precision.DECADE:
            name = f"the {first.year}s"
        case Precision.CENTURY:
            name = f"the {_ordinal(first.year // 100 + 1)} century"
    if value.is_unspecified:
        name = f"a {'day' if value.text.count('-') == 2 else 'month'} in {name}"
    return HEDGES[value.qualifier] + name


def _with_year_once(start, end):
    """Both dates in words; what they share (year, month) is said with the second alone."""
    first, last = _named(start), _named(end)
    parts = (Precision.DAY, Precision.MONTH, Precision.SEASON)
    if start.precision in parts and end.precision in parts:
        days = start.precision == end.precision == Precision.DAY
        if days and start.earliest.replace(day=1) == end.earliest.replace(day=1):
            return HEDGES[start.qualifier] + str(start.earliest.day), last
        if start.earliest.year == end.earliest.year:
            return first.removesuffix(f" {start.earliest.year}"), last
    return first, last


def _span(lower, upper):
    """Days in words: from 1 to 31 October 2024."""
    if lower == upper:
        return f"on {day_in_words(lower)}" if lower else "on any day"
    if lower is None:
        return f"up to {day_in_words(upper)}"
    if upper is None:
        return f"from {day_in_words(lower)} on"
    first = day_in_words(lower)
    if lower.year == upper.year:
        first = first.removesuffix(f" {lower.year}")
        if lower.month == upper.month:
            first = str(lower.day)
    return f"from {first} to {day_in_words(upper)}"


def _beyond(certain, possible):
    """How much further than the certain days the possible ones reach, at either end."""
    earlier = later = ""
    if possible.lower != certain.lower:
        earlier = f"from {day_in_words(possible.lower)}" if possible.lower else "earlier"
    if possible.upper != certain.upper:
        later = f"to {day_in_words(possible.upper)}" if possible.upper else "later"
    if earlier and later:
        return _span(*possible) if all(possible) else f"{earlier} and {later}"
    return earlier or later


def _ordinal(number):
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


MONTH = rf"(?P<month>{MONTH_PATTERN})"
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
WEEKDAY = rf"(?P<weekday>{ANY_WEEKDAY_PATTERN})"
YEAR = r"(?P<year>\d{4})"
PLAIN = re.compile(r"\d{4}(?:-\d\d-\d\d)?")  # not 2023-24: a source means two years by it
BEGINNING = re.compile(
    r"(?:since|starting|started|start|beginning|began)(?: (?:in|on|from))? (?P<rest>.+)"
)
ENDING = re.compile(r"(?:until|till|up to) (?P<rest>.+)")
ABOUT = re.compile(r"(?:about|around|circa|roughly|approximately) (?P<rest>.+)")
TODAY = re.compile(r"(?:earlier |late )?today|this (?:morning|afternoon|evening)|tonight")
YESTERDAY = re.compile(r"yesterday(?: (?:morning|afternoon|evening))?|last night")
ON_WEEKDAY = re.compile(rf"(?P<this>this )?{WEEKDAY}(?: (?:morning|afternoon|evening|night))?")
WEEK_MONTH_YEAR = re.compile(r"(?P<which>this|last) (?P<unit>week|month|year)")
DECADE = re.compile(r"(?P<decade>\d\d[1-9])0s")  # "the 2000s" are ten years, or a hundred
ON_DAY = [
    re.compile(rf"(?:{WEEKDAY} )?(?:the )?{DAY} (?:of )?{MONTH}(?: {YEAR})?"),
    re.compile(rf"(?:{WEEKDAY} )?{MONTH} {DAY}(?: {YEAR})?"),
]
IN_PART = re.compile(
    rf"(?:(?P<which>this|last) )?(?:{MONTH}|(?P<season>{SEASON_PATTERN}))"
    rf"(?: (?:of )?(?:{YEAR}(?:[-–/](?P<into>\d\d))?|(?P<whose>this|last) year))?"
)


def _resolved(words, anchor, ahead):
    words = " ".join(re.sub(r"[.,;:()]", " ", words.lower()).split())
    if match := BEGINNING.fullmatch(words):
        inner = _resolved(match["rest"], anchor, ahead)
        return inner and f"{inner}/.."
    if match := ENDING.fullmatch(words):
        inner = _resolved(match["rest"], anchor, ahead=True)
        return inner and f"../{inner}"
    if match := ABOUT.fullmatch(words):
        return about(_resolved(match["rest"], anchor, ahead))

    words = re.sub(r"^(?:in|on|during|over|some ?time (?:in|during)) ", "", words)
    words = re.sub(r"^the ", "", words)
    if PLAIN.fullmatch(words):
        return words
    if TODAY.fullmatch(words):
        return anchor.isoformat()
    if YESTERDAY.fullmatch(words):
        return (anchor - timedelta(1)).isoformat()
    if match := ON_WEEKDAY.fullmatch(words):
        return _weekday(WEEKDAY_OF[match["weekday"][:3]], anchor, ahead, bool(match["this"]))
    if match := WEEK_MONTH_YEAR.fullmatch(words):
        return _week_month_or_year(match["unit"], match["which"] == "last", anchor)
    if match := DECADE.fullmatch(words):
        return f"{match['decade']}X"
    for pattern in ON_DAY:
        if match := pattern.fullmatch(words):
            return _on_day(anchor=anchor, ahead=ahead, **match.groupdict())
    if match := IN_PART.fullmatch(words):
        return _in_part(anchor=anchor, ahead=ahead, **match.groupdict())
    return None


def about(edtf: str | None) -> str | None:
    """The date, or each end of it, marked as approximate."""
    ends = [end and (end if end == OPEN else f"{end}~") for end in (edtf or "").split("/")]
    return "/".join(ends) or None


def _weekday(weekday, anchor, ahead, this):
    """The latest such day, the anchor included; of what is to come the next; "this Friday" is that
    of the week."""
    if this and not ahead:
        return (anchor + timedelta(weekday - anchor.weekday())).isoformat()
    if ahead:
        return (anchor + timedelta((weekday - anchor.weekday()) % 7)).isoformat()
    return (anchor - timedelta((anchor.weekday() - weekday) % 7)).isoformat()


def _week_month_or_year(unit, last, anchor):
    if unit == "week":
        monday = anchor - timedelta(anchor.weekday() + 7 * last)
        return f"{monday}/{monday + timedelta(6)}"
    if unit == "month":
        month = anchor.replace(day=1)
        return (month - timedelta(1) if last else month).isoformat()[:7]
    return f"{anchor.year - last:04}"


def _on_day(weekday, day, month, year, anchor, ahead):
    """The day as named; None if its weekday differs."""
    month, day = MONTH_OF[month[:3]], int(day)
    weekday = WEEKDAY_OF[weekday[:3]] if weekday else None
    if year:
        found = next(iter(existing_days([int(year)], month, day)), None)
        found = found if found and weekday in (None, found.weekday()) else None
    else:
        found = day_meant(month, day, anchor, weekday=weekday, ahead=ahead)
    return found.isoformat() if found else None


def _in_part(which, month, season, year, into, whose, anchor, ahead):
    """The month or season as named, or the one that "this" or "last" points to from `anchor`."""
    code = CODE_OF[season or month[:3]]
    if which and (year or whose):
        return None
    if year:
        fits = not into or (season == "winter" and int(into) == (int(year) + 1) % 100)
        return f"{year}-{code:02}" if fits else None
    if whose:
        return f"{anchor.year - (whose == 'last'):04}-{code:02}"

    latest_first = [f"{anchor.year - back:04}-{code:02}" for back in range(3)]
    if which == "this":
        now, before, _ = latest_first
        return before if parse(before).latest >= anchor else now
    if which == "last":
        return next(part for part in latest_first if parse(part).latest < anchor)
    return part_meant(code, anchor, ahead=ahead)
