"""What backs a record: the claims and sources behind its fields."""

from django.db.models import Prefetch
from rest_framework import serializers

from ..models import Claim, FactSource, Source
from .compact import ClaimBrief, SourceBrief
from .reading import fetching
from .records import Record
from .whole_lists import WholeList


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
    return fetching(owners, "facts", facts)


def backing_field():
    """The field for what backs a row."""
    return FactSerializer(source="facts", many=True)


# A deal's backing is that of each of its parts: of a hundred parts they would be ten thousand.
FEW = {"sources": WholeList(most=10)}


def part_backed(parts, reader):
    """A need: what backs each part of a deal, and what backs the whole of its deal."""
    whole = FactSerializer.read(reader.sees(FactSource).filter(field=""), reader)
    return fetching(backed(parts, reader), "deal__facts", whole, to_attr="whole_backing")


class PartBacking(serializers.ListSerializer):
    """What backs a part of a deal: what is recorded for it, or else for the deal as a whole."""

    def __init__(self):
        super().__init__(
            child=FactSerializer(),
            source="*",
            read_only=True,
            help_text="What backs it, or else the deal as a whole.",
        )

    def to_representation(self, part):
        facts = part.listed_facts or part.deal.whole_backing
        return [self.child.to_representation(fact) for fact in facts]
