"""Money as people write it and read it, and what amounts add up to."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Protocol

from babel.numbers import get_currency_symbol

from ..vocabulary import CURRENCIES, Measure, Qualifier, Rank
from .patterns import late
from .tokens.base import Quantity
from .tokens.english.figures import figures
from .tokens.english.units import unit_named

SCALES = [(10**12, "trillion"), (10**9, "billion"), (10**6, "million")]
DECIMALS = 3  # a figure that needs more of them under its scale is written in full
HEDGES: dict[str, str] = {
    Qualifier.ABOUT: "about",
    Qualifier.AT_LEAST: "at least",
    Qualifier.UP_TO: "up to",
}

# What a deal's money is told by, the widest first: each covers those after it.
LADDER: list[str] = [
    Measure.TOTAL,
    Measure.COMMITTED,
    Measure.PARTY_SHARE,
    Measure.DISBURSED,
    Measure.PRICE,
]


LONGEST = 200  # characters in which somebody writes a figure
_COMMA = late(r"(?<!\d)\d*+,\d++")
_OF_THE_CONTINENT = late(r"(\d{1,3}(?:[. ’']\d{3})++),(\d{1,2})(?!\d)")  # 1.234,56 and 1 234,5
_NO_FIGURE = late(r"(?<!\d),\d")
_POINTS = late(r"\d{1,3}(?:\.\d{3})+")
_LOWER_CODE = late(r"(?<![^\W\d_])[a-z]{3}(?![^\W\d_])")


class NotAFigure(ValueError):
    """What was typed is no figure, or could be two; the message is for the editor."""


class MixedCurrencies(ValueError):
    """Amounts in several currencies, and nobody said which of them to add up."""


class Account(Protocol):
    """What adding up asks of an amount of a deal."""

    @property
    def currency(self) -> str: ...
    @property
    def rank(self) -> str: ...
    @property
    def measure(self) -> str: ...
    @property
    def deal_id(self) -> int: ...
    @property
    def party_id(self) -> int | None: ...
    @property
    def low(self) -> Decimal | None: ...
    @property
    def high(self) -> Decimal | None: ...


def read_figure(text: str, unit: str = "") -> Quantity:
    """How much somebody means who types a figure where `unit` is meant: a currency, %, "GPUs".

    Hedges, signs and units that stand in the text are in the answer: "up to $11.9 billion" is at
    most 11,900,000,000 USD. Without any, its unit is "".

    Errors   NotAFigure, when not the whole of the text is read as one figure, when it could be
             another one elsewhere ("1,5bn", "1.500"), and when it says another unit than is meant.
    """
    said = _LOWER_CODE.sub(_code, " ".join(text.split()))
    bare, told = _without_unit(said, unit)
    if unit == "%" and bare[-1:].isdigit():
        bare += "%"  # 33.333 is no 33,333 there
    found = list(figures(bare, is_typed=True)) if len(said) <= LONGEST else []
    if len(found) != 1 or found[0][1:3] != (0, len(bare)) or _NO_FIGURE.search(said):
        raise NotAFigure(_why_not(said))
    quantity = found[0][3]
    if not quantity.is_read or quantity.rank or quantity.counted:
        raise NotAFigure(_why_not(said))
    meant = unit if unit in CURRENCIES else unit_named(unit) or unit
    if told and quantity.unit not in ("", told):
        raise NotAFigure(f"The figure says both {quantity.unit} and {told}.")
    told = told or quantity.unit
    if told and unit and told != meant:
        raise NotAFigure(f"The figure says {told}, and the box beside it {unit}.")
    return replace(quantity, unit=told)


def read_number(text: str) -> Decimal:
    """The number that somebody writes where nothing else is meant: "11900000000", "11.9bn".

    Errors   NotAFigure, as `read_figure`, and where the text says a hedge or a unit besides.
    """
    quantity = read_figure(text)
    if quantity.unit or quantity.qualifier != Qualifier.EXACT or quantity.low is None:
        raise NotAFigure("Write the figure alone: its unit, and how exact it is, stand apart.")
    return quantity.low


def _code(word):
    return word.group().upper() if word.group().upper() in CURRENCIES else word.group()


def _without_unit(said, unit):
    """The text without a code of ISO 4217 or the unit that is meant anyway; and which it was."""
    if code := _ISO_CODE.search(said):
        told = code.group().strip()
        return _beside(told).sub("", said), told
    if unit in ("", "%"):
        return said, ""
    called, told = re.escape(unit), unit if unit in CURRENCIES else unit_named(unit) or unit
    if unit in CURRENCIES:
        called += "|" + re.escape(" ".join(get_currency_symbol(unit, locale="en").split()))
    left = _beside(called).sub("", said)
    return left, told if left != said else ""


def _beside(called):
    """The words close before a figure, and at the end of a text."""
    return late(rf"(?<!\S)(?:{called})\s?(?=\d)|(?<=[\w.])\s?(?:{called})$")


_ISO_CODE = _beside("|".join(CURRENCIES))


def _why_not(said):
    if (comma := _COMMA.search(said)) and not re.fullmatch(r"\d{1,3}(,\d{3})+", comma.group()):
        if mixed := _OF_THE_CONTINENT.search(said):
            meant = f"{re.sub(r'[^0-9]', ',', mixed[1])}.{mixed[2]}"
            meant = said[: mixed.start()] + meant + said[mixed.end() :]
        else:
            whole, _, rest = (f"0{said}" if said[0] == "," else said).partition(",")
            meant = f"{whole.rstrip()}.{rest}"
        return f"A comma stands before three figures only. If a point is meant, write {meant}."
    if points := _POINTS.search(said):
        whole, parts = points.group().replace(".", ","), points.group()
        return (
            f"{parts} is one figure here and another elsewhere: write {whole}, or fewer decimals."
        )
    return "Write a figure such as 11.9bn, 10 billion or 250,000."


def format_amount(
    qualifier: str, low: Decimal | None, high: Decimal | None, currency: str, *, basis: str = ""
) -> str:
    """A sum as people write it: "up to $11.9 billion (announced)"; undisclosed is just that."""
    if low is None and high is None:
        return "undisclosed" if qualifier == Qualifier.UNDISCLOSED else ""
    said = counted(qualifier, low, high, currency)
    return f"{said} ({basis.lower()})" if basis else said


def counted(qualifier: str, low: Decimal | None, high: Decimal | None, unit: str) -> str:
    """A figure of anything: "about $10 billion", "49 %", "between 300 and 400 people"."""
    if low is None and high is None:
        return "undisclosed" if qualifier == Qualifier.UNDISCLOSED else ""
    if qualifier == Qualifier.RANGE or (low is not None and high is not None and low != high):
        before = (
            unit if unit in CURRENCIES else ""
        )  # the sign stands with both, a word with the last
        # Not "between $5 and $7 million": the five would be millions too.
        in_full = _grouped(low) == _scaled(low)
        return f"between {_figure(low, before)} and {_figure(high, unit, in_full=in_full)}"
    if low is None and not qualifier:
        qualifier = Qualifier.UP_TO
    if high is None and not qualifier:
        qualifier = Qualifier.AT_LEAST
    figure = _figure(high if low is None else low, unit)
    return f"{HEDGES[qualifier]} {figure}" if qualifier in HEDGES else figure


def ends_meant(
    qualifier: str, low: Decimal | None, high: Decimal | None
) -> tuple[Decimal | None, Decimal | None]:
    """Both bounds of a figure that may stand in either box, or in both."""
    if (low is None) != (high is None) or low == high:
        one = high if low is None else low
        match qualifier:
            case Qualifier.EXACT | Qualifier.ABOUT:
                return one, one
            case Qualifier.UP_TO:
                return None, one
            case Qualifier.AT_LEAST:
                return one, None
    return low, high


def _figure(number, unit, *, in_full=False):
    said = _grouped(number) if in_full else _scaled(number)
    if unit in CURRENCIES:
        symbol = get_currency_symbol(unit, locale="en")
        if symbol[-1].isalpha():  # "CHF 5 million", but "US$5" and "€5"
            symbol += " "
        return symbol + said
    return f"{said} {unit}".rstrip()


def _scaled(number):
    """The number with its scale in words, unless that takes more than a few decimals."""
    for size, word in SCALES:
        part = Decimal(number) / size
        if abs(part) >= 1 and part == round(part, DECIMALS):
            return f"{_grouped(part)} {word}"
    return _grouped(number)


def _grouped(number):
    whole, _, rest = f"{Decimal(number):,f}".partition(".")
    return f"{whole}.{rest.rstrip('0')}".rstrip(".")


def how_main(measure: str, rank: str) -> int:
    """How far back a sum stands among those of its deal: 0 is its main one, the widest there is,
    a preferred before others."""
    wide = LADDER.index(measure) if measure in LADDER else len(LADDER)
    return 2 * wide + (rank != Rank.PREFERRED)


@dataclass(frozen=True)
class DealSum:
    """One sum of a deal, of which each of `rows` is an account; `high` is None where nobody knows
    how much. One that is not disclosed has no figure, and may have no row."""

    rows: list[Account]
    low: Decimal = Decimal(0)
    high: Decimal | None = Decimal(0)
    is_disclosed: bool = False


@dataclass
class Total:
    """What amounts add up to: between `low` and `high` (None: nobody knows how much), and how
    many more were `undisclosed`. `made_of` are the rows that are in it, `left_out` names each that
    is not, and why."""

    currency: str
    low: Decimal = Decimal(0)
    high: Decimal | None = Decimal(0)
    undisclosed: int = 0
    made_of: list[Account] = field(default_factory=list)
    left_out: list[tuple[Account, str]] = field(default_factory=list)

    def add(self, one: DealSum) -> None:
        """Add one sum of a deal."""
        self.undisclosed += not one.is_disclosed
        self.low += one.low
        self.high = None if one.high is None or self.high is None else self.high + one.high
        self.made_of += one.rows


def total(amounts: Iterable[Account], currency: str | None = None) -> Total:
    """What the amounts of one or more deals add up to in one currency.

    "Up to 11.9bn" adds 0 to the low end and 11.9 to the high end; "at least" leaves the high
    end open. A row that another covers is left out: see `sums_of_deal`.

    Errors   MixedCurrencies, when there are several and `currency` is not given.
    """
    amounts = list(amounts)
    found = {amount.currency for amount in amounts if amount.currency}
    if currency is None:
        if len(found) > 1:
            raise MixedCurrencies(f"Say which: {', '.join(sorted(found))}.")
        currency = next(iter(found), "")
    told: Total = Total(currency)
    deals: dict[int, list[Account]] = {}
    for amount in amounts:
        if amount.currency in ("", currency):
            deals.setdefault(amount.deal_id, []).append(amount)
        else:
            told.left_out.append((amount, "in another currency"))
    for rows in deals.values():
        sums, left_out = sums_of_deal(rows)
        told.left_out += left_out
        for one in sums:
            told.add(one)
    return told


def sums_of_deal(rows: Iterable[Account]) -> tuple[list[DealSum], list[tuple[Account, str]]]:
    """What the rows of one deal, in one currency, add up to, sum by sum; and the rows that are in
    none, each with why.

    A deal is told by the widest measure that has a figure, which covers the narrower ones: parties'
    shares under a total. Deprecated rows and those beside a preferred one are left out. Rows that
    differ over one sum are one sum between them.
    """
    sums: list[DealSum] = []
    left_out: list[tuple[Account, str]] = []
    by_measure: dict[str, dict[int | None, list[Account]]] = {}
    for row in rows:
        if row.rank == Rank.DEPRECATED:
            left_out.append((row, "deprecated"))
        elif row.measure not in LADDER:
            left_out.append((row, "not a sum that is paid"))
        else:
            by_measure.setdefault(row.measure, {}).setdefault(row.party_id, []).append(row)
    measures = [measure for measure in LADDER if measure in by_measure]
    told = [measure for measure in measures if any(map(_has_figure, _rows(by_measure[measure])))]
    told_by = next(iter(told or measures), "")
    for measure in measures:
        if measure == told_by:
            sums += [_one_sum(accounts, left_out) for accounts in by_measure[measure].values()]
        elif LADDER.index(measure) > LADDER.index(told_by):
            why = f"covered by another row: {told_by}"
            left_out += [(row, why) for row in _rows(by_measure[measure])]
        else:
            # A wider measure that is not disclosed: there may be more than the parts say.
            sums.append(DealSum(_rows(by_measure[measure])))
    return sums, left_out


def _one_sum(rows, left_out):
    """The one sum of which each row is an account."""
    preferred = [row for row in rows if row.rank == Rank.PREFERRED] or rows
    left_out += [(row, "another row is preferred") for row in rows if row not in preferred]
    figures = [row for row in preferred if _has_figure(row)]
    if not figures:
        return DealSum(preferred)
    left_out += [(row, "another row has the figure") for row in preferred if not _has_figure(row)]
    highs = [row.high for row in figures]
    low = min(row.low or Decimal(0) for row in figures)
    return DealSum(figures, low, None if None in highs else max(highs), is_disclosed=True)


def _has_figure(amount):
    return amount.low is not None or amount.high is not None


def _rows(parties):
    return [row for rows in parties.values() for row in rows]
