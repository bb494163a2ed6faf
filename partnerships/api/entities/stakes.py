"""Stakes over the wire: who holds what in whom, board rights included."""

from rest_framework import serializers

from ...models import Party, Stake
from ...text import money
from ...vocabulary import Holding, Interest
from ..compact import PartyBrief
from ..facts import backed, backing_field
from ..fields import NumberField, SpanField, ToldFrom
from ..figures import as_much_as
from ..filters import Filters, WordsFilter, as_of
from ..known_words import slugs_of
from ..orders import SINCE, begun
from ..reading import joined
from ..records import NumberedRecord, Records, because, held
from .tables import STAKES


class StakeText(ToldFrom, serializers.CharField):
    """The stake in a few words: about 27 % shares."""

    columns = ("qualifier", "percent_min", "percent_max", "interest")

    def __init__(self):
        super().__init__(source="*", read_only=True)

    def tell(self, qualifier, low, high, interest):
        share = money.counted(qualifier, low, high, "%")
        return f"{share} {Interest(interest).label.lower()}".strip()


class StakeOfParty(NumberedRecord):
    """A stake under its holder or its company."""

    needs = {"holder": joined("holder"), "company": joined("company")}

    holder = PartyBrief()
    company = PartyBrief()
    percent_min = NumberField(allow_null=True)
    percent_max = NumberField(allow_null=True)
    text = StakeText()
    period = SpanField()
    held = held()
    because = because()

    class Meta:
        model = Stake
        route, key = "stakes", "uid"
        fields = [
            "id",
            "url",
            "reference",
            "holder",
            "company",
            "interest",
            "holding",
            "description",
            "qualifier",
            "percent_min",
            "percent_max",
            "text",
            "period",
            "held",
            "because",
        ]


class StakeSerializer(StakeOfParty):
    needs = StakeOfParty.needs | {"collection": joined("collection"), "sources": backed}

    collection = serializers.CharField(source="collection.slug")
    sources = backing_field()

    class Meta(StakeOfParty.Meta):
        fields = [*StakeOfParty.Meta.fields, "collection", "released_at", "sources"]


class StakeFilters(Filters):
    holder = WordsFilter("holder__slug", "Who holds it.")
    company = WordsFilter("company__slug", "The company it is in.")
    party = WordsFilter(
        ("holder__slug", "company__slug"),
        "The holder or the company.",
        of=slugs_of(Party),
        repeats=True,
    )
    kind = WordsFilter("interest", "What sort of interest it is.", known=Interest)
    holding = WordsFilter("holding", "Whether it was held, or only planned.", known=Holding)
    collection = WordsFilter("collection__slug", "The story it was recorded for.")
    reference = WordsFilter("reference", "Its short name within the collection, such as T04.")
    as_of = as_of()


class StakeViewSet(Records):
    """Who holds what in whom. `?as_of=` a day: what was held then."""

    queryset = Stake.objects.all()
    serializer_class = StakeSerializer
    filterset_class = StakeFilters
    table = STAKES
    lookup_field = "uid"
    orderings = {
        "company": ("company__name", "holder__name", "uid"),
        "added": ("uid",),
        **SINCE,
        "share": ("share", "uid"),
    }

    def in_order(self, stakes, name):
        if name == "share":
            return stakes.annotate(share=as_much_as("percent_min", "percent_max"))
        return begun(stakes) if name in SINCE else stakes

    def rows(self, reader):
        return reader.on_the_day(reader.sees(Stake))
