"""Partnerships over the wire: who is in them, and what held on a day."""

from django.db.models import OuterRef
from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from ...models import Partnership, PartnershipParty
from ...rules.entities import partnerships
from ...vocabulary import Held
from ..compact import DealBrief, PartyBrief
from ..facts import backed, backing_field
from ..fields import SpanField
from ..filters import Filters, WordsFilter, as_of
from ..reading import joined, listed
from ..records import NamedRecords, Record, SluggedRecord, because, held
from .deals import DealSerializer, related_deal
from .roles import RoleSerializer
from .stakes import StakeSerializer
from .tables import PARTNERSHIPS
from .valuations import ValuationSerializer


class MemberSerializer(Record):
    """A party to a partnership, and since when."""

    needs = {"party": joined("party")}

    url = None
    party = PartyBrief()
    period = SpanField()
    held = held()
    because = because()

    class Meta:
        model = PartnershipParty
        fields = ["party", "period", "held", "because"]


def members(reader):
    return reader.on_the_day(PartnershipParty.objects.all())


class PartnershipSerializer(SluggedRecord):
    needs = {
        "collection": joined("collection"),
        "parties": listed("parties", MemberSerializer, members),
        "deals": related_deal("deals"),
        "sources": backed,
    }

    collection = serializers.CharField(source="collection.slug")
    parties = MemberSerializer(many=True)
    deals = DealBrief(many=True)
    held = held()
    because = because()
    sources = backing_field()

    class Meta:
        model = Partnership
        route, key = "partnerships", "slug"
        fields = [
            "id",
            "url",
            "name",
            "summary",
            "parties",
            "deals",
            "held",
            "because",
            "collection",
            "released_at",
            "sources",
        ]


class LatestValuation(ValuationSerializer):
    """The newest valuation by a day."""

    held = held()
    because = because()

    class Meta(ValuationSerializer.Meta):
        fields = [*ValuationSerializer.Meta.fields, "held", "because"]


class PartnershipOnTheDay(PartnershipSerializer):
    """What held on the day of `as_of`."""

    needs = {
        name: PartnershipSerializer.needs[name] for name in ("collection", "parties", "sources")
    }

    held = serializers.ChoiceField([*Held.choices, ("no", "No")])
    because = serializers.CharField(source="because_then")
    roles = RoleSerializer(many=True, help_text="Who held which post at the parties.")
    stakes = StakeSerializer(many=True, help_text="What the parties held in one another.")
    deals = DealSerializer(source="deals_then", many=True, help_text="In force, with their terms.")
    valuations = LatestValuation(many=True, help_text="The newest by then, one a company.")

    class Meta(PartnershipSerializer.Meta):
        fields = [*PartnershipSerializer.Meta.fields, "roles", "stakes", "valuations"]


class PartnershipFilters(Filters):
    related = {
        "parties": lambda reader: members(reader).filter(partnership=OuterRef("pk")),
    }

    party = WordsFilter("party__slug", "With this party.", among="parties")
    collection = WordsFilter("collection__slug", "The story it was recorded for.")
    as_of = as_of()


class PartnershipViewSet(NamedRecords):
    """What ties companies together over years. One of them with `?as_of=` a day answers what
    held then: its parties, roles at them, stakes between them, deals and terms in force, and
    the latest valuations, each with its sources.
    """

    queryset = Partnership.objects.all()
    serializer_class = PartnershipSerializer
    filterset_class = PartnershipFilters
    table = PARTNERSHIPS

    def rows(self, reader):
        seen = reader.sees(Partnership)
        return seen if self.action == "retrieve" else reader.on_the_day(seen)

    def get_serializer_class(self):
        on_a_day = (
            self.action == "retrieve" and self.request and "as_of" in self.request.query_params
        )
        return PartnershipOnTheDay if on_a_day else PartnershipSerializer

    @extend_schema(
        responses=PolymorphicProxySerializer(
            component_name="PartnershipMaybeOnADay",
            # Programs take the first that fits: that with more in it.
            serializers=[PartnershipOnTheDay, PartnershipSerializer],
            resource_type_field_name=None,
        )
    )
    def retrieve(self, request, *args, **kwargs):
        row = self.find(self.read(self.get_queryset()), self.kwargs["id"])
        if self.reader.day:
            self._look_back(row)
        return Response(self.get_serializer(row).data)

    def _look_back(self, row):
        """Put what held on the reader's day on the partnership."""
        then = partnerships.partnership_on_day(self.reader.day, row, user=self.reader.user)
        held = Partnership.objects.as_of(self.reader.day).filter(pk=row.pk)
        found = held.first()
        row.held = found.held if found else "no"
        row.because_then = found.because if found else "fewer than two parties in it"
        row.roles = [*RoleSerializer.read(then.roles, self.reader)]
        row.stakes = [*StakeSerializer.read(then.stakes, self.reader)]
        row.deals_then = [*DealSerializer.read(then.deals, self.reader)]
        row.valuations = [*LatestValuation.read(then.valuations, self.reader)]
