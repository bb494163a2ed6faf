"""Two wordings beside each other, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from .alignment import aligned, aligned_runs

WORDS = re.compile(r"\s+|\w+|[^\w\s]")
LONGEST = 4_000  # words; beyond, the two are held together by what stands once in both


@dataclass(frozen=True)
class DifferencePiece:
    """Some words that stayed, came or went."""

    done: str  # "kept", "added" or "removed"
    text: str


def word_differences(before: str, after: str) -> list[DifferencePiece]:
    """The pieces that lead from one wording to the other, in the order of reading.

    Figures and words change whole: a reader compares 10 with 13, not a 0 with a 3.
    """
    old, new = WORDS.findall(before), WORDS.findall(after)
    pieces, here, there = [], 0, 0
    for start, begin, size in _kept(old, new):
        pieces.append(("removed", "".join(old[here:start])))
        pieces.append(("added", "".join(new[there:begin])))
        here, there = start + size, begin + size
        pieces.append(("kept", "".join(old[start:here])))
    pieces = [(done, text) for done, text in pieces if text]
    return _pieces(_joined(pieces))


def _kept(old, new):
    """What stayed: where it begins in either and how many words it is, with none at the end."""
    if len(old) + len(new) > LONGEST:
        return aligned_runs(aligned(old, new), len(new))
    return SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()


def _joined(pieces):
    """The pieces without the blanks that alone stayed between two changes."""
    joined = []
    for place, (done, text) in enumerate(pieces):
        amid = 0 < place < len(pieces) - 1
        if done == "kept" and amid and not text.strip():
            joined += [("removed", text), ("added", text)]
        else:
            joined.append((done, text))
    gathered: list[tuple[str, str]] = []
    run = {"removed": "", "added": ""}
    for done, text in [*joined, ("kept", "")]:
        if done == "kept":
            gathered += run.items()
            gathered.append((done, text))
            run = {"removed": "", "added": ""}
        else:
            run[done] += text
    return gathered


def _pieces(pairs):
    return [DifferencePiece(done, text) for done, text in pairs if text]
