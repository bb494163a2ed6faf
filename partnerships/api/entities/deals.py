"""Deals over the wire: what was agreed, between whom, for how much, and how far it came."""

from django.db.models import OuterRef, Q, Subquery
from rest_framework import serializers

from ...models import Amount, Deal, DealParty, DealStep, Term, Valuation
from ...rules.entities.names import days_of
from ...vocabulary import AmountBasis, DealKind, DealRole, Measure, Rank, Step
from ..compact import DealBrief, NameThenField, PartnershipBrief, PartyBrief
from ..facts import backed, backing, backing_field
from ..fields import DateField, SpanField
from ..figures import as_much_as, at_least, at_most
from ..filters import Filters, WordsFilter, as_of, since, until
from ..reading import fetching, joined, listed
from ..records import Record, Records, SluggedRecord, because, held
from ..whole_lists import WholeList
from .amounts import AmountSerializer
from .tables import DEALS, FTM_DEALS
from .terms import TermOfDeal
from .valuations import ValuationOfDeal


class DealStepSerializer(Record):
    """A rung of its ladder that a deal reached."""

    url = None
    date = DateField()

    class Meta:
        model = DealStep
        fields = ["step", "date"]


class NameOnTheDayField(NameThenField):
    """What a party was called when its deal was announced, or else began."""

    is_of_the_day = False

    def to_representation(self, member):
        reader = self.context["reader"]
        return reader.name_then(member.party, days_of(member.deal), self.root.instance)


class DealPartySerializer(Record):
    """A party to a deal, in one role; `name_then` is what it was called on the deal's day."""

    needs = {"party": joined("party")}

    url = None
    party = PartyBrief()
    name_then = NameOnTheDayField()

    class Meta:
        model = DealParty
        fields = ["party", "role", "direction", "name_then"]


def parties_named_then(deals, reader):
    """A need: the parties, and the day on which they are named."""
    return listed("parties", DealPartySerializer)(deals, reader).with_status()


def related_deal(relation):
    """A need: the other deal, if the reader may know of it."""

    def need(deals, reader):
        others = DealBrief.read(reader.sees(Deal), reader)
        return fetching(deals, relation, others)

    return need


class DealSerializer(SluggedRecord):
    needs = {
        "collection": joined("collection"),
        "partnership": joined("partnership"),
        "status": lambda deals, reader: deals.with_status(),
        "steps": listed("steps", DealStepSerializer),
        "parties": parties_named_then,
        "amounts": listed("amounts", AmountSerializer),
        "terms": listed("terms", TermOfDeal, lambda reader: reader.on_the_day(Term.objects.all())),
        "valuations": listed("valuations", ValuationOfDeal, lambda reader: reader.sees(Valuation)),
        "amends": related_deal("amends"),
        "amended_by": related_deal("amended_by"),
        "umbrella": related_deal("umbrella"),
        "under_it": related_deal("under_it"),
        "sources": backed,
    }
    whole_lists = {
        "terms": WholeList("terms", "deal", of_the_day=True),
        "valuations": WholeList("valuations", "deal"),
    }

    collection = serializers.CharField(source="collection.slug")
    partnership = PartnershipBrief(allow_null=True)
    status = serializers.ChoiceField(
        Step.choices, allow_null=True, help_text="The highest step it reached."
    )
    steps = DealStepSerializer(many=True)
    period = SpanField()
    parties = DealPartySerializer(many=True)
    amounts = AmountSerializer(many=True)
    terms = TermOfDeal(many=True)
    valuations = ValuationOfDeal(many=True)
    amends = DealBrief(allow_null=True)
    amended_by = DealBrief(many=True)
    umbrella = DealBrief(allow_null=True, help_text="The agreement under which it was made.")
    under_it = DealBrief(many=True)
    held = held()
    because = because()
    sources = backing_field()

    class Meta:
        model = Deal
        route, key = "deals", "slug"
        fields = [
            "id",
            "url",
            "reference",
            "title",
            "kinds",
            "status",
            "steps",
            "period",
            "partnership",
            "parties",
            "amounts",
            "terms",
            "valuations",
            "amends",
            "amended_by",
            "umbrella",
            "under_it",
            "held",
            "because",
            "collection",
            "released_at",
            "sources",
        ]


def with_status(steps, reader):
    return Q(pk__in=Deal.objects.with_status().filter(status__in=steps).values("pk"))


def announced(narrow):
    """A filter on the date on which deals were announced, or else first rumoured."""

    def deals(rows, value, reader):
        steps = narrow(DealStep.objects.announcements(), value, reader)
        return rows.filter(pk__in=steps.values("deal"))

    return deals


NOT_DEPRECATED = ~Q(rank=Rank.DEPRECATED)


def main_amount():
    """The most that a deal's main sum may be."""
    main = Amount.objects.main_first().filter(deal=OuterRef("pk")).values(much=as_much_as())
    return Subquery(main[:1])


class DealFilters(Filters):
    related = {
        "parties": lambda reader: DealParty.objects.filter(deal=OuterRef("pk")),
        "amounts": lambda reader: Amount.objects.filter(deal=OuterRef("pk")),
    }

    party = WordsFilter("party__slug", "With this party.", among="parties")
    role = WordsFilter("role", "With a party in this role.", among="parties", known=DealRole)
    partnership = WordsFilter("partnership__slug", "Of this partnership.")
    kind = WordsFilter("kinds__overlap", "Of this kind.", known=DealKind, repeats=True)
    status = WordsFilter(with_status, "The highest step it reached.", known=Step)
    measure = WordsFilter("measure", "With an amount of this sort.", among="amounts", known=Measure)
    basis = WordsFilter(
        "basis", "With an amount on this basis.", among="amounts", known=AmountBasis
    )
    currency = WordsFilter("currency", "With an amount in this currency.", among="amounts")
    amount_min = at_least("With an amount", among="amounts", also=NOT_DEPRECATED)
    amount_max = at_most("With an amount", among="amounts", also=NOT_DEPRECATED)
    collection = WordsFilter("collection__slug", "The story it was recorded for.")
    reference = WordsFilter("reference", "Its short name within the collection, such as D05.")
    date_from = since(of=announced)
    date_to = until(of=announced)
    as_of = as_of()


class DealViewSet(Records):
    """Agreements, rumoured or signed. `?as_of=` a day: deals and terms in force then."""

    queryset = Deal.objects.all()
    serializer_class = DealSerializer
    filterset_class = DealFilters
    table = DEALS
    forms = (FTM_DEALS,)
    lookup_field = "slug"
    orderings = {
        "title": ("title", "slug"),
        "reference": ("collection_id", "reference", "slug"),
        "announced": ("announced_earliest", "slug"),
        "amount": ("main_amount", "slug"),
    }
    backing = backing
    tells_the_past = Records.tells_the_past | {"backing"}

    def rows(self, reader):
        return reader.on_the_day(reader.sees(Deal))

    def in_order(self, deals, name):
        if name == "amount":
            return deals.annotate(main_amount=main_amount())
        return deals.with_status() if name == "announced" else deals
