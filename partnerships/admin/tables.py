"""Records of one kind as the rows of a table: its columns, and what is refused of a row."""

from collections import defaultdict
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, connection, transaction
from import_export import resources
from import_export.widgets import ManyToManyWidget
from tablib import Dataset

from ..actions.brought_in import note_table
from ..formats.tables import FORMULA, inert
from ..rules.refusals import refusal_sentence
from .base import visible
from .cells import cell_fault
from .imports import LEFT_OUT
from .table_rows import Changes, RowsThatAreThere, is_sound, refuse_row
from .widgets import DayCell, PublicId, TextWidget, VisibleRecordWidget, YesNo

TOLD = 10  # rows that are the same, named before the rest is counted


@contextmanager
def refusing():
    """Turns what PostgreSQL refuses into what is wrong with a row, in a sentence."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise ValidationError(refusal_sentence(error)) from None


class Table(resources.ModelResource):
    """The records of one kind as the rows of a table, for one editor.

    Rows that are new wait for others and are written with them, in a statement. Where PostgreSQL
    refuses some of them, each is written alone, so that each refusal is told of its row.
    """

    WIDGETS_MAP = resources.ModelResource.WIDGETS_MAP | {
        "CharField": TextWidget,
        "TextField": TextWidget,
        "SlugField": TextWidget,
        "BooleanField": YesNo,
        "UUIDField": PublicId,
        "DateField": DayCell,
    }

    told = staticmethod(lambda done, total: None)  # hears how many rows are read, of how many
    waits_for_others = True  # whether a row that is new is written with others
    needs = {}  # a column, and the permissions without which it is not there
    related = []  # the keys that its cells are read from

    class Meta:
        instance_loader_class = RowsThatAreThere
        skip_unchanged = True
        report_skipped = True
        clean_model_instances = True
        use_transactions = True
        use_bulk = True  # no savepoint a row: what writes takes its own
        batch_size = 500

    @classmethod
    def get_diff_class(cls):
        return Changes

    def __init__(self, user=None, headers=None, **kwargs):
        super().__init__(**kwargs)
        self.user = user
        self.refused = []  # rows that were found to be so when they were written: number, row, why
        self.headers = headers or {}  # what somebody said that the table's own headers mean
        for column, permissions in self.needs.items():
            if not user.has_perms([f"partnerships.{each}" for each in permissions]):
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
        """A cell; one that says what stands there, but for spaces around it, changes nothing, nor
        does one that is blank because the editor may not know of what stands there."""
        if isinstance(field.widget, TextWidget) and field.column_name in row:
            stands = field.get_value(instance)
            if stands and _bare(stands) == _bare(row[field.column_name]):
                return
        if (
            isinstance(field.widget, VisibleRecordWidget)
            and not str(row.get(field.column_name) or "").strip()
        ):
            stands = getattr(instance, field.attribute, None)
            if stands is not None and not field.widget.render(stands):
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
        if import_validation_errors or not is_sound(instance):
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

    def import_instance(self, instance, row, **kwargs):
        """The cells of a row. One may name a record that is itself waiting to be written."""
        try:
            super().import_instance(instance, row, **kwargs)
        except ValidationError:
            if not self.create_instances:
                raise
            self._write_those_that_wait()
            super().import_instance(instance, row, **kwargs)

    def save_instance(self, instance, is_create, row, row_number=0, **kwargs):
        if is_create and self.waits_for_others:
            try:
                self._read_lists(instance, row)
            except ValidationError:
                self._validate_in_full(instance)  # is told first
                raise
            self.create_instances.append((row_number, row, instance))
            return
        with transaction.atomic():
            self.do_instance_save(instance, is_create)
            self._read_lists(instance, row)

    def save_m2m(self, instance, row, **kwargs):
        """Lists were saved with their row."""

    def _read_lists(self, instance, row):
        for field in self._lists():
            self.import_field(field, instance, row, is_m2m=True)

    def _lists(self):
        fields = self.get_import_fields()
        return [field for field in fields if isinstance(field.widget, ManyToManyWidget)]

    def bulk_create(self, using_transactions, dry_run, raise_errors, batch_size=None, result=None):
        """Write the rows that wait, and tell which were refused."""
        self._write_those_that_wait()
        told = [each for each in self.refused if each[0] <= len(result.rows)]
        for number, row, why in told:
            refuse_row(result, number, row, why)
        result.invalid_rows.sort(key=lambda each: each.number)
        # The row that filled the batch is not among the result's yet: it is told next time.
        self.refused = [each for each in self.refused if each not in told]

    def _write_those_that_wait(self):
        waiting = self.create_instances.copy()
        self.create_instances.clear()
        if not waiting:
            return
        instances = [instance for _, _, instance in waiting]
        try:
            with transaction.atomic():
                self._meta.model.objects.bulk_create(instances)
                for field in self._lists():
                    field.write(instances)
        except (IntegrityError, DataError):
            for number, row, instance in waiting:
                instance.pk, instance._state.adding = None, True
                try:
                    with transaction.atomic():
                        self.do_instance_save(instance, is_create=True)
                        for field in self._lists():
                            field.write([instance])
                except (ValidationError, IntegrityError, DataError) as why:
                    self.refused.append((number, row, why))

    def do_instance_save(self, instance, is_create):
        try:
            with refusing():
                super().do_instance_save(instance, is_create)
        except ValidationError:
            self._validate_in_full(instance)  # says all that is wrong, and at which column
            raise

    def after_import(self, dataset, result, **kwargs):
        """What PostgreSQL would refuse at the end, it refuses in the preview. What is brought in is
        noted, so that it can be taken back."""
        new, changed = result.totals["new"], result.totals["update"]
        if not kwargs.get("dry_run") and new + changed:
            note_table(self._meta.model, new, changed, by=self.user)
        with refusing(), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    def export_resource(self, instance, selected_fields=None, **kwargs):
        cells = super().export_resource(instance, selected_fields, **kwargs)
        return [inert(cell) if isinstance(cell, str) else cell for cell in cells]


def _plain_header(header):
    """A header as ours are written: " Value low " is value_low."""
    return "_".join(header.lower().replace("-", " ").replace("_", " ").split())


def _bare(text):
    """A text without the spaces around it, its lines ended in one way."""
    return "\n".join(str(text).split("\r\n")).strip()
