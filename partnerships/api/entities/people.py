"""People over the wire: what they are called, and which posts they hold."""

from django.db.models import OuterRef

from ...models import Person, Role
from ...vocabulary import RoleKind
from ..filters import Filters, WordsFilter, as_of, by_name, search_filter
from ..reading import listed
from ..records import SluggedRecord
from ..whole_lists import WholeList
from .companies import roles_on_the_day
from .identifiers import by_identifier
from .parties import PARTY_NEEDS, PartyFields, PartyRecords
from .roles import RoleOfParty
from .tables import FTM_PEOPLE, PEOPLE


class PersonSerializer(PartyFields, SluggedRecord):
    needs = PARTY_NEEDS | {
        "roles": listed("roles", RoleOfParty, roles_on_the_day),
    }

    whole_lists = {"roles": WholeList("roles", "person", of_the_day=True)}

    roles = RoleOfParty(many=True)

    class Meta:
        model = Person
        route, key = "people", "slug"
        fields = [
            "id",
            "url",
            "kind",
            "name",
            "name_then",
            "names",
            "identifiers",
            "merged_into",
            "roles",
            "collection",
            "released_at",
            "sources",
        ]


class PersonFilters(Filters):
    related = {"roles": lambda reader: reader.sees(Role).filter(person=OuterRef("pk"))}

    company = WordsFilter("company__slug", "With a post at this company.", among="roles")
    role = WordsFilter("post", "In this post, such as chief-executive.", among="roles")
    kind = WordsFilter("kind", "In a role of this sort.", among="roles", known=RoleKind)
    collection = WordsFilter("collection__slug", "The story they were recorded for.")
    identifier = by_identifier()
    search = search_filter(by_name, "A part of one of their names, accents and capitals aside.")
    as_of = as_of()


class PersonViewSet(PartyRecords):
    """People and their posts. `?as_of=` a day shows the names and posts of then."""

    queryset = Person.objects.all()
    serializer_class = PersonSerializer
    filterset_class = PersonFilters
    table = PEOPLE
    forms = (FTM_PEOPLE,)
