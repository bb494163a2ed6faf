"""Tables in and out of the desk: a preview first, then all rows or none.

Rows are known by what people know them by: slugs, references, public ids. Every row is held to
what a form and the database hold it to, and nobody reads or writes what they may not see.
"""

import json
import re
from collections import defaultdict
from contextlib import contextmanager

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import escape, format_html
from import_export import resources
from import_export.admin import ImportExportMixin
from import_export.formats.base_formats import CSV, XLSX
from import_export.forms import ExportForm
from tablib import Dataset

from ..errors import Refusal
from ..rules.refusals import refusal_sentence
from ..text.files.tables import NoTable
from .base import visible
from .cells import cell_fault
from .imports import (
    LEFT_OUT,
    NOT_HERE,
    AnyCSV,
    AnyWorkbook,
    ConfirmTableForm,
    KeptTable,
    TableForm,
)
from .widgets import DayCell, PublicId, TextWidget, YesNo

# How a cell begins that a spreadsheet would run, behind the apostrophes that stand before it so
# that it is not: one goes out more, and one comes back less.
FORMULA = re.compile(r"'*[=+\-@\t\r]")
TOLD = 10  # rows that are the same, named before the rest is counted


class Changes(resources.Diff):
    """What a row changes, as the preview shows it: crossed out what goes, underlined what comes."""

    def as_html(self):
        before = [""] * len(self.left) if self.new else self.left
        return [_marked(*cells) for cells in zip(before, self.right, strict=True)]


def _marked(before, after):
    if before == after:
        return escape(after)
    if not before:
        return format_html("<ins>{}</ins>", after)
    return format_html("<del>{}</del> <ins>{}</ins>", before, after)


@contextmanager
def refusing():
    """Turns what PostgreSQL refuses into what is wrong with a row, in a sentence."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise ValidationError(refusal_sentence(error)) from None


class Table(resources.ModelResource):
    """The records of one kind as the rows of a table, for one editor."""

    WIDGETS_MAP = resources.ModelResource.WIDGETS_MAP | {
        "CharField": TextWidget,
        "TextField": TextWidget,
        "SlugField": TextWidget,
        "BooleanField": YesNo,
        "UUIDField": PublicId,
        "DateField": DayCell,
    }

    needs = {}  # a column, and the permission without which it is not there
    related = []  # the keys that its cells are read from

    class Meta:
        skip_unchanged = True
        report_skipped = True
        clean_model_instances = True
        use_transactions = True

    @classmethod
    def get_diff_class(cls):
        return Changes

    def __init__(self, user=None, headers=None, **kwargs):
        super().__init__(**kwargs)
        self.user = user
        self.headers = headers or {}  # what somebody said that the table's own headers mean
        for column, permission in self.needs.items():
            if not user.has_perm(f"partnerships.{permission}"):
                del self.fields[column]
        for field in self.fields.values():
            if hasattr(field.widget, "user"):
                field.widget.user = user

    def get_queryset(self):
        return self.filter_export(visible(super().get_queryset(), self.user))

    def filter_export(self, queryset, **kwargs):
        return queryset.select_related(*self.related)

    def import_data(self, dataset, **kwargs):
        """What the rows would change, or why the table as a whole is refused, at its first line."""
        result = self.get_result_class()()
        result.strange, result.free_columns, result.notes = [], [], dataset.notes
        try:
            dataset = self.fitted(dataset, result)
        except ValidationError as error:
            result.append_base_error(self.get_error_result_class()(error))
            return result
        done = super().import_data(dataset, **kwargs)
        done.strange, done.free_columns, done.notes = [], [], result.notes
        return done

    def fitted(self, dataset, result):
        """The table with its columns called as ours. One that is not ours is a typing error, or
        the wrong table; `result.strange` keeps those that somebody could name."""
        ours = [field.column_name for field in self.get_import_fields()]
        called = [self.headers.get(header) or _plain_header(header) for header in dataset.headers]
        kept = [number for number, name in enumerate(called) if name != LEFT_OUT]
        places = defaultdict(list)
        for number in kept:
            places[called[number]].append(number + 1)
        for name, numbers in places.items():
            if len(numbers) > 1:
                columns = " and ".join(map(str, numbers))
                raise ValidationError(f"Columns {columns} are both {name}: leave one of them out.")
        result.strange = [dataset.headers[number] for number in kept if called[number] not in ours]
        if result.strange:
            result.free_columns = [name for name in ours if name not in places]
            raise ValidationError(
                f"This table has no column {', '.join(result.strange)}. It has: {', '.join(ours)}."
            )
        if missing := [name for name in self._meta.import_id_fields if name not in places]:
            raise ValidationError(
                f"The column {', '.join(missing)} is missing: it tells which record a row is."
            )
        rows = [[row[number] for number in kept] for row in dataset]
        fitted = Dataset(*rows, headers=[called[number] for number in kept])
        self._refuse_twins(fitted)
        return fitted

    def _refuse_twins(self, dataset):
        """Two rows of one record: the second would silently overwrite the first."""
        rows = defaultdict(list)
        cells = zip(*(dataset[name] for name in self._meta.import_id_fields), strict=True)
        for number, names in enumerate(cells, 1):
            named = " ".join(str(name).strip() for name in names if name is not None)
            if named.strip():
                rows[named].append(str(number))
        twins = [(named, numbers) for named, numbers in rows.items() if len(numbers) > 1]
        if twins:
            told = [
                f"Rows {', '.join(numbers[:-1])} and {numbers[-1]} are both {named}."
                for named, numbers in twins[:TOLD]
            ]
            more = f" {len(twins) - TOLD} more are there twice." if len(twins) > TOLD else ""
            raise ValidationError(" ".join(told) + more)

    def before_import_row(self, row, **kwargs):
        for column, cell in row.items():
            if isinstance(cell, str) and cell.startswith("'") and FORMULA.match(cell):
                row[column] = cell[1:]

    def import_field(self, field, instance, row, is_m2m=False, **kwargs):
        """A cell; one that says what stands there, but for spaces around it, changes nothing."""
        if isinstance(field.widget, TextWidget) and field.column_name in row:
            stands = field.get_value(instance)
            if stands and _bare(stands) == _bare(row[field.column_name]):
                return
        super().import_field(field, instance, row, is_m2m, **kwargs)

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        ours = set(import_validation_errors or ())
        try:
            super().validate_instance(instance, import_validation_errors, validate_unique)
        except ValidationError as error:
            raise ValidationError(
                {
                    column: [
                        each if column in ours else cell_fault(instance, column, each)
                        for each in errors
                    ]
                    for column, errors in error.error_dict.items()
                }
            ) from None

    def do_instance_save(self, instance, is_create):
        with refusing():
            super().do_instance_save(instance, is_create)

    def after_import(self, dataset, result, **kwargs):
        """What PostgreSQL would refuse at the end, it refuses in the preview."""
        with refusing(), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    def export_resource(self, instance, selected_fields=None, **kwargs):
        cells = super().export_resource(instance, selected_fields, **kwargs)
        return [
            f"'{cell}" if isinstance(cell, str) and FORMULA.match(cell) else cell for cell in cells
        ]


def _plain_header(header):
    """A header as ours are written: " Value low " is value_low."""
    return "_".join(header.lower().replace("-", " ").replace("_", " ").split())


def _bare(text):
    """A text without the spaces around it, its lines ended in one way."""
    return "\n".join(str(text).split("\r\n")).strip()


class Transfers(ImportExportMixin):
    """A list that can be taken out as a table, and into which a table can be brought.

    Our own tables escape what a spreadsheet would run, and read it back. What is brought in is
    kept, where copies of sources are, from its preview to its confirmation.
    """

    tmp_storage_class = KeptTable
    export_formats = [CSV, XLSX]
    import_formats = [AnyCSV, AnyWorkbook]
    import_form_class = TableForm
    confirm_form_class = ConfirmTableForm
    export_form_class = ExportForm
    skip_admin_log = True  # the history is PostgreSQL's

    def has_import_permission(self, request):
        return self.has_add_permission(request) and self.has_change_permission(request)

    def has_export_permission(self, request):
        return self.has_view_permission(request)

    def get_resource_kwargs(self, request, *args, **kwargs):
        read = getattr(kwargs.get("form"), "cleaned_data", {})
        return {"user": request.user, "headers": read.get("headers")}

    def get_confirm_form_initial(self, request, import_form):
        initial = super().get_confirm_form_initial(request, import_form)
        if import_form is not None and import_form.cleaned_data["headers"]:
            initial["headers"] = json.dumps(import_form.cleaned_data["headers"])
        return initial

    def get_import_data_kwargs(self, **kwargs):
        return super().get_import_data_kwargs(**kwargs) | {"rollback_on_validation_errors": True}

    def get_valid_export_item_pks(self, request):
        return list(self.get_queryset(request).values_list("pk", flat=True))

    def add_data_read_fail_error_to_form(self, form, e):
        form.add_error("import_file", _said(e) if isinstance(e, NoTable) else NOT_READ)

    def import_action(self, request, **kwargs):
        response = super().import_action(request, **kwargs)
        context = getattr(response, "context_data", {})
        result = context.get("result")
        strange = result.strange if result is not None else []
        file = getattr(context.get("form"), "brought", None)
        kept = getattr(file, "tmp_storage_name", None)
        if kept and "confirm_form" not in context and not strange:
            KeptTable(name=kept).remove()
        if result is not None:
            context |= {
                "refusals": list(_refusals(result)),
                "preview": [row for row in result.valid_rows() if row.import_type != "skip"],
                "totals": result.totals,
                "strange": strange,
                "headers": context["form"].cleaned_data["headers"],
                "kept": kept,
                "kept_name": file.name,
                "columns": result.free_columns,
                "left_out": LEFT_OUT,
                "notes": result.notes,
            }
        return response

    def process_import(self, request, **kwargs):
        try:
            return super().process_import(request, **kwargs)
        except (
            NoTable,
            FileNotFoundError,
            IsADirectoryError,
        ):  # of a name that is none of ours, too
            messages.error(request, f"Nothing was imported: {NOT_HERE}")
            return self._to_import()

    def process_result(self, result, request):
        """Say what was imported; nothing was when a row was refused after all."""
        if result.has_errors() or result.has_validation_errors():
            told = "; ".join(
                f"row {refusal['row']}: {refusal['why']}" for refusal in _refusals(result)
            )
            messages.error(request, f"Nothing was imported: {told}")
            return self._to_import()
        return super().process_result(result, request)

    def _to_import(self):
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_import"
        return HttpResponseRedirect(reverse(name))

    def add_success_message(self, result, request):
        new, changed, same = (result.totals[word] for word in ("new", "update", "skip"))
        messages.success(request, f"Imported: {new} new, {changed} changed, {same} as they were.")


def _refusals(result):
    """Each reason why a row, or the whole table, is refused, in a sentence."""
    for error in result.base_errors:
        yield {"row": "", "column": "", "why": _said(error.error)}
    if result.base_errors:
        return  # what is wrong with the whole table is wrong with every row
    for row in result.invalid_rows:
        for column, reasons in row.field_specific_errors.items():
            for why in reasons:
                yield {"row": row.number, "column": column, "why": why}
        for why in row.non_field_specific_errors:
            yield {"row": row.number, "column": "", "why": why}
    for number, errors in result.row_errors():
        for error in errors:
            yield {"row": number, "column": "", "why": _said(error.error)}


def _said(error):
    """The sentence of an error, where it has one meant for people."""
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    if isinstance(error, (Refusal, ValueError)):
        return str(error)
    if isinstance(error, IntegrityError):
        return refusal_sentence(error)
    return "This row cannot be read: look for a cell of the wrong kind."


NOT_READ = "This file cannot be read as a table. Save it as CSV or .xlsx anew."
