"""Texts without their typography: the same words, however a page sets them.

Kinds of spaces, quotation marks and dashes, unseen characters, other shapes of a letter, the
hyphen at the end of a line: what may differ between a page and a quotation of it is taken out
here, and nothing else. Unicode's properties say which character is what, in every script.
"""

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from .asides import note_marks, page_edges
from .characters import MARKS, in_ranges
from .patterns import late
from .shapes import BREAK, NOTHING, alike, clusters, is_unseen

_BLANK = rf"[\s{BREAK}{NOTHING}]"
_UNSEEN = f"[{BREAK}{NOTHING}]"
_LETTER = rf"(?:[^\W\d_]|[{in_ranges(MARKS)}])"
_LINE_END = rf"{_UNSEEN}*+[^\S\r\n]*+(?:\r\n?|\n){_BLANK}*+"
# Each alternative looks back at the first character, which tells most places apart at once: a
# space between two words is none of them.
_TOKENS = late(
    rf"[-\s{BREAK}{NOTHING}](?!(?<=[^\"] )[^-\s\":;!?{BREAK}{NOTHING}])(?:"
    rf"(?P<soft>(?<={_LETTER}{BREAK}){_LINE_END}(?=[^\W\d_]))"
    rf"|(?P<word>(?<={_LETTER}-){_LINE_END}(?=[^\W\d_]))"
    # A dash, but none that may be a minus.
    rf"|(?P<dash>(?<={_BLANK}){_BLANK}*+-[-\s{BREAK}{NOTHING}]*+(?![\d$€£¥])"
    rf"|(?<=[^\s{BREAK}{NOTHING}]-)[-\s{BREAK}{NOTHING}]++"
    rf"|(?<=-)[-\s{BREAK}{NOTHING}]++(?![\d$€£¥]))"
    rf"|(?P<dashes>(?<=-)(?:{_UNSEEN}*+-)++)"
    rf"|(?P<space>(?<=\"{_BLANK}){_BLANK}*+|(?<={_BLANK}){_BLANK}*+(?=[\":;!?])"
    rf"|(?<={_UNSEEN}){_UNSEEN}*+\s{_BLANK}*+|(?<=\s){_BLANK}++)"
    rf"|(?P<unseen>(?<={_UNSEEN}){_UNSEEN}*+))"
)
_NO_SPACE_BEFORE = set(":;!?")  # French sets one there
_OTHER_SPACE = late(r"[^\S ]")


@dataclass(frozen=True)
class Plain:
    """A text without its typography, and where it stood in the text as it was.

    `here` and `there` are the offsets at which its runs begin, in this text and in the original,
    with the ends of both as the last. Within a run of one length the characters stand one to one;
    any other run stands for its original as a whole.
    """

    text: str
    here: "array[int]" = field(repr=False)
    there: "array[int]" = field(repr=False)
    original: str = field(repr=False)

    @cached_property
    def breaks(self) -> list[int]:
        """Where lines end in a hyphen."""
        return [found.start() for found in re.finditer(BREAK, self.text)]

    @cached_property
    def joined(self) -> str:
        """The text as if no such hyphen were part of a word."""
        return self.text.replace(BREAK, "")

    @cached_property
    def hyphened(self) -> str:
        """The text as if each such hyphen were part of its word."""
        return self.text.replace(BREAK, "-")

    @cached_property
    def notes(self) -> list[tuple[int, int, str]]:
        """Where marks of notes stand in the original."""
        return note_marks(self.original)

    @cached_property
    def edges(self) -> list[tuple[int, int, str]]:
        """Where pages end and begin in the original, with their numbers and running heads."""
        return page_edges(self.original)

    @cached_property
    def without_notes(self) -> "Plain | None":
        """The text without marks of notes, where there are some."""
        return normalized(self.original, self.notes) if self.notes else None

    @cached_property
    def without_edges(self) -> "Plain | None":
        """The text without marks of notes and the edges of pages, where there are such edges."""
        if not self.edges:
            return None
        within = [each for each in self.notes if not _overlaps(each, self.edges)]
        return normalized(self.original, sorted([*within, *self.edges]))

    @cached_property
    def _dropped(self):
        return [place - number for number, place in enumerate(self.breaks)]

    def places(self, words: str) -> list[tuple[int, int]]:
        """Every place of the plain `words`, as pairs of a start and an end in `text`.

        Where a line ended in a hyphen, here or in the words, it is part of the word or not.
        """
        if BREAK in words:
            found = {place for each in _either(words) for place in self.places(each)}
            if not found and (self.breaks or words.count(BREAK) > 1):
                found = {match.span() for match in re.finditer(_broken(words), self.text)}
            return sorted(found)
        found = set(_all(self.text, words))
        if self.breaks:
            found |= {self._in_text(*place) for place in _all(self.joined, words)}
            found |= set(_all(self.hyphened, words))
            if not found and "-" in words:
                found = {match.span() for match in re.finditer(_broken(words), self.text)}
        return sorted(found)

    def _in_text(self, start, end):
        """A place of the joined text as a place of the text with its breaks."""
        return (
            start + bisect_left(self._dropped, start + 1),
            end + bisect_left(self._dropped, end),
        )

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The offsets, in the text as it was, of the characters from `start` up to `end`."""
        return self._original(start, at_its_end=False), self._original(end - 1, at_its_end=True)

    def _original(self, place, *, at_its_end):
        run = bisect_right(self.here, place) - 1
        begin, end = self.there[run], self.there[run + 1]
        if end - begin != self.here[run + 1] - self.here[run]:
            return end if at_its_end else begin
        return begin + place - self.here[run] + at_its_end


def _overlaps(stretch, others):
    before = bisect_left(others, stretch[1:2], key=lambda other: other[:1])
    return before > 0 and others[before - 1][1] > stretch[0]


def _all(text, words):
    start = text.find(words)
    while start >= 0:
        yield start, start + len(words)
        start = text.find(words, start + 1)


def _either(words):
    """The words without the hyphens at the ends of their lines, and with them."""
    return words.replace(BREAK, ""), words.replace(BREAK, "-")


def _broken(words):
    """A pattern for the words, any hyphen of which may stand at the end of a line."""
    kinds = {"-": f"[-{BREAK}]", BREAK: f"[-{BREAK}]?"}
    return f"{BREAK}?".join(kinds.get(letter) or re.escape(letter) for letter in words)


def normalized(text: str, without: Iterable[tuple[int, int, str]] = ()) -> Plain:
    """The text without its typography. A pass or two; to be made once for each kept copy.

    `without` are stretches to be left out, in order: a start, an end, and what is read instead.
    """
    steps = [_rewritten(text, without)] if without else []
    read = steps[-1].text if steps else text
    if changes := clusters(read):
        steps.append(_rewritten(read, changes))
        read = steps[-1].text
    written = read.translate(_table(read))
    tokens = ((*token.span(), _instead(token, read)) for token in _TOKENS.finditer(written))
    made = _rewritten(written, tokens)
    here, there = made.here, made.there
    for step in reversed(steps):
        here, there = _through(here, there, step)
    return Plain(_OTHER_SPACE.sub(" ", made.text), here, there, text)


def is_plain(text: str) -> bool:
    """Whether the text is known at a glance to be plain already."""
    return text.isascii() and text.isprintable() and "`" not in text and not _TOKENS.search(text)


def _rewritten(text, changes):
    """The text with other words in some places: each a start, an end and what is put there."""
    pieces, here, there, done = [], array("I", [0]), array("I", [0]), 0
    size = 0
    for start, end, piece in changes:
        pieces += [text[done:start], piece]
        size += start - done
        done = end
        if len(piece) != end - start:
            if start > there[-1]:
                here.append(size)
                there.append(start)
            here.append(size + len(piece))
            there.append(end)
        size += len(piece)
    pieces.append(text[done:])
    here.append(size + len(text) - done)
    there.append(len(text))
    return Plain("".join(pieces), here, there, text)


def _through(here, there, step):
    """Runs over a text that was rewritten in one `step` as runs over the text before it: a run is
    one to one no further than to the next character that was put together."""
    starts, places = array("I"), array("I")

    def border(at, place):
        """A border of runs; where something was left out at it, what is left out is a run."""
        first, last = bisect_left(step.here, place), bisect_right(step.here, place)
        for number in step.there[first:last] or [step.span(0, place)[1]]:
            starts.append(at)
            places.append(number)

    border(0, 0)
    for (start, end), (begin, finish) in zip(pairwise(here), pairwise(there), strict=True):
        if end - start == finish - begin:
            first, last = bisect_right(step.here, begin), bisect_left(step.here, finish)
            for place in sorted(set(step.here[first:last])):
                border(start + place - begin, place)
        if finish > begin or end > start:
            border(end, finish)
    return starts, places


def _table(text):
    """What each character of the text is read as, where that is another one."""
    return {ord(letter): other for letter in set(text) if (other := alike(letter)) != letter}


def _instead(token, read):
    """What is put for a token; `read` is the text in which marks of quotation still have sides."""
    match token.lastgroup:
        case "word":
            return BREAK
        case "dash" | "dashes":
            return "-"
        case "space":
            is_space = any(map(str.isspace, token.group()))
            return " " if is_space and not _is_the_printers(read, *token.span()) else ""
    return ""


def _is_the_printers(read, start, end):
    """Whether a space is none of the writer's: « so », and so !"""
    if end == len(read) or not start:
        return False
    before, after = read[start - 1], read[end]
    if after in _NO_SPACE_BEFORE:
        return True
    if unicodedata.category(before) == "Pi" and alike(before) == '"':
        farther = _seen(read, range(start - 2, -1, -1))
        return not farther or farther.isspace() or farther in "(["
    if unicodedata.category(after) == "Pf" and alike(after) == '"':
        return not _seen(read, range(end + 1, len(read))).isalnum()
    return False


def _seen(read, places):
    """The first character at the places that a reader sees; "" for none."""
    return next((read[place] for place in places if not is_unseen(read[place])), "")
