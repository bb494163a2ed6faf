"""Records that may be there twice: companies and people by their names, deals by who and when,
sources by their address.

Each looks at what its reader may know of, the latest first, and reads whole columns: 20,000 names
take some two seconds, other records less. It finds no more than a desk looks at, and says so.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

from django.db.models import QuerySet

from ..models import Amount, Deal, DealParty, DealStep, Merge, Party, PartyName, Source, ToldApart
from ..text.likeness import address_key, name_key, near_keys
from ..vocabulary import MayBeTwice, Measure, MergeAct
from .people import Asker

LOOKED_AT = 100_000  # records of a noun, the latest
ALIKE = 20  # records that are all alike, of which each pair is told
SHOWN = 50  # pairs of a noun
DAYS_APART = 7  # between two announcements of what may be one deal

MODELS: dict[str, Any] = {
    MayBeTwice.PARTY: Party,
    MayBeTwice.DEAL: Deal,
    MayBeTwice.SOURCE: Source,
}
Pair = tuple[int, int]


@dataclass(frozen=True)
class PossibleDuplicate:
    """Two records that may be one, the older first, and why it seems so."""

    noun: str
    first: Any
    second: Any
    why: str


def possible_duplicates(noun: str, user: Asker) -> tuple[list[PossibleDuplicate], bool]:
    """Pairs that may be one record, and whether there are more than are shown. Six queries at
    most."""
    found: dict[Pair, str] = {}
    apart = _told_apart(noun)
    for pair, why in FINDERS[MayBeTwice(noun)](user):
        if pair not in apart and pair not in found:
            found[pair] = why
            if len(found) > SHOWN:
                break
    keys = {key for pair in found for key in pair}
    rows = records_to_compare(noun, user).in_bulk(keys)
    told = [
        PossibleDuplicate(noun, rows[first], rows[second], why)
        for (first, second), why in found.items()
    ]
    return told[:SHOWN], len(told) > SHOWN


def records_to_compare(noun: str, user: Asker) -> QuerySet[Any]:
    """The records of the noun that `user` may know of and that may be there twice."""
    rows = MODELS[noun].objects.visible_to(user)
    return rows.standing() if noun == MayBeTwice.PARTY else rows


def _told_apart(noun):
    """Pairs of which somebody has said that they are two, or turned down the merge."""
    apart = set(ToldApart.objects.of(noun).values_list("first", "second"))
    if noun == MayBeTwice.PARTY:
        refused = Merge.objects.filter(act=MergeAct.REFUSED, undoes=None)
        apart |= {_pair(*pair) for pair in refused.values_list("merged", "into")}
    return apart


def _pair(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)


def _pairs(groups: Iterable[set[int]]) -> Iterator[Pair]:
    """Each pair of those that are in a group together, of very many the latest."""
    for group in groups:
        latest = sorted(group, reverse=True)[:ALIKE]
        for later, earlier in combinations(latest, 2):
            yield earlier, later


def _grouped(keyed: Iterable[tuple[Any, int]]) -> list[set[int]]:
    """The records that share a key, where several do."""
    groups: dict[Any, set[int]] = {}
    for key, pk in keyed:
        groups.setdefault(key, set()).add(pk)
    return [group for group in groups.values() if len(group) > 1]


def _alike_parties(user):
    known = records_to_compare(MayBeTwice.PARTY, user)
    rows = list(known.order_by("-pk").values_list("pk", "kind", "name")[:LOOKED_AT])
    kinds = {pk: kind for pk, kind, _ in rows}
    names = PartyName.objects.filter(party__in=known.order_by().values("pk")).order_by("-pk")
    keyed = {(kind, name_key(name), pk) for pk, kind, name in rows}
    for pk, name in names.values_list("party", "text")[:LOOKED_AT]:
        if pk in kinds:
            keyed.add((kinds[pk], name_key(name), pk))
    keyed = sorted(each for each in keyed if each[1])
    for pair in _pairs(_grouped(((kind, key), pk) for kind, key, pk in keyed)):
        yield pair, "the same name"
    near = (((kind, part), pk) for kind, key, pk in keyed for part in near_keys(key))
    for pair in _pairs(_grouped(near)):
        yield pair, "a name that differs by a letter or two"


def _alike_deals(user):
    deals = records_to_compare(MayBeTwice.DEAL, user)
    looked = deals.order_by("-pk").values_list("pk", "amends", "umbrella")[:LOOKED_AT]
    tied = {pk: {amends, umbrella} for pk, amends, umbrella in looked}
    keys = deals.order_by().values("pk")
    known = records_to_compare(MayBeTwice.PARTY, user).order_by().values("pk")
    parties: dict[int, set[int]] = {}
    named = DealParty.objects.filter(deal__in=keys, party__in=known).order_by()
    for deal, party in named.values_list("deal", "party"):
        parties.setdefault(deal, set()).add(party)
    steps = DealStep.objects.announcements().filter(deal__in=keys).order_by()
    days: dict[int, date] = dict(steps.exclude(earliest=None).values_list("deal", "earliest"))
    sums: dict[int, set[Any]] = {}
    totals = Amount.objects.filter(deal__in=keys, measure=Measure.TOTAL).exclude(currency="")
    for deal, *figure in totals.order_by().values_list("deal", "low", "high", "currency"):
        sums.setdefault(deal, set()).add(tuple(figure))
    several = {deal: frozenset(who) for deal, who in parties.items() if len(who) > 1}
    for first, second in _pairs(_grouped((who, deal) for deal, who in several.items())):
        if first in tied.get(second, ()) or second in tied.get(first, ()):
            continue
        if first in days and second in days:
            apart = abs((days[first] - days[second]).days)
            if apart <= DAYS_APART:
                when = f"{apart} day{'s' * (apart != 1)} apart" if apart else "on the same day"
                yield (first, second), f"the same parties, announced {when}"
        elif sums.get(first, set()) & sums.get(second, set()):
            yield (first, second), "the same parties and the same sum"


def _alike_sources(user):
    sources = records_to_compare(MayBeTwice.SOURCE, user).exclude(url="").order_by("-pk")
    rows = sources.values_list("pk", "url")[:LOOKED_AT]
    keyed = ((address_key(url), pk) for pk, url in rows)
    for pair in _pairs(_grouped(each for each in keyed if each[0])):
        yield pair, "the same address"


FINDERS = {
    MayBeTwice.PARTY: _alike_parties,
    MayBeTwice.DEAL: _alike_deals,
    MayBeTwice.SOURCE: _alike_sources,
}
