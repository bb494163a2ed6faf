"""Two people's changes to one text, in one text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .alignment import aligned, aligned_runs
from .anchoring import WORD

# Each character is in one piece, so that the pieces joined are the text again.
PIECES = re.compile(rf"{WORD.pattern}|\s+|.")


@dataclass(frozen=True)
class TextEdit:
    """Pieces `start` up to `end` of a text, and what was put for them."""

    start: int
    end: int
    instead: str


@dataclass(frozen=True)
class Clash:
    """Words that two people changed, each in their way."""

    was: str
    mine: str
    theirs: str

    def told(self, who: str) -> str:
        """One sentence on it, for the person who wrote `mine`."""
        if not self.was:
            return f"{who} meanwhile wrote “{self.theirs}” where you wrote “{self.mine}”."
        did = f"meanwhile made “{self.theirs}” of" if self.theirs else "meanwhile took away"
        yours = f"of which you made “{self.mine}”" if self.mine else "which you took away"
        return f"{who} {did} “{self.was}”, {yours}."


def merged(base: str, mine: str, theirs: str) -> tuple[str, list[Clash]]:
    """The text with both people's changes, and where those touch: (text, clashes).

    A word that neither has changed must stand between them: “$5 billion”, of which one makes $6
    and the other a million, is not $6 million. With clashes the text is `mine`.
    """
    if theirs in (base, mine):
        return mine, []
    if mine == base:
        return theirs, []
    pieces = PIECES.findall(base)
    ours, others = changes(pieces, mine), changes(pieces, theirs)
    clashes = [
        _clash(pieces, one, other)
        for one in ours
        for other in others
        if one != other and _touch(pieces, one, other)
    ]
    if clashes:
        return mine, clashes
    text, done = [], 0
    for change in sorted({*ours, *others}, key=lambda change: (change.start, change.end)):
        text += [*pieces[done : change.start], change.instead]
        done = change.end
    return "".join([*text, *pieces[done:]]), []


def changes(pieces: Sequence[str], text: str) -> list[TextEdit]:
    """What was done to the pieces to make them the text, in the order of reading."""
    news = PIECES.findall(text)
    found, here, there = [], 0, 0
    for start, begin, size in aligned_runs(aligned(pieces, news), len(news)):
        if (here, there) != (start, begin):
            found.append(TextEdit(here, start, "".join(news[there:begin])))
        here, there = start + size, begin + size
    return found


def _touch(pieces, one, other):
    first, second = sorted((one, other), key=lambda change: (change.start, change.end))
    return not any(WORD.match(piece) for piece in pieces[first.end : second.start])


def _clash(pieces, one, other):
    """What stood where both changed something, and what either has there."""
    start, end = min(one.start, other.start), max(one.end, other.end)
    was, mine, theirs = (
        "".join([*pieces[start:from_], said, *pieces[to:end]]).strip()
        for from_, to, said in (
            (start, end, "".join(pieces[start:end])),
            (one.start, one.end, one.instead),
            (other.start, other.end, other.instead),
        )
    )
    return Clash(was, mine, theirs)
