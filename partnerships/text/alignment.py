"""Which words of one wording are those of another: what stayed between two texts.

Words that stand once in both texts hold the two together; between them the same is asked anew,
and only short stretches are compared word with word. Ten thousand words take no longer than
reading them.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

CLOSE = 250_000  # pairs of words; a stretch with more, and nothing that stands once, is all new


def aligned(old: Sequence[str], new: Sequence[str]) -> list[int | None]:
    """For each word of `old` its place in `new`, or None: in one order, as few as possible lost.

    Where a word may be either of two that are alike, it is taken for the first of them.
    """
    places: list[int | None] = [None] * len(old)
    waiting = [(0, len(old), 0, len(new))]
    while waiting:
        waiting += _align(old, new, *waiting.pop(), places)
    return places


def aligned_from_the_end(old: Sequence[str], new: Sequence[str]) -> list[int | None]:
    """The same, but a word that may be either of two that are alike is taken for the last."""
    last = len(new) - 1
    turned = aligned(old[::-1], new[::-1])
    return [None if place is None else last - place for place in reversed(turned)]


def aligned_runs(places: Sequence[int | None], length: int) -> list[tuple[int, int, int]]:
    """The runs that stand one after the other in both: (start in old, start in new, words), with
    an empty one at the end of both, as difflib tells them."""
    found: list[tuple[int, int, int]] = []
    begun = 0
    for here in range(1, len(places) + 1):
        before = places[here - 1]
        if here == len(places) or before is None or places[here] != before + 1:
            if before is not None:
                found.append((begun, places[begun], here - begun))  # type: ignore[arg-type]  # a word of a run has a place
            begun = here
    return [*found, (len(places), length, 0)]


def _align(old, new, i, j, k, m, places):
    """Align `old[i:j]` with `new[k:m]`; the stretches that are left to align."""
    while i < j and k < m and old[i] == new[k]:
        places[i] = k
        i, k = i + 1, k + 1
    while i < j and k < m and old[j - 1] == new[m - 1]:
        j, m = j - 1, m - 1
        places[j] = m
    if i == j or k == m:
        return []
    pairs = _standing_once(old, new, i, j, k, m)
    if pairs:
        stretches = []
        for here, there in [*pairs, (j, m)]:
            stretches.append((i, here, k, there))
            if here < j:
                places[here] = there
            i, k = here + 1, there + 1
        return stretches
    if (j - i) * (m - k) <= CLOSE:
        compared = SequenceMatcher(None, old[i:j], new[k:m], autojunk=False)
        for here, there, size in compared.get_matching_blocks():
            for step in range(size):
                places[i + here + step] = k + there + step
    return []


def _standing_once(old, new, i, j, k, m):
    """Words that stand once in either stretch, as pairs of places: the most that keep one order."""
    here = {word: i + at for at, word in enumerate(old[i:j])}
    there = {word: k + at for at, word in enumerate(new[k:m])}
    often = Counter(old[i:j]), Counter(new[k:m])
    pairs = sorted(
        (here[word], there[word])
        for word in here.keys() & there.keys()
        if often[0][word] == often[1][word] == 1
    )
    return _rising(pairs)


def _rising(pairs):
    """The longest run of the pairs in which the second place rises too."""
    ends: list[int] = []
    lasts: list[int] = []
    before: list[int | None] = [None] * len(pairs)
    for number, (_, there) in enumerate(pairs):
        length = bisect_left(ends, there)
        before[number] = lasts[length - 1] if length else None
        ends[length : length + 1] = [there]
        lasts[length : length + 1] = [number]
    number, run = lasts[-1] if lasts else None, []
    while number is not None:
        run.append(pairs[number])
        number = before[number]
    return run[::-1]
