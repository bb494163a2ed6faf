"""The text of a web page: its article, and set apart from it the rest of what is seen."""

from collections import defaultdict
from copy import deepcopy

from lxml.html import HtmlElement
from trafilatura import bare_extraction

from ...errors import NotReadable
from ...vocabulary import Legibility
from .encodings import text_of
from .file_text import FileText, storable
from .html_reader import html_tree, leave_what_is_seen, seen_lines
from .letter_forms import has_own_letters
from .page_metadata import PageMetadata
from .walls import correction_notes, page_legibility

LARGEST = 10_000_000  # bytes
MOST_ELEMENTS = 150_000  # more, and finding the article takes minutes: the whole page is read
APART = "\n\n"  # between the article and the rest
FEW = 4  # words by which the place of a line in the article is found again
MOST_PLACES = 5  # that a run of words has in the article and is still looked for
LEAST_SHARE = 0.8  # of what trafilatura found that our lines must hold


def webpage_text(
    content: bytes, charset: str = "", address: str = "", *, whole: bool = False
) -> FileText:
    """What a page of HTML holds: its article and, after it, the rest of what can be seen.

    `whole` takes all that can be seen as it comes.
    """
    if len(content) > LARGEST:
        raise NotReadable("The page is too long to be read: upload the part that matters.")
    tree = html_tree(text_of(content, charset, is_html=True))
    if tree is None:
        raise NotReadable("There is no page in this file: upload it as a PDF or as text.")
    hints = [each.text_content() for each in tree.iter("noscript")]
    leave_what_is_seen(tree, notes=True)
    seen = seen_lines(tree)
    if not seen:
        raise NotReadable(
            "There is no text in this page. Pages that a script fills in can be printed to a PDF."
        )
    found = _article(tree, address)
    article, rest = ([], seen) if whole else _apart(seen, getattr(found, "text", None) or "")
    text = storable("\n".join(article or rest))
    rest_at = len(text) + len(APART) if article and rest else None
    if rest_at is not None:
        text += APART + storable("\n".join(rest))
    said = PageMetadata(tree, address, found)
    legibility = page_legibility(seen, hints, is_free=said.is_free)
    if legibility == Legibility.LEGIBLE and has_own_letters(text):
        legibility = Legibility.OWN_LETTERS
    return FileText(
        how="article" if article else "whole page",
        text=text,
        rest_at=rest_at,
        legibility=legibility.value,
        corrections=tuple(map(storable, correction_notes(seen))),
        **said.fields(),
    )


def _article(tree: HtmlElement, address: str):
    """What trafilatura finds; None when it finds nothing, or could not in time."""
    if sum(1 for _ in tree.iter()) > MOST_ELEMENTS:
        return None
    tree = deepcopy(tree)
    for element in tree.iter():  # some of its patterns take long over blanks
        if isinstance(element.tag, str) and element.tag not in ("pre", "script"):
            element.text = _one_blank(element.text)
        element.tail = _one_blank(element.tail)
    try:
        return bare_extraction(
            tree,
            url=address or None,
            with_metadata=True,
            include_comments=False,
            favor_recall=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except Exception:  # strange pages make it trip, even over its own assertions
        return None


def _one_blank(text):
    """The text with each stretch of blanks as one."""
    if not text or text.isspace():
        return text and text[:1]
    words = " ".join(text.split())
    return " " * text[:1].isspace() + words + " " * text[-1:].isspace()


def _apart(seen, found):
    """The lines of the article that was found, and those of the rest, each in the page's order.

    The words are ours: what was found says where the article is.
    """
    words = [word for line in found.split("\n") for word in _words(line)]
    whole = {tuple(_words(cell)) for line in found.split("\n") for cell in [line, *line.split("|")]}
    places = defaultdict(list)
    for place in range(len(words) - FEW + 1):
        places[tuple(words[place : place + FEW])].append(place)
    article, rest, at, size = [], [], 0, 0
    for line in seen:
        said = _words(line)
        place = _place(said, words, at, places)
        if place is not None:
            at, size = place + len(said), size + len(said)
            article.append(line)
        elif tuple(said) in whole and said:
            size += len(said)
            article.append(line)
        else:
            rest.append(line)
    if words and size < len(words) * LEAST_SHARE:
        return [line for line in found.split("\n") if line.strip()], rest
    return article, rest


def _place(said, words, at, places):
    """Where the words of a line stand in the article: right after the last, else anywhere."""
    if said and words[at : at + len(said)] == said:
        return at
    if len(said) < FEW:
        return None
    known = places.get(tuple(said[:FEW]), [])[:MOST_PLACES]
    return next((place for place in known if words[place : place + len(said)] == said), None)


def _words(line):
    """The words of a line without what is set around them."""
    return "".join(sign if sign.isalnum() else " " for sign in line).split()
