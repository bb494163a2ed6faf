"""Rows as others mention them: enough to name them, and the address of the rest."""

from rest_framework import serializers

from ..models import Claim, Deal, Event, Partnership, Party
from ..vocabulary import Finding, PartyKind
from .fields import DateField
from .reading import joined
from .records import Numbered, Slugged


def party_route(party):
    return "people" if party.kind == PartyKind.PERSON else "companies"


class PartyBrief(Slugged):
    class Meta:
        model = Party
        route, key = staticmethod(party_route), "slug"
        fields = ["id", "url", "kind", "name"]


class PartnershipBrief(Slugged):
    class Meta:
        model = Partnership
        route, key = "partnerships", "slug"
        fields = ["id", "url", "name"]


class DealBrief(Slugged):
    class Meta:
        model = Deal
        route, key = "deals", "slug"
        fields = ["id", "url", "reference", "title", "kinds"]


class EventBrief(Numbered):
    date = DateField()

    class Meta:
        model = Event
        route, key = "events", "uid"
        fields = ["id", "url", "reference", "title", "kind", "date"]


class ClaimBrief(Numbered):
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
