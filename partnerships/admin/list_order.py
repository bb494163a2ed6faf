"""The order of a list, as PostgreSQL reads it, and what comes after a row in it."""

from django.core.exceptions import FieldDoesNotExist
from django.db.models import F, Q
from django.db.models.expressions import OrderBy
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan


class RowOrder:
    """The order of rows, the last of whose columns is unique; a row's place are its values there.

    Where all columns go one way and none can be null, what comes after a place is found by a
    comparison of rows, which an index answers at any depth. PostgreSQL puts nulls behind all
    values, or before them where a column goes down.
    """

    def __init__(self, rows):
        self._steps = [step for each in rows.query.order_by for step in _steps(rows.model, each)]
        self._names = [f"place_{number}" for number, _ in enumerate(self._steps)]
        columns = (step.expression for step in self._steps)
        self._columns = dict(zip(self._names, columns, strict=True))
        self._rows = rows

    def keys_and_places(self, rows):
        """Of those of the rows that are given, the key and then the place."""
        return rows.annotate(**self._columns).values_list("pk", *self._names)

    def after_row(self, key):
        """The rows after the one with that key.

        Errors   ValueError for what is no key, ObjectDoesNotExist where there is no such row.
        """
        _, *place = self.keys_and_places(self._rows.filter(pk=key))[:1].get()
        return self.after(place)

    def after(self, place):
        """The rows after that place, whether one stands there or not."""
        rows = self._rows.alias(**self._columns)
        ways = {step.descending for step in self._steps}
        model = rows.model
        if len(ways) == 1 and None not in place:
            down = ways == {True}
            if down or not any(_may_be_null(model, step.expression) for step in self._steps):
                compare = TupleLessThan if down else TupleGreaterThan
                return rows.filter(compare(Tuple(*map(F, self._names)), tuple(place)))
        later, same = Q(), Q()
        for name, step, value in zip(self._names, self._steps, place, strict=True):
            if (beyond := _beyond(name, step.descending, value)) is not None:
                later |= same & beyond
            same &= Q(**{f"{name}__isnull": True} if value is None else {name: value})
        return rows.filter(later)


def _beyond(name, down, value):
    """The condition that a column's value comes after this one; None where nothing does."""
    if value is None:
        return Q(**{f"{name}__isnull": False}) if down else None
    if down:
        return Q(**{f"{name}__lt": value})
    return Q(**{f"{name}__gt": value}) | Q(**{f"{name}__isnull": True})


def _steps(model, each, down=False):
    """What Django sorts by for one word of an order: a key stands for the order of its rows."""
    if isinstance(each, OrderBy):
        yield each
        return
    if hasattr(each, "asc"):  # an expression
        yield each.desc() if down else each.asc()
        return
    down ^= each.startswith("-")
    path = each.lstrip("-")
    field = _field(model, path)
    if field is not None and field.is_relation and path.rpartition("__")[2] == field.name:
        for word in field.related_model._meta.ordering or ["pk"]:
            way = "-" * word.startswith("-")
            yield from _steps(model, f"{way}{path}__{word.lstrip('-')}", down)
    else:
        yield F(path).desc() if down else F(path).asc()


def _field(model, path):
    """The column at the end of the path; None for what a list counts."""
    field = None
    for name in path.split("__"):
        try:
            field = model._meta.pk if name == "pk" else model._meta.get_field(name)
        except FieldDoesNotExist:
            return None
        model = field.related_model or model
    return field


def _may_be_null(model, expression):
    path = getattr(expression, "name", None)
    if path is None or _field(model, path) is None:
        return True
    parts = path.split("__")
    return any(
        getattr(field, "output_field", field).null
        for field in (_field(model, "__".join(parts[: n + 1])) for n in range(len(parts)))
    )
