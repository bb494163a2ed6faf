"""What connects two parties: the shortest ways from one to the other, and who is tied to both.

Tied are those who stand in one deal or partnership, or of whom one holds a stake or a post in the
other, whenever that was.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ...models import Deal, DealParty, Partnership, PartnershipParty, Party, Role, Stake
from ..people import Asker

FARTHEST = 4  # steps: what is farther connects everybody with everybody
MOST_MET = 5_000  # parties that one meets on the way, before the search is given up
MOST_PATHS = 20
TIES_SHOWN = 10  # of two parties


@dataclass(frozen=True, order=True)
class Tie:
    """A record in which two parties stand beside one another."""

    noun: str
    title: str
    key: str


Ties = dict[tuple[int, int], set[Tie]]  # by the keys of two parties, in the order of asking


@dataclass
class Connections:
    """The shortest ways between two parties, each the keys of those on it; who is tied to both; and
    by what. `gave_up` says that more were met on the way than are looked at."""

    paths: list[list[int]] = field(default_factory=list)
    in_common: list[int] = field(default_factory=list)
    ties: Ties = field(default_factory=dict)
    gave_up: bool = False


def connections(one: int, other: int, user: Asker) -> Connections:
    """What connects the parties with these keys, by records that `user` may know of.

    Step by step: of all who are met, eight queries a step. A way is as short as any.
    """
    found = Connections(ties=_ties({one, other}, user))
    beside = _beside(found.ties)
    found.in_common = sorted((beside[one] & beside[other]) - {one, other})
    came_from: dict[int, set[int]] = {one: set()}
    edge, steps = {one}, 0
    while edge and other not in came_from and steps < FARTHEST:
        if len(came_from) > MOST_MET:
            found.gave_up = True
            break
        ties = found.ties if steps == 0 else _ties(edge, user)
        found.ties |= ties
        met = defaultdict(set)
        for here, there in ties:
            if here in edge and there not in came_from:
                met[there].add(here)
        came_from |= met
        edge, steps = set(met), steps + 1
    if other in came_from:
        found.paths = list(_ways(other, came_from))
    return found


def _ways(last: int, came_from: dict[int, set[int]]) -> Iterator[list[int]]:
    """The ways to the last, so many of them, in the order of keys."""
    waiting, told = [[last]], 0
    while waiting and told < MOST_PATHS:
        way = waiting.pop()
        before = sorted(came_from[way[0]], reverse=True)
        if not before:
            told += 1
            yield way
        waiting += ([each, *way] for each in before)


def _beside(ties: Ties) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for here, there in ties:
        found[here].add(there)
    return found


def _ties(parties: set[int], user: Asker) -> Ties:
    """By what each of the parties is tied to others that `user` may know of."""
    found: Ties = defaultdict(set)
    known = Party.objects.visible_to(user).order_by().values("pk")
    members: list[tuple[Any, str, str, Any]] = [
        (DealParty, "deal", "title", Deal.objects.visible_to(user)),
        (PartnershipParty, "partnership", "name", Partnership.objects.visible_to(user)),
    ]
    for model, path, title, records in members:
        rows = model.objects.filter(**{f"{path}__in": records.order_by().values("pk")}).order_by()
        mine = defaultdict(set)
        for party, record in rows.filter(party__in=parties).values_list("party", path):
            mine[record].add(party)
        others = rows.filter(party__in=known, **{f"{path}__in": list(mine)})
        told = others.values_list("party", path, f"{path}__{title}", f"{path}__slug")
        for party, record, words, slug in told:
            for each in mine[record] - {party}:
                found[each, party].add(Tie(f"{path}s", words, slug))
    ends: list[tuple[str, Any, str, str]] = [
        ("stakes", Stake.objects.visible_to(user), "holder", "interest"),
        ("roles", Role.objects.visible_to(user), "person", "title"),
    ]
    for noun, records, who, title in ends:
        for mine_, theirs in ((who, "company"), ("company", who)):
            rows = records.filter(**{f"{mine_}__in": parties, f"{theirs}__in": known}).order_by()
            for here, there, words, uid in rows.values_list(mine_, theirs, title, "uid"):
                if here != there:
                    found[here, there].add(Tie(noun, words, str(uid)))
    return {pair: ties for pair, ties in found.items() if pair[0] in parties}


def ties_between(pair: tuple[int, int], ties: Ties) -> list[Tie]:
    """The first of what ties these two, whichever was asked about."""
    both = ties.get(pair, set()) | ties.get(pair[::-1], set())
    return sorted(both)[:TIES_SHOWN]


def keys_of(found: Connections, asked: Iterable[int]) -> set[int]:
    """The keys of all parties that are told of."""
    return {*asked, *found.in_common, *(key for path in found.paths for key in path)}
