"""Whether a sentence that leans on a correction says what that says, or what was wrong."""

import re
from collections.abc import Hashable, Iterable, Iterator

from ..tokens import sentences
from .base import Reading, Stated, ToldSum, amount

_CAUTION = re.compile(
    r"(?:is |are |was |were |must |should )?not (?:to )?be (?:confused|mistaken|mixed up)"
    r"|(?:is|are|was|were) (?:another|a different|something else)"
    r"|without (?:a |any )?(?:documents?|evidence|proof|source)(?!\w)"
    r"|(?<!\w)no (?:filing|document|source|report|evidence) (?:supports|backs|bears out|confirms)"
    r"|(?<!\w)(?:reverses|confuses|mixes up|gets wrong|wrongly|mistakenly|in error)(?!\w)",
    re.IGNORECASE,
)
_PART = re.compile(r"[^;]+")


def without_cautions(text: str) -> str:
    """The text with spaces for what names another thing only to warn of it: its sentence, or the
    part of it between semicolons."""
    for one in sentences(text):
        for part in _PART.finditer(text, one.start, one.end):
            if _CAUTION.search(text, *part.span()):
                text = text[: part.start()] + " " * len(part.group()) + text[part.end() :]
    return text


def nearer_to_the_wrong(
    mine: Reading, wrong: Reading, right: Iterable[Reading]
) -> Iterator[Stated | ToldSum]:
    """The words and sums of mine that only the wrong statement has, unless mine has some too that
    only the others have."""
    said, was_said = _senses(mine), _senses(wrong)
    is_right = frozenset[Hashable]().union(*(_senses(one) for one in right))
    if said & is_right - was_said:
        return
    foreign = was_said - is_right
    yield from (one for one in mine.stated if one.sense in foreign)
    yield from (one for one in mine.measured if amount(one.token) in foreign)


def _senses(reading):
    return frozenset[Hashable](
        [*(one.sense for one in reading.stated), *(amount(one.token) for one in reading.measured)]
    )
