"""Two English figures that are one: "$300m to $400m", "5-10 %", and a vote of 7-2."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Self

from ....vocabulary import Qualifier
from ...patterns import late
from ..base import Quantity
from .gaps import GAP

_BETWEEN_BEFORE = late(rf"(?<![\w-])between{GAP}$", re.IGNORECASE)
JOINT = late(
    rf"{GAP}?(?:[-–—]|(?P<and>and)|to|or)"
    rf"(?:{GAP}(?:just under|just over|about|almost|nearly|perhaps))?{GAP}?",
    re.IGNORECASE,
)
_GOES_FROM = late(
    r"(?<!\w)(?:r[io]se|risen|rises|rising|gr[eo]w\w*|increas\w+|jump\w*|climb\w*|went|gone|go(?:es)?"
    r"|mov\w+|soar\w*|surg\w+|up|rais\w+|lift\w*|boost\w*|expand\w*|swell\w*|swollen|balloon\w*"
    r"|widen\w*|improv\w+|chang\w+|shift\w*|doubl\w+|tripl\w+|leap\w*|advanc\w+|accelerat\w+)"
    r"(?:[^\S\n]\w+){0,3}[^\S\n]from[^\S\n]$",
    re.IGNORECASE,
)
_GOES_BY = late(
    r"(?<!\w)(?:r[io]se|risen|f[ae]ll|fallen|gr[eo]w|climbed|jumped|dropped|slid|slipped|gained|shed"
    r"|added|advanced|declined|sank|tumbled|plunged|surged|soared|up|down|(?:in|de)creased)"
    r"(?:[^\S\n](?:by|another|a|an))?[^\S\n]$",
    re.IGNORECASE,
)
_GAP = late(GAP)
_HYPHEN = late(r"[-–‑]")
_PARTED = late(r"[^\w,;:!?\ue000-\uf8ff]{1,6}")


@dataclass(frozen=True)
class FoundFigure:
    """A figure in a text, with its unit; `span` is what it takes up, `hedge` where its hedge is."""

    kind: str
    start: int
    end: int
    value: Quantity
    hedge: tuple[int, int] | None = None
    had_sign: bool = False
    scale: Decimal = Decimal(1)
    is_alone: bool = False

    def unread(self, start: int | None = None, end: int | None = None) -> Self:
        """The same words, or others around them, of which no number is known."""
        value = replace(self.value, qualifier=Qualifier.EXACT, low=None, high=None)
        start = self.start if start is None else start
        return replace(self, start=start, end=end or self.end, value=value, hedge=None)


def joined_figures(bare: str, one: FoundFigure, other: FoundFigure) -> FoundFigure | None:
    """Two figures as one: between them, or one that nobody can read; None where they are two."""
    if both := _range(bare, one, other):
        return both
    between = bare[one.end : other.start]
    if one.value.rank or other.value.rank:
        return None
    goes_on = _GAP.fullmatch(between) and one.scale > other.scale > 1 and not other.had_sign
    is_parted = other.is_alone and _PARTED.fullmatch(between)
    if not (goes_on or is_parted or _HYPHEN.fullmatch(between)):
        return None
    joined = replace(one, kind=one.kind if one.value.unit else other.kind, end=other.end)
    return joined.unread(end=other.end)  # 7-2, a vote; $2 million 500 thousand; “5” million


def _range(bare, one, other):
    """Two figures as one between them: "$300m to $400m", "5-10 %"; None where they are two."""
    start = other.start
    if start - one.end > 40 or start < one.end or one.value.rank or other.value.rank:
        return None
    joint = JOINT.fullmatch(bare[one.end : start])
    before = bare[max(0, one.start - 60) : one.start]
    between = _BETWEEN_BEFORE.search(before)
    if (
        joint is None
        or (joint["and"] and not between)
        or not (one.value.is_read and other.value.is_read)
    ):
        return None
    low, high = one.value.low, other.value.high
    unit = other.value.unit or one.value.unit
    if low is None or high is None or (one.value.unit and one.value.unit != unit):
        return None
    if one.scale == 1 and other.scale > 1 and low < 1000:
        low *= other.scale  # "$1-2 billion"
    is_bare = not (unit or other.value.counted or between) and other.scale == 1
    if low >= high or (is_bare and _HYPHEN.fullmatch(bare[one.end : start])):
        return None
    if _GOES_FROM.search(before) or (one.value.unit and _GOES_BY.search(before)):
        return None  # it rose from one to the other, or by one to the other
    kind = one.kind if one.value.unit else other.kind
    value = Quantity(Qualifier.RANGE, low, high, unit, other.value.counted)
    start = one.start - (len(before) - between.start()) if between else one.start
    return replace(one, kind=kind, start=start, end=other.end, value=value)
