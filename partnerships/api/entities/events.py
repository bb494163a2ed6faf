"""Events over the wire: what happened on a date, and to whom."""

from django.db.models import OuterRef, Prefetch
from rest_framework import serializers

from ...models import Event, EventParty
from ...vocabulary import EventKind
from ..compact import EventBrief, PartyBrief
from ..facts import backed, backing_field
from ..filters import Filters, WordsFilter, since, until
from ..reading import joined
from ..records import Records
from .tables import EVENTS


class EventPartyField(PartyBrief):
    """The party that an event names."""

    within = "party"

    def to_representation(self, named):
        return super().to_representation(named.party)


def with_parties(events, reader):
    named = EventParty.objects.select_related("party")
    return events.prefetch_related(Prefetch("parties", named))


class EventSerializer(EventBrief):
    needs = {"parties": with_parties, "collection": joined("collection"), "sources": backed}

    parties = EventPartyField(many=True)
    collection = serializers.CharField(source="collection.slug")
    sources = backing_field()

    class Meta(EventBrief.Meta):
        fields = [*EventBrief.Meta.fields, "parties", "collection", "released_at", "sources"]


class EventFilters(Filters):
    related = {"parties": lambda reader: EventParty.objects.filter(event=OuterRef("pk"))}

    party = WordsFilter("party__slug", "That happened to this party.", among="parties")
    kind = WordsFilter("kind", "What sort of event it is.", known=EventKind)
    collection = WordsFilter("collection__slug", "The story it was recorded for.")
    reference = WordsFilter("reference", "Its short name within the collection.")
    date_from = since()
    date_to = until()


class EventViewSet(Records):
    """What happened, and when."""

    queryset = Event.objects.all()
    serializer_class = EventSerializer
    filterset_class = EventFilters
    table = EVENTS
    lookup_field = "uid"
    orderings = {"date": ("earliest", "uid"), "title": ("title", "uid")}
