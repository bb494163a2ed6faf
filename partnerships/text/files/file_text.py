"""What is taken out of a kept file: its text, and what it says of itself."""

import re
from dataclasses import dataclass

from .. import edtf

WEEKDAY = r"(?:[a-z]+,? )?"
DAY = r"(?P<day>\d\d?)(?:st|nd|rd|th)?"
DATES = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in [
        r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)(?:[T ].*)?)?)?",
        r"(?P<year>\d{4})/(?P<month>\d\d?)(?:/(?P<day>\d\d?)(?: .*)?)?",
        r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?:T.*)?",
        rf"{WEEKDAY}(?P<month>[a-z]{{3,9}})\.? {DAY},? (?P<year>\d{{4}})\b.*",
        rf"{WEEKDAY}{DAY} (?P<month>[a-z]{{3,9}})\.?,? (?P<year>\d{{4}})\b.*",
        r"(?P<month>[a-z]{3,9})\.?,? (?P<year>\d{4})",
    ]
]
MONTHS = {name[:3].lower(): number for number, name in enumerate(edtf.MONTHS, start=1)}


@dataclass(frozen=True)
class FileText:
    """The text of a file and its own account of itself, offered to the editor for the source.

    What the file does not say is empty. `rest_at` is where the rest of the page begins in the text,
    set apart from the article: its standfirst, captions, notes and menus; of a PDF, what its form
    fields and notes say. `pages` are the pages of a PDF: the number of each, counted from 1, and
    the place in the text where it begins, or where its part of the rest does; `unread` are the
    numbers of those whose text could not be had. `published_told` are the dates, where it gives
    several; `corrections` what it says was wrong in it.
    """

    how: str  # article, whole page, PDF, plain text, e-mail, picture
    text: str = ""
    title: str = ""
    authors: tuple[str, ...] = ()
    outlet: str = ""
    published: str = ""  # EDTF, as precise as the file is
    published_told: tuple[str, ...] = ()
    canonical: str = ""
    language: str = ""
    legibility: str = "legible"  # a word of the closed list, with which Django would be loaded
    rest_at: int | None = None
    corrections: tuple[str, ...] = ()
    pages: tuple[tuple[int, int], ...] = ()
    unread: tuple[int, ...] = ()


def dated(text: object) -> str:
    """A date as the file writes it, in EDTF and no more precise than it is; "" when it is none."""
    written = " ".join(str(text).split())[:100]
    for shape in DATES:
        if found := shape.fullmatch(written):
            break
    else:
        return ""
    parts = found.groupdict()
    month, day = parts.get("month"), parts.get("day")
    if month and not month.isdigit():
        month = MONTHS.get(month[:3].lower()) if _is_month(month) else "00"
    date = "-".join([parts["year"], *(f"{int(part):02}" for part in (month, day) if part)])
    try:
        edtf.parse(date)
    except edtf.NotADate:
        return ""
    return date


def _is_month(word):
    """Whether the word is a month's name, or its beginning."""
    return any(name.lower().startswith(word.lower()) for name in edtf.MONTHS) or word == "Sept"


def storable(text: str) -> str:
    """The text without what no database and no file of UTF-8 can hold."""
    text = text.replace("\0", "\ufffd")
    try:
        text.encode()
    except UnicodeEncodeError:  # halves of characters, which a PDF may hold
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text
