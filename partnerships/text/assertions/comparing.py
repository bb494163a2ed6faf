"""Where what one text says clashes with what others say: never because they say less."""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, replace

from .base import (
    EITHER_WAY,
    OPPOSITES,
    Assertion,
    Borne,
    Bounded,
    Reading,
    Stated,
    ToldSum,
    amount,
)
from .english.senses import DECIDERS, NEVER_MEANT, RIVALS

# Sums of one of these are none of another; what was invested may have been raised.
_APART = [
    {"value"},
    {"revenue"},
    {"loss"},
    {"profit"},
    {"votes"},
    {"shares"},
    {"raised", "invested", "committed", "paid in", "price", "cash"},
    {"debt", "committed", "price", "cash", "paid in"},
]


@dataclass(frozen=True)
class Contradiction:
    """Words from `start` to `end` that are read as one thing, of which somebody says another."""

    start: int
    end: int
    read_as: str
    name: str  # of who says otherwise
    said: str

    def __str__(self) -> str:
        return f"read as: {self.read_as}; {self.name} says: {self.said}"


def clashes(mine: Reading, told: Iterable[tuple[str, Reading]]) -> Iterator[Contradiction]:
    """What in my text says otherwise than those who are named with what they say.

    Whatever one of them says too clashes with nobody.
    """
    others = list(told)
    yield from _unlike(
        mine.assertions, [(name, one) for name, said in others for one in said.assertions]
    )
    yield from _borne_by_others(mine, others)
    yield from _denied(mine, [(name, one) for name, said in others for one in said.stated])
    yield from _of_a_rival(mine, others)
    sums = [(name, one) for name, said in others for one in said.measured]
    yield from _measured_otherwise(mine, sums)
    yield from _of_another_sum(mine, sums)
    yield from _counted_otherwise(mine, sums)
    yield from _former_otherwise(mine, sums)
    yield from _bounded_otherwise(
        mine.bounded, [(name, one) for name, said in others for one in said.bounded]
    )


# Doings


def _unlike(mine: list[Assertion], told: list[tuple[str, Assertion]]) -> Iterator[Contradiction]:
    for one in mine:
        if any(_says(other, one) for _, other in told):
            continue
        for name, other in told:
            if _is_exchanged(one, other) or _is_opposite(one, other) or _is_denied(one, other):
                start, end = _place(one)
                yield Contradiction(start, end, str(one), name, str(other))
                break


def _place(one):
    ends = [(one.start, one.end), *((side.start, side.end) for side in (*one.by, *one.to))]
    return min(start for start, _ in ends), max(end for _, end in ends)


def _meet(some, others):
    return any(one.may_be(other) for one in some for other in others)


def _fit(some, others):
    """Whether two sides may be the same; what is left open is whoever it may be."""
    return not some or not others or _meet(some, others)


def _sides_meet(mine, other):
    is_known = _meet(mine.by, other.by) or _meet(mine.to, other.to)
    return is_known and _fit(mine.by, other.by) and _fit(mine.to, other.to)


def _says(other, mine):
    if other.doing != mine.doing or other.is_denied != mine.is_denied:
        return False
    turned = replace(other, by=other.to, to=other.by)
    return _sides_meet(mine, other) or (mine.doing in EITHER_WAY and _sides_meet(mine, turned))


def _is_exchanged(mine, other):
    """Whether one stands on the side of the other; where both are named, both must."""
    if mine.doing != other.doing or mine.doing in EITHER_WAY or other.is_denied:
        return False
    if _meet(mine.by, other.by) or _meet(mine.to, other.to):
        return False
    named = mine.named if other.named else ()  # a record has no words that may leave a side open
    if _meet(mine.by, other.to):
        return _meet(mine.to or named, other.by)
    return _meet(mine.to, other.by) and _meet(mine.by or named, other.to)


def _is_opposite(mine, other):
    return (
        OPPOSITES.get(mine.doing) == other.doing
        and mine.is_denied == other.is_denied
        and _meet(mine.by, other.by)
        and _meet(mine.to, other.to)
    )


def _is_denied(mine, other):
    return (
        mine.doing == other.doing
        and mine.is_denied != other.is_denied
        and _meet(mine.by, other.by)
        and _meet(mine.to, other.to)
    )


# Who bears a word


def _borne_by_others(mine: Reading, told: list[tuple[str, Reading]]) -> Iterator[Contradiction]:
    """Of two who are both named in a sentence, one bears what by others the other bears."""
    bearers: dict[Hashable, list[tuple[str, Borne]]] = {}
    for name, said in told:
        for one in said.borne:
            bearers.setdefault(one.sense, []).append((name, one))
    for one in mine.borne:
        others = bearers.get(one.sense, [])
        if not _known(one) or any(_meet(one.by, other.by) for _, other in others):
            continue
        theirs = [said for said in mine.borne if said.sense == one.sense]
        for name, other in others:
            is_exchanged = _meet(other.by, one.named) or _both_decide(one, other)
            is_shared = any(_meet(both.by, other.by) for both in theirs)
            if _known(other) and is_exchanged and not is_shared and _is_of_it(one, other):
                start = min(one.start, *(side.start for side in one.by))
                end = max(one.end, *(side.end for side in one.by))
                yield Contradiction(start, end, str(one), name, str(other))
                break


def _is_of_it(one, other):
    """Whether two sentences speak of more that is the same than that word."""
    thirds = [side for side in one.named if not _meet([side], [*one.by, *other.by])]
    return bool((one.beside & other.beside) - {one.sense}) or _meet(thirds, other.named)


def _both_decide(one, other):
    return all(side.parties <= DECIDERS for side in (*one.by, *other.by))


def _known(one):
    return all(side.parties for side in one.by)


# Denials


def _denied(mine: Reading, told: list[tuple[str, Stated]]) -> Iterator[Contradiction]:
    said: dict[str, list[tuple[str, Stated]]] = {}
    for name, one in told:
        said.setdefault(one.sense, []).append((name, one))
    denied_here = {one.sense for one in mine.stated if one.denial}
    for one in mine.stated:
        others = said.get(one.sense, [])
        if not others or any(bool(other.denial) == bool(one.denial) for _, other in others):
            continue
        if one.denial and not one.is_core or not one.denial and one.sense in denied_here:
            continue
        alike = [(name, other) for name, other in others if _are_of_one(one, other)]
        if not alike:
            continue
        name, other = alike[0]
        if one.denial or other.is_core:
            yield Contradiction(one.start, one.end, _stated(one), name, _stated(other))


def _are_of_one(one, other):
    """Whether both are said of the same thing, as far as more of their words are the same: the more
    the more is denied, since one denial of several may be of something else."""
    needed = 1 if other.is_core else max(1, other.denials) if other.denial else 1 + one.denials
    return len((one.beside & other.beside) - {one.sense}) >= needed


def _stated(one):
    if not one.denial:
        return one.words
    return one.words if one.words.startswith(("un", "non-")) else f"{one.denial} {one.words}"


# Sums


def _measured_otherwise(mine: Reading, told: list[tuple[str, ToldSum]]) -> Iterator[Contradiction]:
    for one in mine.measured:
        alike = [(name, other) for name, other in told if amount(other.token) == amount(one.token)]
        if any(other.is_recorded and other.measure for _, other in alike):
            alike = [(name, other) for name, other in alike if other.measure]
        if not one.measure or any(not _are_apart(one.measure, other.measure) for _, other in alike):
            continue
        for name, other in alike[:1]:
            words = one.words
            yield Contradiction(
                one.start,
                one.end,
                f"{words} ({one.measure})",
                name,
                f"{other.words} ({other.measure})",
            )


def _of_a_rival(mine: Reading, told: list[tuple[str, Reading]]) -> Iterator[Contradiction]:
    """A sentence speaks of profits where all others speak of revenue, and none of profits."""
    here = {one.sense for one in mine.stated} & RIVALS
    there = {one.sense for _, said in told for one in said.stated} & RIVALS
    foreign = here - there
    missing = [
        (name, one) for name, said in told for one in said.stated if one.sense in there - here
    ]
    of_sums = [(name, one) for name, said in told for one in said.measured if not one.is_recorded]
    for one in mine.stated:
        if one.sense not in foreign or one.is_core:
            continue
        if missing or (one.sense in NEVER_MEANT and mine.measured and of_sums):
            name, other = (missing or of_sums)[0]
            yield Contradiction(one.start, one.end, one.words, name, other.words)


def _are_apart(mine, other):
    if not mine or not other or mine == other:
        return False
    if {mine, other} == {"committed", "paid in"}:
        return True
    return not any({mine, other} <= together for together in _APART)


def _of_another_sum(mine: Reading, told: list[tuple[str, ToldSum]]) -> Iterator[Contradiction]:
    """Of two sums in my text, one has beside it what by others belongs to the other. Of names, each
    must have the other's."""
    by_amount: dict[object, list[tuple[str, ToldSum]]] = {}
    for name, other in told:
        by_amount.setdefault(amount(other.token), []).append((name, other))
    here = [one for one in mine.measured if amount(one.token) in by_amount]
    for one in here:
        for another in here:
            if amount(another.token) == amount(one.token) or _unit(another) != _unit(one):
                continue
            taken = _taken(one, another, by_amount)
            if taken and (isinstance(taken[0], str) or _taken(another, one, by_amount)):
                yield taken[1]
                break


def _unit(one):
    return one.token.value.unit


def _taken(one, another, by_amount):
    """What stands beside one sum and by others belongs to another one, with the clash."""
    own = {key for _, other in by_amount[amount(one.token)] for key in other.near}
    for name, other in by_amount[amount(another.token)]:
        for key, words in one.near.items():
            if key in other.near and key not in own and key not in another.near:
                sum, theirs = one.token, other.words
                said = f"{theirs} by “{other.near[key]}”"
                return key, Contradiction(
                    sum.start, sum.end, f"{sum.words} by “{words}”", name, said
                )
    return None


def _counted_otherwise(mine: Reading, told: list[tuple[str, ToldSum]]) -> Iterator[Contradiction]:
    """10,000 systems of GPUs are no system of 10,000 GPUs."""
    for one in mine.measured:
        for name, other in told:
            if amount(one.token) != amount(other.token) or one.counted == other.counted:
                continue
            if one.counted and one.counted in other.before:
                start, end = one.start, one.end
                read_as = f"{one.words} {one.near[one.counted]}".strip()
                said = f"{other.words} {other.near.get(other.counted, '')}".strip()
                yield Contradiction(start, end, read_as, name, said)
                break


def _former_otherwise(mine: Reading, told: list[tuple[str, ToldSum]]) -> Iterator[Contradiction]:
    """20 instead of 10, where it was 10 instead of 20."""
    here = {amount(one.token) for one in mine.measured if not one.is_former}
    kept = {amount(other.token) for _, other in told if not other.is_former}
    for one in mine.measured:
        for name, other in told:
            is_turned = one.is_former and other.is_former and amount(other.token) in here
            if is_turned and amount(one.token) in kept - {amount(other.token)}:
                read_as = f"instead of {one.words}"
                said = f"instead of {other.words}"
                yield Contradiction(one.start, one.end, read_as, name, said)
                break


# Since when, until when


def _bounded_otherwise(
    mine: list[Bounded], told: list[tuple[str, Bounded]]
) -> Iterator[Contradiction]:
    """What is so since a day is not what was so until then."""
    for one in mine:
        others = [(name, other) for name, other in told if other.edtf == one.edtf]
        if any(other.is_after == one.is_after for _, other in others):
            continue
        alike = [(name, other) for name, other in others if one.may_be_of(other)]
        for name, other in alike[:1]:
            yield Contradiction(one.start, one.end, one.words, name, other.words)
