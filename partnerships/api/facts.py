"""What backs a record: the claims and sources behind its fields."""

from django.db.models import Prefetch

from ..models import Claim, FactSource, Source
from .compact import ClaimBrief, SourceBrief
from .records import Record


class FactSerializer(Record):
    """This claim, or this source, backs this field of the record; a blank field is all of it."""

    url = None
    claim = ClaimBrief(allow_null=True)
    source = SourceBrief(allow_null=True)

    class Meta:
        model = FactSource
        fields = ["field", "rank", "note", "claim", "source"]

    @classmethod
    def read(cls, facts, reader, only=None):
        claims = ClaimBrief.read(reader.sees(Claim), reader)
        sources = SourceBrief.read(reader.sees(Source), reader)
        return facts.prefetch_related(Prefetch("claim", claims), Prefetch("source", sources))


def backed(owners, reader):
    """A need: what backs each row, as far as the reader may know of it."""
    facts = FactSerializer.read(reader.sees(FactSource), reader)
    return owners.prefetch_related(Prefetch("facts", facts))


def backing_field():
    """The field for what backs a row."""
    return FactSerializer(source="facts", many=True)
