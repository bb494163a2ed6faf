"""What became of a quotation in a newer copy of its source.

That the words stand there is proved, letter for letter but for typography. Similarity is asked only
where they do not: it finds the place that tells what was altered from what is gone.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from ...models import Sighting
from ...text.misquotes import LONGEST, Diagnosis, QuotedDifference, compared, diagnose
from ...text.quotations import parts, proofs
from ...text.typography import BREAK, normalized
from ...vocabulary import Outcome

ELSEWHERE = " […] "  # between words that do not stand side by side
_REACH = 200  # characters on either side of a quotation that are looked at
_AMONG = 5  # words on either side by which its place is known again
_BEFORE = re.compile(r"(?<!\S)(?:\S+\s+){0,3}\S*$")
_AFTER = re.compile(r"\S*(?:\s+\S+){0,2}")
_NEARBY = 60  # characters in which those are looked for


@dataclass(frozen=True)
class Found:
    """What became of a quotation, its place in the newer copy, and the words that stand there
    now where they differ."""

    outcome: Outcome
    position: int | None = None
    extent: int | None = None
    words: str = ""


UNREACHABLE = Found(Outcome.UNREACHABLE)


class Newer:
    """A newer copy, in which quotations of older copies are looked for."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _plain(self):
        return normalized(self.text)

    def find(self, quote: str, position: int, extent: int, older: str) -> Found:
        """What became of the quotation that stands at this place of the text of an older copy.

        It is unchanged where it stands among the same words as before, and has moved where it
        stands among others.
        """
        if self.text == older:
            return Found(Outcome.UNCHANGED, position, extent)
        places = [(proof.start, proof.end) for proof in proofs(quote, self._plain)]
        if not places:
            return self._altered(quote)
        places.sort(key=lambda place: abs(place[0] - position))
        among = _among(older, position, position + extent)
        for start, end in places:
            if _among(self.text, start, end) == among:
                return Found(Outcome.UNCHANGED, start, end - start)
        start, end = places[0]
        return Found(Outcome.MOVED, start, end - start)

    def _altered(self, quote):
        """What stands where most of the quotation stood, part by part; gone where nothing does."""
        pieces = [piece for part in parts(quote) for piece in _pieces(part)]
        found = [(piece, place) for piece in pieces if (place := self._nearly(piece))]
        if 2 * sum(len(piece) for piece, _ in found) < sum(map(len, pieces)):
            return Found(Outcome.GONE)
        places = self._joined(sorted(place for _, place in found))
        return Found(
            Outcome.ALTERED,
            position=places[0][0],
            extent=places[-1][1] - places[0][0],
            words=ELSEWHERE.join(self.text[start:end] for start, end in places),
        )

    def _nearly(self, piece):
        """The likest place of some words; None where nothing is like them."""
        if there := proofs(piece, self._plain):
            return there[0].start, there[0].end
        fault: Diagnosis = diagnose(piece, self._plain)  # type: ignore[assignment]  # it is not proved
        if fault.code == "nowhere":
            return None
        start, end = fault.places[0]
        if fault.code == "cut":  # the words stand there: those around them take them back
            before = _BEFORE.search(self.text[max(0, start - _NEARBY) : start]).group()  # type: ignore[union-attr]  # it finds nothing at least
            after = _AFTER.match(self.text, end, end + _NEARBY).group()  # type: ignore[union-attr]  # it finds nothing at least
            start, end = start - len(before), end + len(after)
        return start, end

    def _joined(self, places):
        """The places, those that touch or overlap as one."""
        joined = places[:1]
        for start, end in places[1:]:
            before, so_far = joined[-1]
            if not self.text[so_far:start].strip():
                joined[-1] = before, max(end, so_far)
            else:
                joined.append((start, end))
        return joined


def drifted_words(sighting: Sighting) -> tuple[QuotedDifference, ...]:
    """How what stands there now differs from what is quoted, word by word; critical ones say so.

    What was added, the quotation adds to what stands there: it is what is missing now.
    """
    if not sighting.words:
        return ()
    return compared(_bare(sighting.words), _bare(sighting.quote))


def _among(text, start, end):
    """The words around a place."""
    before = _bare(text[max(0, start - _REACH) : start]).split()[-_AMONG:]
    return before, _bare(text[end : end + _REACH]).split()[:_AMONG]


def _bare(text):
    return normalized(text).text.replace(BREAK, "")


def _pieces(part):
    """The part in pieces that are short enough to be looked for by similarity."""
    words, piece = part.split(" "), ""
    for word in words:
        if piece and len(piece) + 1 + len(word) > LONGEST:
            yield piece
            piece = word
        else:
            piece = f"{piece} {word}" if piece else word
    yield piece
