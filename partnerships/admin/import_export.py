"""Tables in and out of the desk: a preview first, then all rows or none.

Rows are known by what people know them by: slugs, references, public ids. Every row is held to
what a form and the database hold it to, and nobody reads or writes what they may not see.
"""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import escape, format_html
from import_export import resources
from import_export.admin import ImportExportMixin
from import_export.formats.base_formats import CSV
from import_export.forms import ExportForm
from import_export.tmp_storages import MediaStorage

from ..actions import tables
from ..errors import Refusal
from ..rules.refusals import refusal_sentence
from .base import visible
from .spreadsheets import Workbook
from .widgets import PublicId, TextWidget, YesNo

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # how a cell begins that a spreadsheet would run


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


class Table(resources.ModelResource):
    """The records of one kind as the rows of a table, for one editor."""

    WIDGETS_MAP = resources.ModelResource.WIDGETS_MAP | {
        "CharField": TextWidget,
        "TextField": TextWidget,
        "SlugField": TextWidget,
        "BooleanField": YesNo,
        "UUIDField": PublicId,
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

    def __init__(self, user=None, **kwargs):
        super().__init__(**kwargs)
        self.user = user
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

    def before_import(self, dataset, **kwargs):
        """A column that is not ours is a typing error, or the wrong table."""
        ours = [field.column_name for field in self.get_import_fields()]
        headers = dataset.headers or []
        if strange := [str(header) for header in headers if header not in ours]:
            raise ValidationError(
                f"This table has no column {', '.join(strange)}. It has: {', '.join(ours)}."
            )
        if missing := [name for name in self._meta.import_id_fields if name not in headers]:
            raise ValidationError(
                f"The column {', '.join(missing)} is missing: it tells which record a row is."
            )

    def before_import_row(self, row, **kwargs):
        for column, cell in row.items():
            if isinstance(cell, str) and cell.startswith("'") and cell[1:].startswith(FORMULA):
                row[column] = cell[1:]

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        try:
            super().validate_instance(instance, import_validation_errors, validate_unique)
        except ValidationError as error:
            raise ValidationError(
                {
                    column: [self._plainly(column, each) for each in errors]
                    for column, errors in error.error_dict.items()
                }
            ) from None

    def _plainly(self, column, error):
        """What is wrong with a cell, in words that say what to write instead."""
        match error.code:
            case "blank" | "null":
                return "Fill this in."
            case "invalid_choice" if choices := self._meta.model._meta.get_field(
                column
            ).flatchoices:
                words = ", ".join(str(word) for word, _ in choices)
                return f"“{error.params['value']}” is none of: {words}."
        return error

    def do_instance_save(self, instance, is_create):
        try:
            with transaction.atomic():
                super().do_instance_save(instance, is_create)
        except IntegrityError as error:
            raise ValidationError(refusal_sentence(error)) from None

    def after_import(self, dataset, result, **kwargs):
        """What PostgreSQL would refuse at the end, it refuses in the preview."""
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        except IntegrityError as error:
            raise ValidationError(refusal_sentence(error)) from None

    def export_resource(self, instance, selected_fields=None, **kwargs):
        cells = super().export_resource(instance, selected_fields, **kwargs)
        return [
            f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
            for cell in cells
        ]


class Transfers(ImportExportMixin):
    """A list that can be taken out as a table, and into which a table can be brought.

    Our own tables escape what a spreadsheet would run, and read it back. What is brought in is
    kept, where copies of sources are, from its preview to its confirmation.
    """

    tmp_storage_class = MediaStorage
    formats = [CSV, Workbook]
    export_formats = formats
    import_formats = formats
    export_form_class = ExportForm
    skip_admin_log = True  # the history is PostgreSQL's

    def has_import_permission(self, request):
        return self.has_add_permission(request) and self.has_change_permission(request)

    def has_export_permission(self, request):
        return self.has_view_permission(request)

    def get_resource_kwargs(self, request, *args, **kwargs):
        return {"user": request.user}

    def get_import_data_kwargs(self, **kwargs):
        return super().get_import_data_kwargs(**kwargs) | {"rollback_on_validation_errors": True}

    def get_valid_export_item_pks(self, request):
        return list(self.get_queryset(request).values_list("pk", flat=True))

    def get_tmp_storage_class_kwargs(self):
        return {"MEDIA_FOLDER": tables.FOLDER}

    def import_action(self, request, **kwargs):
        response = super().import_action(request, **kwargs)
        context = getattr(response, "context_data", {})
        kept = getattr(request.FILES.get("import_file"), "tmp_storage_name", None)
        if kept and "confirm_form" not in context:
            MediaStorage(name=kept, **self.get_tmp_storage_class_kwargs()).remove()
        result = context.get("result")
        if result is not None:
            context |= {
                "refusals": list(_refusals(result)),
                "preview": [row for row in result.valid_rows() if row.import_type != "skip"],
                "totals": result.totals,
            }
        return response

    def process_import(self, request, **kwargs):
        try:
            return super().process_import(request, **kwargs)
        except (FileNotFoundError, IsADirectoryError):  # of a name that is none of ours, too
            messages.error(
                request,
                "Nothing was imported: this table is no longer here. It was confirmed already, or "
                "waited for longer than a day. Choose its file again.",
            )
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
