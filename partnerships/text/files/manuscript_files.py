"""The file of a manuscript: its encoding, the fields at its beginning, and its body as Markdown."""

import re
from datetime import date
from typing import Required, TypedDict

from ...errors import NotReadable
from . import encodings, media
from .pasted import is_html, markdown

FIELDS = ("headline", "standfirst", "byline", "dateline")
_FENCE = re.compile(r"\A---[ ]*\n(.*?)^---[ ]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"\A\s*#[ ]+([^\n]+)(?:\n|\Z)")
ZIPPED = {
    b"word/": "a Word file",
    b"opendocument.text": "a LibreOffice file",
    b"xl/": "an Excel file",
    b"Index/": "a Pages file",
}
KINDS = {
    media.OLD_OFFICE: "a Word file of the old kind",
    media.RTF: "an RTF file",
    media.PDF: "a PDF",
} | dict.fromkeys(media.IMAGES, "a picture")


class ManuscriptFields(TypedDict, total=False):
    """What the file of a manuscript says; `body` always, the others where they are named."""

    headline: str
    standfirst: str
    byline: str
    dateline: date
    body: Required[str]


def manuscript_text(content: bytes) -> str:
    """The text of a file, in the encoding that it declares, else in UTF-8.

    Errors   NotReadable, with the kind of the file, where it is no text; or where it is in no
             encoding that it names.
    """
    if kind := _kind(content):
        raise NotReadable(f"This is {kind}: open it, copy the whole text, and paste it.")
    is_page = is_html(content[: encodings.HEAD].decode("latin-1").removeprefix("ï»¿"))
    text = encodings.declared_text(content, is_html=is_page)
    if text is None:
        raise NotReadable(
            "The file is not in UTF-8, and names no other encoding in which it can be read:"
            " save it in UTF-8, and try again."
        )
    if "\0" in text:
        raise NotReadable("This is no text: open the file, copy the whole text, and paste it.")
    return text


def _kind(content):
    """What the file is, where it is no text."""
    begun = media.begun_as(content)
    if begun == media.ZIP:
        named = (kind for sign, kind in ZIPPED.items() if sign in content)
        return next(named, "a zip file")
    return KINDS.get(begun)


def manuscript(text: str) -> ManuscriptFields:
    """A file of a manuscript as its fields: those at its beginning, and `body`.

    Errors   NotReadable, with a sentence, when its beginning says something no story has.
    """
    text = text.replace("\r\n", "\n").removeprefix("\ufeff")
    fields = {}
    if fence := _FENCE.match(text):
        fields, text = dict(_named(fence[1])), text[fence.end() :]
    body = markdown(text)
    if "headline" not in fields and (heading := _HEADING.match(body)):
        fields["headline"], body = heading[1].rstrip(" #"), body[heading.end() :].lstrip("\n")
    return {**fields, "body": body}


def _named(lines):
    for line in filter(str.strip, lines.splitlines()):
        name, colon, value = (part.strip() for part in line.partition(":"))
        if not colon or name.lower() not in FIELDS:
            raise NotReadable(
                f"No story has what this line says: {line.strip()}."
                f" At the beginning of a file stand {', '.join(FIELDS)}."
            )
        if value[:1] in ('"', "'") and value[-1:] == value[:1] and len(value) > 1:
            value = value[1:-1]
        yield name.lower(), _day(value) if name.lower() == "dateline" else value


def _day(value):
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise NotReadable(f"A dateline is a day such as 2024-10-23, not {value}.") from None
