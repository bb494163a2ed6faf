"""Conflicts: claims that a story leans on and that cannot all be so."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import chain, combinations
from typing import NamedTuple

from ...models import Binding
from ...vocabulary import BindingBasis, ClaimKind, Qualifier
from .manuscripts import Ground, PlacedPassage


class Range(NamedTuple):
    """What a figure may be, from `low` to `high`; None where it has no bound."""

    low: Decimal | None
    high: Decimal | None

    def misses(self, other: "Range") -> bool:
        """Whether no figure can be in both."""
        return _above(self.low, other.high) or _above(other.low, self.high)


def _above(low, high):
    return low is not None and high is not None and low > high


def conflicts(
    bound: Iterable[tuple[PlacedPassage, Binding, Ground]],
) -> list[tuple[tuple[PlacedPassage, Ground], tuple[PlacedPassage, Ground], str]]:
    """Pairs of places of a manuscript that contradict each other, each with a sentence.

    `bound` are triples of span, binding and ground. Two claims contradict each other when both
    give a figure for the very same subjects in the same unit, or date the very same subjects,
    and have nothing in common; or when one gives the total of what others give the parts of.
    Only claims on whose own words the text leans are compared.
    """
    first: dict[
        int, tuple[PlacedPassage, Ground]
    ] = {}  # each claim once, where the text first leans on it
    for span, binding, ground in bound:
        if binding.basis == BindingBasis.STATEMENT:
            first.setdefault(ground.claim.pk, (span, ground))
    places = list(first.values())
    return [*_disjoint(places), *_totals(places)]


def _disjoint(places):
    alike: dict[tuple, list] = {}
    for place in places:
        _, ground = place
        if ground.deals or ground.events:
            alike.setdefault(ground.subjects, []).append(place)
    for one, other in chain.from_iterable(combinations(same, 2) for same in alike.values()):
        a, b = one[1], other[1]
        if _is_figure(a) and _is_figure(b) and a.claim.value_unit == b.claim.value_unit:
            if _range(a).misses(_range(b)):
                yield one, other, f"{_named(a)} and {_named(b)} give different figures."
        elif {a.claim.kind, b.claim.kind} == {ClaimKind.DATE} and _apart(a.claim, b.claim):
            yield one, other, f"{_named(a)} and {_named(b)} give different dates."


def _totals(places):
    """Where the parts that the claims give of a total are more than it, or all of them less."""
    figures = [place for place in places if _is_figure(place[1]) and place[1].deals]
    for total in figures:
        _, whole = total
        if len(whole.deals) < 2:
            continue
        parts = [
            part
            for part in figures
            if len(part[1].deals) == 1
            and part[1].deals < whole.deals
            and part[1].claim.value_unit == whole.claim.value_unit
        ]
        by_deal = {next(iter(part[1].deals)): part for part in parts}
        ranges = [_range(part[1]) for part in by_deal.values()]
        low = sum((given.low or 0 for given in ranges), Decimal(0))
        is_all = by_deal.keys() == whole.deals
        bounded = is_all and all(given.high is not None for given in ranges)
        high = sum((given.high for given in ranges), Decimal(0)) if bounded else None
        if ranges and Range(low, high).misses(_range(whole)):  # type: ignore[arg-type]  # sums of Decimals
            names = ", ".join(_named(part[1]) for part in by_deal.values())
            yield total, parts[0], f"{_named(whole)} is not the sum of its parts ({names})."


def _is_figure(ground):
    return ground.claim.kind == ClaimKind.FIGURE and bool(ground.claim.value_qualifier)


def _range(ground):
    claim = ground.claim
    match claim.value_qualifier:
        case Qualifier.UNDISCLOSED:
            return Range(None, None)
        case Qualifier.ABOUT:  # a tenth more or less is still about that
            return Range(_times("0.9", claim.value_low), _times("1.1", claim.value_high))
        case _:
            return Range(claim.value_low, claim.value_high)


def _times(factor, figure):
    return None if figure is None else figure * Decimal(factor)


def _apart(one, other):
    """Whether two dates have no day in common; one that is not known has every day."""
    return _later(one.earliest, other.latest) or _later(other.earliest, one.latest)


def _later(earliest, latest):
    return earliest is not None and latest is not None and earliest > latest


def _named(ground):
    return ground.claim.reference
