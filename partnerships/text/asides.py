"""What a page sets among the words of a text and nobody says: marks of notes, and page edges.

Each is a place with what is read instead of it. What looks so may be words all the same: whoever
leaves it out tells what it was.
"""

import re

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_NOTE = re.compile(
    # [12], [a], [note 3], [citation needed], right behind a word
    r"(?<=[^\s\[(])\[(?:\d{1,3}(?:[-–, ]{1,2}\d{1,3}){0,5}|[a-z]|(?:note|nb|n) ?\d{1,3}"
    r"|(?:[a-z]{2,12} ){1,3}needed|who\?|when\?|where\?|according to whom\?)\](?!\w)"
    # quay², but neither 10² nor km²
    rf"|(?:(?<=[^\W\d_]{{4}})|(?<=[^\d\s][.,;:!?\"'”’)]))[{_RAISED}]{{1,3}}(?!\w)"
    r"|(?<=\w)[†‡]"
)
_NUMBER = r"\d{1,4}(?: ?(?:/|of|de|von|sur|из) ?\d{1,4})?"
_PAGE = rf"(?:page|p\.|pp\.|pg\.|seite|página|pagina|strona|стр\.) ?{_NUMBER}"
_EDGE = re.compile(
    r"^[^\S\n]*+(?:"
    rf"[-–—|·•\[(]{{0,2}} ?(?:{_NUMBER}|{_PAGE}) ?[-–—|·•\])]{{0,2}}"
    rf"|[^\n|·•]{{1,80}}[|·•] ?(?:{_NUMBER}|{_PAGE})|(?:{_NUMBER}|{_PAGE}) ?[|·•][^\n|·•]{{1,80}}"
    r")[^\S\n]*+$",
    re.MULTILINE | re.IGNORECASE,
)


def note_marks(text: str) -> list[tuple[int, int, str]]:
    """Where marks of notes stand in the text."""
    return [(*found.span(), "") for found in _NOTE.finditer(text)]


def page_edges(text: str) -> list[tuple[int, int, str]]:
    """Where a page ends and the next begins, with the number and running head between them: a line
    that has a page's number and a blank line, or a form feed, beside it."""
    edges: list[tuple[int, int, str]] = []
    for found in _EDGE.finditer(text):
        start, end = found.span()
        before, after = start, end
        while before and text[before - 1].isspace():
            before -= 1
        while after < len(text) and text[after].isspace():
            after += 1
        if before == 0 or after == len(text):
            continue
        if edges and edges[-1][1] == start:  # a head and a number, one after the other
            edges[-1] = edges[-1][0], after, " "
        elif any(_parts(text[slice(*gap)]) for gap in ((before, start), (end, after))):
            edges.append((before, after, " "))
    return edges


def _parts(blanks):
    return blanks.count("\n") > 1 or "\f" in blanks
