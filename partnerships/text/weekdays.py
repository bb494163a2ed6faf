"""Weekdays that stand beside a date: whether the date falls on them."""

from datetime import date

from .date_words import MONTH_NAMES, MONTH_OF, WEEKDAY_NAMES, WEEKDAY_OF, WEEKDAYS, day_in_words
from .edtf import MONTHS, NotADate, parse
from .patterns import late
from .unsaid_years import days_meant, existing_days, looks_ahead

# In a story only capitals count: "may", "sat" and "sun" are words too
IN_TEXT = {
    "weekday": rf"\b(?P<weekday>{'|'.join([*WEEKDAY_NAMES, *map(str.upper, WEEKDAY_NAMES)])})\b\.?",
    "month": rf"(?P<month>{'|'.join([*MONTH_NAMES, *map(str.upper, MONTH_NAMES)])})\b\.?",
    # "Tuesday, 4 and 5 May" names two days: which of them is the Tuesday is not for us to say
    "day": r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th)?\b(?!\s*(?:[-–—]|and|or|to)\s*\d{1,2}\b)",
    "year": r"(?P<year>(?:1[6-9]|2[01])\d\d)\b",
}
DAY_OF = [
    r"{month}\s+{day}(?:,?\s*{year})?",
    r"(?:the\s+)?{day}\s+(?:of\s+)?{month}(?:,?\s+{year})?",
    r"{day}-{month}-{year}",
    r"{year}[-/](?P<month>\d\d)[-/](?P<day>\d\d)\b",
    r"{day}\.(?P<month>\d\d?)\.{year}",
]
WEEKDAY_BESIDE_DATE = [
    late(pattern.format(**IN_TEXT))
    for each in DAY_OF
    for pattern in (
        rf"{{weekday}},?\s+(?:\(|on\s+)?(?:the\s+)?{each}",
        rf"\b{each}(?:,\s+an?\s+|\s+\(){{weekday}}",
    )
]


def weekday_faults(text: str, anchor: date | None = None, *, ahead: bool = False) -> list[str]:
    """A sentence for each weekday that stands beside a date it does not fall on: "15 May 2026 was
    a Friday, not a Monday." The year of a date that is told without one follows from `anchor`, if
    that is given, and from the words before it, of which `lead` are those before the text.
    """
    faults = {}
    for pattern in WEEKDAY_BESIDE_DATE:
        for match in pattern.finditer(text):
            to_come = ahead or looks_ahead(text[: match.start()], text[match.end() :])
            if fault := _fault(anchor=anchor, ahead=to_come, **match.groupdict()):
                faults[match.start()] = fault
    return list(dict.fromkeys(fault for _, fault in sorted(faults.items())))


def _fault(weekday, month, day, year=None, anchor=None, ahead=False):
    """What is wrong with one weekday beside one date, or None."""
    month, day = int(month) if month.isdigit() else MONTH_OF[month[:3].lower()], int(day)
    said = WEEKDAY_OF[weekday[:3].lower()]
    if year:
        meant = existing_days([int(year)], month, day)
    elif anchor:
        meant = days_meant(month, day, anchor, weekday=said, ahead=ahead)
    else:
        return None
    if not meant:
        return _no_such_day(int(year or 2000), month, day)
    if any(one.weekday() == said for one in meant):
        return None
    told = " and ".join(_fall(one, anchor, alone=len(meant) == 1) for one in meant)
    if len(meant) > 1:
        told = f"{day} {MONTHS[month - 1]} {told}"
    return f"{told}, not a {WEEKDAYS[said]}."


def _fall(day, anchor, alone):
    verb = "is" if anchor and day > anchor else "was"
    weekday = WEEKDAYS[day.weekday()]
    return (
        f"{day_in_words(day)} {verb} a {weekday}" if alone else f"{verb} a {weekday} in {day.year}"
    )


def _no_such_day(year, month, day):
    try:
        parse(f"{year:04}-{month:02}-{day:02}")
    except NotADate as reason:
        return str(reason)
    return None
