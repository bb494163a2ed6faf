"""What the gate makes of a spoilt or edited sentence, beside what it makes of the true one."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from tests.corpus.sentences import PlantedError

# Caught; caught with no place, or at another; asked of the true sentence too; not asked about.
OUTCOMES = ("at the words", "whole sentence", "elsewhere", "alike", "missed")


@dataclass(frozen=True)
class Heard:
    """An objection of the gate to a sentence, with its place in it."""

    code: str
    claim: str  # its reference, if it is of one
    text: str
    start: int
    end: int
    is_whole: bool  # it lies over the sentence and points at no words in it
    blocks: bool

    @property
    def kind(self) -> tuple[str, str]:
        return self.code, self.claim


def outcome(error: PlantedError, against: list[Heard], before: list[Heard]) -> str:
    """Where the gate objects to the error and not to the true sentence, if it does.

    An objection counts where there are more of its code and claim than there were: at the wrong
    words, more than at the words that they took the place of.
    """
    at, was_at = _placed(against, error.wrong), _placed(before, replaced(error))
    if _more((one.kind for one in at), (one.kind for one in was_at)):
        return "at the words"
    if _more(_whole(against), _whole(before)):
        return "at the words" if _is_all_wrong(error) else "whole sentence"
    rest = [one.kind for one in against if not one.is_whole and one not in at]
    was_rest = [one.kind for one in before if not one.is_whole and one not in was_at]
    if _more(rest, was_rest):
        return "elsewhere"
    asked = [one for one in against if one.is_whole] if _is_all_wrong(error) else at
    return "alike" if any(one.blocks for one in asked) else "missed"


def is_held_up(against: Iterable[Heard], before: Iterable[Heard]) -> bool:
    """Whether more blocks the edited sentence than blocks the true one, of any code and claim."""
    return _more(
        (one.kind for one in against if one.blocks), (one.kind for one in before if one.blocks)
    )


def replaced(error: PlantedError) -> list[tuple[int, int]]:
    """The places in the true sentence of the words that the wrong ones took the place of."""
    edges = [0, *(edge for place in error.wrong for edge in place), len(error.text)]
    kept = [error.text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
    found = re.fullmatch("(.*?)".join(map(re.escape, kept)), error.true.text)
    assert found, error.id
    return [found.span(number) for number in range(1, len(kept))]


def _is_all_wrong(error):
    return [(0, len(error.text.rstrip(".")))] == list(error.wrong)


def _whole(objections):
    return [(one.kind, one.text) for one in objections if one.is_whole]


def _placed(objections, places):
    """Those that point at words in one of the places."""
    return [
        one
        for one in objections
        if not one.is_whole and any(one.start < end and start < one.end for start, end in places)
    ]


def _more(kinds, before):
    return bool(Counter(kinds) - Counter(before))
