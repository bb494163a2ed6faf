"""Claims over the wire: what is said, about whom, and what it rests on."""

from django.db.models import OuterRef
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from ..models import Citation, Claim, ClaimDeal, ClaimParty, Deal, Source
from ..vocabulary import ClaimKind, Seen, Stance, Tier
from .citations import CitationOfClaim, claim_named
from .compact import DealBrief, EventBrief, PartyBrief
from .errors import Ambiguous
from .fields import ClaimDateField, ValueField
from .filters import Filters, One, Words, in_words, search, since, until
from .reading import joined, listed
from .records import Numbered, Records
from .sources import from_origin


class Support(serializers.Serializer):
    """How much supports a claim. Outlets that retell one report are one origin."""

    outlets = serializers.IntegerField(help_text="How many sources support it.")
    origins = serializers.IntegerField(help_text="How many independent reports those go back to.")


@extend_schema_field(Support())
class SupportField(serializers.Field):
    def to_representation(self, claim):
        return {"outlets": claim.outlets, "origins": claim.origins}


def supported(claims, reader):
    return claims.with_support(reader.sees(Source))


class ClaimSerializer(Numbered):
    needs = {
        "collection": joined("collection"),
        "parties": listed("parties", PartyBrief),
        "deals": listed("deals", DealBrief, lambda reader: reader.sees(Deal)),
        "events": listed("events", EventBrief),
        "citations": listed("citations", CitationOfClaim, lambda reader: reader.sees(Citation)),
        "support": supported,
    }

    collection = serializers.CharField(source="collection.slug")
    date = ClaimDateField()
    value = ValueField()
    parties = PartyBrief(many=True)
    deals = DealBrief(many=True)
    events = EventBrief(many=True)
    citations = CitationOfClaim(many=True)
    support = SupportField(source="*", read_only=True)

    class Meta:
        model = Claim
        route, key = "claims", "uid"
        fields = [
            "id",
            "url",
            "reference",
            "collection",
            "statement",
            "kind",
            "layer",
            "section",
            "attributed_to",
            "date",
            "as_of",
            "value",
            "parties",
            "deals",
            "events",
            "citations",
            "support",
            "released_at",
        ]


def resting_on(claims, origins, reader):
    return claims.with_support(reader.sees(Source)).filter(origins=origins)


def number(text):
    if not (text.isascii() and text.isdigit() and len(text) < 5):
        raise ValueError("Write a whole number, such as 1.")
    return int(text)


class ClaimFilters(Filters):
    related = {
        "parties": lambda reader: ClaimParty.objects.filter(claim=OuterRef("pk")),
        "deals": lambda reader: ClaimDeal.objects.filter(
            claim=OuterRef("pk"), deal__in=reader.sees(Deal)
        ),
        "citations": lambda reader: Citation.objects.filter(
            claim=OuterRef("pk"), source__in=reader.sees(Source)
        ),
    }

    party = Words("party__slug", "About this party.", among="parties")
    deal = Words("deal__slug", "About this deal.", among="deals")
    partnership = Words(
        "deal__partnership__slug", "About a deal of this partnership.", among="deals"
    )
    kind = Words("kind", "What sort of claim it is.", known=ClaimKind)
    layer = Words("layer", "Whose claim it is, such as article or later.")
    collection = Words("collection__slug", "The story it was recorded for.")
    reference = Words("reference", "Its short name within the collection, such as S28.")
    stance = Words(
        "stance", "With a citation that speaks this way.", among="citations", known=Stance
    )
    source = Words("source__slug", "With a citation of this source.", among="citations")
    origin = Words(
        from_origin("source__"),
        "With a citation of a source that goes back to this report, by its id.",
        among="citations",
    )
    tier = Words("source__tier", "With a citation of this tier.", among="citations", known=Tier)
    seen = Words(
        "source__seen",
        "With a citation of a source seen in this way.",
        among="citations",
        known=Seen,
    )
    origins = One(
        number,
        resting_on,
        "How many independent reports support it; 1 rests on one origin alone, 0 on none.",
        {"type": "integer", "minimum": 0},
    )
    date_from = since()
    date_to = until()
    as_of = One(
        str,
        lambda claims, _, reader: claims.filter(as_of=reader.day),
        "The day for which the claim is to be true.",
        {"format": "date"},
    )
    search = search(
        in_words, "Words of its statement; quotation marks, or, and a minus are understood."
    )


class ClaimViewSet(Records):
    """The sentences that are checked, with their citations and what supports them.

    A claim is found by its id, by its reference (S28) where one collection alone has it, or by
    both collection and reference (microsoft_openai:S28).
    """

    queryset = Claim.objects.all()
    serializer_class = ClaimSerializer
    filterset_class = ClaimFilters
    lookup_field = "uid"
    orderings = {
        "reference": ("collection_id", "reference"),
        "date": ("earliest", "uid"),
        "released_at": ("released_at", "uid"),
    }

    def rows(self, reader):
        return reader.sees(Claim)

    def by_id(self, claims, key):
        found = claims.filter(claim_named(key)).select_related("collection").order_by("collection")
        named = list(found.values_list("collection__slug", "reference")[:20])
        if len(named) > 1:
            choices = [f"{collection}:{reference}" for collection, reference in named]
            raise Ambiguous(
                f"Several collections have a claim {key}: ask for {' or '.join(choices)}.",
                [self.request.build_absolute_uri(f"../{choice}/") for choice in choices],
            )
        return found
