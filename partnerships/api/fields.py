"""How an address, a date, a period and a sum of money are written in JSON."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field, extend_schema_serializer
from rest_framework import serializers
from rest_framework.reverse import reverse

from ..text import dates, money
from ..vocabulary import ValuationBasis


def decimal_string(number):
    """A decimal as a string without trailing zeros: "11900000000"; None stays None."""
    if number is None:
        return None
    whole, _, rest = f"{number:f}".partition(".")
    return f"{whole}.{rest.rstrip('0')}".rstrip(".")


@extend_schema_field(OpenApiTypes.URI)
class AddressField(serializers.Field):
    """Where the API has the row: the route of its noun, and its public id."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs, source="*", read_only=True)
        self.lists = {}  # within one answer: to ask for the context each time is slow

    def to_representation(self, row):
        route = self.parent.Meta.route
        if callable(route):
            route = route(row)
        return f"{self._list(route)}{getattr(row, self.parent.Meta.key)}/"

    def _list(self, route):
        if route not in self.lists:
            self.lists[route] = reverse(f"api:{route}-list", request=self.context.get("request"))
        return self.lists[route]


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
class DateField(serializers.Field):
    """The date in an EDTF column and those computed from it; null when nothing is known."""

    def __init__(self, column="date", words="date_words"):
        super().__init__(source="*", read_only=True)
        self.column, self.words = column, words

    def to_representation(self, row):
        edtf, words = getattr(row, self.column), getattr(row, self.words)
        if not edtf and not words:
            return None
        return {
            "words": words,
            "edtf": edtf,
            "earliest": row.earliest and row.earliest.isoformat(),
            "latest": row.latest and row.latest.isoformat(),
            "text": dates.format_date(edtf, between=True),
        }


@extend_schema_field(ClaimDate(allow_null=True))
class ClaimDateField(DateField):
    def to_representation(self, row):
        date = super().to_representation(row)
        if date is None and not row.date_as_worded:
            return None
        return {"as_worded": row.date_as_worded, **(date or {})}


@extend_schema_field(PeriodSpan())
class SpanField(serializers.Field):
    """The period of a row."""

    def __init__(self):
        super().__init__(source="*", read_only=True)

    def to_representation(self, row):
        return {
            "words": row.date_words,
            "start": row.start,
            "end": row.end,
            "ongoing": row.ongoing,
            "confirmed_on": row.confirmed_on and row.confirmed_on.isoformat(),
            "edtf": row.edtf,
            "text": dates.format_date(row.edtf),
        }


@extend_schema_field(Figure(allow_null=True))
class ValueField(serializers.Field):
    """The figure a claim states; null when it states none."""

    def __init__(self):
        super().__init__(source="*", read_only=True)

    def to_representation(self, claim):
        low, high, unit = claim.value_low, claim.value_high, claim.value_unit
        if low is None and high is None and not claim.value_qualifier:
            return None
        return {
            "qualifier": claim.value_qualifier,
            "low": decimal_string(low),
            "high": decimal_string(high),
            "unit": unit,
            "text": money.counted(claim.value_qualifier, low, high, unit),
        }


@extend_schema_field(OpenApiTypes.STR)
class MoneyText(serializers.Field):
    """The sum as people write it: about $10 billion (reported)."""

    def __init__(self, **kwargs):
        super().__init__(source="*", read_only=True, **kwargs)

    def to_representation(self, row):
        basis = "" if row.basis == ValuationBasis.UNSPECIFIED else row.get_basis_display()
        return money.format_amount(row.qualifier, row.low, row.high, row.currency, basis=basis)


@extend_schema_field(OpenApiTypes.STR)
class NumberField(serializers.Field):
    """A decimal as a string, in full and without trailing zeros."""

    def __init__(self, **kwargs):
        super().__init__(read_only=True, **kwargs)

    def to_representation(self, number):
        return decimal_string(number)


class DeskField(serializers.Field):
    """What the desk notes of a row for itself: null to others."""

    def __init__(self, of, help_text):
        super().__init__(source="*", read_only=True, help_text=help_text)
        extend_schema_field(of(allow_null=True))(self)

    def to_representation(self, row):
        user = self.context["reader"].user
        known = user.has_perm("partnerships.view_claim")
        return getattr(row, self.field_name) if known else None
