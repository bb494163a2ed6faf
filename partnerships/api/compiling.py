"""A serializer, compiled once into what is asked of PostgreSQL and how the rows become JSON.

The serializer stays the only declaration. Each record becomes a `Node`: one statement that names
its columns, joins what stands in one row and takes its keys as an array; and a function, written
here as Python text, that makes the dicts of all rows in one loop. Lists of related rows are nodes
of their own. What nobody has said how to plan is refused (`NotPlanned`), and REST framework reads
it. See docs/decisions/plans.md.
"""

from dataclasses import dataclass, field

from django.core.exceptions import FieldError
from django.db import connection
from django.db.models import (
    ExpressionWrapper,
    F,
    IntegerField,
    JSONField,
    Lookup,
    Prefetch,
    TextField,
    UUIDField,
    Window,
)
from django.db.models.functions import Cast, RowNumber
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone
from rest_framework import serializers

from .reading import listed_in, relation_named
from .whole_lists import shortened

KEYS = "\ue000the keys\ue000"  # stands in a statement where the array of keys goes

# Their values are written as the driver gives them.
PLAIN = {
    serializers.BooleanField,
    serializers.CharField,
    serializers.ChoiceField,
    serializers.DateField,
    serializers.DateTimeField,
    serializers.IntegerField,
    serializers.SlugField,
    serializers.URLField,
    serializers.UUIDField,
}

# Fields of which the driver gives, in binary, what Django would make of it.
AS_THE_DRIVER_READS = (IntegerField, JSONField)


class NotPlanned(Exception):
    """What no plan is known for."""


class AmongKeys(Lookup):
    """A condition: the column is one of the keys that the statement is given."""

    def get_prep_lookup(self):
        return self.rhs

    def as_sql(self, compiler, connection):
        column, parameters = self.process_lhs(compiler, connection)
        return f"{column} = ANY (%s::bigint[])", [*parameters, KEYS]


@dataclass
class Node:
    """What one statement reads. `build(rows, children, addresses)` gives what was made of the
    rows by the key they are looked up by; `children` are nodes, each with the place of the column
    that holds its keys."""

    sql: str
    build: object
    build_shortened: object  # the same where a list of a row is longer than is shown
    source: str
    many: bool  # whether several rows are looked up by one key
    children: list = field(default_factory=list)
    finish: object = None


def compiled(serializer, rows, reader) -> Node:
    """The plan for rows as the serializer shows them to this reader, by their primary keys.

    Errors   NotPlanned.
    """
    return _node(serializer, rows.order_by(), reader, "pk", many=False)


def _node(serializer, rows, reader, key, many, most=None):
    writer = _Writer(rows, reader, most)
    writer.column(key)  # the first, by which the row is looked up
    record = writer.record(serializer)
    shorter = writer.shortened(record, serializer)
    return Node(
        sql=writer.statement(key),
        source=(source := writer.source(record, many)),
        build=_function(source, writer.given),
        build_shortened=_function(writer.source(shorter, many), writer.given),
        many=many,
        children=writer.children,
        finish=getattr(serializer, "finish", None),
    )


def _function(source, given):
    names = dict(given)
    exec(compile(source, "<plan>", "exec"), names)  # its text is ours alone: no value stands in it
    return names["build"]


class _Writer:
    """Writes the text of one node, and gathers the columns that it comes to need."""

    def __init__(self, rows, reader, most):
        self.rows, self.reader, self.most = rows, reader, most
        self.zone = timezone.get_current_timezone_name()
        self.columns, self.given, self.children = {}, {}, []
        self._places = {}  # of the related nodes, by what they were fetched as
        self._fetched = {}
        for lookup in rows._prefetch_related_lookups:
            if not isinstance(lookup, Prefetch) or "__" in lookup.prefetch_through:
                raise NotPlanned(lookup)
            name = lookup.prefetch_through
            is_listed = lookup.to_attr == listed_in(name)
            self._fetched[name if is_listed else lookup.to_attr or name] = lookup

    # What is asked of PostgreSQL

    def column(self, path):
        """The name that the value of the column has in the text."""
        return self.columns.setdefault(path, f"c{len(self.columns)}")

    def statement(self, key):
        try:
            rows = self._among(self.rows.prefetch_related(None), key)
            columns = self._selected(rows.values_list(*self.columns))
        except FieldError as error:  # of what only rows that were read have
            raise NotPlanned(error) from error
        self._refuse_conversions(columns)
        # As text: to write each UUID out in Python takes longer than to read its row.
        as_text = [
            Cast(path, TextField()) if isinstance(column.output_field, UUIDField) else path
            for path, column in zip(self.columns, columns, strict=True)
        ]
        for place, column in enumerate(columns):
            for _ in range(columns[:place].count(column)):  # Django asks for the same but once
                as_text[place] = ExpressionWrapper(_expression(as_text[place]), None)
        compiler = rows.values_list(*as_text).query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        written = connection.ops.compose_sql(sql, parameters)
        return written.replace("%", "%%").replace(f"'{KEYS}'", "%s")

    def _among(self, rows, key):
        """The rows of the keys; where no more of each are read than so many, one key after another,
        which is how they are counted."""
        among = AmongKeys(F(key), KEYS)
        if self.most is None:
            return rows.filter(among)
        in_order = rows.query.get_compiler(connection=connection).get_order_by()
        place = Window(RowNumber(), F(key), [column for column, _ in in_order])
        return rows.filter(among, LessThanOrEqual(place, self.most)).order_by(
            key, *rows.query.order_by
        )

    def _selected(self, rows):
        compiler = rows.query.get_compiler(connection=connection)
        compiler.as_sql()
        return [column for column, _, _ in compiler.select]

    def _refuse_conversions(self, expressions):
        """The rows come as the driver has them: no field of the model may want to read them too."""
        compiler = self.rows.query.get_compiler(connection=connection)
        for converters, expression in compiler.get_converters(expressions).values():
            if not isinstance(expression.output_field, AS_THE_DRIVER_READS):
                raise NotPlanned(expression, converters)

    # What is made of the rows

    def source(self, record, many):
        columns = "".join(f"{name}, " for name in self.columns.values())
        related = "".join(f"r{number}, " for number in range(len(self.children)))
        unpack = f"    ({related}) = related\n" if related else ""
        if not many:
            body = f"    return {{c0: {record} for ({columns}) in rows}}\n"
        else:
            body = (
                "    made = {}\n"
                f"    for ({columns}) in rows:\n"
                f"        one = {record}\n"
                "        if c0 in made:\n"
                "            made[c0] += [one]\n"
                "        else:\n"
                "            made[c0] = [one]\n"
                "    return made\n"
            )
        return f"def build(rows, related, at):\n{unpack}{body}"

    def record(self, serializer, prefix=""):
        """The text of a dict with all fields of the serializer."""
        shown = type(serializer).to_representation
        within = getattr(serializer, "within", None)
        if within:
            prefix = f"{prefix}{within}__"
        elif not getattr(shown, "is_by_fields", shown is serializers.Serializer.to_representation):
            raise NotPlanned(serializer)
        fields = (
            f"{name!r}: {self.value(each, prefix)}" for name, each in serializer.fields.items()
        )
        return f"{{{', '.join(fields)}}}"

    def shortened(self, record, serializer):
        """The text of the same where a list may be longer than is shown."""
        lists = getattr(serializer, "lists", None)
        if not lists:
            return record
        if any(each.most for each in lists.values()):
            raise NotPlanned(lists)  # lists are looked through for those longer than all may be
        has_lists = any(each.route for each in lists.values())
        key = self.column(serializer.Meta.key) if has_lists else None
        return f"{self.give(shortened)}({record}, {self.give(lists)}, at, {key})"

    def value(self, each, prefix):
        """The text of the value of a field."""
        path = prefix + ("" if each.source == "*" else each.source.replace(".", "__"))
        if hasattr(each, "planned"):
            return each.planned(self, prefix)
        if hasattr(each, "teller"):
            return self._told(each, path)
        if isinstance(each, serializers.ListSerializer):
            return f"({self.related(path, each.child)} or [])"
        if isinstance(each, serializers.Serializer):
            return self.related(path, each) if path in self._fetched else self._joined(each, path)
        if type(each) is serializers.ListField:
            each = each.child
        if type(each) not in PLAIN:
            raise NotPlanned(each)
        value = self.column(path)
        if type(each) is serializers.DateTimeField and self.zone != "UTC":
            return f"{self.give(each.to_representation)}({value})"  # the driver gives UTC
        return value

    def _told(self, each, path):
        """Of a field that says which columns it is told from."""
        columns = each.columns_for(self.reader)
        if not columns:
            return "None"
        beyond = "" if each.source == "*" else "__"
        values = [self.column(f"{path}{beyond}{one}" if one else path) for one in columns]
        told = f"{self.give(each.teller(self.reader))}({', '.join(values)})"
        if each.source == "*":
            return told
        row = values[0] if columns == ("",) else self.column(f"{path}__pk")
        return f"(None if {row} is None else {told})"

    def _joined(self, serializer, path):
        row = self.column(f"{path}__pk")
        return f"(None if {row} is None else {self.record(serializer, f'{path}__')})"

    def related(self, name, serializer):
        """The text of what a statement of its own reads for the row: a list, or one record; None
        where there is nothing."""
        if name not in self._fetched:
            raise NotPlanned(serializer)
        relation = relation_named(self.rows.model, self._fetched[name].prefetch_through)
        if relation is None:
            raise NotPlanned(name)
        ahead = relation.concrete and not relation.many_to_many
        key = self.column(relation.attname if ahead else "pk")
        if name not in self._places:
            self._places[name] = len(self.children)
            lookup = "pk" if ahead else _way_back(relation)
            most, rows = _unlimited(self._fetched[name].queryset)
            rows = rows.order_by() if ahead else _in_order(rows, relation)
            node = _node(serializer, rows, self.reader, lookup, not ahead, most)
            self.children.append((node, list(self.columns).index(_path_of(self.columns, key))))
        found = f"r{self._places[name]}"
        return f"({found}[{key}] if {key} in {found} else None)"

    def give(self, value):
        """The name by which the text may use the value."""
        name = f"f{len(self.given)}"
        self.given[name] = value
        return name


def _path_of(columns, wanted):
    return next(path for path, name in columns.items() if name == wanted)


def _expression(named):
    return F(named) if isinstance(named, str) else named


def _unlimited(rows):
    """How many rows of a key are read, None for all, and the rows as they are without that."""
    most, rows = rows.query.high_mark, rows.all()
    rows.query.clear_limits()
    return most, rows


def _in_order(rows, relation):
    """The rows in their order, by all but what those have in common that belong together."""
    order = rows.query.order_by or rows.model._meta.ordering
    own = () if relation.many_to_many else (relation.field.name, relation.field.attname)
    return rows.order_by(*(each for each in order if each not in own))


def _way_back(relation):
    """The path from the related rows to the key of those that they belong to."""
    if relation.many_to_many:
        back = relation.related_query_name() if relation.concrete else relation.field.name
        return f"{back}__pk"
    return relation.field.attname
