"""Rows as others mention them: enough to name them, and the address of the rest."""

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from ..models import Claim, Deal, Event, Partnership, Party, Source
from ..models.sources.sources import clearance_of, origin_as_known
from ..vocabulary import Finding, PartyKind
from .fields import AddressField, DateField, RouteByKind, ToldFrom
from .reading import joined
from .records import NumberedRecord, Record, SluggedRecord

party_route = RouteByKind({kind: "companies" for kind in PartyKind} | {PartyKind.PERSON: "people"})


@extend_schema_field(serializers.CharField(allow_null=True))
class NameThenField(serializers.Field):
    """What a party was called on the day that the answer is about."""

    is_of_the_day = True

    def __init__(self):
        super().__init__(
            source="*",
            read_only=True,
            help_text="What it was called that day, where that is not `name`, which is today's: "
            "OpenAI LP, or “A or B” of names that are not sure. Null otherwise.",
        )

    def to_representation(self, party):
        reader = self.context["reader"]
        days = reader.day and (reader.day, reader.day)
        return reader.name_then(party, days, self.root.instance)


class PartyBrief(SluggedRecord):
    name_then = NameThenField()

    class Meta:
        model = Party
        route, key = party_route, "slug"
        fields = ["id", "url", "kind", "name", "name_then"]


class PartnershipBrief(SluggedRecord):
    class Meta:
        model = Partnership
        route, key = "partnerships", "slug"
        fields = ["id", "url", "name"]


class DealBrief(SluggedRecord):
    class Meta:
        model = Deal
        route, key = "deals", "slug"
        fields = ["id", "url", "reference", "title", "kinds"]


class EventBrief(NumberedRecord):
    date = DateField()

    class Meta:
        model = Event
        route, key = "events", "uid"
        fields = ["id", "url", "reference", "title", "kind", "date"]


class ClaimBrief(NumberedRecord):
    needs = {
        "collection": joined("collection"),
        "finding": lambda claims, reader: claims.with_verdict(),
    }

    collection = serializers.CharField(source="collection.slug")
    finding = serializers.ChoiceField(
        Finding.choices,
        allow_null=True,
        read_only=True,
        help_text="What two people signed; null while no verdict stands.",
    )

    class Meta:
        model = Claim
        route, key = "claims", "uid"
        fields = ["id", "url", "reference", "collection", "statement", "kind", "finding"]


class Origin(serializers.Serializer):
    """The report that a source goes back to: itself, when it retells none."""

    id = serializers.CharField()
    outlet = serializers.CharField()
    title = serializers.CharField()


@extend_schema_field(Origin())
class OriginField(ToldFrom, serializers.Field):
    """The origin as it was read with the row."""

    def tell(self, origin):
        return {"id": origin["id"], "outlet": origin["outlet"], "title": origin["title"]}


def known_origin(sources, reader):
    """Each source's `goes_back_to`, the origin that the reader may know of, and its names."""
    names = JSONObject(id="slug", outlet="outlet", title="title")
    origin = Source.objects.filter(pk=OuterRef("goes_back_to")).values(names=names)
    goes_back_to = origin_as_known(clearance_of(reader.user))
    return sources.annotate(goes_back_to=goes_back_to).annotate(known_origin=Subquery(origin))


class SourceBrief(Record):
    """A source under what it backs. `url` is its own address in the world, not ours."""

    needs = {"origin": known_origin}

    id = serializers.CharField(source="slug", help_text="Its public id, for ever.")
    url = serializers.CharField(help_text="Its own address; empty for an interview or a call.")
    api_url = AddressField(help_text="Where the API has it.")
    published = DateField("published", "published_words")
    origin = OriginField(source="known_origin", read_only=True)

    class Meta:
        model = Source
        route, key = "sources", "slug"
        fields = [
            "id",
            "api_url",
            "slug",
            "outlet",
            "title",
            "url",
            "published",
            "kind",
            "tier",
            "seen",
            "origin",
            "origin_note",
        ]
