"""Where words that were marked in one text of a story stand in the next.

The mark stays on the same words, or is on none: words that look alike elsewhere never catch it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Self

from .alignment import aligned, aligned_from_the_end
from .patterns import late

# What is written without a space is one word (13.5, $1,000, Microsoft's, 13-year): a digit more
# makes another of it. Punctuation at its edges is none of it.
_PLAIN = r"[^\s.,;:!?\"'“”„«»‘’()\[\]{}<>*_~`|—…/\\]"
WORD = late(rf"{_PLAIN}+(?:[.,:'’/]{_PLAIN}+)*")
_SENTENCE_END = late(r"[.!?…][\"'”’)\]*_]*\s+|\n\s*")
# Asterisks and underscores that do not stand between two letters or digits; PostgreSQL reads them
# alike (laws/passages.sql), so that what is beyond ASCII counts as a letter.
_EMPHASIS = late(r"(?<![0-9A-Za-z\x80-\U0010ffff])[*_]+|[*_]+(?![0-9A-Za-z\x80-\U0010ffff*_])")
MOVED = 5  # words that a sentence has at least, to be known again where it was moved to


def without_emphasis(text: str) -> str:
    """The text without the marks that set words in italics or bold."""
    return _EMPHASIS.sub("", text)


@dataclass(frozen=True)
class TokenizedText:
    """The words of a text, and where each begins and ends."""

    text: str
    words: list[str] = field(repr=False)
    starts: list[int] = field(repr=False)
    ends: list[int] = field(repr=False)

    @classmethod
    def of(cls, text: str) -> Self:
        found = list(WORD.finditer(text))
        return cls(
            text,
            [match.group() for match in found],
            [match.start() for match in found],
            [match.end() for match in found],
        )

    def within(self, start: int, end: int) -> tuple[int, int]:
        """The words that the characters from `start` up to `end` are part of: first, behind."""
        return bisect_right(self.ends, start), bisect_left(self.starts, end)

    @cached_property
    def _index(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = {}
        for place, word in enumerate(self.words):
            places.setdefault(word, []).append(place)
        return places

    def has(self, place: int, word: str) -> bool:
        return 0 <= place < len(self.words) and self.words[place] == word

    def places_of(self, run: Sequence[str]) -> list[int]:
        """Where these words stand one after the other: the first word of each such place."""
        begins = self._index.get(run[0], [])
        return [place for place in begins if self.words[place : place + len(run)] == run]

    @cached_property
    def sentence_ends(self) -> list[int]:
        return [0, *(match.end() for match in _SENTENCE_END.finditer(self.text)), len(self.text)]

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """The sentence, or the sentences, around these characters: where it begins and ends."""
        ends = self.sentence_ends
        return ends[bisect_right(ends, start) - 1], ends[bisect_left(ends, end)]


@dataclass(frozen=True)
class WordPlacement:
    """One account of a change: for each word of the old text its place in the new, or None."""

    old: TokenizedText
    new: TokenizedText
    places: list[int | None] = field(repr=False)

    @cached_property
    def has_moved(self) -> bool:
        """Whether a word that went is among those that came."""
        here = zip(self.old.words, self.places, strict=True)
        went = {word for word, place in here if place is None}
        kept = set(self.places)
        return any(word in went for place, word in enumerate(self.new.words) if place not in kept)

    def stands(self, first: int, behind: int) -> int | None:
        """The word of the new text at which these now begin: if none of them was touched, if what
        stands beside them is still theirs, and if they cannot be others that are alike."""
        now = self.places[first]
        if now is None or self.places[first:behind] != list(range(now, now + behind - first)):
            return None
        before = self.places[first - 1] if first else -1
        after = self.places[behind] if behind < len(self.places) else len(self.new.words)
        adjoins = before == now - 1 or after == now + behind - first
        if not adjoins and None in (before, after):
            return None
        return now if self._is_sure(first, behind, now) else None

    def has_some(self, first: int, behind: int, now: int) -> bool:
        """Whether one of these words is where it would be if they began at `now`: in “$13 billion,
        after losing $5 billion” either billion may be the one that came."""
        return any(self.places[here] == here - first + now for here in range(first, behind))

    def _is_sure(self, first, behind, now):
        """Whether these words stand nowhere else, or nothing was moved that could be one of them,
        or what stayed on either side stands nowhere else with them."""
        run = self.old.words[first:behind]
        alike = self.old.places_of(run), self.new.places_of(run)
        if alike == ([first], [now]) or not self.has_moved:
            return True
        sides = (-1, -1), (len(run), 1)
        return all(self._is_only_one(first, now, *alike, *side) for side in sides)

    def _is_only_one(self, first, now, old, new, side, step):
        """Whether, going on to one side word by word as far as nothing was changed, the words that
        began at `first` are soon told from all that are alike, in either text."""
        while len(old) > 1 or len(new) > 1:
            here, there = first + side, now + side
            is_end = not 0 <= here < len(self.places), not 0 <= there < len(self.new.words)
            if any(is_end):
                return all(is_end)
            if self.places[here] != there:
                return False
            word = self.old.words[here]
            old = [place for place in old if self.old.has(place + side, word)]
            new = [place for place in new if self.new.has(place + side, word)]
            side += step
        return True


class Carrying:
    """From one text of a story to the next; the two are compared once, for all that is marked."""

    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = TokenizedText.of(old), TokenizedText.of(new)

    @cached_property
    def _readings(self) -> list[WordPlacement]:
        """What stayed, read from the start and from the end: where the two do not agree, nobody
        can say which of two like words is gone."""
        return [
            WordPlacement(self.old, self.new, how(self.old.words, self.new.words))
            for how in (aligned, aligned_from_the_end)
        ]

    def place(self, exact: str, start: int) -> tuple[int, int] | None:
        """Where the words `exact`, which stood at `start`, stand now, as (start, end); or None."""
        end = start + len(exact)
        if self.old.text == self.new.text:
            return start, end
        first, behind = self.old.within(start, end)
        if first == behind:
            return None
        now = self._unmoved(first, behind)
        if now is None:
            now = self._moved(first, behind)
        if now is None:
            return None
        begin = self.new.starts[now] + start - self.old.starts[first]
        if begin >= 0 and self.new.text[begin : begin + len(exact)] == exact:
            return begin, begin + len(exact)
        return self._emphasized_otherwise(exact, start, first, behind, now)

    def _emphasized_otherwise(self, exact, start, first, behind, now):
        """The place where the same words stand with other marks of emphasis in them or around."""
        lead = without_emphasis(exact[: max(0, self.old.starts[first] - start)])
        trail = without_emphasis(exact[max(0, self.old.ends[behind - 1] - start) :])
        begin = self.new.starts[now] - len(lead)
        end = self.new.ends[now + behind - first - 1] + len(trail)
        is_there = without_emphasis(self.new.text[max(begin, 0) : end]) == without_emphasis(exact)
        return (begin, end) if begin >= 0 and is_there else None

    def _unmoved(self, first, behind):
        """The word at which these begin where they stood before, as no reading denies."""
        there = {reading.stands(first, behind) for reading in self._readings} - {None}
        now = there.pop() if len(there) == 1 else None
        if now is None or not all(each.has_some(first, behind, now) for each in self._readings):
            return None
        return now

    def _moved(self, first, behind):
        """The word at which these begin in a sentence that stands once in either text, all of
        which is gone from where it stood, or is what stands there now."""
        ends = self.old.starts[first], self.old.ends[behind - 1]
        begun, done = self.old.within(*self.old.sentence(*ends))
        around = self.old.words[begun:done]
        if len(around) < MOVED or self.old.places_of(around) != [begun]:
            return None
        places = self.new.places_of(around)
        if len(places) != 1:
            return None
        whole = [None] * len(around), list(range(places[0], places[0] + len(around)))
        if any(reading.places[begun:done] not in whole for reading in self._readings):
            return None
        return places[0] + first - begun


def carry_words(exact: str, start: int, old: str, new: str) -> tuple[int, int] | None:
    """Where the words `exact`, at `start` of the old text, stand in the new: (start, end) or None.

    They are carried when none of them was touched and something beside them stayed, or when the
    whole sentence around them, which stands once in either text, was moved. For many marks in one
    text, keep one Carrying.
    """
    return Carrying(old, new).place(exact, start)
