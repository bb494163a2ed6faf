"""A manuscript cut where marks begin and end, so that a page can set it piece by piece."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Protocol

# A blank line may hold spaces: `[^\S\n]` is white space but for the line's end, so that the two
# stars never want the same character and a page of blank lines is read once.
_BREAK = re.compile(r"\n[^\S\n]*\n\s*")


class Placed(Protocol):
    """Whatever has a place in a text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass
class MarkedPiece:
    """Words of the text between two places at which nothing begins or ends.

    `mark` is the innermost of the marks that they lie in, `is_bound` whether they lie in a span,
    `is_commented` whether somebody said something of them.
    """

    start: int
    end: int
    words: str
    mark: object = None
    is_bound: bool = False
    is_commented: bool = False


@dataclass
class Paragraph:
    """A part of the text between two blank lines, with the number of the first sentence in it."""

    start: int
    end: int
    pieces: list[MarkedPiece] = field(default_factory=list)


def paragraphs(
    text: str, marks: Iterable[Placed], spans: Iterable[Placed], said: Iterable[Placed] = ()
) -> list[Paragraph]:
    """The text in paragraphs of pieces. Marks, spans and what is `said` of words have `start` and
    `end`. A mark may lie within another, as a figure in a quotation; of marks that begin at one
    place the widest is set, as “about $2 billion” in one. The rest may overlap. What stands between
    paragraphs is white.
    """
    under = _widest_by_start(marks)
    cuts = {0, len(text)}
    placed = [*under.values(), *spans, *said]
    cuts.update(place for each in placed for place in (each.start, each.end))
    edges = [(0, 0)] + [match.span() for match in _BREAK.finditer(text)] + [(len(text),) * 2]
    cuts.update(place for edge in edges for place in edge)
    places = sorted(cuts)
    depth, talk = _depths(places, spans), _depths(places, said)
    found: list[Paragraph] = []
    open_marks: list[Placed] = []
    blocks = [(after, before) for (_, after), (before, _) in pairwise(edges) if after < before]
    block = iter(blocks)
    current = next(block, None)
    paragraph = None
    for start, end in pairwise(places):
        open_marks = [mark for mark in open_marks if start < mark.end]
        open_marks += [under[start]] if start in under else []
        while current and start >= current[1]:
            current = next(block, None)
            paragraph = None
        if current is None or start < current[0]:
            continue
        if paragraph is None:
            paragraph = Paragraph(*current)
            found.append(paragraph)
        mark = open_marks[-1] if open_marks else None
        paragraph.pieces.append(
            MarkedPiece(start, end, text[start:end], mark, depth[start] > 0, talk[start] > 0)
        )
    return found


def _widest_by_start(marks):
    return {mark.start: mark for mark in sorted(marks, key=lambda mark: mark.end)}


def _depths(places, spans):
    """How many spans lie over the text from each place on, until the next."""
    change = dict.fromkeys(places, 0)
    for span in spans:
        change[span.start] += 1
        change[span.end] -= 1
    depth, depths = 0, {}
    for place in places:
        depth += change[place]
        depths[place] = depth
    return depths
