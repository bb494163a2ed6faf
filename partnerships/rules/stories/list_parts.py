"""Long lists in parts: each begins at a row that its address names, so that a part deep in a list
is found as the first one is, and rows that come or go meanwhile shift nothing.
"""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db.models import F, QuerySet
from django.db.models.fields.tuple_lookups import (
    Tuple,
    TupleGreaterThan,
    TupleGreaterThanOrEqual,
    TupleLessThan,
    TupleLessThanOrEqual,
)

FIRST = ""  # where the first part begins, whatever its first row is


class NoSuchRow(LookupError):
    """A part is asked for that begins at a row which the reader does not see."""


@dataclass
class ListPart:
    """Some rows of a list: their primary keys, and where each begins in addresses.

    `earlier` and `later` are where the parts beside it begin; None where nothing is.
    """

    rows: list[tuple[Any, str]]
    earlier: str | None
    later: str | None

    @property
    def keys(self) -> list[Any]:
        return [key for key, _ in self.rows]

    @property
    def names(self) -> list[str]:
        return [name for _, name in self.rows]

    def cut(self, size: int) -> None:
        """Leave all but the first rows to the part after it."""
        if size < len(self.rows):
            self.later = self.rows[size][1]
            del self.rows[size:]


@dataclass(frozen=True)
class ListOrder:
    """An order of rows: `columns` that are never null and together unique, all one way, and the
    `name` by which addresses tell a row."""

    columns: tuple[str, ...]
    name: str
    is_descending: bool = False

    def part(self, rows: QuerySet[Any], start: str, size: int) -> ListPart:
        """The part of `rows` that begins at the row `start`. Three queries, one where it is FIRST.

        Errors   NoSuchRow.
        """
        earlier, here = None, rows
        if start != FIRST:
            place = self._place(rows, start)
            smaller, larger = TupleLessThan, TupleGreaterThanOrEqual
            if self.is_descending:
                smaller, larger = TupleGreaterThan, TupleLessThanOrEqual
            columns = Tuple(*map(F, self.columns))
            before = self._some(rows.filter(smaller(columns, place)), size, backwards=True)
            earlier = before[size - 1][1] if len(before) > size else FIRST if before else None
            here = rows.filter(larger(columns, place))
        found = self._some(here, size)
        later = found[size][1] if len(found) > size else None
        return ListPart(found[:size], earlier, later)

    def _place(self, rows, start):
        """The row's values of the columns."""
        if "\x00" not in start:
            try:
                named = rows.filter(**{self.name: start}).values_list(*self.columns)
                return named.order_by().get()
            except (ObjectDoesNotExist, ValidationError):  # or it is no public id at all
                pass
        raise NoSuchRow(start)

    def _some(self, rows, size, *, backwards=False):
        down = self.is_descending != backwards
        order = (F(column).desc() if down else F(column).asc() for column in self.columns)
        return [*rows.order_by(*order).values_list("pk", self.name)[: size + 1]]
