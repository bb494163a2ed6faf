"""What backs each fact on a page: the sources and claims behind it, under small numbers."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Model, Q

from ...models import Claim, FactSource, Source
from ...models.facts import TARGETS
from ...vocabulary import Rank
from ..people import Asker

KEYS = {model: key for key, model in TARGETS.items()}
RANKS: list[str] = [Rank.PREFERRED, Rank.NORMAL, Rank.DEPRECATED]


@dataclass(frozen=True)
class BackingMark:
    """A small number that stands for one source or claim, the same wherever the page needs it."""

    number: int
    field: str
    source: Source | None
    claim: Claim | None
    note: str
    is_deprecated: bool


class Notes:
    """The numbers of one page, given in the order in which its facts ask for them."""

    def __init__(self, user: Asker) -> None:
        self.user = user
        self.numbers: dict[tuple[type[Model], int], int] = {}

    def number(self, record: Model) -> int:
        place = type(record), record.pk
        return self.numbers.setdefault(place, len(self.numbers) + 1)

    def under(self, *lists: Iterable[Model]) -> None:
        """Give each record of the lists its `marks`, in one query for all of them.

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
        for fact in facts.select_related("claim__collection", "source"):
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
        )


def _key(record):
    return KEYS[record._meta.concrete_model]
