"""English dates in a text: in every usual form, in full or relative to another day."""

import re

from ... import calendar
from ...dates import MONTH_NAMES, WEEKDAY_NAMES
from ..base import Dated

_GAP = r"(?:[^\S\n]{0,3}\n?[^\S\n]{1,3}|\n)"
_SURE = [name for name in MONTH_NAMES if name not in ("May", "Mar", "March")]
_MONTH = rf"(?:{'|'.join(sorted(MONTH_NAMES, key=len, reverse=True))}|{'|'.join(name.upper() for name in sorted(MONTH_NAMES, key=len, reverse=True))})\b\.?"
_SURE_MONTH = rf"(?:{'|'.join(sorted(_SURE, key=len, reverse=True))}|{'|'.join(name.upper() for name in sorted(_SURE, key=len, reverse=True))})\b"
_WEEKDAY = rf"(?:{'|'.join(sorted(WEEKDAY_NAMES, key=len, reverse=True))})\b\.?"
_LONG_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_YEAR = r"(?:1[6-9]|20)\d\d"
_NTH = r"\d{1,2}(?:st|nd|rd|th)?"
_COUNT = r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|some|several|a~few)"
_SEASON = r"(?:spring|summer|autumn|fall|winter|Spring|Summer|Autumn|Fall|Winter)"
_PART = r"(?:[Ee]arly|[Mm]id|[Ll]ate|(?:the~)?(?:beginning|start|middle|end)~of)(?:~|-)(?:the~)?"
_UNIT = r"(?:days?|weeks?|fortnights?|months?|years?|decades?)"
_FORMS = [
    rf"(?<![\d-]){_YEAR}-\d\d-\d\d(?![\d-])",
    r"(?<![\d/.])\d{1,2}(?P<mark>[/.])\d{1,2}(?P=mark)(?:1[6-9]|20)\d\d(?!\d)",
    rf"(?:{_WEEKDAY},?~\(?(?:the~)?)?(?<![\d.,]){_NTH}(?:(?:[-–—]|~(?:to|and|or)~){_NTH})?~(?:of~)?{_MONTH}"
    rf"(?:,?~{_YEAR}\b)?(?:\)|,?~(?:an?~|\(){_LONG_WEEKDAY}\)?)?",
    rf"(?:{_WEEKDAY},?~\(?(?:the~)?)?{_MONTH}~{_NTH}(?:(?:[-–—]|~(?:to|and|or)~){_NTH})?\b(?![.,:/]?\d)"
    rf"(?:,?~{_YEAR}\b)?(?:\)|,?~(?:an?~|\(){_LONG_WEEKDAY}\)?)?",
    rf"(?:{_PART})?(?:[Tt]his~|[Ll]ast~|[Nn]ext~)?{_MONTH},?~(?:of~)?(?:{_YEAR}\b(?!~(?:million|billion))|(?:this|last|next)~year)",
    rf"(?:{_PART})?(?:[Tt]his~|[Ll]ast~|[Nn]ext~)?{_SURE_MONTH}",
    rf"(?:(?:[Tt]his|[Ll]ast|[Nn]ext)~|{_PART})(?:May|March)\b",
    r"(?<=\bin )(?:May|March)\b|(?<=\b[Bb]y )(?:May|March)\b|(?<=\bIn )(?:May|March)\b"
    r"|(?<=\bof )(?:May|March)\b|(?<=\bsince )(?:May|March)\b|(?<=\buntil )(?:May|March)\b"
    r"|(?<=\bfrom )(?:May|March)\b|(?<=\bto )(?:May|March)\b|(?<=\bSince )(?:May|March)\b",
    rf"(?:[Tt]he~|[Tt]his~|[Ll]ast~|[Nn]ext~|[Tt]hat~)?(?:early~|late~)?{_SEASON}(?:~(?:of~|in~)?{_YEAR}(?:[-–/]\d\d)?\b)",
    rf"(?:[Tt]he|[Tt]his|[Ll]ast|[Nn]ext|[Tt]hat)~(?:early~|late~)?{_SEASON}\b(?!ing|~of~(?!{_YEAR}))",
    rf"Q[1-4](?:~(?:of~)?{_YEAR})?\b",
    rf"(?:[Tt]he~)?(?:first|second|third|fourth|final|last)~(?:quarter|half)(?:~of~(?:{_YEAR}|(?:this|last|the)~year))?\b",
    r"(?:(?:[Tt]he~)?(?:(?:early|mid|late)[ -])?)(?:1[6-9]|20)\d0s\b",
    rf"(?:{_PART})(?:{_YEAR}\b|(?:this|last|next|the)~(?:year|month)\b)",
    rf"(?<![\w$€£¥₹.,/-]){_YEAR}[-–—/]\d\d(?:\d\d)?(?![\w-]|[.,]\d)",
    rf"(?<![\w$€£¥₹.,/-])(?P<year>{_YEAR})(?![\w%]|[.,:]\d|~?(?:[%$€£]|thousand|million|billion|trillion|bn|per~?cent|dollars|euros|pounds|yen))",
    r"(?:[Ee]arlier~|[Ll]ater~)?[Tt]oday\b|[Yy]esterday(?:~(?:morning|afternoon|evening))?\b|[Tt]omorrow\b|[Tt]onight\b|[Ll]ast~night\b",
    r"(?:[Ee]arlier|[Ll]ater)~(?:this|in~the)~(?:week|month|year)\b",
    rf"(?:[Tt]his|[Ll]ast|[Nn]ext)~(?:week(?:end)?|month|quarter|year|decade|morning|afternoon|evening|{_LONG_WEEKDAY})\b(?!['’-]|~of\b)",
    r"[Tt]he~(?:next|following|same|previous)~(?:day|week|month|year|morning|evening)\b",
    r"[Tt]he~(?:day|week|month|year)~(?:before|after)\b|[Tt]hat~(?:day|week|month|year)\b",
    rf"(?<![\w.,$€£-])(?:{_COUNT}|{_COUNT.capitalize()}|An?|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Several|Some)~{_UNIT}~(?:ago|later|earlier|afterwards?|before|after|previously)\b",
    rf"(?<!\w){_LONG_WEEKDAY}(?:~(?:morning|afternoon|evening|night))?\b",
]
_DATE = re.compile("|".join(f"(?:{form})" for form in _FORMS).replace("~", _GAP))
_ABOUT = re.compile(
    rf"(?<![\w-])(about|around|circa|roughly|approximately|some\stime\sin){_GAP}(?:in{_GAP})?$",
    re.I,
)
_HEADS = frozenset(
    """
    in of by since from until till and to during before after the mid early late through around
    about circa between or than its his her their a an this that for like late as with at
    """.split()
)
_NOUN = re.compile(rf"{_GAP}([^\W\d_]+)")
_SAYS_YEAR = re.compile(_YEAR + r"|\d0s")


def dates(bare):
    """Each date in the text: its start, its end, and the place of its hedge or None."""
    for match in _DATE.finditer(bare):
        start, end = match.span()
        before = bare[max(0, start - 40) : start]
        if match["year"] and not _is_a_year(before, bare[end : end + 24]):
            continue
        hedge = None
        if about := _ABOUT.search(before):
            offset = start - len(before)
            hedge = offset + about.start(1), offset + about.end(1)
            start = hedge[0]
        said = bare[start:end].rstrip(".")
        end = start + len(said) - (said.endswith(")") and "(" not in said)
        yield start, end, hedge


def resolved(words, anchor, before):
    """What a date's words mean from the anchor, or from the date told before it."""
    said = " ".join(words.split())
    found = calendar.resolved(said, anchor, before) or ""
    fault = calendar.fault(said, anchor)
    if not found and not fault and (day := re.search(r"\d{1,2}", said)) and _names_a_day(said):
        fault = f"There is no such day: {said}." if int(day.group()) > 28 else ""
    return Dated(found, not _SAYS_YEAR.search(said), fault)


def _names_a_day(said):
    return re.fullmatch(
        r"(?:\w+,? )?(?:\d{1,2}(?:st|nd|rd|th)? \w+|\w+ \d{1,2}(?:st|nd|rd|th)?),?(?: \d{4})?", said
    )


def _is_a_year(before, after):
    """Whether four digits are a year: "in 2021", "its 2023 round", not "2000 people"."""
    words = before.split()
    if words and (words[-1].lower() in _HEADS or words[-1].endswith(("'s", "’s", "(", ","))):
        return True
    noun = _NOUN.match(after)
    return not noun or not noun[1].islower() or noun[1] in _HEADS or noun[1] in _VERBS


_VERBS = frozenset("was is were will would has had saw brought when but it they he she".split())
