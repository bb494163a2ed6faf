"""A page of a PDF beyond its text: its fonts, its pictures, its form fields and its notes."""

import re
from collections.abc import Iterator
from math import hypot
from typing import Any

from pypdf import PageObject
from pypdf.generic import ArrayObject, DictionaryObject

from .file_text import storable
from .letter_forms import LOWERED, RAISED

SMALLER = 0.8  # of the letters before it, and a figure is raised or lowered
_SMALL_FIGURE = re.compile(r" ?([+−-]?\d+)(\s*)")
DEEPEST = 5  # forms within forms
INVISIBLE = re.compile(rb"(?<![\w.])3\s+Tr\b")
# The names that editors of fonts give to letters of which nobody knows what they say
_NUMBERED_NAME = re.compile(r"/(?:[a-zA-Z]{1,2}|glyph|cid|index|char)\d+")
_SILENT_KINDS = {"/Link", "/Popup", "/Screen", "/Movie", "/Sound", "/3D", "/PrinterMark"}


def page_text(page: PageObject) -> str:
    """The text of the page as it comes, but for raised figures, which stay raised: 10⁹, not 109."""
    pieces: list[tuple[str, float, float]] = []
    text = page.extract_text(visitor_text=lambda *piece: pieces.append(_placed(*piece)))
    if "".join(said for said, _, _ in pieces) != text:
        return text
    made: list[str] = []
    last, line, size = "", 0.0, 0.0
    for said, height, letters in pieces:
        figure = _SMALL_FIGURE.fullmatch(said)
        if figure and last.strip() and letters < size * SMALLER:
            if height >= line:
                said = figure[1].translate(RAISED) + figure[2]
            elif last.isdigit():
                said = figure[1].translate(LOWERED) + figure[2]
        elif said.strip():
            line, size = height, letters
        made.append(said)
        last = said[-1:] or last
    return "".join(made)


def _placed(said, matrix, text_matrix, _font, size):
    """A piece of text, the height of its line, and the size of its letters."""
    height = text_matrix[4] * matrix[1] + text_matrix[5] * matrix[3] + matrix[5]
    scale = hypot(*text_matrix[2:4]) * hypot(*matrix[2:4])
    return said, height, abs(size) * scale


def own_letters(page: PageObject) -> bool:
    """Whether a font of the page does not say which letters its signs are."""
    return any(_is_mute(font) for font in _resources(page, "/Font"))


def has_pictures(page: PageObject) -> bool:
    """Whether a picture stands on the page."""
    return any(each.get("/Subtype") == "/Image" for each in _resources(page, "/XObject"))


def is_machine_read(page: PageObject) -> bool:
    """Whether the words of the page lie unseen over a picture, as a machine puts them that reads
    scans."""
    if not has_pictures(page):
        return False
    contents = page.get_contents()
    return contents is not None and INVISIBLE.search(contents.get_data()) is not None


def fields_and_notes(page: PageObject) -> list[str]:
    """What is filled into the page's form fields and what notes on it say, a line each."""
    said = []
    for each in _objects(page.get("/Annots")):
        kind, value = each.get("/Subtype"), None
        if kind == "/Widget":
            value = _filled_in(each)
        elif kind not in _SILENT_KINDS:
            value = _words(each.get("/Contents"))
        if value:
            said.append(value)
    return said


def _filled_in(widget):
    """The name of a field and its value; None where it has none, or is a button."""
    kind, value, name = (_inherited(widget, key) for key in ("/FT", "/V", "/TU"))
    name = _words(name) or _words(_inherited(widget, "/T"))
    if kind == "/Btn":
        value = "yes" if widget.get("/AS") not in (None, "/Off") else None
    elif isinstance(value, ArrayObject):
        value = ", ".join(filter(None, map(_words, value)))
    else:
        value = _words(value)
    return f"{name}: {value}" if name and value else value


def _inherited(widget, key):
    """What a field says, or those that it is a part of."""
    for _ in range(DEEPEST):
        if key in widget:
            return widget[key]
        parent = widget.get("/Parent")
        widget = parent.get_object() if parent is not None else None
        if not isinstance(widget, DictionaryObject):
            return None
    return None


def _words(value):
    """A value of the file in one line; "" where it is no text."""
    return " ".join(storable(value).split()) if isinstance(value, str) else ""


def _is_mute(font):
    if "/ToUnicode" in font:
        return False
    if font.get("/Subtype") == "/Type0":
        return str(font.get("/Encoding", "")).startswith("/Identity")
    encoding = font.get("/Encoding")
    encoding = encoding.get_object() if encoding is not None else None
    named = encoding.get("/Differences", []) if isinstance(encoding, DictionaryObject) else []
    names = [str(each) for each in named if isinstance(each, str)]
    if font.get("/Subtype") == "/Type3" and not names:
        return True
    return any(map(_NUMBERED_NAME.fullmatch, names))


def _resources(page, kind) -> Iterator[DictionaryObject]:
    """The resources of a kind that the page uses, those of the forms on it included."""
    waiting: list[tuple[Any, int]] = [(page.get("/Resources"), 0)]
    while waiting:
        resources, depth = waiting.pop()
        resources = resources.get_object() if resources is not None else None
        if not isinstance(resources, DictionaryObject):
            continue
        found = resources.get(kind)
        found = found.get_object() if found is not None else {}
        yield from _objects(list(found.values()))
        if depth < DEEPEST and (forms := resources.get("/XObject")) is not None:
            for form in _objects(list(forms.get_object().values())):
                if form.get("/Subtype") == "/Form":
                    waiting.append((form.get("/Resources"), depth + 1))


def _objects(references) -> Iterator[DictionaryObject]:
    """The dictionaries that the references lead to."""
    references = references.get_object() if hasattr(references, "get_object") else references
    for each in references or ():
        found = each.get_object() if each is not None else None
        if isinstance(found, DictionaryObject):
            yield found
