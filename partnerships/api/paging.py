"""Paging by keyset: the next page begins after the last row, not after so many rows.

A page deep in a list costs what the first one does, and rows that come or go meanwhile shift
nothing. See docs/decisions/paging.md.
"""

from dataclasses import dataclass
from functools import cached_property

from django.core import signing
from django.core.exceptions import FieldDoesNotExist
from django.db.models import F, Q, Value
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan
from rest_framework.pagination import BasePagination
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from .errors import BadParameters
from .parameters import whole_number

PAGE_SIZE = 50
LARGEST_PAGE = 200
COUNTED = 10_000  # rows; to count a million takes longer than the page


@dataclass(frozen=True)
class Order:
    """An order of rows: all columns one way, the last of them unique together.

    The first column may be null. A comparison of rows would lose those rows: they are a part of
    the list of their own, which comes last either way.
    """

    model: type
    columns: tuple[str, ...]
    descending: bool

    @cached_property
    def parts(self):
        first = self.columns[0]
        try:
            field = self.model._meta.get_field(first)
            nullable = getattr(field, "output_field", field).null  # a generated one asks its own
        except FieldDoesNotExist:
            nullable = True  # an annotation
        if not nullable:
            return [(Q(), self.columns)]
        return [
            (Q(**{f"{first}__isnull": False}), self.columns),
            (Q(**{f"{first}__isnull": True}), self.columns[1:]),
        ]

    def after(self, rows, place, backwards):
        """For each part that may hold rows after `place`, nearest first: its rows, in order."""
        parts = self.parts[::-1] if backwards else self.parts
        if place is not None:
            here = self.parts[-1 if place[0] is None else 0]
            parts = parts[parts.index(here) :]
        descending = self.descending != backwards
        for number, (condition, columns) in enumerate(parts):
            part = rows.filter(condition)
            if place is not None and number == 0:
                values = place[-len(columns) :]
                compare = TupleLessThan if descending else TupleGreaterThan
                part = part.filter(compare(Tuple(*map(F, columns)), values))
            # By all columns, the null one too: an index has them in that order.
            yield part.order_by(*(F(c).desc() if descending else F(c).asc() for c in self.columns))


def _found(queryset, key, order, place, backwards, most):
    """The keys of the first rows after `place`, each with the values that it is sorted by."""
    rows = queryset.values_list(key, *order.columns)
    first, *others = (part[:most] for part in order.after(rows, place, backwards))
    found = list(first.union(*others, all=True)) if others else list(first)
    if others:  # each part comes in its order; which part comes first is for us to say
        last_part = not backwards
        found.sort(key=lambda row: (row[1] is None) == last_part)
    return found[:most]


class KeysetPagination(BasePagination):
    """`next` and `previous` are addresses to follow as they are; the cursor in them is opaque."""

    def paginate_queryset(self, queryset, request, view=None):
        """The primary keys of the page's rows, in order. Two queries: the count and the keys.

        The queryset may be of a listing, whose rows stand for those of the list and are sorted by
        the same columns.
        """
        self.request = request
        self.noun = view.basename
        size = whole_number(request, "page_size", PAGE_SIZE, 1, LARGEST_PAGE)
        queryset, key, order = self._in_order(queryset, request, view)
        place, backwards = self._cursor(request, queryset, order)

        counted = queryset.order_by().values(a_row=Value(1))[: COUNTED + 1].count()
        self.count = counted if counted <= COUNTED else None
        found = _found(queryset, key, order, place, backwards, size + 1)
        more = len(found) > size
        found = found[:size]
        if backwards:
            found.reverse()

        self.next = self._address(found[-1:], "next") if more or backwards else None
        self.previous = (
            self._address(found[:1], "previous")
            if (more if backwards else place is not None)
            else None
        )
        return [key for key, *_ in found]

    def all_keys(self, queryset, request, view, size):
        """The primary keys of all rows, in order, so many at once: a page after the other, so that
        the last costs what the first does."""
        queryset, key, order = self._in_order(queryset, request, view)
        place = None
        while found := _found(queryset, key, order, place, False, size):
            yield [key for key, *_ in found]
            place = found[-1][1:]

    def _in_order(self, queryset, request, view):
        """The rows with what they are sorted by, the column of their keys, and the order."""
        self.name, order = self._order(request, view, queryset.model)
        key = getattr(queryset.model, "lists", "pk")
        if key == "pk":
            queryset = view.in_order(queryset, self.name.removeprefix("-"))
        return queryset, key, order

    def _order(self, request, view, model):
        asked = request.query_params.get("ordering") or next(iter(view.orderings))
        columns = view.orderings.get(asked.removeprefix("-"))
        if columns is None:
            known = ", ".join(f"{name}, -{name}" for name in view.orderings)
            raise BadParameters({"ordering": f"There is no such order. Known: {known}."})
        return asked, Order(model, columns, asked.startswith("-"))

    def _cursor(self, request, queryset, order):
        """Where the page begins, as values of the order's columns, and whether it lies before."""
        written = request.query_params.get("cursor")
        if not written:
            return None, False
        try:
            name, way, *values = self._signer.unsign_object(written)
        except (signing.BadSignature, ValueError):
            raise BadParameters(
                {"cursor": "This cursor is not one of ours. Begin again without it."},
                code="bad_cursor",
            ) from None
        if name != self.name:
            raise BadParameters(
                {"cursor": f"This cursor belongs to ordering={name}. Begin again without it."},
                code="bad_cursor",
            )
        fields = (queryset.query.resolve_ref(column).output_field for column in order.columns)
        place = tuple(field.to_python(value) for field, value in zip(fields, values, strict=True))
        return place, way == "previous"

    @property
    def _signer(self):
        # Without a timestamp: the same page is the same bytes, and has the same ETag.
        return signing.Signer(salt=f"api.{self.noun}")

    def _address(self, rows, way):
        if not rows:
            return None
        values = (None if value is None else str(value) for value in rows[0][1:])
        cursor = self._signer.sign_object([self.name, way, *values])
        return replace_query_param(self.request.build_absolute_uri(), "cursor", cursor)

    def get_paginated_response(self, data):
        ways = {"next": self.next, "prev": self.previous}
        links = ", ".join(f'<{address}>; rel="{way}"' for way, address in ways.items() if address)
        return Response(
            {"count": self.count, "next": self.next, "previous": self.previous, "results": data},
            headers={"Link": links} if links else None,
        )

    def get_paginated_response_schema(self, schema):
        address = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["count", "next", "previous", "results"],
            "properties": {
                "count": {
                    "type": ["integer", "null"],
                    "description": f"Rows in all; null above {COUNTED:,}.",
                },
                "next": address,
                "previous": address,
                "results": schema,
            },
        }

    def get_schema_operation_parameters(self, view):
        orders = [sign + name for name in view.orderings for sign in ("", "-")]
        return [
            {
                "name": name,
                "in": "query",
                "required": False,
                "description": description,
                "schema": schema,
            }
            for name, description, schema in [
                ("cursor", "Where the page begins: taken from `next`.", {"type": "string"}),
                (
                    "page_size",
                    f"Rows on a page: {PAGE_SIZE} unless given, {LARGEST_PAGE} at most.",
                    {"type": "integer", "minimum": 1},
                ),
                ("ordering", "The order of the rows.", {"type": "string", "enum": orders}),
            ]
        ]
