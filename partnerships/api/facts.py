"""What backs a record: the claims and sources behind its fields."""

from django.db.models import Prefetch, Q
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from ..models import Claim, FactSource, Source
from .compact import ClaimBrief, SourceBrief
from .in_parts import SKIP, SKIPPED, given_in_parts, part_of
from .parameters import checked
from .reading import LISTED, fetching
from .receipts import PARAMETERS as RECEIPTS
from .records import Record
from .schema import KNOWN_AT
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
FEW = {"sources": WholeList("deals", under="backing", named_by="deal.slug", most=10)}


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


PARTS = {"amount": "amount", "term": "term", "party": "deal_party", "deal": "deal"}


class BackingOfDeal(FactSerializer):
    """What backs a deal or a part of it, with the part that it backs."""

    part = serializers.SerializerMethodField(help_text="What it backs: amount, term, party, deal.")
    told = serializers.SerializerMethodField(help_text="That part, as people write it.")

    class Meta(FactSerializer.Meta):
        fields = ["part", "told", *FactSerializer.Meta.fields]

    def get_part(self, fact) -> str:
        return next(part for part, column in PARTS.items() if getattr(fact, f"{column}_id"))

    def get_told(self, fact) -> str:
        if fact.amount_id:
            return fact.amount.in_words
        return fact.term.text if fact.term_id else str(fact.deal_party or fact.deal)


@action(detail=True)
def backing(view, request, **kwargs):
    """What backs the deal, its parties, its amounts and its terms, all of it."""
    checked(request, known={SKIP, "known_at"})
    deal = view.picked()
    of_it = Q(deal=deal) | Q(deal_party__deal=deal) | Q(amount__deal=deal) | Q(term__deal=deal)
    facts = view.reader.sees(FactSource).filter(of_it).order_by(*PARTS.values(), "uid")
    rows = BackingOfDeal.read(facts, view.reader).select_related(
        "amount", "term", "deal", "deal_party__party"
    )
    part = part_of(request, rows, LISTED)
    context = view.get_serializer_context()
    return Response(
        part | {"results": BackingOfDeal(part["results"], many=True, context=context).data}
    )


backing.gives = given_in_parts("BackingInParts", BackingOfDeal(many=True))
backing.asked = [SKIPPED, KNOWN_AT, *RECEIPTS]
