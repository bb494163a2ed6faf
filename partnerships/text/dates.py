"""Dates as people write them: worded from EDTF, explained in days, and read out of a source."""

import re
from datetime import date, timedelta

from .edtf import MONTHS, OPEN, UNKNOWN, NotADate, Precision, parse

SEASONS = ["spring", "summer", "autumn", "winter"]
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
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
        return f"On {_day(certain.lower)}." if certain else f"Some day {_span(*possible)}."
    if certain is None:
        return f"No day is certain; possibly {_span(*possible)}."
    if certain == possible:
        return f"Certainly {_span(*certain)}."
    return f"Certainly {_span(*certain)}, possibly {_beyond(certain, possible)}."


def resolve(words: str, anchor: date) -> str | None:
    """The EDTF text that a source's words mean on its day, or None when they are too vague.

    "In April", published on 23 October 2024, is 2024-04: a month, season, weekday or day without
    its year is the latest that had begun by then. "Last autumn" is the latest that was over;
    "last Tuesday" is None, because people mean two different days by it.
    """
    if len(words) > 100:
        return None  # no date takes that many, and the reading below recurses
    try:
        found = _resolved(words, anchor)
        return found and parse(found).text
    except (NotADate, OverflowError):
        return None


def weekday_faults(text: str, anchor: date | None = None) -> list[str]:
    """A sentence for each weekday that stands beside a date it does not fall on: "15 May 2026 was
    a Friday, not a Monday." A date without a year is the one nearest to `anchor`, if that is given.
    """
    faults = {}
    for pattern in WEEKDAY_BESIDE_DATE:
        for match in pattern.finditer(text):
            if fault := _fault(anchor=anchor, **match.groupdict()):
                faults[match.start()] = fault
    return list(dict.fromkeys(fault for _, fault in sorted(faults.items())))


def _named(value):
    """One date in words, with its hedge."""
    first = value.earliest
    match value.precision:
        case Precision.DAY:
            name = _day(first)
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
        return f"on {_day(lower)}" if lower else "on any day"
    if lower is None:
        return f"up to {_day(upper)}"
    if upper is None:
        return f"from {_day(lower)} on"
    first = _day(lower)
    if lower.year == upper.year:
        first = first.removesuffix(f" {lower.year}")
        if lower.month == upper.month:
            first = str(lower.day)
    return f"from {first} to {_day(upper)}"


def _beyond(certain, possible):
    """How much further than the certain days the possible ones reach, at either end."""
    earlier = later = ""
    if possible.lower != certain.lower:
        earlier = f"from {_day(possible.lower)}" if possible.lower else "earlier"
    if possible.upper != certain.upper:
        later = f"to {_day(possible.upper)}" if possible.upper else "later"
    if earlier and later:
        return _span(*possible) if all(possible) else f"{earlier} and {later}"
    return earlier or later


def _day(day):
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _ordinal(number):
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


# Words are looked up by their first three letters, which no two months and no two weekdays share
MONTH_OF = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}
WEEKDAY_OF = {name[:3].lower(): number for number, name in enumerate(WEEKDAYS)}
CODE_OF = MONTH_OF | {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}

MONTH_NAMES = [*MONTHS, "Sept", *(name[:3] for name in MONTHS)]
WEEKDAY_NAMES = [*WEEKDAYS, "Tues", "Thurs", "Thur", *(name[:3] for name in WEEKDAYS)]

# In a story only capitals count: "may", "sat" and "sun" are words too
IN_TEXT = {
    "weekday": rf"\b(?P<weekday>{'|'.join([*WEEKDAY_NAMES, *map(str.upper, WEEKDAY_NAMES)])})\b\.?",
    "month": rf"(?P<month>{'|'.join([*MONTH_NAMES, *map(str.upper, MONTH_NAMES)])})\b\.?",
    # "Tuesday, 4 and 5 May" names two days: which of them is the Tuesday is not for us to say
    "day": r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th)?\b(?!\s*(?:[-–—]|and|or|to)\s*\d{1,2}\b)",
    "year": r"(?P<year>(?:1[6-9]|20)\d\d)\b",
}
WEEKDAY_BESIDE_DATE = [
    re.compile(pattern.format(**IN_TEXT))
    for pattern in [
        r"{weekday},?\s+\(?(?:the\s+)?{month}\s+{day}(?:,?\s+{year})?",
        r"{weekday},?\s+\(?(?:the\s+)?{day}\s+(?:of\s+)?{month}(?:,?\s+{year})?",
        r"{weekday},?\s+\(?{year}-(?P<month>\d\d)-(?P<day>\d\d)\b",
        r"\b{month}\s+{day}(?:,?\s+{year})?(?:,\s+an?\s+|\s+\(){weekday}",
        r"{day}\s+(?:of\s+)?{month}(?:,?\s+{year})?(?:,\s+an?\s+|\s+\(){weekday}",
        r"\b{year}-(?P<month>\d\d)-(?P<day>\d\d)(?:,\s+an?\s+|\s+\(){weekday}",
    ]
]

MONTH = rf"(?P<month>{'|'.join(MONTH_NAMES).lower()})"
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
WEEKDAY = rf"(?P<weekday>{'|'.join(WEEKDAY_NAMES).lower()})"
YEAR = r"(?P<year>\d{4})"
PLAIN = re.compile(r"\d{4}(?:-\d\d-\d\d)?")  # not 2023-24: a source means two years by it
BEGINNING = re.compile(
    r"(?:since|starting|started|start|beginning|began)(?: (?:in|on|from))? (?P<rest>.+)"
)
ENDING = re.compile(r"(?:until|till|up to) (?P<rest>.+)")
ABOUT = re.compile(r"(?:about|around|circa|roughly) (?P<rest>.+)")
TODAY = re.compile(r"(?:earlier |late )?today|this (?:morning|afternoon|evening)|tonight")
YESTERDAY = re.compile(r"yesterday(?: (?:morning|afternoon|evening))?|last night")
ON_WEEKDAY = re.compile(rf"(?:this )?{WEEKDAY}(?: (?:morning|afternoon|evening|night))?")
WEEK_MONTH_YEAR = re.compile(r"(?P<which>this|last) (?P<unit>week|month|year)")
DECADE = re.compile(r"(?P<decade>\d{3})0s")
ON_DAY = [
    re.compile(rf"(?:{WEEKDAY} )?(?:the )?{DAY} (?:of )?{MONTH}(?: {YEAR})?"),
    re.compile(rf"(?:{WEEKDAY} )?{MONTH} {DAY}(?: {YEAR})?"),
]
IN_PART = re.compile(
    rf"(?:(?P<which>this|last) )?(?:{MONTH}|(?P<season>spring|summer|autumn|fall|winter))"
    rf"(?: (?:of )?(?:{YEAR}(?:[-–/](?P<into>\d\d))?|(?P<whose>this|last) year))?"
)


def _resolved(words, anchor):
    words = " ".join(re.sub(r"[.,;:]", " ", words.lower()).split())
    for pattern, form in [(BEGINNING, "{}/.."), (ENDING, "../{}"), (ABOUT, "{}~")]:
        if match := pattern.fullmatch(words):
            inner = _resolved(match["rest"], anchor)
            return inner and form.format(inner)

    words = re.sub(r"^(?:in|on|during|over) ", "", words)
    words = re.sub(r"^the ", "", words)
    if PLAIN.fullmatch(words):
        return words
    if TODAY.fullmatch(words):
        return anchor.isoformat()
    if YESTERDAY.fullmatch(words):
        return (anchor - timedelta(1)).isoformat()
    if match := ON_WEEKDAY.fullmatch(words):
        ago = (anchor.weekday() - WEEKDAY_OF[match["weekday"][:3]]) % 7
        return (anchor - timedelta(ago)).isoformat()
    if match := WEEK_MONTH_YEAR.fullmatch(words):
        return _week_month_or_year(match["unit"], match["which"] == "last", anchor)
    if match := DECADE.fullmatch(words):
        return f"{match['decade']}X"
    for pattern in ON_DAY:
        if match := pattern.fullmatch(words):
            return _on_day(anchor=anchor, **match.groupdict())
    if match := IN_PART.fullmatch(words):
        return _in_part(anchor=anchor, **match.groupdict())
    return None


def _week_month_or_year(unit, last, anchor):
    if unit == "week":
        monday = anchor - timedelta(anchor.weekday() + 7 * last)
        return f"{monday}/{monday + timedelta(6)}"
    if unit == "month":
        month = anchor.replace(day=1)
        return (month - timedelta(1) if last else month).isoformat()[:7]
    return f"{anchor.year - last:04}"


def _on_day(weekday, day, month, year, anchor):
    """The day as named, or without a year the latest by `anchor`; None if its weekday differs."""
    month = MONTH_OF[month[:3]]
    # eight years, for 29 February: 1900 was no leap year
    years = [int(year)] if year else range(anchor.year, anchor.year - 9, -1)
    for candidate in _existing(years, month, int(day)):
        if year or candidate <= anchor:
            fits = not weekday or candidate.weekday() == WEEKDAY_OF[weekday[:3]]
            return candidate.isoformat() if fits else None
    return None


def _in_part(which, month, season, year, into, whose, anchor):
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
    return next(part for part in latest_first if parse(part).earliest <= anchor)


def _fault(weekday, month, day, year=None, anchor=None):
    """What is wrong with one weekday beside one date, or None."""
    month = int(month) if month.isdigit() else MONTH_OF[month[:3].lower()]
    if year is None and anchor is None:
        return None
    years = [int(year)] if year else range(anchor.year - 4, anchor.year + 5)
    days = _existing(years, month, int(day))
    if not days:
        try:
            parse(f"{years[0]:04}-{month:02}-{int(day):02}")
        except NotADate as reason:
            return str(reason)
    meant = days[0] if year else min(days, key=lambda found: abs(found - anchor))
    said = WEEKDAY_OF[weekday[:3].lower()]
    if meant.weekday() == said:
        return None
    verb = "is" if anchor and meant > anchor else "was"
    return f"{_day(meant)} {verb} a {WEEKDAYS[meant.weekday()]}, not a {WEEKDAYS[said]}."


def _existing(years, month, day):
    """That day in each of the years that has it."""
    found = []
    for year in years:
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    return found
