"""Outlets over the wire: who published the sources, and how many."""

from django.db.models import Count, Q
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from ...models import Source
from ..filters import FilterBackend
from ..in_parts import SKIP, SKIPPED, next_part, part_of
from ..parameters import checked
from ..receipts import PARAMETERS as RECEIPTS
from ..receipts import TAKEN_OFF
from ..records import Records
from ..schema import KNOWN_AT, RecordSchema
from .sources import SourceFilters, SourceSerializer

OUTLETS_SHOWN = 100


class CountedOutlet(serializers.Serializer):
    """An outlet, and how many of the sources that are asked for it published."""

    outlet = serializers.CharField(help_text="Its name; empty where a source has none.")
    sources = serializers.IntegerField(help_text="How many sources it published.")
    originals = serializers.IntegerField(help_text="How many of these retell no other source.")


class OutletsAnswer(serializers.Serializer):
    """Outlets, that with the most sources first: a part of a long list of them."""

    next = next_part()
    results = CountedOutlet(many=True)


class OutletsSchema(RecordSchema):
    """What outlets are asked by: what sources are."""

    def get_override_parameters(self):
        return [SKIPPED, KNOWN_AT, *RECEIPTS]

    def get_filter_backends(self):
        return [FilterBackend]


class OutletsViewSet(Records):
    """Who published the sources, and how many: narrowed as sources are."""

    schema = OutletsSchema()
    queryset = Source.objects.all()
    serializer_class = SourceSerializer
    filterset_class = SourceFilters
    tells_the_past = frozenset({"outlets"})

    @property
    def parameters(self):
        return {SKIP, "known_at", *TAKEN_OFF, *self.filterset_class.base_filters}

    @extend_schema(responses=OutletsAnswer, summary="Outlets", operation_id="outlets")
    def outlets(self, request):
        """Sources counted by who published them, the most first; narrowed as sources are."""
        asked = self.filterset_class.base_filters.items()
        repeated = {name for name, each in asked if getattr(each, "repeats", False)}
        checked(request, self.parameters, repeated)
        found = FilterBackend().asked(request, self.get_queryset(), self).qs.order_by()
        known = self.reader.sees(Source).order_by()
        retelling = known.filter(derives_from__in=known.values("pk"))
        rows = (
            Source.objects.filter(pk__in=found.values("pk"))
            .values("outlet")
            .annotate(
                sources=Count("pk"),
                originals=Count("pk", filter=~Q(pk__in=retelling.values("pk"))),
            )
            .order_by("-sources", "outlet")
        )
        return Response(part_of(request, rows, OUTLETS_SHOWN))
