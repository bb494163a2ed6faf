"""The text of a PDF, page by page, as it comes."""

import logging
from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from ...errors import NotReadable
from ...vocabulary import Legibility
from . import pdf_pages
from .bylines import clean_authors, clean_title
from .file_text import FileText, storable
from .letter_forms import has_own_letters

MOST_PAGES = 3_000
MOST_TEXT = 20_000_000  # characters
BETWEEN = "\n\n"  # pages

# It tells of each flaw of a file; what matters to the editor is in the sentences below.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def pdf_text(content: bytes) -> FileText:
    """The text of each page, in the order in which the file has it.

    Columns, ligatures and hyphens at the ends of lines stay as they come. A file of pictures has
    no text. What is filled into form fields, and what notes say, stands after the pages. The dates
    in a PDF are those of the file, not of its publication: none is offered.
    """
    reader = _opened(content)
    texts, starts, unread, size = [], [], [], 0
    seen: set[Legibility] = set()
    apart: list[tuple[int, list[str]]] = []
    for number, page in enumerate(reader.pages, start=1):
        if number > MOST_PAGES or size > MOST_TEXT:
            raise NotReadable("The PDF is too long to be read: upload the pages that matter.")
        try:
            text = storable(pdf_pages.page_text(page))
        except Exception:  # whatever a broken page makes pypdf trip over
            text = ""
            unread.append(number)
        else:
            found, is_picture = _looked_at(page, text)
            seen |= found
            unread += [number] * is_picture
            if said := _said_on(page):
                apart.append((number, said))
        starts.append((number, size))
        texts.append(text)
        size += len(text) + len(BETWEEN)
    if len(unread) == len(texts) and not seen & {Legibility.NO_TEXT}:
        raise _broken()
    text = BETWEEN.join(texts) if any(map(str.strip, texts)) else ""
    rest_at = len(text) + len(BETWEEN) * bool(text) if apart else None
    for number, said in apart:
        text += BETWEEN * bool(text)
        starts.append((number, len(text)))
        text += "\n".join(said)
    return FileText(
        how="PDF",
        text=text,
        title=clean_title(_said(reader, "title")),
        authors=clean_authors([_said(reader, "author")]),
        language=_language(reader),
        pages=tuple(starts) if text else (),
        unread=tuple(unread) if text else (),
        rest_at=rest_at,
        legibility=_judged(text[:rest_at], unread, seen, bool(apart)).value,
    )


def _looked_at(page, text):
    """What stands against the text of a page, and whether it is but a picture of one."""
    try:
        is_picture = not text.strip() and pdf_pages.has_pictures(page)
        found = {Legibility.NO_TEXT} if is_picture else set()
        if text.strip() and pdf_pages.own_letters(page):
            found.add(Legibility.OWN_LETTERS)
        if text.strip() and pdf_pages.is_machine_read(page):
            found.add(Legibility.MACHINE_READ)
    except Exception:  # a page may be broken where its text is not
        return {Legibility.OWN_LETTERS}, False
    return found, is_picture


def _said_on(page):
    """What stands in the form fields and notes of a page."""
    try:
        return pdf_pages.fields_and_notes(page)
    except Exception:  # as above
        return []


def _judged(text, unread, seen, has_fields):
    """The gravest of what stands against the text."""
    if not text.strip() and not has_fields:
        return Legibility.NO_TEXT
    if Legibility.OWN_LETTERS in seen or has_own_letters(text):
        return Legibility.OWN_LETTERS
    if unread or not text.strip():
        return Legibility.PAGES_UNREAD
    if Legibility.MACHINE_READ in seen:
        return Legibility.MACHINE_READ
    return Legibility.FIELDS_APART if has_fields else Legibility.LEGIBLE


def _opened(content):
    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise _locked()
        len(reader.pages)
    except PyPdfError as error:
        raise _locked() if "cryptography" in str(error) else _broken() from None
    except NotReadable:
        raise
    except Exception:  # broken files make it trip in ways of their own
        raise _broken() from None
    return reader


def _said(reader, field):
    try:
        return storable(str(getattr(reader.metadata, field, None) or "")).strip()
    except Exception:
        return ""


def _language(reader):
    try:
        return str(reader.trailer["/Root"].get("/Lang", ""))
    except Exception:
        return ""


def _locked():
    return NotReadable("The PDF is locked: print it to a new PDF, and upload that.")


def _broken():
    return NotReadable("The PDF is broken: open it, print it to a new PDF, and upload that.")
