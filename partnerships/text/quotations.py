"""Whether a quotation stands in a text: exactly, but for its typography.

Similarity finds the place that somebody may have misquoted (see `misquotes`), and proves nothing.
"""

import re
from dataclasses import dataclass
from itertools import product

from .tokens.english.numbers import ABBREVIATED, LETTERS
from .typography import ALIKE, BREAK, Plain, normalized

_ELISION = re.compile(r"\s*[\[(]\s*(?:\.\.\.|…)\s*[\])]\s*")
_EDITORIAL = re.compile(r"\s*\[[^\]]*\]\s*")
# One letter in brackets that goes on as a word, “[T]he”: `[^\W\d_]` is a letter of any script.
_CASE = re.compile(r"\[([^\W\d_])\](?=[^\W_])")
_LONGEST_GAP = {"elision": 1500, "editorial": 80}  # characters that a mark may stand for
_SENTENCE_ENDS = re.compile(r"[.!?][\"')\]]*\s+(?=[\"'(\[]*[A-Z0-9])")
_AROUND = 40  # characters before and after a quotation that may bear on where it begins and ends
_SHORT = 8  # characters, below which one word identifies nothing

_SCALES = rf"(?:%|per ?cent\b|(?:{'|'.join([*ABBREVIATED, *LETTERS])})\b)"
_FIGURE_GOES_ON = re.compile(rf"[.,]\d|[ -]?{_SCALES}", re.IGNORECASE)
_TAKES_BACK = re.compile(
    r"\b(?:not|n't|never|no|nor|neither|without|hardly|barely|denie[sd](?: that)?|reportedly"
    r"|allegedly|supposedly|purportedly|perhaps|maybe|possibly"
    r"|(?:some|most|many|few|none|part)(?: of(?: the)?)?)\s$",
    re.IGNORECASE,
)
_ROUGHLY = re.compile(
    r"\b(?:about|around|roughly|approximately|some|nearly|almost|over|under|up to|at least|at most"
    r"|(?:more|less|fewer) than|close to|as (?:much|many|little|few) as)\s$",
    re.IGNORECASE,
)
_FIGURE_BEGAN = re.compile(r"(?:\d[.,]|[$€£¥]\s?|(?:^|[\s(])[-+~<>]\s?)$")


@dataclass(frozen=True)
class Proof:
    """A place where a quotation stands: the offsets of each of its parts, and what it leaves out.

    A quotation has several parts where it says that it leaves words out: […], [his words].
    """

    parts: tuple[tuple[int, int], ...]
    left_out: tuple[str, ...] = ()

    @property
    def start(self) -> int:
        return self.parts[0][0]

    @property
    def end(self) -> int:
        return self.parts[-1][1]


def proofs(quotation: str, copy: Plain) -> list[Proof]:
    """Every place where the quotation stands in the plain `copy`; [] when it does not.

    A part of a word or of a figure is no place: “invest” does not stand in “investigate”, nor
    “10 billion” in “$110 billion”. Nor is what stands right after a word that takes it back: “would
    invest” after “never”, “$5 billion” after “up to”.
    """
    for way in _ways(quotation):
        if not all(any(map(str.isalnum, words)) for _, words in way):
            continue  # a mark alone is nobody's words
        if found := {proof.parts: proof for proof in _along(way, copy)}:
            return [found[parts] for parts in sorted(found)]
    return []


def stands(quotation: str, text: str, position: int, extent: int) -> bool:
    """Whether the quotation is proved at this very place of the text; looks at no other place."""
    begin, end = max(0, position - _AROUND), position + extent
    window = text[begin : end + _AROUND]
    if text[position:end] == quotation and quotation.strip() == quotation:
        alike = window if window.isascii() else window.translate(ALIKE)
        return not _cuts(alike, position - begin, end - begin)
    return any(
        (proof.start, proof.end) == (position - begin, end - begin)
        for proof in proofs(quotation, normalized(window))
    )


def parts(quotation: str) -> list[str]:
    """The words of a quotation between its marks of what it leaves out, each plain."""
    *_, way = _ways(quotation)
    return [words for _, words in way]


def is_too_short(quotation: str) -> bool:
    """Whether the words are too few to say where they come from."""
    words = normalized(quotation).text.split()
    return len(words) < 2 and len("".join(words)) < _SHORT


def _ways(quotation):
    """The ways to read a quotation: as it stands, and with its marks of editing, as a list of
    parts and, before each but the first, the kind of mark."""
    if whole := normalized(quotation).text.strip():
        yield [(None, whole)]
    if "[" not in quotation and "(" not in quotation:
        return
    for text in _in_either_case(quotation):
        way: list[tuple[str | None, str]] = []
        for number, piece in enumerate(_ELISION.split(text)):
            for place, words in enumerate(_EDITORIAL.split(piece)):
                mark = "editorial" if place else "elision" if number else None
                if words := normalized(words).text.strip():
                    way.append((mark if way else None, words))
        if way and (len(way) > 1 or way[0][1] != whole):
            yield way


def _in_either_case(quotation):
    """The quotation with [T]he read as The and as the."""
    letters = _CASE.findall(quotation)[:4]
    for chosen in product(*({letter.lower(), letter.upper()} for letter in letters)):
        text = quotation
        for letter in chosen:
            text = _CASE.sub(letter, text, count=1)
        yield text


def _along(way, copy):
    """The proofs of the parts of one way, each part after the one before it."""
    (_, first), *others = way
    for place in _whole(copy, first):
        places = [place]
        for mark, words in others:
            after = places[-1][1]
            nearby = (
                (start, end)
                for start, end in _whole(copy, words)
                if after <= start <= after + _LONGEST_GAP[mark]
                and not (mark == "editorial" and _SENTENCE_ENDS.search(copy.text[after:start]))
            )
            if (following := next(nearby, None)) is None:
                break
            places.append(following)
        else:
            gaps = zip(places, places[1:], strict=False)
            yield Proof(
                parts=tuple(copy.span(*each) for each in places),
                left_out=tuple(copy.text[end:start].strip() for (_, end), (start, _) in gaps),
            )


def _whole(copy, words):
    """The places of the words at which no word or figure is cut in two, and none taken back."""
    return [place for place in copy.places(words) if not _cuts(copy.text, *place)]


def _cuts(text, start, end):
    first, last = text[start], text[end - 1]
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    if (before.isalnum() or before == BREAK) and first.isalnum():
        return True
    if last.isalnum() and (after.isalnum() or after == BREAK):
        return True
    if last.isdigit() and _FIGURE_GOES_ON.match(text, end):
        return True
    said = text[max(0, start - 20) : start]
    if first.isdigit() and _FIGURE_BEGAN.search(said[-3:]):
        return True
    if (first.isdigit() or first in "$€£¥") and _ROUGHLY.search(said):
        return True
    return bool(_TAKES_BACK.search(said))
