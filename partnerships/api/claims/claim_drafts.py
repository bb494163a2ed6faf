"""A claim as it is sent to be recorded."""

import re

from rest_framework import serializers

from ...models import Collection, Deal, Event, Party, Source
from ...text.money import NotAFigure, read_number
from ...vocabulary import ClaimKind, Qualifier
from ..drafts import (
    MOST,
    Choice,
    ClaimDateDraft,
    Draft,
    Part,
    Text,
    VisibleRecordField,
    VisibleRecordsField,
)
from .citation_drafts import CitationInClaim

ABOUT = ("parties", "deals", "events")
PATHS = {
    "date_words": "date.words",
    "date_as_worded": "date.as_worded",
    "date": "date.edtf",
    "value_qualifier": "value.qualifier",
    "value_low": "value.low",
    "value_high": "value.high",
    "value_unit": "value.unit",
}


IN_FULL = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)


class Number(serializers.DecimalField):
    """A figure in full, as a string or a number; or as people write it, 11.9bn."""

    def __init__(self, **kwargs):
        super().__init__(max_digits=24, decimal_places=4, allow_null=True, **kwargs)

    def to_internal_value(self, data):
        if isinstance(data, str) and not IN_FULL.fullmatch(data.strip()):
            try:
                data = read_number(data)
            except NotAFigure as fault:
                raise serializers.ValidationError(str(fault)) from None
        return super().to_internal_value(data)


class ValueDraft(Part):
    """The figure that a claim states."""

    computed = frozenset({"text"})
    empty = {"value_qualifier": "", "value_low": None, "value_high": None, "value_unit": ""}

    qualifier = Choice(Qualifier, source="value_qualifier", required=False, allow_blank=True)
    low = Number(source="value_low", required=False)
    high = Number(source="value_high", required=False)
    unit = Text(source="value_unit", required=False)


class ClaimChange(Draft):
    """What is changed of a claim."""

    elsewhere = {
        "citations": "Citations are changed at their own addresses, under /citations/.",
        "searches": "A search that found nothing is recorded at /searches/.",
        "collection": "A claim stays in its collection.",
    }

    reference = Text(required=False)
    statement = Text(help_text="A whole sentence, true or false on its own.")
    kind = Choice(ClaimKind)
    layer = Text(required=False)
    section = Text(required=False)
    attributed_to = Text(required=False)
    appears_in = VisibleRecordField(Source, required=False, allow_null=True)
    date = ClaimDateDraft()
    as_of = serializers.DateField(required=False, allow_null=True)
    good_until = serializers.DateField(required=False, allow_null=True)
    value = ValueDraft()
    link_anchor = Text(required=False)
    note = Text(required=False)
    is_adverse = serializers.BooleanField(required=False)
    is_blind = serializers.BooleanField(required=False)
    parties = VisibleRecordsField(Party)
    deals = VisibleRecordsField(Deal)
    events = VisibleRecordsField(Event, "uid")


class ClaimDraft(ClaimChange):
    """A claim with its citations. Without a reference it gets the next free one."""

    elsewhere = {"searches": ClaimChange.elsewhere["searches"]}

    collection = VisibleRecordField(Collection)
    citations = CitationInClaim(many=True, required=False, max_length=MOST)
