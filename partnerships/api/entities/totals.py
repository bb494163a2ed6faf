"""Sums over the wire: what deals add up to, and which rows each figure is made of."""

from functools import reduce
from operator import or_

from django.db.models import Prefetch, Q
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.reverse import reverse

from ...models import Amount, Deal, DealParty, Party
from ...rules.entities.totals import GROUPS, group_totals
from ...vocabulary import AmountBasis, Measure, Rank
from ..errors import BadParameters
from ..fields import decimal_string
from ..filters import FilterBackend, WordsFilter
from ..in_parts import SKIP, SKIPPED, next_part, part_of
from ..known_words import slugs_of
from ..paging import COUNTED
from ..parameters import checked, listed_words, words_parameter
from ..reading import LISTED
from ..receipts import PARAMETERS as RECEIPTS
from ..receipts import TAKEN_OFF
from ..schema import KNOWN_AT, RecordSchema
from ..whole_lists import WholeList
from .deals import DealFilters, DealViewSet

MOST = 5_000  # sums that are added up for one request
NAMED = 100  # deals without a sum
GROUPS_SHOWN, ROWS_OF_EACH = 50, 20  # where the sums are parted
SIDES = ("payer", "payee")
NARROWING = (*SIDES, "party", "partnership")

BY = words_parameter(
    "by",
    list(GROUPS),
    f"What is added up apart, with commas between: {', '.join(GROUPS)}. Currencies always are.",
)
# What a figure is made of is told whole, with all sums of its deals, in the list of these.
ROWS = dict.fromkeys(["made_of", "left_out"], WholeList("deals"))


class SumOfRow(serializers.Serializer):
    """A row that a figure is made of, or that was left out of it."""

    deal = serializers.CharField(help_text="The id of its deal.")
    measure = serializers.ChoiceField(Measure.choices)
    basis = serializers.ChoiceField(AmountBasis.choices)
    payer = serializers.CharField(allow_null=True)
    payee = serializers.CharField(allow_null=True)
    low = serializers.CharField(allow_null=True)
    high = serializers.CharField(allow_null=True)
    currency = serializers.CharField()
    text = serializers.CharField()
    why = serializers.CharField(required=False, help_text="Why it was left out.")


class TotalOfGroup(serializers.Serializer):
    """What a group of sums adds up to."""

    group = serializers.DictField(
        child=serializers.CharField(allow_null=True), help_text="What `by` asks for, word by word."
    )
    currency = serializers.CharField(help_text="Empty where no sum has one. Never mixed.")
    low = serializers.CharField(help_text="At least so much: “up to” adds nothing to it.")
    high = serializers.CharField(
        allow_null=True, help_text="At most so much; null where a sum has no end."
    )
    undisclosed = serializers.IntegerField(help_text="How many more sums nobody has disclosed.")
    made_of = SumOfRow(many=True)
    left_out = SumOfRow(many=True)

    lists = ROWS


class WithoutSums(serializers.Serializer):
    """Deals of which no sum is recorded: they are in no figure."""

    count = serializers.IntegerField(
        allow_null=True, help_text=f"How many they are; null above {COUNTED:,}."
    )
    deals = serializers.ListField(
        child=serializers.CharField(), help_text=f"The ids of the first {NAMED}."
    )


class TotalsAnswer(serializers.Serializer):
    """Sums, each group's and each currency's apart: a part of a long list of them."""

    next = next_part()
    results = TotalOfGroup(many=True)
    without_sums = WithoutSums()


def _with_party(words, reader):
    slugs = [word.lower() for word in words]
    deals = DealParty.objects.filter(party__slug__in=slugs).values("deal")
    sums = Amount.objects.filter(Q(payer__slug__in=slugs) | Q(payee__slug__in=slugs))
    return Q(pk__in=deals) | Q(pk__in=sums.values("deal"))


def _side(help_text):
    return WordsFilter(_with_party, help_text, of=slugs_of(Party))


class TotalsFilters(DealFilters):
    """What deals are narrowed by, and whose payments are added up."""

    payer = _side("What this party paid.")
    payee = _side("What this party was paid.")


class TotalsSchema(RecordSchema):
    """What sums are asked by: what deals are, and how to part them."""

    def get_override_parameters(self):
        return [BY, SKIPPED, KNOWN_AT, *RECEIPTS]

    def get_filter_backends(self):
        return [FilterBackend]


class TotalsViewSet(DealViewSet):
    """What deals add up to. No row is counted twice: where a wider sum covers another, or another
    account of it is preferred, the rest is left out, with why."""

    schema = TotalsSchema()
    filterset_class = TotalsFilters
    table = ()
    tells_the_past = frozenset({"totals"})

    @property
    def parameters(self):
        return {"by", SKIP, "known_at", *TAKEN_OFF, *self.filterset_class.base_filters}

    @extend_schema(responses=TotalsAnswer, summary="Sums", operation_id="totals")
    def totals(self, request):
        """What deals add up to, by payer, payee, kind, measure, basis, year, deal and currency."""
        asked = self.filterset_class.base_filters.items()
        repeated = {name for name, each in asked if getattr(each, "repeats", False)}
        checked(request, self.parameters, repeated)
        by = listed_words(request, BY.name, list(GROUPS))
        filters = FilterBackend().asked(request, self.get_queryset(), self)
        deals, asked = filters.qs.order_by(), filters.form.cleaned_data
        sides = (self._keys(asked.get(side)) for side in SIDES)
        told = group_totals(self._amounts(deals, filters, asked), by, *sides)
        live = Amount.objects.exclude(rank=Rank.DEPRECATED).values("deal")
        without = deals.exclude(pk__in=live)
        named = list(without.order_by("slug").values_list("slug", flat=True)[: COUNTED + 1])
        part, most = part_of(request, told, GROUPS_SHOWN), ROWS_OF_EACH if by else LISTED
        deals_of_them = self._all_deals(request)
        part["results"] = [_total_json(each, most, deals_of_them) for each in part["results"]]
        count = len(named) if len(named) <= COUNTED else None
        return Response(part | {"without_sums": {"count": count, "deals": named[:NAMED]}})

    def _keys(self, groups):
        slugs = [word.lower() for group in groups or () for word in group]
        return frozenset(
            self.reader.sees(Party).filter(slug__in=slugs).values_list("pk", flat=True)
        )

    def _amounts(self, deals, filters, asked):
        """The sums of the deals, of those that are asked for: what is asked of one of them, such as
        the measure or the least that it is, is asked of all that are added up."""
        rows = Amount.objects.filter(deal__in=deals.values("pk"))
        for name, each in filters.filters.items():
            if getattr(each, "among", None) == "amounts" and asked[name]:
                meant = asked[name] if isinstance(asked[name], list) else [asked[name]]
                rows = rows.filter(
                    reduce(or_, (each.condition(words, self.reader) for words in meant))
                )
        announced = Prefetch("deal", Deal.objects.with_status())
        rows = rows.select_related("payer", "payee", "party").prefetch_related(announced)
        found = list(rows.order_by("deal__slug", "measure", "pk")[: MOST + 1])
        if len(found) > MOST:
            given = next((name for name in NARROWING if asked.get(name)), "party")
            few = f"That adds up more than {MOST:,} sums: narrow it further, as by kind or date."
            raise BadParameters({given: few})
        return found

    def _all_deals(self, request):
        """The address of the deals with all their sums, narrowed as these are."""
        asked = request.GET.copy()
        for name in (SKIP, "by"):
            asked.pop(name, None)
        for side in SIDES:
            for words in asked.pop(side, []):
                asked.appendlist("party", words)
        return f"{reverse('api:deals-list', request=request)}?{asked.urlencode()}"


def _total_json(told, most, deals_of_them):
    sums = told.sums
    made_of = [_sum_json(amount) for amount in sums.made_of[:most]]
    left_out = [_sum_json(amount) | {"why": why} for amount, why in sums.left_out[:most]]
    long = [name for name in ROWS if len(getattr(sums, name)) > most]
    return {
        "group": told.group,
        "currency": sums.currency,
        "low": decimal_string(sums.low),
        "high": decimal_string(sums.high),
        "undisclosed": sums.undisclosed,
        "made_of": made_of,
        "left_out": left_out,
    } | ({"more": dict.fromkeys(long, deals_of_them)} if long else {})


def _sum_json(amount):
    return {
        "deal": amount.deal.slug,
        "measure": amount.measure,
        "basis": amount.basis,
        "payer": amount.payer and amount.payer.slug,
        "payee": amount.payee and amount.payee.slug,
        "low": decimal_string(amount.low),
        "high": decimal_string(amount.high),
        "currency": amount.currency,
        "text": amount.in_words,
    }
