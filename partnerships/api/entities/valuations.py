"""Valuations over the wire: what a company was said to be worth, on which date and basis."""

from django.db.models import Prefetch
from rest_framework import serializers

from ...models import Deal, Valuation
from ...vocabulary import ValuationBasis
from ..compact import DealBrief, PartyBrief
from ..facts import backed, backing_field
from ..fields import DateField, MoneyText, NumberField
from ..figures import as_much_as, at_least, at_most
from ..filters import Filters, WordsFilter, since, until
from ..reading import joined
from ..records import NumberedRecord, Records
from .tables import VALUATIONS


class ValuationOfDeal(NumberedRecord):
    """A valuation under the deal it came with."""

    needs = {"company": joined("company"), "sources": backed}

    company = PartyBrief()
    low = NumberField(allow_null=True)
    high = NumberField(allow_null=True)
    date = DateField()
    text = MoneyText()
    sources = backing_field()

    class Meta:
        model = Valuation
        route, key = "valuations", "uid"
        fields = [
            "id",
            "url",
            "reference",
            "company",
            "qualifier",
            "low",
            "high",
            "currency",
            "date",
            "basis",
            "text",
            "sources",
        ]


def came_with(valuations, reader):
    deals = DealBrief.read(reader.sees(Deal), reader)
    return valuations.prefetch_related(Prefetch("deal", deals))


class ValuationSerializer(ValuationOfDeal):
    needs = ValuationOfDeal.needs | {"collection": joined("collection"), "deal": came_with}

    collection = serializers.CharField(source="collection.slug")
    deal = DealBrief(allow_null=True)

    class Meta(ValuationOfDeal.Meta):
        fields = [*ValuationOfDeal.Meta.fields, "collection", "released_at", "deal"]


class ValuationFilters(Filters):
    company = WordsFilter("company__slug", "The company.")
    deal = WordsFilter("deal__slug", "The deal it came with.")
    basis = WordsFilter("basis", "What sort of value it is.", known=ValuationBasis)
    currency = WordsFilter("currency", "Its currency, such as USD.")
    amount_min = at_least("A value")
    amount_max = at_most("A value")
    collection = WordsFilter("collection__slug", "The story it was recorded for.")
    reference = WordsFilter("reference", "Its short name within the collection, such as V04.")
    date_from = since()
    date_to = until()


class ValuationViewSet(Records):
    """What companies were said to be worth."""

    queryset = Valuation.objects.all()
    serializer_class = ValuationSerializer
    filterset_class = ValuationFilters
    table = VALUATIONS
    lookup_field = "uid"
    orderings = {
        "date": ("earliest", "uid"),
        "company": ("company__name", "uid"),
        "amount": ("worth", "uid"),
    }

    def in_order(self, valuations, name):
        return valuations.annotate(worth=as_much_as()) if name == "amount" else valuations
