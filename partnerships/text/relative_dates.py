"""Dates that follow from another day: "two years ago", "four days later", "earlier this month".

Each is read from an anchor, the day on which the words were written, or from the date that was
told before it.
"""

import re
from datetime import date, timedelta

from .date_words import CODE_OF, MONTH_PATTERN, SEASON_PATTERN, WEEKDAY_OF, WEEKDAY_PATTERN
from .dates import about
from .edtf import parse

NUMBERS = {
    word: number
    for number, word in enumerate(
        "a one two three four five six seven eight nine ten eleven twelve".split()
    )
} | {"a": 1, "an": 1, "the": 1}
_UNIT = r"(?P<unit>day|week|fortnight|month|year|decade)s?"
_COUNT = rf"(?:(?P<count>\d{{1,3}}|{'|'.join(NUMBERS)}) )"
_ABOUT = r"(?:(?P<about>about|around|roughly|some|nearly|almost|over|more than) |just |only )*"
_AGO = re.compile(rf"{_ABOUT}{_COUNT}{_UNIT} ago")
_LATER = re.compile(
    rf"(?:{_ABOUT}(?:barely )?{_COUNT}{_UNIT} "
    r"(?P<way>later|afterwards?|earlier|before|after|previously)"
    r"|the (?P<next>next|following|same|previous) (?P<what>day|week|month|year)"
    r"|the (?P<this>day|week|month|year) (?P<side>before|after)"
    rf"|the (?P<side_day>previous|next|following) (?P<day>{WEEKDAY_PATTERN})"
    r"|that (?P<that>day|week|month|year))"
)
_AHEAD = re.compile(
    r"(?P<tomorrow>tomorrow)"
    rf"|next (?P<unit>week|month|year|{WEEKDAY_PATTERN}|{MONTH_PATTERN}|{SEASON_PATTERN})"
)
_PARTLY = re.compile(
    r"(?P<side>earlier|later) (?:this|in the) (?P<unit>week|month|year)|earlier (?P<today>today)"
)
_LAST_DAY = re.compile(rf"last (?P<day>{WEEKDAY_PATTERN})")
_BEFORE_LAST = re.compile(
    rf"(?:the )?(?P<unit>{WEEKDAY_PATTERN}|night|week|month|year) before last"
)
_OF_A_WEEK = re.compile(
    rf"(?P<day>{WEEKDAY_PATTERN}) (?:of )?(?P<which>last|this|next) week"
    rf"|(?P<whose>last|this|next) week['’]s (?P<its>{WEEKDAY_PATTERN})"
)
_WEEKEND = re.compile(r"(?:(?:over|at) )?(?:the|this|last) weekend")


def from_anchor(words: str, anchor: date) -> str | None:
    """The date that follows from the day on which the words were written, as EDTF."""
    if match := _AGO.fullmatch(words):
        ago = _moved(anchor.isoformat(), match["unit"], -_count(match["count"]))
        return about(ago) if match["about"] else ago
    if match := _AHEAD.fullmatch(words):
        return _ahead(match, anchor)
    if match := _PARTLY.fullmatch(words):
        return _partly(match, anchor)
    if match := _LAST_DAY.fullmatch(words):
        return _last_day(match["day"], anchor)
    if match := _BEFORE_LAST.fullmatch(words):
        return _before_last(match, anchor)
    if match := _OF_A_WEEK.fullmatch(words):
        return _of_a_week(match, anchor)
    if _WEEKEND.fullmatch(words):
        sunday = anchor - timedelta((anchor.weekday() + 1) % 7)
        if anchor.weekday() == 5:
            sunday = anchor + timedelta(1)
        return f"{sunday - timedelta(1)}/{sunday}"
    return None


def _last_day(name, anchor):
    """ "Last Tuesday" is the Tuesday before or that of the week before: one of two days."""
    ago = (anchor.weekday() - WEEKDAY_OF[name[:3]]) % 7 or 7
    late = anchor - timedelta(ago)
    if late < anchor - timedelta(anchor.weekday()):
        return late.isoformat()  # both mean one day
    return f"{late - timedelta(7)}/{late}"


def _before_last(match, anchor):
    """ "The week before last"; of a weekday as unsure of the day as "last Tuesday" is."""
    unit = match["unit"]
    if unit in ("week", "month", "year"):
        whole = {"week": 7, "month": 1, "year": 1}[unit]
        if unit == "week":
            monday = anchor - timedelta(anchor.weekday() + 2 * whole)
            return f"{monday}/{monday + timedelta(6)}"
        return _moved(anchor.isoformat()[: 7 if unit == "month" else 4], unit, -2 * whole)
    if unit == "night":
        return (anchor - timedelta(2)).isoformat()
    days = [date.fromisoformat(day) - timedelta(7) for day in _last_day(unit, anchor).split("/")]
    return "/".join(map(str, days))


def _of_a_week(match, anchor):
    """ "Tuesday of last week": the day of that week."""
    steps = {"last": -1, "this": 0, "next": 1}[match["which"] or match["whose"]]
    monday = anchor - timedelta(anchor.weekday()) + timedelta(7 * steps)
    return (monday + timedelta(WEEKDAY_OF[(match["day"] or match["its"])[:3]])).isoformat()


def _ahead(match, anchor):
    if match["tomorrow"]:
        return (anchor + timedelta(1)).isoformat()
    unit = match["unit"]
    if unit == "week":
        monday = anchor + timedelta(7 - anchor.weekday())
        return f"{monday}/{monday + timedelta(6)}"
    if unit in ("month", "year"):
        return _moved(anchor.isoformat()[: 7 if unit == "month" else 4], unit, 1)
    if unit in WEEKDAY_PATTERN.split("|"):
        days = (WEEKDAY_OF[unit[:3]] - anchor.weekday()) % 7 or 7
        return (anchor + timedelta(days)).isoformat()
    code = CODE_OF[unit if unit in CODE_OF else unit[:3]]
    candidates = (f"{anchor.year + ahead:04}-{code:02}" for ahead in range(2))
    return next(part for part in candidates if parse(part).earliest > anchor)


def _partly(match, anchor):
    if match["today"]:
        return anchor.isoformat()
    first = {
        "week": anchor - timedelta(anchor.weekday()),
        "month": anchor.replace(day=1),
        "year": anchor.replace(month=1, day=1),
    }[match["unit"]]
    if match["side"] == "earlier":  # on the first day, it can be none
        return f"{first}/{anchor}" if first != anchor else None
    if match["unit"] == "week":
        last = first + timedelta(6)
    else:
        last = parse(first.isoformat()[: 7 if match["unit"] == "month" else 4]).latest
    return f"{anchor}/{last}" if last != anchor else None


def from_before(words: str, before: str | None, anchor: date) -> str | None:
    """The date that follows from the one told before it."""
    match = _LATER.fullmatch(words)
    if not match:
        return None
    if not before:
        is_last = match["side_day"] == "previous"
        return _last_day(match["day"], anchor) if is_last else None
    if match["unit"]:
        back = match["way"] in ("earlier", "before", "previously")
        steps = _count(match["count"])
        moved = _moved(before, match["unit"], -steps if back else steps)
        return about(moved) if match["about"] else moved
    if match["day"]:
        return _weekday_beside(match["day"], before, match["side_day"] == "previous")
    unit = match["what"] or match["this"] or match["that"]
    steps = {"next": 1, "following": 1, "previous": -1}.get(match["next"], 0)
    steps += {"after": 1, "before": -1}.get(match["side"], 0)
    return _moved(before, unit, steps)


def _weekday_beside(name, before, is_previous):
    """The last Tuesday before a day, or the first after it; None where no day was told."""
    told = parse(before)
    if told.is_interval or not told.is_exact:
        return None
    weekday = WEEKDAY_OF[name[:3]]
    if is_previous:
        return (told.earliest - timedelta((told.earliest.weekday() - weekday) % 7 or 7)).isoformat()
    return (told.earliest + timedelta((weekday - told.earliest.weekday()) % 7 or 7)).isoformat()


def _count(word):
    return int(word) if word.isdigit() else NUMBERS[word]


def _moved(start, unit, steps):
    """The date so many days, weeks, months or years from another, as exact as its unit."""
    value = parse(start)
    first, last = value.earliest, value.latest
    if first is None or last is None:
        return None
    if unit in ("day", "week", "fortnight"):
        if first != last:
            return None
        days = {"day": 1, "week": 7, "fortnight": 14}[unit] * steps
        moved = first + timedelta(days)
        if unit == "day":
            return moved.isoformat()
        return f"{moved - timedelta(3)}/{moved + timedelta(3)}"
    if unit == "month":
        ends = [_month_from(day, steps) for day in (first, last)]
    elif unit == "decade":  # as vague as it is long
        ends = [f"{first.year + 10 * steps - 5:04}", f"{last.year + 10 * steps + 5:04}"]
    else:
        ends = [f"{day.year + steps:04}" for day in (first, last)]
    return ends[0] if ends[0] == ends[1] else f"{ends[0]}/{ends[1]}"


def _month_from(day, steps):
    month = 12 * day.year + day.month - 1 + steps
    return f"{month // 12:04}-{month % 12 + 1:02}"
