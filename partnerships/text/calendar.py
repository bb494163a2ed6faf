"""What the words of a date mean on the day on which they were written: the one reader.

Forms, tables, the gate and quotations ask here. Each answer can be explained, so that an editor
can say whether that is what was meant.
"""

import re
from dataclasses import dataclass
from datetime import date

from .date_words import ANY_WEEKDAY_PATTERN, WEEKDAY_OF
from .dates import format_date, resolve
from .edtf import NotADate, Single, parse
from .relative_dates import from_anchor, from_before
from .weekdays import weekday_faults
from .written_dates import as_written, cities_differ, names_two_ends

LONGEST = 100  # characters of a date
FAR_APART = (date(1999, 2, 3), date(2017, 9, 21))  # days from which nothing relative is the same
_ANY_WEEKDAY = re.compile(rf"\b(?:{ANY_WEEKDAY_PATTERN})\b")
_BESIDE_WEEKDAY = re.compile(
    rf"(?:({ANY_WEEKDAY_PATTERN}) (?:the |on )?)?(.*?)(?:(?: an?)? ({ANY_WEEKDAY_PATTERN}))?"
)
_TO_COME = re.compile(r"by ")
_OPEN = re.compile(r"(?:since|starting|started|start|beginning|began|until|till|up to) .+")


@dataclass(frozen=True)
class Meaning:
    """What a source's words mean on its day: EDTF, and why."""

    edtf: str
    text: str

    def __str__(self) -> str:
        return self.text


def resolve_words(
    words: str, anchor: date, before: str | None = None, *, ahead: bool = False
) -> str | None:
    """The EDTF text that words mean on the day `anchor`, or None when they are too vague.

    `before` is the date that was told last, as EDTF: "four days later" counts from it. `ahead` is
    true of what is to come: a day without a year is the next then.
    """
    if len(words) > LONGEST:
        return None
    words = _plain(words)
    ahead = ahead or bool(_TO_COME.match(words))
    words = _TO_COME.sub("", words)
    try:
        found = _on_its_weekday(words, anchor, ahead) or from_before(words, before, anchor)
        return parse(found).text if found and _falls_on(found, words) else None
    except (NotADate, OverflowError, ValueError):
        return None


def said_in_full(words: str) -> str:
    """The EDTF text of a date that needs no other day to be read, as tables and pages have them:
    "Dec 21, 2016" is 2016-12-21; "" of others."""
    try:
        return parse(words.strip()).text
    except NotADate:
        found = {resolve_words(words, anchor) for anchor in FAR_APART}
    return (found.pop() or "") if len(found) == 1 else ""


def tells_ends(words: str) -> bool:
    """Whether words that mean several days name the first and the last of them: "17 to 19 October",
    "since 2019". Of "the third quarter", "late 2024" and "last week" nobody said either."""
    words = _plain(words)
    return names_two_ends(words) or bool(_OPEN.fullmatch(words))


def meaning_of(words: str, anchor: str, *, ahead: bool = False) -> Meaning | None:
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
    found, other = (resolve_words(words, day, ahead=ahead) for day in (first, last))
    if not found or not other:
        return None
    if found != other:
        begin, end = parse(found).earliest, parse(other).latest
        if begin is None or end is None:
            return None
        found = f"{begin}/{end}"
        span = parse(found)
        if span.is_interval and isinstance(span.start, Single) and span.start == span.end:
            found = span.start.text
    said = " ".join(words.split())
    return Meaning(
        found, f"{said}, as of {format_date(anchor)}: {format_date(found, between=True)}"
    )


def fault(words: str, anchor: date | None = None, *, ahead: bool = False) -> str:
    """What the calendar has against a date: a weekday on which it does not fall, or no such day."""
    if faults := weekday_faults(words, anchor, ahead=ahead):
        return faults[0]
    if day := cities_differ(words):
        return f"{day} is one day in London and another in New York: write the month."
    return ""


def _plain(words):
    words = re.sub(r"(?<!\d)[.,;()]|[.,;()](?!\d)|(?<=\d)[,(](?=\s|\d{4}$)", " ", words.lower())
    words = re.sub(r"(?<=\d)-([a-z]{3,9})-(?=\d{4})", r" \1 ", words)
    words = re.sub(r"-(?=quarter|half)", " ", words)
    return re.sub(r"^(?:in|on|during|over|of|from) ", "", " ".join(words.split()))


def _on_its_weekday(words, anchor, ahead):
    """What the words mean, read with the weekday that may stand before or after the date."""
    first, rest, last = _BESIDE_WEEKDAY.fullmatch(words).groups()  # type: ignore[union-attr]  # it matches whatever stands there
    weekday = first or last
    if found := resolve(words, anchor, ahead=ahead):
        return found
    if weekday and rest and (found := resolve(f"{weekday} {rest}", anchor, ahead=ahead)):
        return found
    return (
        from_anchor(words, anchor)
        or as_written(words, anchor, ahead)
        or (as_written(rest, anchor, ahead) if weekday else None)
    )


def _falls_on(found, words):
    """Whether a single day falls on the weekday that stands among its words."""
    said = {WEEKDAY_OF[name[:3]] for name in _ANY_WEEKDAY.findall(words)}
    days = parse(found)
    if not said or days.is_interval or not days.is_exact:
        return True
    return days.earliest.weekday() in said
