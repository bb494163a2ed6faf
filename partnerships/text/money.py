"""Money as people write it, and what amounts add up to."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol

from babel.numbers import get_currency_symbol

from ..vocabulary import CURRENCIES, Measure, Qualifier, Rank

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
        return f"between {_figure(low, before)} and {_figure(high, unit)}"
    if low is None and not qualifier:
        qualifier = Qualifier.UP_TO
    if high is None and not qualifier:
        qualifier = Qualifier.AT_LEAST
    figure = _figure(high if low is None else low, unit)
    return f"{HEDGES[qualifier]} {figure}" if qualifier in HEDGES else figure


def _figure(number, unit):
    if unit in CURRENCIES:
        symbol = get_currency_symbol(unit, locale="en")
        if symbol[-1].isalpha():  # "CHF 5 million", but "US$5" and "€5"
            symbol += " "
        return symbol + _scaled(number)
    return f"{_scaled(number)} {unit}".rstrip()


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


@dataclass
class Total:
    """What amounts add up to: between `low` and `high` (None: nobody knows how much), and how
    many more were `undisclosed`. `left_out` names each amount that is not in it, and why."""

    currency: str
    low: Decimal = Decimal(0)
    high: Decimal | None = Decimal(0)
    undisclosed: int = 0
    left_out: list[tuple[Account, str]] = field(default_factory=list)

    def add(self, low: Decimal, high: Decimal | None) -> None:
        self.low += low
        self.high = None if high is None or self.high is None else self.high + high


def total(amounts: Iterable[Account], currency: str | None = None) -> Total:
    """What the amounts of one or more deals add up to in one currency.

    "Up to 11.9bn" adds 0 to the low end and 11.9 to the high end; "at least" leaves the high
    end open. A row that another covers is left out: parties' shares under a total, deprecated
    rows, those beside a preferred one. Rows that differ over one sum are one sum between them.

    Errors   MixedCurrencies, when there are several and `currency` is not given.
    """
    amounts = list(amounts)
    found = {amount.currency for amount in amounts if amount.currency}
    if currency is None:
        if len(found) > 1:
            raise MixedCurrencies(f"Say which: {', '.join(sorted(found))}.")
        currency = next(iter(found), "")
    sums = Total(currency)

    deals: dict[int, list[Account]] = {}
    for amount in amounts:
        if amount.rank == Rank.DEPRECATED:
            sums.left_out.append((amount, "deprecated"))
        elif amount.currency not in ("", currency):
            sums.left_out.append((amount, "in another currency"))
        elif amount.measure not in LADDER:
            sums.left_out.append((amount, "not a sum that is paid"))
        else:
            deals.setdefault(amount.deal_id, []).append(amount)
    for rows in deals.values():
        _add_deal(sums, rows)
    return sums


def _add_deal(sums, amounts):
    """Add one deal by the widest measure that has a figure; what it covers is left out."""
    by_measure: dict[str, dict[int | None, list[Account]]] = {}
    for amount in amounts:
        by_measure.setdefault(amount.measure, {}).setdefault(amount.party_id, []).append(amount)
    told_by = next((m for m in LADDER if any(map(_has_figure, _rows(by_measure.get(m))))), None)
    told_by = told_by or next(measure for measure in LADDER if measure in by_measure)
    for measure, parties in by_measure.items():
        if measure == told_by:
            for rows in parties.values():
                _add_sum(sums, rows)
        elif LADDER.index(measure) > LADDER.index(told_by):
            sums.left_out += [(row, f"covered by another row: {told_by}") for row in _rows(parties)]
        else:
            # A wider measure that is not disclosed: there may be more than the parts say.
            sums.undisclosed += 1


def _add_sum(sums, rows):
    """Add one sum, of which each row is one account."""
    preferred = [row for row in rows if row.rank == Rank.PREFERRED] or rows
    sums.left_out += [(row, "another row is preferred") for row in rows if row not in preferred]
    figures = [row for row in preferred if _has_figure(row)]
    if not figures:
        sums.undisclosed += 1
        return
    sums.left_out += [
        (row, "another row has the figure") for row in preferred if not _has_figure(row)
    ]
    highs = [row.high for row in figures]
    sums.add(min(row.low or Decimal(0) for row in figures), None if None in highs else max(highs))


def _has_figure(amount):
    return amount.low is not None or amount.high is not None


def _rows(parties):
    return [row for rows in (parties or {}).values() for row in rows]
