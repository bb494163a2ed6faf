"""Claims over the wire: what is said, about whom, and what it rests on."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from ...actions.claims import claims
from ...actions.locks import locked
from ...models import (
    Citation,
    Claim,
    Deal,
    Event,
    Party,
    Source,
)
from ...models.sources.sources import clearance_of
from ...vocabulary import Finding
from ..compact import DealBrief, EventBrief, PartyBrief, SourceBrief
from ..errors import Ambiguous
from ..fields import ClaimDateField, DeskField, ToldFrom, ValueField
from ..figures import as_much_as
from ..reading import joined, listed
from ..records import NumberedRecord, Records, because, held
from ..whole_lists import WholeList
from ..writing import Writes, tags_sent
from .citations import CitationOfClaim
from .claim_drafts import ABOUT, PATHS, ClaimChange, ClaimDraft
from .claim_filters import ClaimFilters
from .naming import claim_named
from .packets import packet
from .searches import SearchOfClaim
from .signing import SigningViews
from .tables import CLAIMS
from .told import uses, verdicts
from .verdicts import CorrectionField, LatestVerdict, found, with_latest_verdict


class Support(serializers.Serializer):
    """How much supports a claim. Outlets that retell one report are one origin."""

    outlets = serializers.IntegerField(help_text="How many sources support it.")
    origins = serializers.IntegerField(help_text="How many independent reports those go back to.")


@extend_schema_field(Support())
class SupportField(ToldFrom, serializers.Field):
    columns = ("outlets", "origins")

    def tell(self, outlets, origins):
        return {"outlets": outlets, "origins": origins}

    def planned(self, writer, prefix):
        """The text of it in a plan."""
        outlets, origins = (writer.column(prefix + column) for column in self.columns)
        return f'{{"outlets": {outlets}, "origins": {origins}}}'


def supported(claims, reader):
    return claims.with_support(clearance_of(reader.user))


class ClaimSerializer(NumberedRecord):
    needs = {
        "collection": joined("collection"),
        "appears_in": listed("appears_in", SourceBrief, lambda reader: reader.sees(Source)),
        "parties": listed("parties", PartyBrief, lambda reader: reader.sees(Party)),
        "deals": listed("deals", DealBrief, lambda reader: reader.sees(Deal)),
        "events": listed("events", EventBrief, lambda reader: reader.sees(Event)),
        "citations": listed("citations", CitationOfClaim, lambda reader: reader.sees(Citation)),
        "support": supported,
        "finding": found,
        "correction": with_latest_verdict,
        "verdict": with_latest_verdict,
        "searches": listed("searches", SearchOfClaim),
    }
    whole_lists = {
        "citations": WholeList("citations", "claim"),
        "searches": WholeList("searches", "claim"),
    }

    collection = serializers.CharField(source="collection.slug")
    appears_in = SourceBrief(
        allow_null=True, help_text="The work of others that says it; null where we say it."
    )
    date = ClaimDateField()
    held = held()
    because = because()
    value = ValueField()
    parties = PartyBrief(many=True)
    deals = DealBrief(many=True)
    events = EventBrief(many=True)
    citations = CitationOfClaim(many=True)
    support = SupportField(source="*", read_only=True)
    searches = SearchOfClaim(many=True)
    finding = serializers.ChoiceField(
        Finding.choices,
        allow_null=True,
        read_only=True,
        help_text="What two people signed; null while no verdict stands.",
    )
    correction = CorrectionField()
    verdict = LatestVerdict()
    note = DeskField(serializers.CharField, "What the desk notes; null to others.")
    is_adverse = DeskField(
        serializers.BooleanField, "Whether it speaks against a person; null but to the desk."
    )
    good_until = DeskField(
        serializers.DateField, "Until when it is good without another look; null but to the desk."
    )
    is_blind = DeskField(
        serializers.BooleanField, "Whether it is marked to be checked blind; null but to the desk."
    )

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
            "appears_in",
            "date",
            "held",
            "because",
            "as_of",
            "value",
            "parties",
            "deals",
            "events",
            "citations",
            "support",
            "finding",
            "correction",
            "verdict",
            "searches",
            "link_anchor",
            "note",
            "good_until",
            "is_adverse",
            "is_blind",
            "released_at",
        ]


class ClaimViewSet(SigningViews, Writes, Records):
    """The sentences that are checked, with their citations and what supports them. `?as_of=` a
    day: those whose date may be that day.

    A claim is found by its id, by its reference (S28) where one collection alone has it, or by
    both collection and reference (microsoft_openai:S28).
    """

    queryset = Claim.objects.all()
    serializer_class = ClaimSerializer
    filterset_class = ClaimFilters
    table = CLAIMS
    lookup_field = "uid"
    orderings = {
        "reference": ("collection_id", "reference"),
        "date": ("earliest", "uid"),
        "released_at": ("released_at", "uid"),
        "amount": ("amount", "uid"),
    }
    takes = SigningViews.takes | {"create": ClaimDraft, "partial_update": ClaimChange}
    asks = SigningViews.asks | {
        "create": "add_claim",
        "partial_update": "change_claim",
    }
    matched = SigningViews.matched | Writes.matched
    paths = PATHS
    packet = packet
    stores_documents = True
    uses = uses
    verdicts = verdicts

    def in_order(self, claims, name):
        if name == "amount":
            return claims.annotate(amount=as_much_as("value_low", "value_high"))
        return claims

    def rows(self, reader):
        return reader.on_the_day(reader.sees(Claim))

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

    def create(self, request, **kwargs):
        """Record a claim, with its citations, all or nothing."""

        def add():
            fields, about = _parted(self.draft())
            citations = [Citation(**each) for each in fields.pop("citations", ())]
            claim = Claim(**fields)
            claims.add_claim(claim, by=request.user, about=about, citations=citations)
            return self.answer(claim, status=201)

        return self.once(add)

    def partial_update(self, request, **kwargs):
        """Change what is named of a claim. Its citations are changed at their own addresses."""
        seen = tags_sent(request)

        def change():
            claim = self.picked()
            fields, about = _parted(self.draft())
            with locked(claim):
                self.must_be_seen(claim, seen)
                claims.change_claim(claim, fields, by=request.user, about=about)
                return self.answer(claim)

        return self.once(change)


def _parted(fields):
    """The columns among the fields, and what the claim is about."""
    about = {name: fields.pop(name) for name in ABOUT if name in fields}
    return fields, about
