"""Claims as anybody would serve them with REST framework: ModelSerializers, and what they prefetch.

The same rows and very nearly the same fields as the product's page to somebody without a login,
with nothing of the product but its tables.
"""

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "_stock_settings"

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

from django.db.models import Count, F, Prefetch, Q  # noqa: E402
from django.urls import include, path  # noqa: E402
from rest_framework import routers, serializers, viewsets  # noqa: E402

from partnerships.models import (  # noqa: E402
    Citation,
    Claim,
    Deal,
    Event,
    Party,
    Search,
    Source,
    Verdict,
)


class OriginSerializer(serializers.ModelSerializer):
    class Meta:
        model = Source
        fields = ["id", "outlet", "title"]


class SourceSerializer(serializers.ModelSerializer):
    url_here = serializers.HyperlinkedIdentityField("source-detail", lookup_field="slug")
    origin = OriginSerializer()

    class Meta:
        model = Source
        fields = [
            "id", "url_here", "slug", "outlet", "title", "url", "published_words", "published",
            "earliest", "latest", "kind", "tier", "seen", "origin", "origin_note",
        ]  # fmt: skip


class CitationSerializer(serializers.ModelSerializer):
    url = serializers.HyperlinkedIdentityField("citation-detail", lookup_field="uid")
    source = SourceSerializer()
    snapshot = serializers.UUIDField(source="snapshot.uid", default=None)

    class Meta:
        model = Citation
        fields = [
            "uid", "url", "reference", "stance", "quote", "translation", "locator", "says",
            "answer", "snapshot", "position", "source",
        ]  # fmt: skip


class PartySerializer(serializers.ModelSerializer):
    url = serializers.HyperlinkedIdentityField("party-detail", lookup_field="slug")

    class Meta:
        model = Party
        fields = ["slug", "url", "kind", "name"]


class DealSerializer(serializers.ModelSerializer):
    url = serializers.HyperlinkedIdentityField("deal-detail", lookup_field="slug")

    class Meta:
        model = Deal
        fields = ["slug", "url", "reference", "title", "kinds"]


class EventSerializer(serializers.ModelSerializer):
    class Meta:
        model = Event
        fields = ["uid", "reference", "title", "kind", "date"]


class SearchSerializer(serializers.ModelSerializer):
    class Meta:
        model = Search
        fields = ["uid", "place", "sought", "searched_on"]


class VerdictSerializer(serializers.ModelSerializer):
    class Meta:
        model = Verdict
        fields = ["uid", "finding", "reasons", "correction", "as_of", "proposed_at"]


class ClaimSerializer(serializers.ModelSerializer):
    url = serializers.HyperlinkedIdentityField("claim-detail", lookup_field="uid")
    collection = serializers.SlugRelatedField("slug", read_only=True)
    parties = PartySerializer(many=True)
    deals = DealSerializer(many=True)
    events = EventSerializer(many=True)
    citations = CitationSerializer(many=True)
    searches = SearchSerializer(many=True)
    verdict = VerdictSerializer(source="standing", many=True)
    outlets = serializers.IntegerField()
    origins = serializers.IntegerField()

    class Meta:
        model = Claim
        fields = [
            "uid", "url", "reference", "collection", "statement", "kind", "layer", "section",
            "attributed_to", "date_words", "date_as_worded", "date", "earliest", "latest", "as_of",
            "value_qualifier", "value_low", "value_high", "value_unit", "parties", "deals",
            "events", "citations", "outlets", "origins", "verdict", "searches", "link_anchor",
            "released_at",
        ]  # fmt: skip


class Public(viewsets.ReadOnlyModelViewSet):
    """Rows that are released, by their slug."""

    lookup_field = "slug"

    def get_queryset(self):
        return super().get_queryset().filter(released_at__isnull=False)


class Claims(Public):
    supports = Q(citations__stance="supports", citations__source__released_at__isnull=False)
    queryset = (
        Claim.objects.select_related("collection")
        .prefetch_related(
            "parties",
            Prefetch("deals", Deal.objects.filter(released_at__isnull=False)),
            "events",
            "searches",
            Prefetch(
                "citations",
                Citation.objects.filter(source__released_at__isnull=False).select_related(
                    "source__origin", "snapshot"
                ),
            ),
            Prefetch("verdicts", Verdict.objects.filter(superseded_at=None), to_attr="standing"),
        )
        .annotate(
            outlets=Count("citations__source", supports, distinct=True),
            origins=Count(F("citations__source__origin"), supports, distinct=True),
        )
        .order_by("pk")
    )
    serializer_class = ClaimSerializer
    filterset_fields = {"parties__slug": ["exact"]}
    lookup_field = "uid"


class Sources(Public):
    queryset = Source.objects.select_related("origin").order_by("pk")
    serializer_class = SourceSerializer


class Citations(viewsets.ReadOnlyModelViewSet):
    queryset = Citation.objects.select_related("source__origin", "snapshot").order_by("pk")
    serializer_class = CitationSerializer
    lookup_field = "uid"


class Parties(Public):
    queryset = Party.objects.order_by("pk")
    serializer_class = PartySerializer


class Deals(Public):
    queryset = Deal.objects.order_by("pk")
    serializer_class = DealSerializer


router = routers.SimpleRouter()
for noun, view in [
    ("claims", Claims),
    ("sources", Sources),
    ("citations", Citations),
    ("parties", Parties),
    ("deals", Deals),
]:
    router.register(noun, view)
urlpatterns = [path("api/", include(router.urls))]
