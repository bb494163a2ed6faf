"""By which names parties go, which of them stand in a text, and which they bore on a day."""

from collections.abc import Iterable
from datetime import date

from django.db.models import F, Value
from django.db.models.functions import StrIndex

from ...models import Deal, Party, PartyName
from ...text.edtf import NotADate, parse
from ...text.periods import held_on
from ...vocabulary import Held, NameKind
from ..people import Asker


def names_in(text: str, user: Asker) -> dict[str, set[int]]:
    """The names that stand in the text of parties that `user` may know of, each with the keys of
    those that bear it.

    A name may be of several parties. Two queries, whatever the number of parties.
    """
    found: dict[str, set[int]] = {}
    for rows, name, party in _names_known_to(user):
        standing = rows.annotate(stands_at=StrIndex(Value(text), F(name)))
        standing = standing.filter(stands_at__gt=0)
        for words, key in standing.order_by("pk").values_list(name, party):
            found.setdefault(words, set()).add(key)
    return found


def names_borne_by(parties: Iterable[int], user: Asker) -> dict[str, set[int]]:
    """Each name of those of the parties that `user` may know of, with whose it is. Two queries."""
    found: dict[str, set[int]] = {}
    for rows, name, party in _names_known_to(user):
        for words, key in (
            rows.filter(**{f"{party}__in": parties}).order_by("pk").values_list(name, party)
        ):
            found.setdefault(words, set()).add(key)
    return found


def _names_known_to(user):
    """The rows that name parties, the column of the name and that of whose it is. Nobody's name
    is told by what becomes of it in a text."""
    known = Party.objects.visible_to(user).standing()
    return (
        (known, "name", "pk"),
        (PartyName.objects.filter(party__in=known.order_by()), "text", "party"),
    )


# The first that is known is told
BORNE = [NameKind.LEGAL, NameKind.FORMER, NameKind.TRADING, NameKind.ALIAS]
SURE = {Held.CERTAIN, Held.OPEN}


def dated_names(parties: Iterable[int] | None = None) -> dict[int, list[PartyName]]:
    """The names that parties bore from or to a day that is known, by party; of all parties where
    none are named. One query."""
    rows = PartyName.objects.filter(kind__in=BORNE).exclude(possible=None).order_by("start", "pk")
    found: dict[int, list[PartyName]] = {}
    for name in rows if parties is None else rows.filter(party__in=set(parties)):
        found.setdefault(name.party_id, []).append(name)
    return found


def name_then(party: Party, names: Iterable[PartyName], first: date, last: date) -> str:
    """What the party was called from `first` to `last`, where that is not its name of today; ""
    otherwise, and where nobody knows. A name whose end is not known is borne today. Of names that
    are not sure, each is told: "A or B".
    """
    for kind in BORNE:
        sure: list[str] = []
        possible: list[str] = []
        for name in names:
            held = {held_on(name.edtf, name.confirmed_on, day) for day in (first, last)}
            if name.kind == kind and held != {None}:
                told = name.text if name.end else party.name
                (sure if held <= SURE else possible).append(told)
        if borne := list(dict.fromkeys(sure or possible)):
            return "" if borne == [party.name] else " or ".join(borne)
    return ""


def days_of(deal: Deal) -> tuple[date, date] | None:
    """Between which days a deal was made: announced, or else begun; None where nobody knows. Of a
    deal with its status."""
    try:
        made = parse(deal.announced or deal.start)  # type: ignore[attr-defined]  # of with_status
    except NotADate:
        return None
    return (made.earliest, made.latest) if made.earliest and made.latest else None


def call_as_then(made: Iterable[tuple[Deal, Iterable[Party]]]) -> None:
    """Give the parties of each deal their names on its day, as `name_then`. One query."""
    pairs = [(days_of(deal), party) for deal, parties in made for party in parties]
    names = dated_names({party.pk for days, party in pairs if days})
    for days, party in pairs:
        party.name_then = name_then(party, names.get(party.pk, ()), *days) if days else ""  # type: ignore[attr-defined]  # for the page
