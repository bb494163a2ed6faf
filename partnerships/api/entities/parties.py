"""What companies and people have in common over the wire: their names and numbers."""

from rest_framework import serializers

from ...models import Identifier, PartyName
from ..compact import NameThenField, PartyBrief
from ..facts import backed, backing_field
from ..fields import SpanField
from ..reading import joined, listed
from ..records import NamedRecords, Record, because, held


class NameSerializer(Record):
    """A name that a party bears or bore."""

    url = None
    period = SpanField()
    held = held()
    because = because()

    class Meta:
        model = PartyName
        fields = ["text", "kind", "language", "period", "held", "because"]


class IdentifierSerializer(Record):
    """A party's number in somebody's register."""

    url = None

    class Meta:
        model = Identifier
        fields = ["scheme", "value", "basis", "deprecated_on", "deprecated_reason"]


def names_on_the_day(reader):
    return reader.on_the_day(PartyName.objects.all())


PARTY_NEEDS = {
    "collection": joined("collection"),
    "names": listed("names", NameSerializer, names_on_the_day),
    "identifiers": listed("identifiers", IdentifierSerializer),
    "merged_into": joined("merged_into"),
    "sources": backed,
}


class PartyFields(serializers.Serializer):
    """The fields that every party has."""

    collection = serializers.CharField(source="collection.slug")
    name_then = NameThenField()
    names = NameSerializer(many=True)
    identifiers = IdentifierSerializer(many=True)
    merged_into = PartyBrief(
        allow_null=True, help_text="The record that stands in its stead, if it is the same party."
    )
    sources = backing_field()


class PartyRecords(NamedRecords):
    """Parties: one that was merged is in no list, and its own row names the one it leads to."""

    def get_queryset(self):
        rows = super().get_queryset()
        return rows.standing() if self.action == "list" else rows
