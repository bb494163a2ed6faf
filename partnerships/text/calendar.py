"""Dates that follow from another day: "Tuesday", "four days later", "earlier this month".

Each is read from an anchor, the day on which the words were written, or from the date that was
told before it; and it is explained, so that an editor can say whether that is what was meant.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from .dates import CODE_OF, MONTH_OF, WEEKDAY_OF, WEEKDAYS, format_date, resolve, weekday_faults
from .edtf import MONTHS, NotADate, Precision, Single, parse

LONGEST = 100  # characters of a date
NUMBERS = {
    word: number
    for number, word in enumerate(
        "a one two three four five six seven eight nine ten eleven twelve".split()
    )
} | {"a": 1, "an": 1, "the": 1}

_MONTH = "|".join(
    sorted(MONTH_OF | {name.lower(): 0 for name in MONTHS} | {"sept": 9}, key=len)[::-1]
)
_DAY = "|".join(name.lower() for name in WEEKDAYS)
_SEASON = "spring|summer|autumn|fall|winter"
_UNIT = r"(?P<unit>day|week|fortnight|month|year|decade)s?"
_COUNT = rf"(?:(?P<count>\d{{1,3}}|{'|'.join(NUMBERS)}) )"
_AGO = re.compile(rf"(?:about |some |nearly )?{_COUNT}{_UNIT} ago")
_LATER = re.compile(
    rf"(?:(?:about |some |just |only |barely |nearly )*{_COUNT}{_UNIT} "
    r"(?P<way>later|afterwards?|earlier|before|after|previously)"
    r"|the (?P<next>next|following|same|previous) (?P<what>day|week|month|year)"
    r"|the (?P<this>day|week|month|year) (?P<side>before|after)"
    r"|that (?P<that>day|week|month|year))"
)
_AHEAD = re.compile(
    rf"(?P<tomorrow>tomorrow)|next (?P<unit>week|month|year|{_DAY}|{_MONTH}|{_SEASON})"
)
_PARTLY = re.compile(
    r"(?P<side>earlier|later) (?:this|in the) (?P<unit>week|month|year)|earlier (?P<today>today)"
)
_PART = re.compile(
    r"(?:the )?(?P<part>early|mid|middle of|late|beginning of|start of|end of)[ -](?:the )?"
    r"(?P<of>.+)"
)
_QUARTER = re.compile(
    r"(?:the )?(?:q(?P<q>[1-4])|h(?P<h>[12])"
    r"|(?P<rank>first|second|third|fourth|final|last) (?P<unit>quarter|half))"
    r"(?: (?:of )?(?:(?P<year>\d{4})|(?P<whose>this|last|the) year))?"
)
_LAST_DAY = re.compile(rf"last (?P<day>{_DAY})")
_WEEKEND = re.compile(r"(?:(?:over|at) )?(?:the|this|last) weekend")
_YEARS = re.compile(r"(?:the )?(?P<first>\d{4})[-–—/](?P<last>\d{2}|\d{4})")
_DAYS = re.compile(
    rf"(?P<first>\d{{1,2}})(?:st|nd|rd|th)?(?:[-–—]| to | and | or )(?P<rest>\d{{1,2}}.+)"
    rf"|(?P<month>{_MONTH}) (?P<one>\d{{1,2}})(?:[-–—]| to | and | or )(?P<other>\d{{1,2}})"
    r"(?P<year> \d{4})?"
)
_NUMERIC = re.compile(r"(?P<a>\d{1,2})(?P<mark>[/.])(?P<b>\d{1,2})(?P=mark)(?P<year>\d{4})")
# The weekday may stand before the date or after it; the middle is lazy, or it would swallow the
# second one, which then could never match.
_DROPPED = re.compile(rf"^(?:({_DAY}) )?(.*?)(?:(?: an?)? \(?({_DAY})\)?)?$")


@dataclass(frozen=True)
class Meaning:
    """What a source's words mean on its day: EDTF, and why."""

    edtf: str
    text: str

    def __str__(self) -> str:
        return self.text


def resolve_words(words: str, anchor: date, before: str | None = None) -> str | None:
    """The EDTF text that words mean on the day `anchor`, or None when they are too vague.

    `before` is the date that was told last, as EDTF: "four days later" counts from it.
    """
    if len(words) > LONGEST:
        return None
    plainly = _plain(words)
    try:
        found = (
            resolve(words, anchor)
            or resolve(_DROPPED.match(plainly)[2], anchor)  # type: ignore[index]  # it matches whatever stands there
            or _from_anchor(plainly, anchor)
            or _from_before(plainly, before)
        )
        return found and parse(found).text
    except (NotADate, OverflowError, ValueError):
        return None


def meaning_of(words: str, anchor: str) -> Meaning | None:
    """What words mean that a source wrote on its day `anchor` (EDTF), or None when they are too
    vague. An anchor that is not sure of the day gives an answer that is not sure either.
    """
    try:
        days = parse(anchor)
        first, last = days.possible
    except NotADate:
        return None
    if first is None or last is None:
        return None
    found, other = resolve_words(words, first), resolve_words(words, last)
    if not found or not other:
        return None
    if found != other:
        found = f"{parse(found).earliest}/{parse(other).latest}"
        span = parse(found)
        if span.is_interval and isinstance(span.start, Single) and span.start == span.end:
            found = span.start.text
    said = " ".join(words.split())
    return Meaning(
        found, f"{said}, as of {format_date(anchor)}: {format_date(found, between=True)}"
    )


def fault(words: str, anchor: date | None = None) -> str:
    """What the calendar has against a date: a weekday on which it does not fall, or no such day."""
    faults = weekday_faults(words, anchor)
    if faults:
        return faults[0]
    if match := _NUMERIC.fullmatch(words.strip()):
        a, b = int(match["a"]), int(match["b"])
        if a <= 12 and b <= 12 and a != b and match["mark"] == "/":
            return f"{words} is one day in London and another in New York: write the month."
    return ""


def _plain(words):
    words = re.sub(r"(?<!\d)[.,;]|[.,;](?!\d)|(?<=\d),(?=\s)", " ", words.lower())
    words = re.sub(r"^(?:in|on|during|over|by|of|from) ", "", " ".join(words.split()))
    return words


def _from_anchor(words, anchor):
    """The date that follows from the day on which the words were written."""
    if match := _AGO.fullmatch(words):
        return _moved(anchor.isoformat(), match["unit"], -_count(match["count"]))
    if match := _AHEAD.fullmatch(words):
        return _ahead(match, anchor)
    if match := _PARTLY.fullmatch(words):
        return _partly(match, anchor)
    if match := _LAST_DAY.fullmatch(words):
        return _last_day(match["day"], anchor)
    if _WEEKEND.fullmatch(words):
        sunday = anchor - timedelta((anchor.weekday() + 1) % 7)
        if anchor.weekday() == 5:
            sunday = anchor + timedelta(1)
        return f"{sunday - timedelta(1)}/{sunday}"
    if match := _QUARTER.fullmatch(words):
        return _quarter(match, anchor)
    if match := _YEARS.fullmatch(words):
        first, last = match["first"], match["last"]
        last = first[:2] + last if len(last) == 2 else last
        return f"{first}/{last}" if first < last else None
    if match := _DAYS.fullmatch(words):
        return _days(match, anchor)
    if match := _NUMERIC.fullmatch(words):
        return _numeric(match)
    if match := _PART.fullmatch(words):
        return _part(match, anchor)
    return None


def _last_day(name, anchor):
    """ "Last Tuesday" is the Tuesday before or that of the week before: one of two days."""
    ago = (anchor.weekday() - WEEKDAY_OF[name[:3]]) % 7 or 7
    late = anchor - timedelta(ago)
    if late < anchor - timedelta(anchor.weekday()):
        return late.isoformat()  # both mean one day
    return f"{late - timedelta(7)}/{late}"


def _ahead(match, anchor):
    if match["tomorrow"]:
        return (anchor + timedelta(1)).isoformat()
    unit = match["unit"]
    if unit == "week":
        monday = anchor + timedelta(7 - anchor.weekday())
        return f"{monday}/{monday + timedelta(6)}"
    if unit in ("month", "year"):
        return _moved(anchor.isoformat()[: 7 if unit == "month" else 4], unit, 1)
    if unit in _DAY.split("|"):
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
    if match["side"] == "earlier":
        return f"{first}/{anchor}" if first != anchor else anchor.isoformat()
    if match["unit"] == "week":
        last = first + timedelta(6)
    else:
        last = parse(first.isoformat()[: 7 if match["unit"] == "month" else 4]).latest
    return f"{anchor}/{last}" if last != anchor else anchor.isoformat()


def _quarter(match, anchor):
    year = int(match["year"]) if match["year"] else anchor.year - (match["whose"] == "last")
    ranks = {"first": 1, "second": 2, "third": 3, "fourth": 4}
    rank = int(match["q"] or match["h"] or 0) or ranks.get(match["rank"], 0)
    months = 6 if match["h"] or match["unit"] == "half" else 3
    if not rank and match["rank"] == "last" and not (match["year"] or match["whose"]):
        return None  # the last quarter: of the year, or the one before this
    rank = rank or 12 // months
    if rank * months > 12:
        return None
    if not (match["year"] or match["whose"]) and date(year, months * (rank - 1) + 1, 1) > anchor:
        year -= 1
    return f"{year:04}-{months * (rank - 1) + 1:02}/{year:04}-{months * rank:02}"


def _days(match, anchor):
    if match["month"]:
        year = match["year"] or ""
        first = resolve(f"{match['month']} {match['one']}{year}", anchor)
        last = resolve(f"{match['month']} {match['other']}{year}", anchor)
    else:
        last = resolve(match["rest"], anchor)
        first = last and f"{last[:8]}{int(match['first']):02}"
    return f"{first}/{last}" if first and last and first < last else None


def _numeric(match):
    a, b, year = int(match["a"]), int(match["b"]), match["year"]
    if match["mark"] == "." or a > 12 or a == b:
        return f"{year}-{b:02}-{a:02}"
    return f"{year}-{a:02}-{b:02}" if b > 12 else None


def _part(match, anchor):
    """The early, middle or late third of a month or a year."""
    whole = resolve(match["of"], anchor)
    days = parse(whole) if whole else None
    if not days or days.is_interval or days.precision not in (Precision.MONTH, Precision.YEAR):
        return None
    first, last = days.earliest, days.latest
    part = match["part"].split()[0]
    third = {"early": 0, "beginning": 0, "start": 0, "mid": 1, "middle": 1}.get(part, 2)
    if days.precision == Precision.YEAR:
        return f"{first.year:04}-{4 * third + 1:02}/{first.year:04}-{4 * third + 4:02}"
    start = first + timedelta(10 * third)
    return f"{start}/{last if third == 2 else start + timedelta(9)}"


def _from_before(words, before):
    """The date that follows from the one told before it."""
    match = _LATER.fullmatch(words)
    if not match or not before:
        return None
    if match["unit"]:
        back = match["way"] in ("earlier", "before", "previously")
        steps = _count(match["count"])
        return _moved(before, match["unit"], -steps if back else steps)
    unit = match["what"] or match["this"] or match["that"]
    steps = {"next": 1, "following": 1, "previous": -1}.get(match["next"], 0)
    steps += {"after": 1, "before": -1}.get(match["side"], 0)
    return _moved(before, unit, steps)


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
    else:
        ends = [f"{day.year + steps * (10 if unit == 'decade' else 1):04}" for day in (first, last)]
    return ends[0] if ends[0] == ends[1] else f"{ends[0]}/{ends[1]}"


def _month_from(day, steps):
    month = 12 * day.year + day.month - 1 + steps
    return f"{month // 12:04}-{month % 12 + 1:02}"
