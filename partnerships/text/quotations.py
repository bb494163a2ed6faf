"""Whether a quotation stands in a text: exactly, but for its typography.

Similarity finds the place that somebody may have misquoted (see `misquotes`), and proves nothing.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

from .characters import is_hangul, is_of_word, runs_on
from .denials import LONGEST_DENIAL, LONGEST_SENTENCE, made_unsure, put_in_doubt, taken_back
from .tokens.english.currencies import MARKS
from .tokens.english.hedges import hedge_after, hedge_before
from .tokens.english.numbers import ABBREVIATED, LETTERS, WORDS
from .typography import BREAK, Plain, is_plain, normalized

_ELISION = re.compile(r"(?:(?<!\s)\s++)?[\[(]\s*+(?:\.\.\.|…)\s*+[\])]\s*+")
_EDITORIAL = re.compile(r"(?:(?<!\s)\s++)?\[[^\[\]]*+\]\s*+")
# One letter in brackets that goes on as a word, “[T]he”: `[^\W\d_]` is a letter of any script.
_CASE = re.compile(r"\[([^\W\d_])\](?=[^\W_])")
_LONGEST_GAP = {"elision": 1500, "editorial": 80}  # characters that a mark may stand for
_SENTENCE_ENDS = re.compile(r"[.!?][\"')\]]*+\s++(?=[\"'(\[]*+[A-Z0-9])")
AROUND = LONGEST_DENIAL + 20  # characters before and after that bear on where a quotation ends
_SHORT = 8  # characters, below which one word identifies nothing

_SCALES = rf"(?:%|per ?cent\b|(?:{'|'.join([*ABBREVIATED, *LETTERS])})\b)"
_FIGURE_GOES_ON = re.compile(rf"[.,]\d|[ -]?{_SCALES}", re.IGNORECASE)
_FIGURE_BEGINS = re.compile(
    rf"(?:[a-z.]{{0,5}}[{MARKS}]\s?|(?-i:[A-Z]{{3}})\s?)?\d"
    rf"|(?:{'|'.join(word for word in WORDS if word != 'one')})(?!\w)",
    re.IGNORECASE,
)
# A figure, its scale, and what it counts.
_FIGURE_ENDS = re.compile(rf"\d(?:[ -]?{_SCALES})?(?:[ -][^\W\d_]+)?$", re.IGNORECASE)
_FIGURE_BEGAN = re.compile(rf"(?:\d[.,]|[{MARKS}]\s?|(?:^|[\s(])[-+~<>]\s?)$")
_MINUS = re.compile(r"(?:^|[\s(])[-+~<>]$")
_LOOSE_SPACE = re.compile(r"(?<!\d) | (?!\d)")


@dataclass(frozen=True)
class Proof:
    """A place where a quotation stands: the offsets of each of its parts, and what it leaves out.

    A quotation has several parts where it says that it leaves words out: […], [his words]. `asides`
    are marks of notes and edges of pages that stand among its words and are none of them; `unsure`
    is a word right before it that makes it less sure (“may”), `doubted` one further back in its
    sentence by which it may not be so (“rejected a plan to”); `is_spaced` says that the copy sets
    other spaces between the letters.
    """

    parts: tuple[tuple[int, int], ...]
    left_out: tuple[str, ...] = ()
    asides: tuple[str, ...] = ()
    unsure: str = ""
    doubted: str = ""
    is_spaced: bool = False

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
    invest” after “never”, “$5 billion” after “up to”. Only where it does not stand otherwise, marks
    of notes and edges of pages among the words are passed over.
    """
    ways = [way for way in _ways(quotation) if _says_something(way)]
    for asides, read in readings(copy):
        for way in ways:
            if found := {proof.parts: proof for proof in _along(way, read, asides)}:
                return [found[parts] for parts in sorted(found)]
    return []


def spaced_proofs(quotation: str, copy: Plain) -> list[Proof]:
    """Every place where nothing but spaces differs, as the text of a PDF loses and invents them;
    never within a figure."""
    wanted = _closed_up(normalized(quotation).text.replace(BREAK, "").strip())[0]
    if not any(map(str.isalnum, wanted)):
        return []
    found = {}
    for asides, read in readings(copy):
        closed, kept = _closed_up(read.text)
        start = closed.find(wanted)
        while start >= 0:
            place = kept[start], kept[start + len(wanted) - 1] + 1
            if not _cuts(read.text, *place):
                proof = _proof([place], read, asides)
                found[proof.parts] = replace(proof, is_spaced=True)
            start = closed.find(wanted, start + 1)
        if found:
            break
    return [found[parts] for parts in sorted(found)]


def _closed_up(text):
    """The text without its spaces, but those between two figures, and where each letter stood."""
    gone = {found.start() for found in _LOOSE_SPACE.finditer(text)}
    gone.update(found.start() for found in re.finditer(BREAK, text))
    kept = [place for place in range(len(text)) if place not in gone]
    return "".join(text[place] for place in kept), kept


def remarks_on(proof: Proof) -> list[str]:
    """What whoever quotes should know of a proof, in sentences."""
    told = []
    if proof.left_out:
        told.append(f"Left out: {_listed(proof.left_out)}.")
    if proof.asides:
        told.append(f"Passed over as no part of the words: {_listed(proof.asides)}.")
    if proof.is_spaced:
        told.append("Only spaces differ: compare the words with the page itself.")
    if proof.unsure:
        told.append(
            f"Right before these words stands “{proof.unsure}”: do they still say the same?"
        )
    if proof.doubted:
        told.append(
            f"Before these words, in their sentence, stands “{proof.doubted}”:"
            " do they still say the same?"
        )
    return told


def _listed(words):
    return ", ".join(f"“{each}”" for each in words)


def readings(copy: Plain) -> Iterator[tuple[list[tuple[int, int, str]], Plain]]:
    """The ways to read a copy: as it is; without the marks of notes; without edges of pages."""
    yield [], copy
    if copy.without_notes:
        yield copy.notes, copy.without_notes
    if copy.without_edges:
        yield sorted([*copy.notes, *copy.edges]), copy.without_edges


def _says_something(way):
    """Whether each part has a word: a mark alone is nobody's words."""
    return all(any(map(str.isalnum, words)) for _, words in way)


def stands(quotation: str, text: str, position: int, extent: int, *, spaced: bool = False) -> bool:
    """Whether the quotation is proved at this very place of the text; looks at no other place.

    With `spaced`, other spaces between the same letters are no matter.
    """
    begin, end = max(0, position - AROUND), position + extent
    window = text[begin : end + AROUND]
    place = position - begin, end - begin
    if text[position:end] == quotation and quotation.strip() == quotation and is_plain(window):
        return not _cuts(window, *place)
    copy = normalized(window)
    if any((proof.start, proof.end) == place for proof in proofs(quotation, copy)):
        return True
    return spaced and any(
        (proof.start, proof.end) == place for proof in spaced_proofs(quotation, copy)
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


def _along(way, copy, asides):
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
            yield _proof(places, copy, asides)


def _proof(places, copy, asides):
    """The proof of places in a plain copy that was read without some asides."""
    spans = tuple(copy.span(*each) for each in places)
    passed = (copy.original[a:b] for a, b, _ in asides for s, e in spans if s < a and b < e)
    first = places[0][0]
    return Proof(
        parts=spans,
        left_out=tuple(
            copy.text[end:start].strip()
            for (_, end), (start, _) in zip(places, places[1:], strict=False)
        ),
        asides=tuple(" ".join(each.split()) for each in passed),
        unsure=made_unsure(copy.text[max(0, first - LONGEST_DENIAL) : first]),
        doubted=put_in_doubt(copy.text[max(0, first - LONGEST_SENTENCE) : first]),
    )


def _whole(copy, words):
    """The places of the words at which no word or figure is cut in two, and none taken back."""
    return [place for place in copy.places(words) if not _cuts(copy.text, *place)]


def occurs(words: str, copy: Plain) -> bool:
    """Whether the words stand in the plain `copy` whole, whatever is said of them there."""
    plain = normalized(words).text.strip()
    return bool(plain) and any(not _is_part(copy.text, *place) for place in copy.places(plain))


def _cuts(text, start, end):
    return _is_part(text, start, end) or bool(denial_at(text, start, end))


def _is_part(text, start, end):
    """Whether a place begins or ends within a word or a figure, or leaves out how great it is."""
    first, last = text[start], text[end - 1]
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    if before and (_goes_on(before, first) or before == BREAK and is_of_word(first)):
        return True
    if after and (_goes_on(last, after, behind=True) or after == BREAK and is_of_word(last)):
        return True
    if last.isdigit() and _FIGURE_GOES_ON.match(text, end):
        return True
    said = text[max(0, start - 3) : start]
    if first.isdigit() and _FIGURE_BEGAN.search(said):
        return True
    if first in MARKS and _MINUS.search(said[-2:]):
        return True
    if _FIGURE_ENDS.search(text, start, end) and hedge_after(text, end):
        return True
    return bool(_FIGURE_BEGINS.match(text, start) and hedge_before(text, start, 0))


def denial_at(text: str, start: int, end: int) -> str:
    """The words beside a place of a plain text that take back what stands there; "" for none."""
    said = text[max(0, start - LONGEST_DENIAL) : start]
    return taken_back(said, text[end : end + LONGEST_DENIAL])


def _goes_on(letter, following, *, behind=False):
    """Whether a word or a figure goes on from one character to the next.

    Scripts without spaces between words show only their figures: 九 is part of 十九. Korean endings
    are written `behind` their words.
    """
    if unicodedata.category(following).startswith("M"):
        return True
    if not (is_of_word(letter) and is_of_word(following)):
        return False
    if letter.isdigit():
        return True
    if letter.isnumeric() and following.isnumeric():
        return True
    if behind and is_hangul(letter) and is_hangul(following):
        return False
    return not (runs_on(letter) or runs_on(following))
