"""Claims over the wire: what is said, about whom, and what it rests on."""

from types import SimpleNamespace

from django.db.models import OuterRef, Q
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from ...actions.claims import claims
from ...actions.locks import locked
from ...models import (
    Citation,
    Claim,
    ClaimDeal,
    ClaimListing,
    ClaimParty,
    Deal,
    Event,
    Party,
    Source,
)
from ...models.sources.sources import clearance_of
from ...vocabulary import ClaimKind, Finding, Seen, Stance, State, Tier
from ..compact import DealBrief, EventBrief, PartyBrief, SourceBrief
from ..errors import Ambiguous
from ..fields import ClaimDateField, DeskField, ToldFrom, ValueField
from ..filters import (
    Filters,
    ValueFilter,
    WordsFilter,
    as_of,
    in_words,
    search_filter,
    since,
    until,
)
from ..known_words import slugs_of
from ..parameters import day_in_full
from ..reading import joined, listed
from ..records import NumberedRecord, Records, because, held
from ..sources.sources import from_origin
from ..whole_lists import WholeList
from ..writing import Writes, tags_sent
from .citations import CitationOfClaim
from .claim_drafts import ABOUT, PATHS, ClaimChange, ClaimDraft
from .naming import claim_named
from .packets import packet
from .searches import SearchOfClaim
from .signing import SigningViews
from .tables import CLAIMS
from .verdicts import CorrectionField, LatestVerdict, found, in_state, with_latest_verdict


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


def resting_on(claims, origins, reader):
    return claims.with_kept(clearance_of(reader.user), "origins").filter(origins=origins)


def parse_number(text):
    if not (text.isascii() and text.isdigit() and len(text) < 5):
        raise ValueError("Write a whole number, such as 1.")
    return int(text)


class OfVerdict(WordsFilter):
    """Words about the latest verdict."""

    is_joined = True

    def filter(self, rows, groups):
        return super().filter(rows.with_verdict(), groups) if groups else rows


def with_finding(words, reader):
    without = Q(finding=None) if "null" in words else Q()
    return Q(finding__in=words) | without


class ClaimFilters(Filters):
    related = {
        "parties": lambda reader: ClaimParty.objects.filter(
            claim=OuterRef("pk"), party__in=reader.sees(Party)
        ),
        "deals": lambda reader: ClaimDeal.objects.filter(
            claim=OuterRef("pk"), deal__in=reader.sees(Deal)
        ),
        "citations": lambda reader: Citation.objects.filter(
            claim=OuterRef("pk"), source__in=reader.sees(Source)
        ),
    }

    listings = {"party": ClaimListing}

    party = WordsFilter("party__slug", "About this party.", among="parties")
    deal = WordsFilter("deal__slug", "About this deal.", among="deals")
    partnership = WordsFilter(
        "deal__partnership__slug", "About a deal of this partnership.", among="deals"
    )
    kind = WordsFilter("kind", "What sort of claim it is.", known=ClaimKind)
    finding = OfVerdict(
        with_finding,
        "What two people signed, or null where no verdict stands.",
        known=SimpleNamespace(values=[*Finding.values, "null"]),
    )
    state = OfVerdict(
        in_state, "Where its latest verdict stands, as far as you may know.", known=State
    )
    layer = WordsFilter("layer", "Whose claim it is, such as article or later.")
    collection = WordsFilter("collection__slug", "The story it was recorded for.")
    reference = WordsFilter("reference", "Its short name within the collection, such as S28.")
    stance = WordsFilter(
        "stance", "With a citation that speaks this way.", among="citations", known=Stance
    )
    source = WordsFilter("source__slug", "With a citation of this source.", among="citations")
    origin = WordsFilter(
        from_origin("source__"),
        "With a citation of a source that goes back to this report, by its id.",
        among="citations",
        of=slugs_of(Source),
    )
    tier = WordsFilter(
        "source__tier", "With a citation of this tier.", among="citations", known=Tier
    )
    seen = WordsFilter(
        "source__seen",
        "With a citation of a source seen in this way.",
        among="citations",
        known=Seen,
    )
    origins = ValueFilter(
        parse_number,
        resting_on,
        "How many independent reports support it; 1 rests on one origin alone, 0 on none.",
        {"type": "integer", "minimum": 0},
    )
    date_from = since()
    date_to = until()
    as_of = as_of()
    checked_for = ValueFilter(
        day_in_full,
        lambda claims, day, reader: claims.filter(as_of=day),
        "The day for which the claim is to be true: `as_of` of the row.",
        {"format": "date"},
    )
    search = search_filter(
        in_words, "Words of its statement; quotation marks, or, and a minus are understood."
    )


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
    }
    takes = SigningViews.takes | {"create": ClaimDraft, "partial_update": ClaimChange}
    asks = SigningViews.asks | {
        "create": ("add_claim", "record claims"),
        "partial_update": ("change_claim", "change claims"),
    }
    matched = SigningViews.matched | Writes.matched
    paths = PATHS
    packet = packet
    stores_documents = True

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
