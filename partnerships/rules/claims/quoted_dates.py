"""Dates in a quotation that only its source's own day explains: "Tuesday", "last year"."""

from ...text import calendar
from ...text.edtf import NotADate, parse
from ...text.tokens.english.dates import SAYS_YEAR, dates
from ...text.unsaid_years import looks_ahead
from ...text.weekdays import weekday_faults


def meanings(text: str, published: str) -> list[calendar.Meaning]:
    """What each date without a year means in the words of a source of that day (EDTF), in order.

    Those that are too vague, or that count from a date before them, are left out.
    """
    found: dict[str, calendar.Meaning] = {}
    for start, end, _ in dates(text) if published else ():
        words = " ".join(text[start:end].split())
        ahead = looks_ahead(text[:start], text[end:])
        meaning = calendar.meaning_of(words, published, ahead=ahead)
        if meaning and not SAYS_YEAR.search(words):
            found.setdefault(meaning.text, meaning)
    return list(found.values())


def weekday_errors(text: str, published: str) -> list[str]:
    """A sentence for each weekday in the words on which its date does not fall."""
    try:
        anchor = parse(published).earliest if published else None
    except NotADate:
        anchor = None
    return weekday_faults(text, anchor)
