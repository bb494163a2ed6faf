"""Companies over the wire: what they are called, who runs them, and who holds what in whom."""

from django.db.models import OuterRef

from ...models import Company, Partnership, PartnershipParty, Role, Stake
from ...vocabulary import LegalForm
from ..compact import PartyBrief
from ..filters import Filters, WordsFilter, as_of, by_name, search_filter
from ..reading import joined, listed
from ..records import SluggedRecord
from ..whole_lists import WholeList
from .identifiers import by_identifier
from .parties import PARTY_NEEDS, PartyFields, PartyRecords
from .roles import RoleOfParty
from .stakes import StakeOfParty
from .tables import COMPANIES, FTM_COMPANIES


def roles_on_the_day(reader):
    return reader.on_the_day(reader.sees(Role))


def stakes_on_the_day(reader):
    return reader.on_the_day(reader.sees(Stake))


class CompanySerializer(PartyFields, SluggedRecord):
    needs = PARTY_NEEDS | {
        "parent": joined("parent"),
        "roles": listed("officers", RoleOfParty, roles_on_the_day),
        "stakes": listed("stakes", StakeOfParty, stakes_on_the_day),
        "held_by": listed("held_by", StakeOfParty, stakes_on_the_day),
    }

    whole_lists = {
        "roles": WholeList("roles", "company", of_the_day=True),
        "stakes": WholeList("stakes", "holder", of_the_day=True),
        "held_by": WholeList("stakes", "company", of_the_day=True),
    }

    parent = PartyBrief(allow_null=True, help_text="The organisation that controls it.")
    roles = RoleOfParty(source="officers", many=True, help_text="Who holds which post there.")
    stakes = StakeOfParty(many=True, help_text="What it holds in others.")
    held_by = StakeOfParty(many=True, help_text="What others hold in it.")

    class Meta:
        model = Company
        route, key = "companies", "slug"
        fields = [
            "id",
            "url",
            "kind",
            "name",
            "name_then",
            "names",
            "identifiers",
            "legal_form",
            "country",
            "place",
            "founded",
            "dissolved",
            "parent",
            "merged_into",
            "roles",
            "stakes",
            "held_by",
            "collection",
            "released_at",
            "sources",
        ]


class CompanyFilters(Filters):
    related = {
        "partnerships": lambda reader: PartnershipParty.objects.filter(
            party=OuterRef("pk"), partnership__in=reader.sees(Partnership)
        ),
        "roles": lambda reader: reader.sees(Role).filter(company=OuterRef("pk")),
    }

    kind = WordsFilter("legal_form", "Its legal form.", known=LegalForm)
    country = WordsFilter("country", "Two letters, such as US.")
    partnership = WordsFilter(
        "partnership__slug", "In this partnership, now or once.", among="partnerships"
    )
    person = WordsFilter("person__slug", "Where this person holds or held a post.", among="roles")
    collection = WordsFilter("collection__slug", "The story it was recorded for.")
    identifier = by_identifier()
    search = search_filter(by_name, "A part of one of its names, accents and capitals aside.")
    as_of = as_of()


class CompanyViewSet(PartyRecords):
    """Companies and other organisations. `?as_of=` a day shows names, roles and stakes of then."""

    queryset = Company.objects.all()
    serializer_class = CompanySerializer
    filterset_class = CompanyFilters
    table = COMPANIES
    forms = (FTM_COMPANIES,)
