"""Lists as tables: whole, whatever their length, as CSV, a workbook or JSON lines.

A table is read as its list is, by the same filters and rights, one page by key after the other.
See docs/decisions/tables.md.
"""

from django.http import StreamingHttpResponse

from ..formats.tables import TABLE_FORMATS, WrittenTable
from .errors import BadParameters
from .parameters import ONCE
from .rendering import JSONRenderer

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
    how = TABLE_FORMATS[asked]
    columns = [each for each in view.table if not view.columns or each.name in view.columns]
    view.only = set().union(*(each.fields for each in columns)) & view.shown_fields
    part = WrittenTable(how.write(columns, _batches(view, columns, keys)))
    answer = StreamingHttpResponse(part, content_type=how.content_type)
    answer["Content-Disposition"] = f'attachment; filename="{view.basename}.{asked}"'
    return answer


def _batches(view, columns, keys):
    while True:
        view.begin_again()
        with view.as_known():  # not around what is done with a batch, meanwhile
            batch = next(keys, None)
            if batch is None:
                return
            rows = view.shown_rows(batch)
        yield [{each.name: _cell(each, row) for each in columns} for row in rows]


def _cell(column, row):
    """What stands in a cell. Where a row shows the first of a long list, a cell that tells all of
    it says that there is more, and one for which one of them is picked is empty."""
    if column.fields.isdisjoint(row.get("more", ())):
        return column.value(row)
    return f"{column.value(row) or ''}{AND_MORE}" if column.tells_all else None
