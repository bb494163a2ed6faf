"""Writing the rows of a fixture: those that are new by COPY, thousands in a statement, the others
one by one. Triggers, constraints and the history hold of both.
"""

import json
from collections.abc import Callable, Collection, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import groupby
from typing import Any

import pghistory
from django.core import serializers
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.core.serializers.base import DeserializationError
from django.db import DataError, Error, IntegrityError, connection, transaction
from django.db.models import Model, Q

from ..errors import BadFixture
from ..formats.fixtures import MODELS, pointers
from ..models import Claim, ClaimDeal, ClaimEvent, ClaimParty
from ..rules.refusals import refusal_sentence

SUBJECTS = {ClaimDeal, ClaimEvent, ClaimParty}
AT_ONCE = 2000  # rows in a statement

Key = tuple[Any, ...]  # a model and the natural key of a row of it


@dataclass
class FixtureRecord:
    """A row as a fixture tells it, with the name of its file."""

    file: str
    label: str  # its model's
    fields: dict[str, Any] = field(repr=False)

    @cached_property
    def model(self) -> type[Model]:
        for model in MODELS:
            if model._meta.label_lower == self.label:
                return model
        raise BadFixture(f"{self.file} holds a row of {self.label}, which is no record.")

    @cached_property
    def key(self) -> Key:
        """What tells it from all others: its model and its natural key."""
        try:
            return self.model, *natural_key(self.model, self.fields)
        except (KeyError, TypeError, IndexError) as missing:
            raise BadFixture(f"A row in {self.file} lacks {missing}.") from None

    @property
    def name(self) -> str:
        return " ".join(self.key[1:])


def natural_key(model: Any, fields: dict[str, Any]) -> tuple[str, ...]:
    """The natural key of a row of the model, in its fields as a fixture has them."""
    if model in SUBJECTS:
        return (*fields["claim"], fields[model.subject][0])
    if model is Claim:
        return (fields["collection"][0], fields["reference"])
    return (fields[known_by(model)],)


def known_by(model: type[Model]) -> str:
    """The column by which a row is known, where it is one."""
    return "slug" if any(field.name == "slug" for field in model._meta.fields) else "uid"


def key_columns(model: Any) -> list[str]:
    """Where a query finds the natural key of a row of the model."""
    if model in SUBJECTS:
        subject = f"{model.subject}__{model.subject_key}"
        return ["claim__collection__slug", "claim__reference", subject]
    if model._meta.concrete_model is Claim:
        return ["collection__slug", "reference"]
    return [known_by(model)]


def with_natural_keys(model: type[Model], keys: Collection[Sequence[str]]) -> Q:
    """A condition for the rows with these natural keys; of claims, a few more may come along."""
    columns = key_columns(model)[:2]
    parts: list[set[str]] = [{key[n] for key in keys} for n in range(len(columns))]
    return Q(**{f"{column}__in": part for column, part in zip(columns, parts, strict=True)})


def save_records(
    records: Sequence[FixtureRecord],
    present: Collection[Key],
    told: Callable[[int, int], object],
) -> None:
    """Write the records; what points ahead to a later one gets its pointer last of all.

    Those whose keys are among the `present` are changed, the others are new. Raises BadFixture,
    with the file and the key of the record, when one is refused. `told` hears how many are written.
    """
    writer = _Writer()
    done = 0
    for (_, is_there), some in groupby(
        records, lambda record: (record.model, record.key in present)
    ):
        for batch in _batches(list(some), 1 if is_there else AT_ONCE):
            writer.save(batch[0]) if is_there else writer.insert(batch)
            done += len(batch)
            told(done, len(records))
    writer.point_ahead()
    try:
        connection.check_constraints()
    except IntegrityError as refusal:
        raise BadFixture(refusal_sentence(refusal)) from refusal


def _batches(records, at_once):
    for start in range(0, len(records), at_once):
        yield records[start : start + at_once]


class _Writer:
    """One load: the keys it knows the numbers of, and what is to point ahead at its end."""

    def __init__(self):
        self.numbers = {}  # by model, as who points there calls it, and natural key
        self.ahead = []

    def save(self, record):
        """Write one record, which may be there already."""
        with _refused_by_name(record):
            row = _deserialized(record)
            row.save()
        self.numbers[record.key] = row.object.pk
        if row.deferred_fields:
            self.ahead.append(record)

    def insert(self, batch, numbers=None):
        """Write records of one model that are new. Where the database refuses them, the halves are
        tried, until the one is left that it refuses."""
        if len(batch) == 1:
            self.save(batch[0])
            return
        numbers = numbers or _next_numbers(batch[0].model, len(batch))
        if self._is_copied(batch, numbers):
            return
        middle = len(batch) // 2
        self.insert(batch[:middle], numbers[:middle])
        self.insert(batch[middle:], numbers[middle:])

    def point_ahead(self):
        """Write again what named a row that came after it."""
        for record in self.ahead:
            with _refused_by_name(record):
                row = _deserialized(record)
                row.save_deferred_fields() if row.deferred_fields else row.save()

    def _is_copied(self, batch, numbers):
        model, ahead, rows = batch[0].model, [], []
        known = self.numbers.copy()
        try:
            self._look_up(batch, known)
            for record, number in zip(batch, numbers, strict=True):
                row, points_ahead = _row(record, number, known)
                rows.append(row)
                ahead += [record] if points_ahead else []
                known[record.key] = number
            with transaction.atomic(), connection.wrap_database_errors:
                _copy(model, rows)
        except (Error, ValueError, TypeError, LookupError, ValidationError, FieldDoesNotExist):
            return False
        self.numbers = known
        self.ahead += ahead
        return True

    def _look_up(self, batch, known):
        """Learn the numbers of the rows that the records point at: a query for each column."""
        for pointer in pointers(batch[0].model):
            target = pointer.related_model
            named = {tuple(record.fields.get(pointer.name) or ()) for record in batch} - {()}
            if wanted := [key for key in named if (target, *key) not in known]:
                rows = target._default_manager.filter(with_natural_keys(target, wanted))
                for number, *key in rows.values_list("pk", *key_columns(target)):
                    known[(target, *map(str, key))] = number


def _row(record, number, known):
    """What COPY is to write of a record, and whether it points at a row that is yet to come."""
    row, points_ahead = [], False
    fields = record.fields
    columns = _columns(record.model)
    if unknown := fields.keys() - {column.name for column in columns}:
        raise FieldDoesNotExist(unknown)
    for column in columns:
        if column.primary_key:
            value = number
        elif column.name not in fields:
            value = column.get_db_prep_save(column.get_default(), connection)
        elif not column.is_relation:
            value = column.get_db_prep_save(column.to_python(fields[column.name]), connection)
        elif (named := fields[column.name]) is None:
            value = None
        elif not isinstance(named, list):
            raise TypeError(named)
        else:
            value = known.get((column.related_model, *named))
            points_ahead = points_ahead or value is None
        row.append(value)
    return row, points_ahead


@cache
def _columns(model):
    return [field for field in model._meta.concrete_fields if not field.generated]


def _next_numbers(model, count):
    """As many numbers as rows are to come, in the order in which they would be given."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [number for (number,) in cursor]


def _copy(model, rows):
    quoted = connection.ops.quote_name
    names = ", ".join(quoted(column.column) for column in _columns(model))
    with pghistory.context() as context, connection.cursor() as cursor:
        # COPY takes no settings along, as the statements do that Django sends.
        cursor.execute(
            "SELECT set_config('pghistory.context_id', %s, true),"
            " set_config('pghistory.context_metadata', %s, true)",
            [str(context.id), json.dumps(context.metadata, cls=pghistory.config.json_encoder())],
        )
        with cursor.copy(f"COPY {quoted(model._meta.db_table)} ({names}) FROM STDIN") as sink:
            for row in rows:
                sink.write_row(row)


def _deserialized(record):
    (row,) = serializers.deserialize(
        "python",
        [{"model": record.label, "fields": record.fields}],
        handle_forward_references=True,
    )
    return row


@contextmanager
def _refused_by_name(record):
    """A block in which whatever refuses the record is told with its file and its key."""
    try:
        yield
    except (IntegrityError, DataError, DeserializationError, FieldDoesNotExist) as fault:
        reason = (
            refusal_sentence(fault) if isinstance(fault, IntegrityError) else _first_line(fault)
        )
        raise BadFixture(f"{record.file}, {record.name}: {reason}") from fault


def _first_line(fault):
    return str(fault).partition("\n")[0]
