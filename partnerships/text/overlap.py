"""What two texts have in common: the passages, and how much of each they make up."""

from dataclasses import dataclass

from .shingles import RUN, BareWords

PASSAGE = 12  # words; shorter runs in common are how everybody writes
SHARED = 40  # words in passages, at least
SHARE = 20  # percent of the shorter text
TRIED = 8  # places of one shingle that are tried


@dataclass(frozen=True)
class SharedPassage:
    """Words that stand in both texts: from where to where in each, and how many."""

    first: tuple[int, int]
    second: tuple[int, int]
    words: int


@dataclass(frozen=True)
class Measured:
    """How much two texts have in common, in words that count."""

    passages: list[SharedPassage]
    shared: int
    first_words: int
    second_words: int

    @property
    def containment(self) -> float:
        """The part of the shorter text that is shared."""
        shorter = min(self.first_words, self.second_words)
        return self.shared / shorter if shorter else 0.0

    @property
    def resemblance(self) -> float:
        """The part of both texts together that is shared."""
        both = self.first_words + self.second_words - self.shared
        return self.shared / both if both else 0.0

    @property
    def is_telling(self) -> bool:
        """Whether somebody should look at it: may one retell the other?"""
        return self.shared >= SHARED and 100 * self.containment >= SHARE


def measure(first: BareWords, second: BareWords) -> Measured:
    """Compare two texts that are read already (`shingles.tokenize_bare`), in a time that
    grows with their length. Of a passage that stands several times in a text, each word counts
    once."""
    where: dict[str | None, list[int]] = {}
    for place, shingle in second.shingles():
        where.setdefault(shingle, []).append(place)
    begins = dict(first.shingles())
    passages: list[SharedPassage] = []
    met: set[int] = set()
    covered, place = 0, 0
    while place < len(first.words):
        found = where.get(begins.get(place))
        if not found:
            place += 1
            continue
        length, there = max(
            ((_run(first, place, second, there), there) for there in found[:TRIED]),
            key=lambda run: run[0],
        )
        if length >= PASSAGE:
            passages.append(_passage(first, place, second, there, length))
            covered += length
            met.update(range(there, there + length))
            place += length
        else:
            place += max(1, length - RUN + 1)
    return Measured(passages, min(covered, len(met)), first.own, second.own)


def _run(first, here, second, there):
    """How many words from these places on are the same, and count in both."""
    begin = here
    while (
        here < len(first.words)
        and there < len(second.words)
        and first.words[here] == second.words[there]
        and first.counts[here]
        and second.counts[there]
    ):
        here, there = here + 1, there + 1
    return here - begin


def _passage(first, here, second, there, length):
    last = length - 1
    return SharedPassage(
        (first.places[here][0], first.places[here + last][1]),
        (second.places[there][0], second.places[there + last][1]),
        length,
    )
