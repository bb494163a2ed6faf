"""Dates that say themselves which they are: quarters, halves, decades, several days, in numbers.

What they leave out is the year at most.
"""

import re
from calendar import monthrange
from datetime import date, timedelta

from .date_words import MONTH_PATTERN
from .dates import resolve
from .edtf import Precision, parse

_PART = re.compile(
    r"(?:the )?(?P<part>early|mid|middle of|late|beginning of|start of|end of|end)[ -](?:the )?"
    r"(?P<of>.+)"
)
_QUARTER = re.compile(
    r"(?:the )?(?:(?:(?P<from>\d{4})[ -]?)?(?:q(?P<q>[1-4])|h(?P<h>[12]))|(?P<n>[1-4])(?P<of>[qh])"
    r"|(?P<rank>first|second|third|fourth|final|last) (?P<unit>quarter|half))"
    r"(?:(?: of|,)?[ /-]?(?P<year>(?:1[6-9]|20)\d\d)|[ /-]?['’]?(?P<short>\d\d)"
    r"| (?:of )?(?P<whose>this|last|the) year)?"
)
_YEARS = re.compile(r"(?:the )?(?P<first>\d{4})[-–—/](?P<last>\d{2}|\d{4})")
_DAYS = re.compile(
    rf"(?P<first>\d{{1,2}})(?:st|nd|rd|th)?(?:[-–—]| to | and | or )(?P<rest>\d{{1,2}}.+)"
    rf"|(?P<month>{MONTH_PATTERN}) (?P<one>\d{{1,2}})(?:[-–—]| to | and | or )(?P<other>\d{{1,2}})"
    r"(?P<year> \d{4})?"
)
_NUMERIC = re.compile(r"(?P<a>\d{1,2})(?P<mark>[/.])(?P<b>\d{1,2})(?P=mark)(?P<year>\d{4})")
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})/(?P<month>\d{1,2})/(?P<day>\d{1,2})")
_PARTS = {(first, first + size - 1) for size in (3, 4, 6, 12) for first in range(1, 13, size)}
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_TENS = {  # "the twenties" are of this century or of the last
    "thirties": 3, "forties": 4, "fifties": 5, "sixties": 6, "seventies": 7, "eighties": 8,
    "nineties": 9,
}  # fmt: skip
_DECADE = re.compile(rf"(?:the )?(?:['’](?P<digit>[3-9])0s|(?P<word>{'|'.join(_TENS)}))")


def as_written(words: str, anchor: date, ahead: bool) -> str | None:
    """The EDTF text of a date in small letters without points, or None when it is none of these.

    Without a year it is the latest that had begun by the anchor; `ahead`, the next.
    """
    if match := _QUARTER.fullmatch(words):
        return _quarter(match, anchor, ahead)
    if match := _YEARS.fullmatch(words):
        first, last = match["first"], match["last"]
        last = first[:2] + last if len(last) == 2 else last
        return f"{first}/{last}" if first < last else None
    if match := _DAYS.fullmatch(words):
        return _days(match, anchor, ahead)
    if match := _NUMERIC.fullmatch(words):
        return _numeric(match)
    if match := _YEAR_FIRST.fullmatch(words):
        return f"{match['year']}-{int(match['month']):02}-{int(match['day']):02}"
    if match := _DECADE.fullmatch(words):
        return f"19{match['digit'] or _TENS[match['word']]}X"
    if match := _PART.fullmatch(words):
        return _part(match, anchor, ahead)
    return words if _ISO.fullmatch(words) else None


def names_two_ends(words: str) -> bool:
    """Whether the words name a first and a last day or year: "17 to 19 October", "2019–21"."""
    return " or " not in words and bool(_YEARS.fullmatch(words) or _DAYS.fullmatch(words))


def is_part_of_a_year(edtf: str) -> bool:
    """Whether an interval is a quarter, a third or a half of a year: whoever wrote it down may have
    meant some day in it, and not two ends."""
    days = parse(edtf)
    if not days.is_interval or days.earliest is None or days.latest is None:
        return False
    first, last = days.earliest, days.latest
    ends = (first.day, last.day) == (1, monthrange(last.year, last.month)[1])
    return ends and first.year == last.year and (first.month, last.month) in _PARTS


def cities_differ(words: str) -> str:
    """The day in the words that London reads otherwise than New York: 3/4/2024; or ""."""
    match = _NUMERIC.search(words)
    if not match or match["mark"] == ".":
        return ""
    a, b = int(match["a"]), int(match["b"])
    return match.group() if a <= 12 and b <= 12 and a != b else ""


def _quarter(match, anchor, ahead):
    told = match["year"] or match["from"] or match["short"]
    year = int(told) if told else anchor.year - (match["whose"] == "last")
    year += 2000 if year < 100 else 0
    ranks = {"first": 1, "second": 2, "third": 3, "fourth": 4}
    rank = int(match["q"] or match["h"] or match["n"] or 0) or ranks.get(match["rank"], 0)
    half = match["h"] or match["unit"] == "half" or match["of"] == "h"
    months = 6 if half else 3
    if not rank and match["rank"] == "last" and not (told or match["whose"]):
        return None  # the last quarter: of the year, or the one before this
    rank = rank or 12 // months
    if rank * months > 12:
        return None
    if not (told or match["whose"]):
        if ahead:
            year += parse(f"{year:04}-{months * rank:02}").latest < anchor
        elif date(year, months * (rank - 1) + 1, 1) > anchor:
            year -= 1
    return f"{year:04}-{months * (rank - 1) + 1:02}/{year:04}-{months * rank:02}"


def _days(match, anchor, ahead):
    if match["month"]:
        year = match["year"] or ""
        last = resolve(f"{match['month']} {match['other']}{year}", anchor, ahead=ahead)
        first = last and f"{last[:8]}{int(match['one']):02}"
    else:
        last = resolve(match["rest"], anchor, ahead=ahead)
        first = last and f"{last[:8]}{int(match['first']):02}"
    return f"{first}/{last}" if first and last and first < last else None


def _numeric(match):
    a, b, year = int(match["a"]), int(match["b"]), match["year"]
    if match["mark"] == "." or a > 12 or a == b:
        return f"{year}-{b:02}-{a:02}"
    return f"{year}-{a:02}-{b:02}" if b > 12 else None


def _part(match, anchor, ahead):
    """The early, middle or late third of a month or a year."""
    whole = resolve(match["of"], anchor, ahead=ahead)
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
