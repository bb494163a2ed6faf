"""Roles over the wire: who holds which post where, and when."""

from rest_framework import serializers

from ...models import Party, Role
from ...vocabulary import RoleKind
from ..compact import PartyBrief
from ..facts import backed, backing_field
from ..fields import SpanField
from ..filters import Filters, WordsFilter, as_of
from ..known_words import slugs_of
from ..orders import SINCE, begun
from ..reading import joined
from ..records import NumberedRecord, Records, because, held
from .tables import ROLES


class RoleOfParty(NumberedRecord):
    """A role under its person or its company."""

    needs = {"person": joined("person"), "company": joined("company")}

    person = PartyBrief()
    company = PartyBrief()
    post = serializers.CharField(help_text="The post, such as chief-executive; may be empty.")
    period = SpanField()
    held = held()
    because = because()

    class Meta:
        model = Role
        route, key = "roles", "uid"
        fields = [
            "id",
            "url",
            "reference",
            "person",
            "company",
            "title",
            "kind",
            "post",
            "exclusive",
            "period",
            "held",
            "because",
        ]


class RoleSerializer(RoleOfParty):
    needs = RoleOfParty.needs | {"collection": joined("collection"), "sources": backed}

    collection = serializers.CharField(source="collection.slug")
    sources = backing_field()

    class Meta(RoleOfParty.Meta):
        fields = [*RoleOfParty.Meta.fields, "collection", "released_at", "sources"]


class RoleFilters(Filters):
    person = WordsFilter("person__slug", "The person.")
    company = WordsFilter("company__slug", "The company.")
    party = WordsFilter(
        ("person__slug", "company__slug"),
        "The person or the company.",
        of=slugs_of(Party),
    )
    kind = WordsFilter("kind", "What sort of role it is.", known=RoleKind)
    role = WordsFilter("post", "The post, such as chief-executive.")
    collection = WordsFilter("collection__slug", "The story it was recorded for.")
    reference = WordsFilter("reference", "Its short name within the collection, such as R15.")
    as_of = as_of()


class RoleViewSet(Records):
    """Who holds which post where. `?as_of=` a day: who held it then."""

    queryset = Role.objects.all()
    serializer_class = RoleSerializer
    filterset_class = RoleFilters
    table = ROLES
    lookup_field = "uid"
    orderings = {"company": ("company__name", "person__name", "uid"), "added": ("uid",), **SINCE}

    def in_order(self, roles, name):
        return begun(roles) if name in SINCE else roles

    def rows(self, reader):
        return reader.on_the_day(reader.sees(Role))
