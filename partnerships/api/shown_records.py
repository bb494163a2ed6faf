"""Which records a row of the API shows, by the serializers' own declarations."""

from functools import cache

from django.db.models import Prefetch

from .anybody import asked_by_anybody
from .reading import relation_named


def keys_leading_to(model, path, keys):
    """The keys of the rows that lead there by the path. Step by step: joined at once, a company of
    twenty thousand names and as many posts would be asked for four hundred million rows."""
    step, _, rest = path.partition("__")
    if rest:
        keys = keys_leading_to(relation_named(model, step).related_model, rest, keys)
    rows = model._base_manager.filter(**{f"{step}__in": keys})
    return rows.order_by().values_list("pk", flat=True)


def table_of(model):
    """The model whose table that is: companies and people are parties."""
    return model._meta.concrete_model


@cache
def shown_by(view):
    """The paths from a noun's rows to the records that they show, each with the model of these."""
    asked = asked_by_anybody(view)
    serializer = asked.get_serializer_class()
    return list(_paths(serializer.read(asked.rows(asked.reader), asked.reader)))


def _paths(rows, start=""):
    for name, joined in (rows.query.select_related or {}).items():
        yield from _joined(rows.model, name, joined, start)
    for each in rows._prefetch_related_lookups:
        path = each.prefetch_through if isinstance(each, Prefetch) else each
        yield from _led_to(rows.model, path, start)
        if isinstance(each, Prefetch) and each.queryset is not None:
            yield from _paths(each.queryset, f"{start}{path}__")


def _joined(model, name, joined, start):
    shown = model._meta.get_field(name).related_model
    yield f"{start}{name}", table_of(shown)
    for other, more in joined.items():
        yield from _joined(shown, other, more, f"{start}{name}__")


def _led_to(model, path, start):
    """Each step of the path."""
    for name in path.split("__"):
        model = relation_named(model, name).related_model
        start += name
        yield start, table_of(model)
        start += "__"
