"""What backs each fact on a page: the sources and claims behind it, under small numbers."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, Count, F, IntegerField, Model, Q, Value, When, Window
from django.db.models.functions import RowNumber

from ...models import Claim, FactSource, Source
from ...models.facts import TARGETS
from ...vocabulary import Rank
from ..people import Asker

KEYS = {model: key for key, model in TARGETS.items()}
RANKS: list[str] = [Rank.PREFERRED, Rank.NORMAL, Rank.DEPRECATED]
SHOWN = 20  # marks of one field of a record


@dataclass(frozen=True)
class BackingMark:
    """A small number that stands for one source or claim, the same wherever the page needs it."""

    number: int
    field: str
    source: Source | None
    claim: Claim | None
    note: str
    is_deprecated: bool
    more: bool = False  # others back the same, and are not shown


class Notes:
    """The numbers of one page, given in the order in which its facts ask for them."""

    def __init__(self, user: Asker) -> None:
        self.user = user
        self.numbers: dict[tuple[type[Model], int], int] = {}

    def number(self, record: Model) -> int:
        place = type(record), record.pk
        return self.numbers.setdefault(place, len(self.numbers) + 1)

    def under(self, *lists: Iterable[Model]) -> None:
        """Give each record of the lists its `marks`, in one query for all of them: of what backs
        one field the first SHOWN, by rank.

        A claim or source that the reader may not know of leaves no number behind.
        """
        records = [record for rows in lists for record in rows]
        wanted: dict[str, dict[int, Model]] = {}
        for record in records:
            record.marks = []
            wanted.setdefault(_key(record), {})[record.pk] = record
        if not wanted:
            return
        facts = FactSource.objects.visible_to(self.user).filter(
            Q(*((f"{key}__in", list(rows)) for key, rows in wanted.items()), _connector=Q.OR)
        )
        found: dict[tuple[str, int], list[FactSource]] = {}
        for fact in _first(facts, wanted).select_related("claim__collection", "source"):
            key = next(key for key in wanted if getattr(fact, f"{key}_id"))
            found.setdefault((key, getattr(fact, f"{key}_id")), []).append(fact)
        for record in records:
            backing = found.get((_key(record), record.pk), [])
            for fact in sorted(backing, key=lambda fact: RANKS.index(fact.rank)):
                record.marks.append(self._mark(fact))

    def _mark(self, fact):
        return BackingMark(
            number=self.number(fact.claim or fact.source),
            field=fact.field,
            source=fact.source,
            claim=fact.claim,
            note=fact.note,
            is_deprecated=fact.rank == Rank.DEPRECATED,
            more=fact.place == SHOWN < fact.of_field,
        )


def _first(facts, keys):
    """Of what backs one field of a record the first, each with its `place` and how many there are
    (`of_field`). The records are of those `keys`, of which a row has one: others are NULL."""
    rank = Case(
        *(When(rank=rank, then=Value(place)) for place, rank in enumerate(RANKS)),
        output_field=IntegerField(),
    )
    one_field = [*map(F, keys), F("field")]
    return facts.annotate(
        place=Window(RowNumber(), partition_by=one_field, order_by=[rank, "collection", "uid"]),
        of_field=Window(Count("pk"), partition_by=one_field),
    ).filter(place__lte=SHOWN)


def _key(record):
    return KEYS[record._meta.concrete_model]
