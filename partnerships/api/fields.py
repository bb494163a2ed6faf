"""How an address, a date, a period and a sum of money are written in JSON."""

from functools import cached_property, lru_cache
from operator import attrgetter

from django.urls import get_script_prefix, reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from ..text import dates, money
from ..text.edtf import interval
from ..vocabulary import ValuationBasis

worded = lru_cache(maxsize=10_000)(dates.format_date)  # few dates are many rows'


def decimal_string(number):
    """A decimal as a string without trailing zeros: "11900000000"; None stays None."""
    if number is None:
        return None
    whole, _, rest = f"{number:f}".partition(".")
    return f"{whole}.{rest.rstrip('0')}".rstrip(".")


class ToldFrom:
    """What makes a field one that is told from columns of its row, by REST framework and by a plan
    alike: `tell` is given their values. Their names go on from the source of the field; an empty
    name is the source itself.
    """

    columns = ("",)

    def columns_for(self, reader):
        """The columns; none where this reader is told nothing, whatever they hold."""
        return self.columns

    def teller(self, reader):
        """The function of the columns' values that says what this reader is told."""
        return self.tell

    def to_representation(self, value):
        reader = self.context.get("reader")
        columns = self.columns_for(reader)
        if not columns:
            return None
        values = (value if name == "" else attrgetter(name)(value) for name in columns)
        return self.teller(reader)(*values)


class RouteByKind:
    """The route of a row whose noun is told by its kind."""

    def __init__(self, routes, column="kind"):
        self.routes, self.column = routes, column

    def __call__(self, row):
        return self.routes[getattr(row, self.column)]


class Addresses(dict):
    """By each route, the address of its list, as this request reaches us; and in `known_at` the
    moment of which it asks, where it asks of one."""

    def __init__(self, request=None, here=""):
        super().__init__()
        self.here = request.build_absolute_uri("/")[:-1] if request else here
        self.known_at = request.GET.get("known_at") if request else None

    def __missing__(self, route):
        self[route] = self.here + _path(route, get_script_prefix())
        return self[route]


@lru_cache(maxsize=200)
def _path(route, prefix):
    return reverse(f"api:{route}-list")


@extend_schema_field(OpenApiTypes.URI)
class AddressField(serializers.Field):
    """Where the API has the row: the route of its noun, and its public id."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs, source="*", read_only=True)

    def to_representation(self, row):
        route = self.parent.Meta.route
        if callable(route):
            route = route(row)
        return f"{self._lists[route]}{getattr(row, self.parent.Meta.key)}/"

    def planned(self, writer, prefix):
        """The text of it in a plan."""
        route = self.parent.Meta.route
        if isinstance(route, RouteByKind):
            name = f"{writer.give(route.routes)}[{writer.column(prefix + route.column)}]"
        else:
            name = repr(route)
        key = writer.column(prefix + self.parent.Meta.key)
        return f'f"{{at[{name}]}}{{{key}}}/"'

    @cached_property
    def _lists(self):
        return Addresses(self.context.get("request"))


class Date(serializers.Serializer):
    """A date that may not be sure of the day. `text` is what a person would write."""

    words = serializers.CharField(help_text="As the source words it.")
    edtf = serializers.CharField(help_text="As EDTF writes it: 2024-10, 2019~, 2023-23.")
    earliest = serializers.DateField(allow_null=True)
    latest = serializers.DateField(allow_null=True)
    text = serializers.CharField(help_text="Such as: October 2024, about 2019.")


class ClaimDate(Date):
    """The date of a claim: as worded, what those words mean, and what is held to be so."""

    as_worded = serializers.CharField(help_text="EDTF of the words, from the text's own date.")


@extend_schema_serializer(component_name="Span")
class PeriodSpan(serializers.Serializer):
    """From when to when something held, as far as it is known."""

    words = serializers.CharField()
    start = serializers.CharField(help_text="EDTF; empty when not known.")
    end = serializers.CharField(help_text="EDTF; empty when not known, or still going on.")
    ongoing = serializers.BooleanField()
    confirmed_on = serializers.DateField(
        allow_null=True, help_text="The last day on which a source shows it."
    )
    edtf = serializers.CharField(help_text="The whole as an EDTF interval.")
    text = serializers.CharField(help_text="Such as: since 22 July 2019.")


class Figure(serializers.Serializer):
    """A figure as far as it is known; numbers are strings, so that none is rounded."""

    qualifier = serializers.CharField()
    low = serializers.CharField(allow_null=True)
    high = serializers.CharField(allow_null=True)
    unit = serializers.CharField()
    text = serializers.CharField(help_text="Such as: about $10 billion, up to 49 %.")


@extend_schema_field(Date(allow_null=True))
class DateField(ToldFrom, serializers.Field):
    """The date in an EDTF column and those computed from it; null when nothing is known."""

    def __init__(self, column="date", words="date_words"):
        super().__init__(source="*", read_only=True)
        self.columns = (column, words, "earliest", "latest")

    @staticmethod
    def tell(edtf, words, earliest, latest):
        if not edtf and not words:
            return None
        return {
            "words": words,
            "edtf": edtf,
            "earliest": earliest,
            "latest": latest,
            "text": worded(edtf, between=True),
        }


@extend_schema_field(ClaimDate(allow_null=True))
class ClaimDateField(DateField):
    def __init__(self):
        super().__init__()
        self.columns = ("date_as_worded", *self.columns)

    @staticmethod
    def tell(as_worded, *columns):
        date = DateField.tell(*columns)
        if date is None and not as_worded:
            return None
        return {"as_worded": as_worded, **(date or {})}


@extend_schema_field(PeriodSpan())
class SpanField(ToldFrom, serializers.Field):
    """The period of a row."""

    columns = ("date_words", "start", "end", "ongoing", "confirmed_on")

    def __init__(self):
        super().__init__(source="*", read_only=True)

    def tell(self, words, start, end, ongoing, confirmed_on):
        whole = interval(start, end, ongoing)
        return {
            "words": words,
            "start": start,
            "end": end,
            "ongoing": ongoing,
            "confirmed_on": confirmed_on,
            "edtf": whole,
            "text": worded(whole),
        }


@extend_schema_field(Figure(allow_null=True))
class ValueField(ToldFrom, serializers.Field):
    """The figure a claim states; null when it states none."""

    columns = ("value_qualifier", "value_low", "value_high", "value_unit")

    def __init__(self):
        super().__init__(source="*", read_only=True)

    def tell(self, qualifier, low, high, unit):
        if low is None and high is None and not qualifier:
            return None
        return {
            "qualifier": qualifier,
            "low": decimal_string(low),
            "high": decimal_string(high),
            "unit": unit,
            "text": money.counted(qualifier, low, high, unit),
        }


@extend_schema_field(OpenApiTypes.STR)
class MoneyText(ToldFrom, serializers.Field):
    """The sum as people write it: about $10 billion (reported)."""

    columns = ("qualifier", "low", "high", "currency", "basis")

    def __init__(self, **kwargs):
        super().__init__(source="*", read_only=True, **kwargs)

    def tell(self, qualifier, low, high, currency, basis):
        named = dict(self.parent.Meta.model._meta.get_field("basis").flatchoices)
        basis = "" if basis == ValuationBasis.UNSPECIFIED else str(named.get(basis, basis))
        return money.format_amount(qualifier, low, high, currency, basis=basis)


@extend_schema_field(OpenApiTypes.STR)
class NumberField(ToldFrom, serializers.Field):
    """A decimal as a string, in full and without trailing zeros."""

    def __init__(self, **kwargs):
        super().__init__(read_only=True, **kwargs)

    def tell(self, number):
        return decimal_string(number)


class DeskField(ToldFrom, serializers.Field):
    """What the desk notes of a row for itself: null to others."""

    def __init__(self, of, help_text):
        super().__init__(source="*", read_only=True, help_text=help_text)
        extend_schema_field(of(allow_null=True))(self)

    def columns_for(self, reader):
        known = reader.user.has_perm("partnerships.view_claim")
        return (self.field_name,) if known else ()

    def tell(self, value):
        return value
