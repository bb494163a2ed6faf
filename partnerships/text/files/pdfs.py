"""The text of a PDF, page by page, as it comes."""

import logging
from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from ...errors import NotReadable
from .file_text import FileText, storable

MOST_PAGES = 3_000
MOST_TEXT = 20_000_000  # characters
BETWEEN = "\n\n"  # pages

# It tells of each flaw of a file; what matters to the editor is in the sentences below.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def pdf_text(content: bytes) -> FileText:
    """The text of each page, in the order in which the file has it.

    Columns, ligatures and hyphens at the ends of lines stay as they come. A file of pictures has
    no text. The dates in a PDF are those of the file, not of its publication: none is offered.
    """
    reader = _opened(content)
    texts, starts, unread, size = [], [], [], 0
    for number, page in enumerate(reader.pages, start=1):
        if number > MOST_PAGES or size > MOST_TEXT:
            raise NotReadable("The PDF is too long to be read: upload the pages that matter.")
        try:
            text = storable(page.extract_text())
        except Exception:  # whatever a broken page makes pypdf trip over
            text = ""
            unread.append(number)
        starts.append((number, size))
        texts.append(text)
        size += len(text) + len(BETWEEN)
    if len(unread) == len(texts):
        raise _broken()
    return FileText(
        how="PDF",
        text=BETWEEN.join(texts) if any(map(str.strip, texts)) else "",
        title=_said(reader, "title"),
        authors=tuple(filter(None, map(str.strip, _said(reader, "author").split(";")))),
        language=_language(reader),
        pages=tuple(starts) if any(map(str.strip, texts)) else (),
        unread=tuple(unread),
    )


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
