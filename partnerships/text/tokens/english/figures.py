"""English money, percentages and figures, in figures and in words.

What touches a figure and is not understood makes it unread: its value has no bounds, and it agrees
with the same words alone.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from ....vocabulary import Qualifier, TokenKind
from ...patterns import late
from ..base import Quantity
from ..prose import lowered
from .currencies import GLUED, currency_after, currency_before, of_another_land
from .gaps import GAP
from .hedges import hedge_after, hedge_before
from .numbers import LETTERS
from .phrases import phrases
from .ranges import JOINT, FoundFigure, joined_figures
from .sizes import BETWEEN, NUMBER, Size, size_of
from .units import PERCENT, POINTS, counted_after, is_plural, parts_after, unit_after

_BEFORE = 48  # characters before a figure in which its currency is looked for
_LETTER_AFTER = late(r"[^\S\n](mm|[mbk])(?!\w|\.\w)", re.IGNORECASE)
_LETTERS_OF_EUROS = late(r"[^\S\n]?(?P<letter>k|M|Mds?|Mrds?)[^\S\n]?€(?!\w)")
_OF_EUROS = {"k": 10**3, "M": 10**6, "Md": 10**9, "Mds": 10**9, "Mrd": 10**9, "Mrds": 10**9}
_MINUS = late(rf"(?:(?:^|[\s(])[-−]|−|(?<!\w)(?:minus|negative){GAP})$", re.IGNORECASE)
_DASHED = late(r"(?:^|[\s(])[–—]$")  # a minus, or a dash: “–5%”
_WORD_BEFORE = late(r"(?<![^\s$€£])[^\s,;:.!?\"”’]{1,20}[^\S\n]$")
_GROUP_AFTER = late(r",\d[\d.,]*")  # 12 500 000,50
# A word with a capital before a number, within a sentence: Route 66, under Section 230.
_LABEL = late(r"(?:(?<=[^\W\d_A-Z][^\S\n])|(?<=,[^\S\n]))(?:[A-Z][\w&-]*|\ue000+)[^\S\n]$")
_PLAIN = late(r"\d{1,4}(?:\.\d+)*")
_APART = frozenset("+=<>|~`")  # signs that stand between things
_JOINS = frozenset("§№@#^&_\\°′″†‡؉؊‱·•٫٬‧・")
_RUN = late(r"[^\s,;:!?()\[\]\"”“»«…\ue000\ue001]+")
_TOUCHING = late(r"\w|[/.]\w|\+\w|-an?-\w|-[A-Z][a-z]|-something|['’](?!s(?!\w))\w")
_HELD_BY = late(r"(?:[^\W\d_][\w.]{0,24}[-/.]|\w\.)$")


def figures(
    bare: str, *, is_typed: bool = False
) -> Iterator[tuple[str, int, int, Quantity, tuple[int, int] | None]]:
    """Each money, percentage and figure in the text: kind, start, end, value, place of its hedge.

    is_typed    the text is a figure, so that a letter is a scale without a currency beside it
    """
    low = lowered(GLUED.sub(lambda code: " " * len(code.group()), bare))
    found: list[FoundFigure] = []
    end = 0
    together = list(phrases(bare, low))
    apart = [(*match.span(1), None) for match in BETWEEN.finditer(low)]
    low = _without(low, sorted([*together, *apart]))
    matches = sorted(
        [(match.start(), match) for match in NUMBER.finditer(low)]
        + [(phrase[0], phrase) for phrase in together],
        key=lambda each: each[0],
    )
    for place, match in matches:
        if place < end:
            continue
        read = _phrase if isinstance(match, tuple) else _read
        goes_on = found and found[-1].had_sign and JOINT.fullmatch(bare, end, place)
        if (atom := read(bare, match, end, is_typed or bool(goes_on))) and atom.start >= end:
            found.append(atom)
            end = atom.end
    place = 0
    while place < len(found):
        one = found[place]
        while place + 1 < len(found) and (both := joined_figures(bare, one, found[place + 1])):
            one, place = both, place + 1
        yield one.kind, one.start, one.end, one.value, one.hedge
        place += 1


def _without(text, together):
    """The text with signs that are nothing in the place of phrases."""
    pieces, done = [], 0
    for start, end, _ in together:
        if start < done:
            continue
        pieces += [text[done:start], "\ue000" * (end - start)]
        done = end
    return "".join([*pieces, text[done:]])


def _phrase(bare, phrase, taken, is_typed):
    start, end, share = phrase
    if share is not None:
        qualifier, hedge = hedge_before(bare, start, taken) or (Qualifier.EXACT, None)
        value = Quantity.of(share, qualifier or Qualifier.EXACT, PERCENT)
        start = hedge[0] if hedge else start
        found = FoundFigure(TokenKind.PERCENTAGE, start, end, value, hedge)
        return found if qualifier else found.unread()
    before = currency_before(bare, max(taken, start - _BEFORE), start)
    coin = before or currency_after(bare, start, end, None)
    kind = TokenKind.MONEY if coin else TokenKind.FIGURE
    if before:
        start = before.start
    elif coin:
        end = coin.end
    return FoundFigure(kind, start, end, Quantity(Qualifier.EXACT, None, None))


def _read(bare, match, taken, is_typed):
    """One figure, with what stands after it and, from where another has `taken` it, before it;
    None for words that only look like one."""
    size = size_of(bare, match)
    if size is None:
        return None
    so_far = _Reading(bare, match.start(), size, size.end, size.figure, unit=size.unit)
    if not size.is_rank:
        so_far.take_unit(taken)
    so_far.take_letter(is_typed)
    if size.is_doubtful and not (so_far.is_money or is_typed or so_far.unit):
        so_far.figure = None
    so_far.take_minus(taken)
    start, end, figure = so_far.start, so_far.end, so_far.figure
    behind = None if size.is_rank else hedge_after(bare, end)
    before = None if size.is_rank else hedge_before(bare, start, taken)
    qualifier, hedge = before or behind or ("", None)
    if before:
        start = before[1][0]
        figure = figure if qualifier else None
    elif behind:
        end = behind[1][1]
    elif match["many"]:
        qualifier = Qualifier.AT_LEAST
    elif match["digits"] and so_far.is_label():
        figure = None
    value = Quantity(Qualifier.EXACT, None, None, so_far.unit, so_far.counted, size.is_rank)
    found = FoundFigure(
        so_far.kind, start, end, value, had_sign=so_far.had_sign, is_alone=size.is_alone
    )
    first, last = _touched(bare, start, end, taken)
    if size.is_alone and (held := _WORD_BEFORE.search(bare, max(taken, start - 24), start)):
        first = min(first, held.start())
    if figure is None or (first, last) != (start, end):
        return found.unread(first, last)
    qualifier = qualifier or Qualifier.EXACT
    value = Quantity.of(figure, qualifier, so_far.unit, so_far.counted, size.is_rank)
    return replace(found, value=value, hedge=hedge, scale=Decimal(so_far.scale or size.scale))


@dataclass
class _Reading:
    """A figure while what stands beside it is read; its `figure` is None once it is not known."""

    bare: str
    start: int
    size: Size
    end: int
    figure: Decimal | None
    unit: str = ""
    is_money: bool = False
    had_sign: bool = False
    letter: str = ""
    scale: int = 0

    def __post_init__(self):
        self.letter = self.size.letter

    @property
    def kind(self):
        if self.is_money:
            return TokenKind.MONEY
        return TokenKind.PERCENTAGE if self.unit in (PERCENT, POINTS) else TokenKind.FIGURE

    @property
    def counted(self):
        """What the figure counts, where it has no unit."""
        if self.unit or self.is_money:
            return ()
        behind = hedge_after(self.bare, self.end)
        return counted_after(self.bare, behind[1][1] if behind else self.end)

    def take_unit(self, taken):
        """Read the currency, the percent or the measure on either side."""
        bare, start, end = self.bare, self.start, self.end
        if coin := currency_before(bare, max(taken, start - _BEFORE), start):
            self._take_sign(coin)
            return
        if self.unit:
            return
        is_plain = self.size.scale == 1 and not self.letter
        if euros := is_plain and _LETTERS_OF_EUROS.match(bare, end):
            self.unit, self.is_money, self.end = "EUR", True, euros.end()
            self._multiply(_OF_EUROS[euros["letter"]])
        elif parts := parts_after(bare, end):
            self.unit, divided, self.end = parts
            self.figure = self.figure and self.figure / divided  # nought stays
        elif coin := currency_after(bare, start, end, self.figure):
            self.unit, self.end = coin.code, coin.end
            if coin.is_weight:
                self.unit = "lb"
                return
            self.is_money = True
            self.figure = (
                self.figure / coin.parts if self.figure is not None and coin.code else None
            )
        elif measured := unit_after(bare, end):
            self.unit, self.end = measured
            if bare[end : self.end] == "X" and (self.figure or 0) >= 100:
                self.figure = None  # the 777X

    def _take_sign(self, coin):
        bare = self.bare
        self.is_money = self.had_sign = True
        self.start, self.unit = coin.start, coin.code
        spaced = self.size.scale == 1 and not self.letter and _LETTER_AFTER.match(bare, self.end)
        if spaced:
            self.letter, self.end = spaced[1].lower(), spaced.end()
        if land := self.unit == "USD" and of_another_land(bare, self.end):
            self.unit, self.end = land
        elif (other := currency_after(bare, self.start, self.end, self.figure)) and (
            other.parts == 1 and not other.is_weight
        ):
            is_dollar = self.unit == "USD" and other.code.endswith("D")  # $10 AUD
            if not (other.code == self.unit or is_dollar):
                self.figure = None
            self.unit, self.end = other.code, other.end
        if not self.unit:
            self.figure = None

    def take_letter(self, is_typed):
        """Read a letter that is a scale of money, and of things: $10m, 10m users; not of 100m."""
        if self.letter == "mm" and self.bare.startswith("mm", self.end - 2) and not self.is_money:
            self.unit = "millimetres"
        elif self.letter and (self.is_money or is_typed or self.unit or self._counts_things()):
            self._multiply(LETTERS[self.letter])
        elif self.letter:
            self.figure = None

    def _counts_things(self):
        counted = self.counted
        return bool(counted) and (is_plural(counted[-1]) or self.bare.startswith("-", self.end))

    def _multiply(self, scale):
        self.scale = scale
        self.figure = self.figure and self.figure * scale

    def take_minus(self, taken):
        if self.figure is None:
            return
        if _DASHED.search(self.bare, max(taken, self.start - 2), self.start):
            self.figure, self.start = None, self.start - 1
            return
        minus = _MINUS.search(self.bare, max(taken, self.start - 10), self.start)
        if minus and not (minus.group().endswith("-") and self.bare[self.start].isalpha()):
            self.figure = -self.figure
            self.start -= len(minus.group().lstrip(" \t\n("))

    def is_label(self):
        """Whether the figure is part of a name: Route 66, but the Route's 66 stops."""
        if self.unit or self.is_money or not _PLAIN.fullmatch(self.bare[self.start : self.end]):
            return False
        if (counted := self.counted) and is_plural(counted[-1]):
            return False
        return bool(_LABEL.search(self.bare, max(0, self.start - 40), self.start))


def _touched(bare, start, end, taken):
    """From where and up to where a figure goes on in letters and signs that are not understood."""
    first, last = start, end
    after = bare[end : end + 1]
    if group := _GROUP_AFTER.match(bare, end):
        return first, group.end()
    touches = _TOUCHING.match(bare, end)
    if touches or (after and after not in _APART and _is_a_sign(after)):
        run = _RUN.match(bare, end)
        last = run.end() if run else end + 1
        while last > end + 1 and bare[last - 1] in ".'’-–—":
            last -= 1
    before = bare[start - 1 : start]
    if start > taken and before:
        if before in "%‰" or (before not in _APART and _is_a_sign(before)):
            first = start - 1
        elif held := _HELD_BY.search(bare, max(taken, start - 24), start):
            first = held.start()
    return first, last


def _is_a_sign(letter):
    return letter in _JOINS or unicodedata.category(letter) in ("Sc", "Sm", "So", "No", "Sk")
