"""Where quotations begin and end, by all the usual marks, one within the other."""

from ..patterns import late
from .prose import Span

DOUBLE = {"“": "”", "„": "“”", "«": "»", "»": "«", "「": "」", "『": "』", "‹": "›"}
_MARK = late(r"[“”„«»‹›「」『』\"‘’']")
_DEEPEST = 8  # quotations within one another; a text with more is no text


def quotations_in(bare: str, block: Span) -> list[tuple[int, int]]:
    """The quotations in one block, as pairs of a start and an end with their marks, in order.

    One that nobody closed runs to the end of its block: so quotations of several paragraphs are
    set, and no word of one is lost.
    """
    found: list[tuple[int, int]] = []
    open_marks: list[tuple[str, int]] = []
    for match in _MARK.finditer(bare, block.start, block.end):
        place, mark = match.start(), match.group()
        before = bare[place - 1] if place > block.start else " "
        after = bare[place + 1] if place + 1 < block.end else " "
        if mark in "‘’'":
            _single(mark, place, before, after, open_marks, found)
        elif (
            not _closed(mark, place, before, after, open_marks, found)
            and (mark in DOUBLE or mark == '"')
            and (mark != '"' or not after.isspace())
            and len(open_marks) < _DEEPEST
        ):
            open_marks.append((mark, place))
    for mark, place in open_marks:
        if mark not in "‘'":
            end = block.start + len(bare[block.start : block.end].rstrip())
            found.append((place, end))
    return sorted(found)


def _closed(mark, place, before, after, open_marks, found):
    """Close the innermost quotation that `mark` can close; whether there was one."""
    for depth in range(len(open_marks) - 1, -1, -1):
        opened, start = open_marks[depth]
        closes = mark == '"' if opened == '"' else mark in DOUBLE.get(opened, "")
        if opened == '"' and mark == '"' and before.isspace() and not after.isspace():
            closes = False  # it opens another
        if closes:
            found.append((start, place + 1))
            del open_marks[depth:]
            return True
    return False


def _single(mark, place, before, after, open_marks, found):
    """A single mark: an apostrophe, or one that opens or closes."""
    if before.isalnum() and after.isalnum():
        return  # an apostrophe
    if mark in "‘'" and not before.isalnum() and before not in ".,!?…" and after.isalnum():
        if not after.isdigit() and len(open_marks) < _DEEPEST:  # the '90s
            open_marks.append((mark, place))
        return
    if mark in "’'":
        for depth in range(len(open_marks) - 1, -1, -1):
            opened, start = open_marks[depth]
            if opened in "‘'":
                found.append((start, place + 1))
                del open_marks[depth:]
                return


def inside(words: str) -> str:
    """The words between the marks of a quotation."""
    words = words[1:]
    if words and words[-1] in "”»«」』›“\"’'":
        words = words[:-1]
    return words.strip()
