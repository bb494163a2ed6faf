"""A list of the desk as a table: every row of it as it is searched, filtered and sorted, with the
columns that it shows.
"""

from html import unescape

from django.contrib import messages
from django.contrib.admin.utils import display_for_field, label_for_field, lookup_field
from django.contrib.admin.views.main import IncorrectLookupParameters
from django.core.exceptions import FieldDoesNotExist, PermissionDenied
from django.db import models
from django.http import HttpResponseRedirect, StreamingHttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.html import strip_tags
from django.utils.text import capfirst

from ..errors import TablesAreBusy
from ..formats.tables import TABLE_FORMATS, ColumnKind, TableColumn, WrittenTable
from .lists import DOWNLOAD

BATCH = 200  # rows that are read at once
KINDS = {
    models.DecimalField: ColumnKind.NUMBER,
    models.IntegerField: ColumnKind.WHOLE,
    models.BooleanField: ColumnKind.YES_NO,
    models.DateTimeField: ColumnKind.MOMENT,
    models.DateField: ColumnKind.DAY,
}
NOT_SHOWN = "action_checkbox"


def list_as_table(desk, request):
    """The list that is asked for, as a file; None where no such format is."""
    if not desk.has_view_or_change_permission(request):
        raise PermissionDenied
    asked = request.GET.get(DOWNLOAD)
    if asked not in TABLE_FORMATS:
        return None
    how = TABLE_FORMATS[asked]
    try:
        changelist = desk.get_changelist_instance(request)
    except IncorrectLookupParameters:
        return None
    names = [name for name in changelist.list_display if name != NOT_SHOWN]
    columns = _columns(desk, names)
    try:
        file = WrittenTable(how.write(columns, _rows(desk, request, changelist, names, columns)))
    except TablesAreBusy as busy:
        desk.message_user(request, str(busy), messages.WARNING)
        return HttpResponseRedirect(changelist.get_query_string(remove=[DOWNLOAD]))
    answer = StreamingHttpResponse(file, content_type=how.content_type)
    named = f"{desk.opts.verbose_name_plural}.{asked}".replace(" ", "-")
    answer["Content-Disposition"] = f'attachment; filename="{named}"'
    return answer


def _columns(desk, names):
    """Each column as the list calls it, twice the same with a number; the last is the address."""
    columns, told = [], set()
    for name in names:
        label = capfirst(str(label_for_field(name, desk.model, desk)))
        label = label if label not in told else f"{label} {len(columns) + 1}"
        told.add(label)
        columns.append(TableColumn(label, label, _kind(desk, name)))
    return [*columns, TableColumn("Address", "The record at the desk.")]


def _kind(desk, name):
    try:
        field = desk.opts.get_field(name)
    except FieldDoesNotExist:
        said = name if callable(name) else getattr(desk, name, getattr(desk.model, name, None))
        return ColumnKind.YES_NO if getattr(said, "boolean", False) else ColumnKind.TEXT
    if field.flatchoices:
        return ColumnKind.TEXT
    return next((kind for of, kind in KINDS.items() if isinstance(field, of)), ColumnKind.TEXT)


def _rows(desk, request, changelist, names, columns):
    for batch in changelist.in_batches(request, BATCH):
        yield [
            {
                column.name: value
                for column, value in zip(columns, _values(desk, request, row, names), strict=True)
            }
            for row in batch
        ]


def _values(desk, request, row, names):
    yield from (_value(desk, row, name) for name in names)
    opts = row._meta
    try:
        path = reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[row.pk])
    except NoReverseMatch:
        yield None
    else:
        yield request.build_absolute_uri(path)


def _value(desk, row, name):
    """What the list shows there, without its marks."""
    field, _, value = lookup_field(name, row, desk)
    if value is None or isinstance(value, bool):
        return value
    if field is not None and (field.flatchoices or isinstance(field, models.JSONField)):
        value = display_for_field(value, field, "")
    if field is not None and not field.is_relation and _kind(desk, name) != ColumnKind.TEXT:
        return value
    if isinstance(value, int):
        return value
    if hasattr(value, "__html__"):
        value = unescape(strip_tags(value))
    elif isinstance(value, list | tuple):
        value = ", ".join(map(str, value))
    return " ".join(str(value).split()) or None
