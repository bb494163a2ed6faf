"""English dates in a text: in every usual form, in full or relative to another day."""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from ... import calendar
from ...dates import MONTH_NAMES, WEEKDAY_NAMES
from ..base import Dated
from .gaps import GAP, gapped

LIKE_OTHER_WORDS = ("May", "Mar", "March")  # months only where the words around them say so


def _any(words, *, shouted=True):
    words = sorted(words, key=len, reverse=True)
    return "|".join([*words, *(word.upper() for word in words if shouted)])


def _either(*words):
    """The words as they begin a sentence, or do not."""
    return "|".join(f"[{word[0].upper()}{word[0]}]{word[1:]}" for word in words)


MONTH = rf"(?:{_any(MONTH_NAMES)})\b\.?"
SURE_MONTH = rf"(?:{_any(name for name in MONTH_NAMES if name not in LIKE_OTHER_WORDS)})\b"
WEEKDAY = rf"(?:{_any(WEEKDAY_NAMES)})\b\.?"
FULL_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
YEAR = r"(?:1[6-9]|20)\d\d"
NTH = r"\d{1,2}(?:st|nd|rd|th)?"
DAYS = rf"{NTH}(?:(?:[-–—]|~(?:to|and|or)~){NTH})?"
SEASON = rf"(?:{_either('spring', 'summer', 'autumn', 'fall', 'winter')})"
PART = (
    rf"(?:(?:{_either('early', 'mid', 'late')}|(?:the~)?(?:beginning|start|middle|end)~of)"
    r"(?:~|-)(?:the~)?)"
)
THIS = rf"(?:(?:{_either('this', 'last', 'next')})~)"
THE = rf"(?:(?:{_either('the', 'this', 'last', 'next', 'that')})~)"
NUMBER = "an one two three four five six seven eight nine ten eleven twelve some several"
COUNT = rf"(?:\d{{1,3}}|{_either(*NUMBER.split())}|[Aa]|[Aa]~few)"
UNIT = r"(?:day|week|fortnight|month|year|decade)"
FISCAL = rf"(?:{_either('fiscal', 'financial')})"
BY_WEEKDAY = rf"(?:{WEEKDAY},?~\(?(?:the~)?)?"
ITS_WEEKDAY = rf"(?:,?~{YEAR}\b)?(?:\)|,?~(?:an?~|\(){FULL_WEEKDAY}\)?)?"
NO_SUM = (
    r"(?![\w%]|[.,:]\d|~?(?:[%$€£]|thousand|[mbtr]+illion|bn|per~?cent|dollars|euros|pounds|yen))"
)
BEGINNINGS = _either(
    "early", "mid", "late", "the", "this", "last", "next", "that", "beginning", "start", "middle",
    "end", "spring", "summer", "autumn", "fall", "winter", "first", "second", "third", "fourth",
    "final", "fiscal", "financial", "today", "yesterday", "tomorrow", "tonight", *NUMBER.split(),
)  # fmt: skip
FORMS = [
    rf"(?<!-){YEAR}-\d\d-\d\d(?![\d-])",
    rf"(?<![/.])\d{{1,2}}(?P<mark>[/.])\d{{1,2}}(?P=mark){YEAR}(?!\d)",
    rf"{BY_WEEKDAY}(?<![.,]){DAYS}~(?:of~)?{MONTH}{ITS_WEEKDAY}",
    rf"{BY_WEEKDAY}{MONTH}~{DAYS}\b(?![.,:/]?\d){ITS_WEEKDAY}",
    rf"{PART}?{THIS}?{MONTH},?~(?:of~)?(?:{YEAR}\b(?!~[mbtr]+illion)|(?:this|last|next)~year)",
    rf"{PART}?{THIS}?{SURE_MONTH}",
    rf"(?:{THIS}|{PART})(?:May|March)\b",
    r"(?P<month>May|March)\b",
    rf"{THE}?(?:early~|late~)?{SEASON}~(?:of~|in~)?{YEAR}(?:[-–/]\d\d)?\b",
    rf"{THE}(?:early~|late~)?{SEASON}\b(?!~of~(?!{YEAR}))",
    rf"(?:Q[1-4]|H[12])(?:~(?:of~)?{YEAR})?\b",
    # A fiscal year is no calendar year, and begins at each company on another day.
    rf"{PART}?(?:[Tt]he~)?{FISCAL}~(?:year~)?(?:{YEAR}(?:[-–/]\d\d)?|\d\d)\b",
    rf"{PART}?(?:[Tt]he~)?{YEAR}(?:[-–/]\d\d)?~{FISCAL}~year\b",
    rf"FY~?['’]?(?:{YEAR}|\d\d)\b",
    rf"(?:[Tt]he~)?(?:{_either('first', 'second', 'third', 'fourth', 'final', 'last')})"
    rf"~(?:quarter|half)(?:~of~(?:{YEAR}|(?:this|last|the)~year))?\b",
    r"(?:[Tt]he~)?(?:(?:early|mid|late)(?:~|-))?(?:1[6-9]|20)\d0s\b",
    rf"{PART}(?:{YEAR}\b|(?:this|last|next|the)~(?:year|month)\b)",
    rf"(?<![$€£¥₹.,/-]){YEAR}[-–—/]\d\d(?:\d\d)?(?![\w-]|[.,]\d)",
    rf"(?<![$€£¥₹.,/-])(?P<year>{YEAR}){NO_SUM}",
    r"(?:(?:[Ee]arlier|[Ll]ater)~)?[Tt]oday\b|[Tt]omorrow\b|[Tt]onight\b|[Ll]ast~night\b",
    r"[Yy]esterday(?:~(?:morning|afternoon|evening))?\b",
    r"(?:[Ee]arlier|[Ll]ater)~(?:this|in~the)~(?:week|month|year)\b",
    rf"{THIS}(?:week(?:end)?|month|quarter|year|decade|morning|afternoon|evening|{FULL_WEEKDAY})\b"
    r"(?!['’-]|~of\b)",
    rf"[Tt]he~(?:next|following|same|previous)~(?:{UNIT}|morning|evening)\b",
    rf"[Tt]he~{UNIT}~(?:before|after)\b|[Tt]hat~{UNIT}\b",
    rf"(?<![.,$€£-]){COUNT}~{UNIT}s?~(?:ago|later|earlier|afterwards?|before|after|previously)\b",
    rf"{FULL_WEEKDAY}(?:~(?:morning|afternoon|evening|night))?\b",
]
# Most words begin no date: the first letters say so before any form is tried.
DATE = re.compile(
    rf"(?<!\w)(?=\d|[A-Z]|[Aa]\s|(?:{BEGINNINGS}|earlier|later|a)(?!\w))"
    rf"(?:{gapped('|'.join(f'(?:{form})' for form in FORMS))})"
)
ABOUT = re.compile(
    gapped(r"(?<![\w-])(about|around|circa|roughly|approximately|some~time~in)~(?:in~)?$"), re.I
)
BEFORE_A_MONTH = frozenset("in by of since until till from to during before after and or".split())
BEFORE_A_YEAR = BEFORE_A_MONTH | frozenset(
    """
    the mid early late through around about circa between than its his her their a an this that
    for like as with at
    """.split()
)
AFTER_A_YEAR = BEFORE_A_YEAR | frozenset(
    "was is were will would has had saw brought when but it they he she".split()
)
NOUN = re.compile(rf"{GAP}([^\W\d_]+)")
SAYS_YEAR = re.compile(YEAR + r"|\d0s")
NAMES_A_DAY = re.compile(
    r"(?:\w+,? )?(?:\d{1,2}(?:st|nd|rd|th)? \w+|\w+ \d{1,2}(?:st|nd|rd|th)?),?(?: \d{4})?"
)


def dates(bare: str) -> Iterator[tuple[int, int, tuple[int, int] | None]]:
    """Each date in the text: its start, its end, and the place of its hedge or None."""
    for match in DATE.finditer(bare):
        start, end = match.span()
        before = bare[max(0, start - 40) : start]
        if match["year"] and not _is_a_year(before, bare[end : end + 24]):
            continue
        if match["month"] and not _follows(before, BEFORE_A_MONTH):
            continue
        hedge = None
        if about := ABOUT.search(before):
            offset = start - len(before)
            hedge = offset + about.start(1), offset + about.end(1)
            start = hedge[0]
        said = bare[start:end].rstrip(".")
        end = start + len(said) - (said.endswith(")") and "(" not in said)
        yield start, end, hedge


@lru_cache(maxsize=4096)  # a manuscript says the same few dates again and again
def resolve_token(words: str, anchor: date, before: str | None) -> Dated:
    """What a date's words mean from the anchor, or from the date told before it."""
    said = " ".join(words.split())
    found = calendar.resolve_words(said, anchor, before) or ""
    fault = calendar.fault(said, anchor)
    if not found and not fault and NAMES_A_DAY.fullmatch(said):
        day = int(re.search(r"\d{1,2}", said).group())  # type: ignore[union-attr]  # NAMES_A_DAY has one
        fault = f"There is no such day: {said}." if day > 28 else ""
    return Dated(found, not SAYS_YEAR.search(said), fault)


def _follows(before, words):
    last = before.split()[-1:]
    return bool(last) and last[0].lower() in words


def _is_a_year(before, after):
    """Whether four digits are a year: "in 2021", "its 2023 round", not "2000 people"."""
    if _follows(before, BEFORE_A_YEAR) or before.rstrip().endswith(("'s", "’s", "(", ",")):
        return True
    noun = NOUN.match(after)
    return not noun or not noun[1].islower() or noun[1] in AFTER_A_YEAR
