"""Two wordings beside each other, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

WORDS = re.compile(r"\s+|\w+|[^\w\s]")
LONGEST = 4_000  # words; beyond, the two stand whole beside each other


@dataclass(frozen=True)
class Piece:
    """Some words that stayed, came or went."""

    done: str  # "kept", "added" or "removed"
    text: str


def between(before, after):
    """The pieces that lead from one wording to the other, in the order of reading.

    Figures and words change whole: a reader compares 10 with 13, not a 0 with a 3.
    """
    old, new = WORDS.findall(before), WORDS.findall(after)
    if len(old) + len(new) > LONGEST:
        return _pieces([("removed", before), ("added", after)])
    pieces = []
    for done, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if done == "equal":
            pieces.append(("kept", "".join(old[i:j])))
        else:
            pieces += [("removed", "".join(old[i:j])), ("added", "".join(new[k:m]))]
    return _pieces(_joined(pieces))


def _joined(pieces):
    """The pieces without the blanks that alone stayed between two changes."""
    joined = []
    for place, (done, text) in enumerate(pieces):
        amid = 0 < place < len(pieces) - 1
        if done == "kept" and amid and not text.strip():
            joined += [("removed", text), ("added", text)]
        else:
            joined.append((done, text))
    gathered, run = [], {"removed": "", "added": ""}
    for done, text in [*joined, ("kept", "")]:
        if done == "kept":
            gathered += run.items()
            gathered.append((done, text))
            run = {"removed": "", "added": ""}
        else:
            run[done] += text
    return gathered


def _pieces(pairs):
    return [Piece(done, text) for done, text in pairs if text]
