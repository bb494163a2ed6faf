"""Where words that were marked in one text of a story stand in the next.

The mark stays on the same words, or is on none: words that look alike elsewhere never catch it.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from .alignment import aligned, aligned_from_the_end

# What is written without a space is one word (13.5, $1,000, Microsoft's, 13-year): a digit more
# makes another of it. Punctuation at its edges is none of it.
_PLAIN = r"[^\s.,;:!?\"'“”„«»‘’()\[\]{}<>*_~`|—…/\\]"
WORD = re.compile(rf"{_PLAIN}+(?:[.,:'’/]{_PLAIN}+)*")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]*_]*\s+|\n\s*")
MOVED = 5  # words that a sentence has at least, to be known again where it was moved to


@dataclass(frozen=True)
class Words:
    """The words of a text, and where each begins and ends."""

    text: str
    words: list = field(repr=False)
    starts: list = field(repr=False)
    ends: list = field(repr=False)

    @classmethod
    def of(cls, text):
        found = list(WORD.finditer(text))
        return cls(
            text,
            [match.group() for match in found],
            [match.start() for match in found],
            [match.end() for match in found],
        )

    def within(self, start, end):
        """The words that the characters from `start` up to `end` are part of: first, behind."""
        return bisect_right(self.ends, start), bisect_left(self.starts, end)

    @cached_property
    def _index(self):
        places = {}
        for place, word in enumerate(self.words):
            places.setdefault(word, []).append(place)
        return places

    def has(self, place, word):
        return 0 <= place < len(self.words) and self.words[place] == word

    def places_of(self, run):
        """Where these words stand one after the other: the first word of each such place."""
        begins = self._index.get(run[0], [])
        return [place for place in begins if self.words[place : place + len(run)] == run]

    @cached_property
    def sentence_ends(self):
        return [0, *(match.end() for match in _SENTENCE_END.finditer(self.text)), len(self.text)]

    def sentence(self, start, end):
        """The sentence, or the sentences, around these characters: where it begins and ends."""
        ends = self.sentence_ends
        return ends[bisect_right(ends, start) - 1], ends[bisect_left(ends, end)]


class Carrying:
    """From one text of a story to the next; the two are compared once, for all that is marked."""

    def __init__(self, old, new):
        self.old, self.new = Words.of(old), Words.of(new)
        self.is_same = old == new

    @cached_property
    def _readings(self):
        """What stayed, read from the start and from the end: where the two do not agree, nobody
        can say which of two like words is gone."""
        both = self.old.words, self.new.words
        return aligned(*both), aligned_from_the_end(*both)

    def place(self, exact, start):
        """Where the words `exact`, which stood at `start`, stand now, as (start, end); or None."""
        end = start + len(exact)
        if self.old.text[start:end] != exact:
            return None
        if self.is_same:
            return start, end
        return self._unmoved(exact, start, end) or self._moved(exact, start, end)

    def _unmoved(self, exact, start, end):
        first, behind = self.old.within(start, end)
        if first >= behind:
            return None
        there = {self._stands(first, behind, places) for places in self._readings}
        if len(there) != 1 or None in there:
            return None
        (now,) = there
        begin = self.new.starts[now] + start - self.old.starts[first]
        if begin < 0 or self.new.text[begin : begin + len(exact)] != exact:
            return None
        return begin, begin + len(exact)

    def _stands(self, first, behind, places):
        """The word of the new text at which these now begin: if none of them was touched, if what
        stands beside them is still theirs, and if they cannot be others that are alike."""
        now = places[first]
        if now is None or places[first:behind] != list(range(now, now + behind - first)):
            return None
        before = places[first - 1] if first else -1
        after = places[behind] if behind < len(places) else len(self.new.words)
        adjoins = before == now - 1 or after == now + behind - first
        if not adjoins and None in (before, after):
            return None
        return now if self._is_sure(first, behind, now, places) else None

    def _is_sure(self, first, behind, now, places):
        """Whether these words stand nowhere else, or nothing was moved that could be one of them,
        or what stayed on either side stands nowhere else with them."""
        run = self.old.words[first:behind]
        alike = self.old.places_of(run), self.new.places_of(run)
        if alike == ([first], [now]) or not self._has_moved(places):
            return True
        return all(
            self._is_only_one(first, now, alike, side, step, places)
            for side, step in ((-1, -1), (len(run), 1))
        )

    def _has_moved(self, places):
        """Whether a word that went is among those that came."""
        kept = set(places)
        went = {word for word, place in zip(self.old.words, places, strict=True) if place is None}
        return any(word in went for place, word in enumerate(self.new.words) if place not in kept)

    def _is_only_one(self, first, now, alike, side, step, places):
        """Whether, going on to one side word by word as far as nothing was changed, the words that
        began at `first` are soon told from all that are alike, in either text."""
        old, new = alike
        while len(old) > 1 or len(new) > 1:
            here, there = first + side, now + side
            is_end = not 0 <= here < len(places), not 0 <= there < len(self.new.words)
            if any(is_end):
                return all(is_end)
            if places[here] != there:
                return False
            old = [place for place in old if self.old.has(place + side, self.old.words[here])]
            new = [place for place in new if self.new.has(place + side, self.old.words[here])]
            side += step
        return True

    def _moved(self, exact, start, end):
        """Where a sentence that stands once in either text took the words with it."""
        begin, stop = self.old.sentence(start, end)
        around = self.old.text[begin:stop].strip()
        first, behind = self.old.within(begin, stop)
        if behind - first < MOVED:
            return None
        stood, stands = (_only(words.text, around) for words in (self.old, self.new))
        if stood is None or stands is None:
            return None
        begun, done = self.new.within(stands, stands + len(around))
        if self.new.words[begun:done] != self.old.words[first:behind]:
            return None  # its last word is part of a longer one
        # It is gone from where it stood, all of it, or it is what stands there now.
        whole = [None] * (behind - first), list(range(begun, done))
        if any(places[first:behind] not in whole for places in self._readings):
            return None
        now = stands + start - stood
        return now, now + len(exact)


def _only(text, words):
    """Where the words stand, if they stand once."""
    place = text.find(words)
    return place if place >= 0 and text.find(words, place + 1) < 0 else None


def carry(exact, start, old, new):
    """Where the words `exact`, at `start` of the old text, stand in the new: (start, end) or None.

    They are carried when none of them was touched and something beside them stayed, or when the
    whole sentence around them, which stands once in either text, was moved. For many marks in one
    text, keep one Carrying.
    """
    return Carrying(old, new).place(exact, start)
