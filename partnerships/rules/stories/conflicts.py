"""Conflicts: claims that a story leans on and that cannot all be so."""

from bisect import bisect_left
from collections.abc import Iterable
from decimal import Decimal
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
    for same in alike.values():
        for first, second, said in sorted({*_misses(same)}):
            one, other = same[first], same[second]
            yield one, other, f"{_named(one[1])} and {_named(other[1])} give different {said}."


def _misses(same):
    """Of places that are about the same, each pair that has nothing in common, by their numbers."""
    told: dict[tuple, list] = {}
    for number, (_, ground) in enumerate(same):
        claim = ground.claim
        if _is_figure(ground):
            low, high = _range(ground)
            told.setdefault(("figures", claim.value_unit), []).append((number, low, high))
        elif claim.kind == ClaimKind.DATE:
            told.setdefault(("dates",), []).append((number, claim.earliest, claim.latest))
    for (said, *_), ranges in told.items():
        # Only those that end before another begins are looked at: a book may say a thing often.
        ended = sorted((high, number) for number, _, high in ranges if high is not None)
        ends = [high for high, _ in ended]
        for number, low, _ in ranges:
            for _, before in ended[: bisect_left(ends, low)] if low is not None else ():
                if before != number:
                    yield min(before, number), max(before, number), said


def _totals(places):
    """Where the parts that the claims give of a total are more than it, or all of them less."""
    figures = [place for place in places if _is_figure(place[1]) and place[1].deals]
    first: dict[tuple, int] = {}  # of a deal and a unit, where a part is given first
    last: dict[tuple, tuple] = {}  # and where it is given last, which counts
    for number, part in enumerate(figures):
        if len(part[1].deals) == 1:
            key = (*part[1].deals, part[1].claim.value_unit)
            first.setdefault(key, number)
            last[key] = part
    for total in figures:
        _, whole = total
        if len(whole.deals) < 2:
            continue
        given = [(deal, whole.claim.value_unit) for deal in whole.deals]
        given = sorted((key for key in given if key in first), key=first.__getitem__)
        ranges = [_range(last[key][1]) for key in given]
        low = sum((part.low or 0 for part in ranges), Decimal(0))
        is_all = len(given) == len(whole.deals)
        bounded = is_all and all(part.high is not None for part in ranges)
        high = sum((part.high for part in ranges), Decimal(0)) if bounded else None
        if ranges and Range(low, high).misses(_range(whole)):  # type: ignore[arg-type]  # sums of Decimals
            names = ", ".join(_named(last[key][1]) for key in given)
            said = f"{_named(whole)} is not the sum of its parts ({names})."
            yield total, figures[first[given[0]]], said


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


def _named(ground):
    return ground.claim.reference
