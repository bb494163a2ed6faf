"""English dates in a text: in every usual form, in full or relative to another day."""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from ... import calendar
from ...date_words import MONTH_NAMES, WEEKDAY_NAMES
from ...patterns import late
from ...unsaid_years import looks_ahead
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
    r"(?:~|-)(?:the~)?|[Ee]nd-)"
)
THIS = rf"(?:(?:{_either('this', 'last', 'next')})~)"
THE = rf"(?:(?:{_either('the', 'this', 'last', 'next', 'that')})~)"
NUMBER = "an one two three four five six seven eight nine ten eleven twelve some several"
COUNT = rf"(?:\d{{1,3}}|{_either(*NUMBER.split())}|[Aa]|[Aa]~few)"
UNIT = r"(?:day|week|fortnight|month|year|decade)"
FISCAL = rf"(?:{_either('fiscal', 'financial')})"
BY_WEEKDAY = rf"(?:{WEEKDAY},?~\(?(?:the~)?)?"
FELL_ON = rf"(?:\)|,?~(?:an?~|\(){FULL_WEEKDAY}\)?)?"
ITS_WEEKDAY = rf"(?:,?~{YEAR}\b)?{FELL_ON}"
PERIOD = r"(?:[QH][1-4]|[1-4][QH])"
RANK = rf"(?:{_either('first', 'second', 'third', 'fourth', 'final', 'last')})"
TENS = r"(?:twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)"
AGE = r"(?:quarter-century|half-century|century|decade|quarter|year|month|week)"
NO_SUM = (
    r"(?![\w%]|[.,:]\d|~?(?:[%$€£]|thousand|[mbtr]+illion|bn|per~?cent|dollars|euros|pounds|yen))"
)
BEGINNINGS = _either(
    "early", "mid", "late", "the", "this", "last", "next", "that", "beginning", "start", "middle",
    "end", "spring", "summer", "autumn", "fall", "winter", "first", "second", "third", "fourth",
    "final", "fiscal", "financial", "past", "coming", "today", "yesterday", "tomorrow", "tonight", *NUMBER.split(),
)  # fmt: skip
FORMS = [
    # Those that nobody can tell for certain from their words: compared by the same words alone.
    rf"(?:[Tt]he~)?(?:{RANK}~)?(?:week|weekend|fortnight|days)~(?:of|in|to|from|beginning|starting|ending|ended)"
    rf"~(?:the~)?(?:{BY_WEEKDAY}{DAYS}~(?:of~)?{MONTH}|{MONTH}~{DAYS}\b(?![.,:/]?\d)|{MONTH})(?:,?~{YEAR}\b)?",
    rf"(?:{_either('early', 'late', 'midway')})~(?:in|through)~{MONTH}(?:~{YEAR}\b)?",
    rf"(?:[Aa]~week~(?:on|from)~|[Aa]~(?:week|fortnight)~ago~(?:on~|last~)?){FULL_WEEKDAY}\b",
    rf"(?:[Tt]he~)?{FULL_WEEKDAY}~(?:before~last|week|fortnight|last|next)\b(?!~(?:week|month|year))",
    rf"[Tt]he~{FULL_WEEKDAY}~(?:before|after)\b",
    rf"(?:[Tt]wo|[Tt]hree|[Ff]our)~{FULL_WEEKDAY}s~ago\b",
    rf"{FULL_WEEKDAY},?~(?:the~)?\d{{1,2}}(?:st|nd|rd|th)\b(?!~(?:of~)?{MONTH})",
    r"[Tt]he~day~(?:before~yesterday|after~tomorrow)\b",
    rf"{BY_WEEKDAY}(?:{NTH}(?:~(?:of~)?|-))?(?:{_any(MONTH_NAMES)})\.?(?:~?['’]|-)\d\d(?!\w|[.,:-]\d)",
    rf"{MONTH}[-–—/]{MONTH}(?:~{YEAR}\b)?",
    r"(?:(?<=\b[Ii]n\s)|(?<=\bof\s)|(?<=\bby\s)|(?<=\b[Ss]ince\s)|(?<=\buntil\s))['’]\d\d(?!\w|[.,]\d)",
    rf"{BY_WEEKDAY}(?<!-){YEAR}-\d\d-\d\d(?![\d-]){FELL_ON}",
    rf"{BY_WEEKDAY}(?<!/){YEAR}/\d{{1,2}}/\d{{1,2}}(?![\d/]){FELL_ON}",
    rf"{BY_WEEKDAY}(?<![/.])\d{{1,2}}(?P<mark>[/.])\d{{1,2}}(?P=mark){YEAR}(?!\d){FELL_ON}",
    rf"{BY_WEEKDAY}\d{{1,2}}-(?:{_any(MONTH_NAMES)})-{YEAR}(?!\d){FELL_ON}",
    rf"{FULL_WEEKDAY}~(?:of~)?(?:last|this|next)~week\b|{THIS}week['’]s~{FULL_WEEKDAY}\b",
    rf"{BY_WEEKDAY}(?<![.,]){DAYS}~(?:of~)?{MONTH}{ITS_WEEKDAY}",
    rf"{BY_WEEKDAY}{MONTH}~{DAYS},{YEAR}\b{FELL_ON}",
    rf"{BY_WEEKDAY}{MONTH}~{DAYS}\b(?![.,:/]?\d){ITS_WEEKDAY}",
    rf"{PART}?{THIS}?{MONTH},?~(?:of~)?(?:{YEAR}\b(?!~[mbtr]+illion)|(?:this|last|next)~year)",
    rf"{PART}?{THIS}?{SURE_MONTH}",
    rf"(?:{THIS}|{PART})(?:May|March)\b",
    r"(?P<month>May|March)\b",
    rf"{THE}?(?:early~|late~)?{SEASON}~(?:of~|in~)?{YEAR}(?:[-–/]\d\d)?\b",
    rf"{THE}(?:early~|late~)?{SEASON}\b(?!~of~(?!{YEAR}))",
    # A fiscal year is no calendar year, and begins at each company on another day.
    rf"(?:[Tt]he~)?{FISCAL}~(?:{RANK}(?:~|-)(?:quarter|half)|{PERIOD})"
    rf"(?:~(?:of~)?(?:{FISCAL}~)?(?:year~)?(?:{YEAR}|FY~?['’]?\d\d))?\b",
    rf"(?:(?:[Tt]he~)?{RANK}(?:~|-)(?:quarter|half)|{PERIOD})(?:~(?:of|in)(?:~(?:its|his|the|their))?)?"
    rf"~(?:{FISCAL}(?:~year)?(?:~(?:{YEAR}(?:[-–/]\d\d)?|\d\d))?|FY~?['’]?(?:{YEAR}|\d\d))\b",
    rf"FY~?['’]?(?:{YEAR}|\d\d)~?{PERIOD}\b",
    rf"{PERIOD}(?:(?:~|[/-])?(?:of~)?{YEAR}|~?['’]\d\d)?(?!\w)|[1-4][QH]\d\d(?![\w%]|[.,]\d)",
    rf"(?<![$€£-]){YEAR}(?:~|-)?[QH][1-4]\b",
    rf"{PART}?(?:[Tt]he~)?{FISCAL}~(?:year~)?(?:{YEAR}(?:[-–/]\d\d)?|\d\d)\b",
    rf"{PART}?(?:[Tt]he~)?{YEAR}(?:[-–/]\d\d)?~{FISCAL}~year\b",
    rf"FY~?['’]?(?:{YEAR}|\d\d)\b",
    rf"(?:[Tt]he~)?{RANK}(?:~|-)(?:quarter|half)(?:~of~(?:{YEAR}|(?:this|last|the)~year)|~{YEAR})?\b"
    r"(?!-|~of~an?\b)",
    r"(?:[Tt]he~)?(?:(?:early|mid|late)(?:~|-))?(?:(?:1[6-9]|20)\d0s|['’][3-9]0s)\b",
    rf"[Tt]he~(?:(?:early|mid|late)(?:~|-))?{TENS}\b",
    rf"(?:[Tt]he~)?(?:{_either('last', 'past', 'next', 'coming', 'this')})~{AGE}\b(?!['’](?!s\b)|-|~of\b)",
    rf"{PART}(?:{YEAR}\b|(?:this|last|next|the)~(?:year|month)\b)",
    rf"(?<![$€£¥₹.,/-]){YEAR}[-–—/]\d\d(?:\d\d)?(?![\w-]|[.,]\d)",
    rf"(?<![$€£¥₹.,/-])(?P<year>{YEAR}){NO_SUM}",
    r"(?:(?:[Ee]arlier|[Ll]ater)~)?[Tt]oday\b|[Tt]omorrow\b|[Tt]onight\b|[Ll]ast~night\b",
    r"[Yy]esterday(?:~(?:morning|afternoon|evening))?\b",
    r"(?:[Ee]arlier|[Ll]ater)~(?:this|in~the)~(?:week|month|year)\b",
    rf"{THIS}(?:week(?:end)?|month|quarter|year|decade|morning|afternoon|evening|{FULL_WEEKDAY})\b"
    r"(?!['’](?!s\b)|-|~of\b)",
    rf"[Tt]he~(?:next|following|same|previous)~(?:{UNIT}|morning|evening|{FULL_WEEKDAY})\b",
    rf"[Tt]he~(?:{FULL_WEEKDAY}|night|week|month|year)~before~last\b",
    rf"[Tt]he~{UNIT}~(?:before|after)\b|[Tt]hat~{UNIT}\b",
    rf"(?<![.,$€£-]){COUNT}~{UNIT}s?~(?:ago|later|earlier|afterwards?|before|after|previously)\b",
    rf"{FULL_WEEKDAY}(?:~(?:morning|afternoon|evening|night))?\b",
]
# Most words begin no date: the first letters say so before any form is tried.
DATE = late(
    rf"(?<!\w)(?=\d|[A-Z]|[Aa]\s|['’]\d\d|(?:{BEGINNINGS}|earlier|later|a)(?!\w))"
    rf"(?:{gapped('|'.join(f'(?:{form})' for form in FORMS))})"
)
ABOUT = late(
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
NOUN = late(rf"{GAP}([^\W\d_]+)")
SAYS_YEAR = late(YEAR + r"|\d0s")
ITS_OWN = late(r"(?:['’]s?|(?<!\w)(?:its|their|his|her|our))\s*$")  # a company's own quarter
A_PERIOD = late(rf"{PERIOD}|{RANK}[\s-](?:quarter|half)")
NAMES_A_DAY = late(
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


def resolve_token(words: str, anchor: date, before: str | None, around: tuple[str, str]) -> Dated:
    """What a date's words mean from the anchor, or from the date told before it. The words around
    it say whether it is to come, and whose quarter it is."""
    said = " ".join(words.split())
    if ITS_OWN.search(around[0]) and A_PERIOD.match(said):
        return Dated("", is_relative=True)
    return _resolved(said, anchor, before, not SAYS_YEAR.search(said) and looks_ahead(*around))


@lru_cache(maxsize=4096)  # a manuscript says the same few dates again and again
def _resolved(said, anchor, before, ahead):
    found = calendar.resolve_words(said, anchor, before, ahead=ahead) or ""
    fault = calendar.fault(said, anchor, ahead=ahead)
    if not found and not fault and NAMES_A_DAY.fullmatch(said):
        day = int(re.search(r"\d{1,2}", said).group())  # type: ignore[union-attr]  # NAMES_A_DAY has one
        fault = f"There is no such day: {said}." if day > 28 else ""
    return Dated(
        found, not SAYS_YEAR.search(said), fault, bool(found) and calendar.tells_ends(said)
    )


def _follows(before, words):
    last = before.split()[-1:]
    return bool(last) and last[0].lower() in words


def _is_a_year(before, after):
    """Whether four digits are a year: "in 2021", "its 2023 round", not "2000 people"."""
    if _follows(before, BEFORE_A_YEAR) or before.rstrip().endswith(("'s", "’s", "(", ",")):
        return True
    noun = NOUN.match(after)
    return not noun or not noun[1].islower() or noun[1] in AFTER_A_YEAR
