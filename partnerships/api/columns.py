"""The columns of a list's table: each names its place in the row that the list shows as JSON.

A table is made of nothing but that row, so that it tells nobody more than the list does.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ..formats.tables import ColumnKind, TableColumn
from ..vocabulary import Qualifier

BETWEEN = "; "  # the values of a list in one cell


@dataclass(frozen=True)
class FlatColumn(TableColumn):
    """A column whose values stand at `path` in the rows, or are what `read` makes of a row."""

    path: str = field(default="", kw_only=True)
    read: Callable[[dict[str, Any]], Any] | None = None
    of: tuple[str, ...] = ()  # the fields that `read` looks at
    joins: bool = False  # whether `read` tells all rows of a list, one after the other

    @property
    def tells_all(self):
        """Whether a list stands in the cell as a whole."""
        return self.joins if self.read else self.kind == ColumnKind.TEXT

    @property
    def fields(self):
        """The fields of the row that it is made of."""
        return set(self.of) if self.read else {self._path.partition(".")[0]}

    @property
    def _path(self):
        return self.path or self.name

    def value(self, row):
        """What stands in the cell; None for nothing."""
        found = self.read(row) if self.read else _found(row, self._path.split("."))
        return None if found == "" else found


def _found(value, path):
    for number, part in enumerate(path):
        if isinstance(value, list):
            return told_in_one(_found(each, path[number:]) for each in value)
        if value is None:
            return None
        value = value.get(part)
    return told_in_one(value) if isinstance(value, list) else value


def told_in_one(values):
    """Several values in one cell, each once."""
    told = dict.fromkeys(str(each) for each in values if each not in (None, ""))
    return BETWEEN.join(told) or None


def word(name, meaning, path="", leads_to=""):
    """A column of words, or of ids of the table that it leads to."""
    return FlatColumn(name, meaning, path=path, leads_to=leads_to)


def counted_column(name, meaning, path=""):
    """A column of whole numbers."""
    return FlatColumn(name, meaning, ColumnKind.WHOLE, path=path)


def day_column(name, meaning, path=""):
    """A column of days."""
    return FlatColumn(name, meaning, ColumnKind.DAY, path=path)


def moment_column(name, meaning, path=""):
    """A column of moments, in UTC."""
    return FlatColumn(name, meaning, ColumnKind.MOMENT, path=path)


def yes_or_no(name, meaning, path=""):
    """A column of what is so or is not."""
    return FlatColumn(name, meaning, ColumnKind.YES_NO, path=path)


def dated_columns(name="date", of="It"):
    """The columns of a date that may not be sure of the day."""
    return [
        word(name, f"{of}: its date as EDTF writes it, such as 2024-10 or 2019~.", f"{name}.edtf"),
        word(f"{name}_words", "The date as the source words it.", f"{name}.words"),
        day_column(f"{name}_earliest", "The first day that it may mean.", f"{name}.earliest"),
        day_column(f"{name}_latest", "The last day that it may mean.", f"{name}.latest"),
    ]


def spanned():
    """The columns of the time for which something held, and whether it did on the day asked for."""
    return [
        word("start", "Since when, as EDTF; empty when not known.", "period.start"),
        word("end", "Until when, as EDTF; empty when not known, or going on.", "period.end"),
        yes_or_no("ongoing", "Whether it goes on.", "period.ongoing"),
        day_column(
            "confirmed_on", "The last day on which a source shows it.", "period.confirmed_on"
        ),
        *on_the_day_asked(),
    ]


def on_the_day_asked():
    """The columns of what held on the day of as_of, and why; empty without it."""
    return [
        word("held", "With as_of: certain, open or possible on that day."),
        word("because", "With as_of: what that answer rests on."),
    ]


def figured(low, high, up_to, sum_of, of):
    """The columns of a figure of which both ends need not be known. `sum_of(row)` gives what has
    `qualifier` and, under the names in the row, its two ends; `of` are the fields it looks at.

    A ceiling stands apart: whoever adds up what stands under `high` adds no sum that was only a
    limit.
    """

    def end(row, name):
        found = sum_of(row)
        return None if found is None else found[name]

    def is_ceiling(row):
        found = sum_of(row)
        if found is None or found[high[1]] is None:
            return False
        return found["qualifier"] == Qualifier.UP_TO or found[low[1]] is None

    return [
        FlatColumn(
            low[0],
            "The least that it may be; empty where nobody says, and never 0 for that.",
            ColumnKind.NUMBER,
            read=lambda row: end(row, low[1]),
            of=of,
        ),
        FlatColumn(
            high[0],
            "The most that it may be; empty where nobody says, and where there is a mere ceiling.",
            ColumnKind.NUMBER,
            read=lambda row: None if is_ceiling(row) else end(row, high[1]),
            of=of,
        ),
        FlatColumn(
            up_to,
            "“Up to” so much: a ceiling and no sum; low and high are empty then.",
            ColumnKind.NUMBER,
            read=lambda row: end(row, high[1]) if is_ceiling(row) else None,
            of=of,
        ),
    ]


def summed():
    """The columns of a sum of money in the row itself."""
    return [
        word("qualifier", "How exact: exact, about, at_least, up_to, range, undisclosed."),
        *figured(
            ("low", "low"),
            ("high", "high"),
            "up_to",
            lambda row: row,
            ("qualifier", "low", "high"),
        ),
        word("currency", "ISO 4217, such as USD."),
        word("basis", "Who says so, or what sort of value it is."),
        word("text", "The sum as people write it."),
    ]


def backed_by():
    """The columns of what backs a row."""
    return [
        word("sources", "The ids of the sources that back it.", "sources.source.id"),
        FlatColumn(
            "claims",
            "The claims that back it, such as microsoft_openai:S28.",
            read=lambda row: told_in_one(_names_of_claims(row)),
            of=("sources",),
            joins=True,
        ),
    ]


def _names_of_claims(row):
    for fact in row["sources"]:
        if claim := fact["claim"]:
            yield f"{claim['collection']}:{claim['reference']}"


def named_row(what):
    """The column of a row's id."""
    return FlatColumn("id", f"The public id of the {what}, for ever.", is_key=True)


def recorded_columns():
    """The columns of where a row was recorded and can be seen."""
    return [
        word("collection", "The story it was recorded for."),
        moment_column("released_at", "When readers were first shown it."),
        word("url", "Where the API has it."),
    ]
