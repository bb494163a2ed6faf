"""Texts without their typography: the same words, however a page sets them.

Spaces, quotation marks, dashes, soft hyphens, ligatures, the hyphen at the end of a line: what may
differ between a page and a quotation of it is taken out here, and nothing else.
"""

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import pairwise

BREAK = "\u00ad"  # stands in a plain text where a line ended in a hyphen: part of the word or not

# Each of these is one character, and so is what it is read as: no place moves.
ALIKE = str.maketrans(
    dict.fromkeys("‘’‚‛′`´ʼ", "'") | dict.fromkeys("“”„‟″«»", '"') | dict.fromkeys("‐‑‒–—―−", "-")
)
_REPLACED = {
    "…": "...",
    **{"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"},
}
# What no reader sees: soft hyphens, zero widths, joiners of words, marks of direction.
_UNSEEN = "[\u00ad\u200b\u200e\u200f\u2060-\u2064\ufeff\u202a-\u202e\u2066-\u2069]"
_LINE_END = rf"{_UNSEEN}*[^\S\r\n]*(?:\r\n?|\n)(?:\s|{_UNSEEN})*"
_TOKENS = re.compile(
    rf"(?P<soft>(?<=[^\W\d_])\u00ad{_LINE_END}(?=[^\W\d_]))"
    rf"|(?P<word>(?<=[^\W\d_])-{_LINE_END}(?=[^\W\d_]))"
    rf"|(?P<figure>(?<=\d)-{_LINE_END}(?=\d))"
    rf"|(?P<space>{_UNSEEN}+\s(?:\s|{_UNSEEN})*|\s(?:\s|{_UNSEEN})+|[^\S ])"
    rf"|(?P<unseen>{_UNSEEN}+)"
    rf"|(?P<other>[{''.join(_REPLACED)}])"
)
_OTHER_SPACE = re.compile(r"[^\S ]")


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
    def _dropped(self):
        return [place - number for number, place in enumerate(self.breaks)]

    def places(self, words: str) -> list[tuple[int, int]]:
        """Every place of the plain `words`, as pairs of a start and an end in `text`."""
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


def _all(text, words):
    start = text.find(words)
    while start >= 0:
        yield start, start + len(words)
        start = text.find(words, start + 1)


def _broken(words):
    """A pattern for the words, any hyphen of which may stand at the end of a line."""
    letters = (f"[-{BREAK}]" if letter == "-" else re.escape(letter) for letter in words)
    return f"{BREAK}?".join(letters)


class _Runs:
    """A text being written, run by run."""

    def __init__(self):
        self.pieces, self.here, self.there = [], array("I", [0]), array("I", [0])

    def add(self, piece, length):
        """Put `piece` for the next `length` characters of the original."""
        self.pieces.append(piece)
        self.here.append(self.here[-1] + len(piece))
        self.there.append(self.there[-1] + length)


def normalized(text: str) -> Plain:
    """The text without its typography. One pass; to be made once for each kept copy."""
    composed = None if unicodedata.is_normalized("NFC", text) else _composed(text)
    alike = composed.text if composed else text
    if not alike.isascii():
        alike = alike.translate(ALIKE)
    made, done = _Runs(), 0
    for token in _TOKENS.finditer(alike):
        start, end = token.span()
        piece = _instead(token)
        if len(piece) != end - start:
            made.add(_spaced(alike[done:start]), start - done)
            made.add(piece, end - start)
            done = end
    made.add(_spaced(alike[done:]), len(alike) - done)
    if composed is None:
        return Plain("".join(made.pieces), made.here, made.there)
    return Plain("".join(made.pieces), *_uncomposed(made, composed))


def _spaced(text):
    """The text with every other single space as a plain one."""
    return _OTHER_SPACE.sub(" ", text)


def _instead(token):
    match token.lastgroup:
        case "word":
            return BREAK
        case "figure":
            return "-"
        case "space":
            return " "
        case "other":
            return _REPLACED[token.group()]
    return ""


def _composed(text):
    """The text in Unicode's normal form C."""
    made, start, done, size = _Runs(), 0, 0, len(text)
    while start < size:
        end = start + 1
        while end < size and (unicodedata.combining(text[end]) or text[end] in _composing()):
            end += 1
        piece = unicodedata.normalize("NFC", text[start:end])
        if piece != text[start:end]:
            made.add(text[done:start], start - done)
            made.add(piece, end - start)
            done = end
        start = end
    made.add(text[done:], size - done)
    return Plain("".join(made.pieces), made.here, made.there)


def _uncomposed(made, composed):
    """The runs over a composed text as runs over the text that it was composed from: a run is one
    to one no further than to the next character that was put together."""
    here, there = array("I", [0]), array("I", [0])
    for (start, end), (begin, finish) in zip(
        pairwise(made.here), pairwise(made.there), strict=True
    ):
        borders = [finish]
        if end - start == finish - begin:
            first, last = bisect_right(composed.here, begin), bisect_left(composed.here, finish)
            borders = [*composed.here[first:last], finish]
        for border in borders:
            here.append(end if border == finish else start + border - begin)
            there.append(composed.span(0, border)[1] if border else 0)
    return here, there


@cache
def _composing():
    """The characters that may melt into the one before them though they do not look like marks."""
    found = {chr(code) for code in range(0x1161, 0x1200)}  # vowels and ends of Hangul syllables
    for code in range(0x110000):
        parts = unicodedata.decomposition(chr(code)).split()
        if len(parts) == 2 and not parts[0].startswith("<"):
            found.add(chr(int(parts[1], 16)))
    return frozenset(found)
