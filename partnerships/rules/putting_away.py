"""What is put away, and what keeps a record from being so."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Model

from ..models import Claim, Deal, Event, Partnership, Party, Role, Source, Stake, Valuation
from .people import Asker

# The nouns of which a record can be put away, in the order of the desk.
NOUNS: list[Any] = [Claim, Source, Deal, Party, Partnership, Role, Stake, Valuation, Event]
SHOWN = 200  # records of a kind in the list of what is put away
NAMED = 50  # of what leans on a record, of each kind
UNKNOWN = "Something that you may not know of."


@dataclass(frozen=True)
class RecordAway:
    """A record that is put away: who did that, when and why."""

    record: Any
    noun: str
    by: str
    at: datetime
    why: str
    was_released: bool


@dataclass(frozen=True)
class LeaningRecord:
    """What names a record, in words; the `record` to look at, where there is a page of it."""

    told: str
    record: Any = None

    def __str__(self) -> str:
        return self.told


def noun_of(record: Model) -> str:
    """The record's noun, as laws and addresses know it: companies and people are parties."""
    return str((record._meta.concrete_model or type(record))._meta.model_name)


def known_away(user: Asker, nouns: Iterable[Any]) -> list[RecordAway]:
    """What is put away of the nouns and `user` may know of, the latest first. A query for each."""
    found = [_told(record) for noun in nouns for record in records_away(noun, user)[:SHOWN]]
    return sorted(found, key=lambda each: each.at, reverse=True)


def records_away(noun: Any, user: Asker) -> Any:
    """The records of the noun that are put away and that `user` may know of."""
    rows = noun.every.visible_to(user).filter(put_away__isnull=False)
    return rows.select_related("put_away__by").order_by("-put_away__at", "-put_away")


def _told(record):
    away = record.put_away
    by = away.by.get_full_name() or away.by.get_username()
    kind = record.get_kind_display().lower() if isinstance(record, Party) else None
    noun = kind or record._meta.verbose_name
    return RecordAway(record, noun, by, away.at, away.why, away.released_at is not None)


def what_leans_on(record: Model, user: Asker) -> list[LeaningRecord]:
    """What is there and names the record, so that it cannot be put away: each in words, and in one
    line whatever `user` may not know of."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT noun, record FROM leans_on(%s, %s)", [noun_of(record), record.pk])
        leaning: dict[str, set[int]] = {}
        for noun, pk in cursor:
            leaning.setdefault(noun, set()).add(pk)
    return [*_named(leaning, user)]


def _named(leaning: dict[str, set[int]], user: Asker) -> Iterable[LeaningRecord]:
    hidden = False
    for noun, keys in leaning.items():
        model: Any = apps.get_model("partnerships", noun)
        known = model.objects.visible_to(user).filter(pk__in=keys)
        number = known.count()
        hidden = hidden or number < len(keys)
        told = "what backs" if noun == "factsource" else model._meta.verbose_name
        for row in known[:NAMED]:
            page_of = None if noun == "factsource" else row  # which is a row of what it backs
            yield LeaningRecord(f"{told[0].upper()}{told[1:]}: {row}", page_of)
        if number > NAMED:
            yield LeaningRecord(f"{told[0].upper()}{told[1:]}: {number - NAMED:,} more")
    if hidden:
        yield LeaningRecord(UNKNOWN)
