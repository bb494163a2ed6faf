"""What is taken out of a kept file: its text, and what it says of itself."""

from dataclasses import dataclass

from ..calendar import said_in_full
from ..patterns import late

COMPACT = late(r"(\d{4})(\d\d)(\d\d)(?=T|$)")
SIMPLE = late(r"\d{4}(?:-\d\d){0,2}")
YEAR_AND_MONTH = late(r"(\d{4})/(\d\d?)")
AFTERWARDS = late(r"(?<=\d)T.*|(?<=\s\d{4})(?![-/\d]).+|(?<=[-/]\d\d)\s.*")  # hours and such


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
    written = COMPACT.sub(r"\1-\2-\3", " ".join(str(text).split())[:100])
    written = AFTERWARDS.sub("", written)
    if month := YEAR_AND_MONTH.fullmatch(written):
        written = f"{month[1]}-{int(month[2]):02}"
    date = said_in_full(written)
    return date if date and SIMPLE.fullmatch(date) else ""


def storable(text: str) -> str:
    """The text without what no database and no file of UTF-8 can hold."""
    text = text.replace("\0", "\ufffd")
    try:
        text.encode()
    except UnicodeEncodeError:  # halves of characters, which a PDF may hold
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text
