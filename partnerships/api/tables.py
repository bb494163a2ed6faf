"""Lists as tables: whole, whatever their length, as CSV, a workbook or JSON lines.

A table is read as its list is, by the same filters and rights, one page by key after the other.
See docs/decisions/tables.md. So is a list as others write its rows, which is no table.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import StreamingHttpResponse

from ..formats.tables import TABLE_FORMATS, WrittenTable
from .errors import BadParameters
from .parameters import ONCE
from .rendering import JSONRenderer, write_json

BATCH = 500  # rows that are read at once
AND_MORE = "; and more"


class TableRenderer(JSONRenderer):
    """Stands for a format of tables, which the view writes; its errors are problems."""


TABLE_RENDERERS = [
    type(
        f"{word.title()}Renderer",
        (TableRenderer,),
        {"media_type": how.media_type, "format": word},
    )
    for word, how in TABLE_FORMATS.items()
]


@dataclass(frozen=True)
class RowForm:
    """A way in which others write the rows of a list: the word by which it is asked for, its name
    and media type, and which fields of a row it is made of.

    `item` makes of a row, as the API shows it, what others have, which ends in `after`; `begin`,
    made of the list's address, `between` and `end` stand around these. `shape` is what the schema
    says of all.
    """

    word: str
    name: str
    media_type: str
    fields: frozenset[str]
    item: Callable[[dict[str, Any]], dict[str, Any]]
    shape: dict[str, Any]
    begin: Callable[[str], bytes] = lambda address: b"["
    after: bytes = b""
    between: bytes = b","
    end: bytes = b"]"

    @cached_property
    def renderer(self):
        """Stands for it, as those of tables do."""
        names = {"media_type": self.media_type, "format": self.word, "form": self}
        return type(f"{self.word.title()}Renderer", (TableRenderer,), names)

    def written(self, address: str, batches: Iterable[list[dict[str, Any]]]) -> Iterator[bytes]:
        """The list at that address, in parts."""
        yield self.begin(address)
        before = b""
        for rows in batches:
            yield before + self.between.join(
                write_json(self.item(row)) + self.after for row in rows
            )
            before = self.between
        yield self.end


def list_renderers(view):
    """What stands for the ways in which a list comes besides pages of JSON."""
    if not view.table:
        return []
    return [each() for each in [*TABLE_RENDERERS, *(form.renderer for form in view.forms)]]


def renderer_asked(request, renderers):
    """The renderer that `format` names, or None where it names none.

    Errors   BadParameters.
    """
    asked = request.query_params.get("format")
    if not asked:
        return None
    if len(request.query_params.getlist("format")) > 1:
        raise BadParameters({"format": ONCE})
    for each in renderers:
        if each.format == asked.lower():
            return each
    known = ", ".join(each.format for each in renderers)
    raise BadParameters({"format": f"There is no format “{asked[:40]}” here. Known: {known}."})


def table_answer(view, keys):
    """The table of the rows with these primary keys, in batches, as the view's reader is shown
    them."""
    asked = view.request.accepted_renderer.format
    if form := getattr(view.request.accepted_renderer, "form", None):
        rows = _rows_as(form, view, keys)
        parts = form.written(view.request.build_absolute_uri(), rows)
        return _file(view, asked, parts, form.media_type)
    how = TABLE_FORMATS[asked]
    columns = [each for each in view.table if not view.columns or each.name in view.columns]
    view.only = set().union(*(each.fields for each in columns)) & view.shown_fields
    return _file(view, asked, how.write(columns, _batches(view, columns, keys)), how.content_type)


def _file(view, asked, parts, content_type):
    answer = StreamingHttpResponse(WrittenTable(parts), content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="{view.basename}.{asked}"'
    return answer


def _rows_as(form, view, keys):
    """The rows with the fields that the form is made of, in batches."""
    if view.columns is not None:
        raise BadParameters({"fields": f"{form.name} is given whole: leave the fields out."})
    view.only = set(form.fields)
    return _shown(view, keys)


def _batches(view, columns, keys):
    for rows in _shown(view, keys):
        yield flat_rows(columns, rows)


def flat_rows(columns, rows):
    """The rows, as a list shows them, as those of a table."""
    return [{each.name: _cell(each, row) for each in columns} for row in rows]


def _shown(view, keys):
    """The rows with these primary keys, in batches, as the view's reader is shown them."""
    while True:
        view.begin_again()
        with view.as_known():  # not around what is done with a batch, meanwhile
            batch = next(keys, None)
            if batch is None:
                return
            rows = view.shown_rows(batch)
        yield rows


def _cell(column, row):
    """What stands in a cell. Where a row shows the first of a long list, a cell that tells all of
    it says that there is more, and one for which one of them is picked is empty."""
    if column.fields.isdisjoint(row.get("more", ())):
        return column.value(row)
    return f"{column.value(row) or ''}{AND_MORE}" if column.tells_all else None
