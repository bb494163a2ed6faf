"""Records of one kind as the rows of a table: its columns, and what is refused of a row."""

import re
from collections import defaultdict
from contextlib import contextmanager, suppress

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils.html import escape, format_html
from import_export import resources
from import_export.instance_loaders import ModelInstanceLoader
from tablib import Dataset

from ..rules.refusals import refusal_sentence
from .base import visible
from .cells import cell_fault
from .imports import LEFT_OUT
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


class RowsThatAreThere(ModelInstanceLoader):
    """The records that the rows of a table mean, asked for at once; a row of none is new."""

    def __init__(self, resource, dataset=None):
        super().__init__(resource, dataset)
        self.columns = [resource.fields[name] for name in resource.get_import_id_fields()]
        self.found = None

    def get_instance(self, row):
        if self.found is None:
            self.found = self._found()
        return self.found.get(self._key(row))

    def _key(self, row):
        return tuple(_plain_key(field.clean(row)) for field in self.columns)

    def _found(self):
        keys = set()
        for row in self.dataset.dict:
            with suppress(ValueError):  # it is refused where it is read
                keys.add(self._key(row))
        names = [field.attribute for field in self.columns]
        meant = {f"{name}__in": {key[n] for key in keys} for n, name in enumerate(names)}
        rows = self.get_queryset().filter(**meant) if keys else []
        return {tuple(_plain_key(getattr(row, name)) for name in names): row for row in rows}


def _plain_key(value):
    return getattr(value, "pk", value)


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

    told = staticmethod(lambda done, total: None)  # hears how many rows are read, of how many
    needs = {}  # a column, and the permission without which it is not there
    related = []  # the keys that its cells are read from

    class Meta:
        instance_loader_class = RowsThatAreThere
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
        self._look_up(dataset)
        self.total = len(dataset)
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

    def _look_up(self, dataset):
        """Ask for all that the cells name at once, a column at a time."""
        for field in self.get_import_fields():
            if field.column_name in dataset.headers and hasattr(field.widget, "learn"):
                field.widget.learn(dataset[field.column_name], dataset)

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

    def before_import_row(self, row, row_number=0, **kwargs):
        self.told(row_number, self.total)
        for column, cell in row.items():
            if isinstance(cell, str) and cell.startswith("'") and FORMULA.match(cell):
                row[column] = cell[1:]

    def get_or_init_instance(self, instance_loader, row):
        instance, is_new = super().get_or_init_instance(instance_loader, row)
        instance.is_brought_in = is_new
        return instance, is_new

    def import_field(self, field, instance, row, is_m2m=False, **kwargs):
        """A cell; one that says what stands there, but for spaces around it, changes nothing."""
        if isinstance(field.widget, TextWidget) and field.column_name in row:
            stands = field.get_value(instance)
            if stands and _bare(stands) == _bare(row[field.column_name]):
                return
        try:
            super().import_field(field, instance, row, is_m2m, **kwargs)
        except ValueError as error:  # of a list, which is read after the row's own columns
            if not is_m2m:
                raise
            raise ValidationError({field.column_name: str(error)}) from None

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        """What is wrong with a row, at its columns. Of one in which nothing is by itself, the rest
        is PostgreSQL's to refuse when it is saved: each law is asked once."""
        if import_validation_errors or not _is_sound(instance):
            self._validate_in_full(instance, import_validation_errors, validate_unique)

    def _validate_in_full(self, instance, import_validation_errors=None, validate_unique=True):
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
        try:
            with refusing():
                super().do_instance_save(instance, is_create)
        except ValidationError:
            self._validate_in_full(instance)  # says all that is wrong, and at which column
            raise

    def after_import(self, dataset, result, **kwargs):
        """What PostgreSQL would refuse at the end, it refuses in the preview."""
        with refusing(), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    def export_resource(self, instance, selected_fields=None, **kwargs):
        cells = super().export_resource(instance, selected_fields, **kwargs)
        return [
            f"'{cell}" if isinstance(cell, str) and FORMULA.match(cell) else cell for cell in cells
        ]


def _is_sound(instance):
    """Whether each field holds what it may by itself. What it points at was found already."""
    found = [
        field.name
        for field in instance._meta.concrete_fields
        if field.is_relation and getattr(instance, field.attname) is not None
    ]
    try:
        instance.clean_fields(exclude=found)
        instance.clean()
    except ValidationError:
        return False
    return True


def _plain_header(header):
    """A header as ours are written: " Value low " is value_low."""
    return "_".join(header.lower().replace("-", " ").replace("_", " ").split())


def _bare(text):
    """A text without the spaces around it, its lines ended in one way."""
    return "\n".join(str(text).split("\r\n")).strip()
