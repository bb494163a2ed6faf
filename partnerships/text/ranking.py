"""Which of many short texts say most of what one says: BM25, over words by their sense and more.

The terms of a text are its words by their sense, its figures, its years and months, and who is
named, by any name. One that many texts have weighs little, a sum that one alone has weighs much.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator
from decimal import Decimal

from .assertions.english.senses import sense
from .edtf import MONTHS
from .patterns import late
from .tokens import Names
from .tokens.english.numbers import ABBREVIATED

_SATURATION, _BY_LENGTH = 1.2, 0.5  # k1 and b of BM25
_WORD = late(r"[^\W\d_]+")
_FIGURE = late(
    r"(?P<figure>\d[\d,]*(?:\.\d+)?)(?:[^\S\n]?(?P<scale>"
    + "|".join(sorted(ABBREVIATED, key=len, reverse=True))
    + r"|m|b|k)(?!\w))?"
)
_LETTERS = {"m": 10**6, "b": 10**9, "k": 10**3}
_MONTHS = {name.lower(): number for number, name in enumerate(MONTHS, 1) if name != "May"}
_DAY = late(r"(?<!\d)(\d{4})(?:-(0[1-9]|1[0-2])(?!\d))?")
_LONGEST = 4_000  # characters of which terms are taken


def terms(text: str, names: Names) -> Counter[Hashable]:
    """What a text is about, as terms to be compared; `names` are those that are known."""
    text = text[:_LONGEST]
    found: Counter[Hashable] = Counter()
    low, done = "", 0
    for start, end, named in names.found_in(text):
        found.update(("party", party) for party in named.parties)
        low, done = f"{low}{text[done:start].lower()} ", end
    low += text[done:].lower()
    for match in _FIGURE.finditer(low):
        found["figure", _amount(match)] += 1
    for match in _WORD.finditer(low):
        word = match.group()
        if word in _MONTHS:
            found["month", _MONTHS[word]] += 1
        elif word in ABBREVIATED:
            continue  # the billion of a figure
        elif said := sense(word):
            found[said] += 1
    return found


def terms_of_date(edtf: str) -> Counter[Hashable]:
    """The years and the months that a date names, as terms."""
    found: Counter[Hashable] = Counter()
    for year, month in _DAY.findall(edtf):
        found["figure", Decimal(year).normalize()] += 1
        if month:
            found["month", int(month)] += 1
    return found


def _amount(match):
    figure = Decimal(match["figure"].replace(",", "") or 0)
    scale = match["scale"]
    times = 1 if scale is None else _LETTERS.get(scale) or ABBREVIATED[scale]
    return (figure * times).normalize()


class Ranking:
    """Short texts by their terms, ready to be asked which says most of what another says."""

    def __init__(self, texts: Iterable[Counter[Hashable]]) -> None:
        self._holding: dict[Hashable, list[tuple[int, float]]] = defaultdict(list)
        texts = list(texts)
        lengths = [sum(one.values()) for one in texts]
        usual = sum(lengths) / len(lengths) if lengths else 1
        self._size = len(texts)
        for place, counts in enumerate(texts):
            slack = _SATURATION * (1 - _BY_LENGTH + _BY_LENGTH * lengths[place] / (usual or 1))
            for term, times in counts.items():
                self._holding[term].append((place, times / (times + slack)))

    def weight(self, term: Hashable) -> float:
        """How much it says that a text has the term: the rarer, the more."""
        having = len(self._holding.get(term, ()))
        return math.log(1 + (self._size - having + 0.5) / (having + 0.5))

    def scores(self, asked: Iterable[Hashable]) -> Iterator[tuple[int, float]]:
        """The places of the texts that have any of the terms, each with how well it answers: 1
        where one text alone has all of it."""
        weights = {term: self.weight(term) for term in asked}
        whole = sum(weights.values()) or 1
        total: dict[int, float] = defaultdict(float)
        for term, weight in weights.items():
            for place, share in self._holding.get(term, ()):
                total[place] += weight * share
        for place, score in total.items():
            yield place, score * (_SATURATION + 1) / whole
