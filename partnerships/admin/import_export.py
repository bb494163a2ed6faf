"""Tables in and out of the desk: a preview first, then all rows or none.

Rows are known by what people know them by: slugs, references, public ids. Every row is held to
what a form and the database hold it to, and nobody reads or writes what they may not see.
"""

import json
from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from import_export.admin import ImportExportMixin
from import_export.formats.base_formats import CSV, XLSX
from import_export.forms import ExportForm

from ..actions.table_jobs import TABLE_READERS
from ..errors import Refusal
from ..rules.refusals import refusal_sentence
from ..text.files.tables import NoTable
from . import long_tables
from .imports import (
    LEFT_OUT,
    NOT_HERE,
    NOT_READ,
    AnyCSV,
    AnyWorkbook,
    ConfirmTableForm,
    KeptTable,
    TableForm,
)


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

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        TABLE_READERS[self.opts.model_name] = partial(long_tables.table_read, self)

    def get_urls(self):
        page = partial(long_tables.table_job_page, self)
        name = f"{self.opts.app_label}_{self.opts.model_name}_table_job"
        of_jobs = path("import/<uuid:uid>/", self.admin_site.admin_view(page), name=name)
        return [of_jobs, *super().get_urls()]

    def refusals_of(self, result):
        return _refusals(result)

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
        if request.method == "POST" and self.has_import_permission(request):
            is_long = long_tables.too_long_for_a_request(request)
            if is_long and (asked := long_tables.asked_of_a_worker(self, request)):
                return asked
        response = super().import_action(request, **kwargs)
        context = getattr(response, "context_data", {})
        context["waiting"] = long_tables.waiting_tables(self, request)
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
