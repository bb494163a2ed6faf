"""Sums over the wire: what deals add up to, and which rows each figure is made of."""

from django.db.models import Prefetch, Q
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from ...models import Amount, Deal, DealParty, DealStep, Party
from ...rules.entities.totals import GROUPS, group_totals
from ...text import money
from ...vocabulary import AmountBasis, Measure, Rank
from ..errors import BadParameters
from ..fields import decimal_string
from ..filters import FilterBackend, WordsFilter
from ..known_words import slugs_of
from ..parameters import checked
from ..records import Records
from ..schema import RecordSchema
from .deals import DealFilters, DealSerializer

MOST = 5_000  # sums that are added up for one request
NAMED = 100  # deals without a sum

BY = OpenApiParameter(
    "by",
    {"type": "array", "items": {"type": "string", "enum": list(GROUPS)}, "minItems": 1},
    description="What is added up apart, with commas between: "
    f"{', '.join(GROUPS)}. Currencies always are.",
)


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


class WithoutSums(serializers.Serializer):
    """Deals of which no sum is recorded: they are in no figure."""

    count = serializers.IntegerField()
    deals = serializers.ListField(
        child=serializers.CharField(), help_text=f"The ids of the first {NAMED}."
    )


class TotalsAnswer(serializers.Serializer):
    """Sums, each group's and each currency's apart."""

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
        return [BY]

    def get_filter_backends(self):
        return [FilterBackend]


class TotalsViewSet(Records):
    """What deals add up to. No row is counted twice: where a wider sum covers another, or another
    account of it is preferred, the rest is left out, with why."""

    schema = TotalsSchema()
    queryset = Deal.objects.all()
    serializer_class = DealSerializer
    filterset_class = TotalsFilters
    pagination_class = None

    @property
    def parameters(self):
        return {"by", *self.filterset_class.base_filters}

    def rows(self, reader):
        return reader.on_the_day(reader.sees(Deal))

    @extend_schema(responses=TotalsAnswer, summary="Sums", operation_id="totals")
    def totals(self, request):
        """What deals add up to, by payer, payee, kind, measure, basis, year, deal and currency."""
        asked = self.filterset_class.base_filters.items()
        repeated = {name for name, each in asked if getattr(each, "repeats", False)}
        checked(request, self.parameters, repeated)
        by = self._parts(request)
        filters = FilterBackend().asked(request, self.get_queryset(), self)
        deals = filters.qs.order_by()
        told = group_totals(
            self._amounts(deals, filters.form.cleaned_data),
            by,
            *(self._keys(filters.form.cleaned_data.get(side)) for side in ("payer", "payee")),
        )
        live = Amount.objects.exclude(rank=Rank.DEPRECATED).values("deal")
        without = deals.exclude(pk__in=live)
        named = list(without.order_by("slug").values_list("slug", flat=True)[:NAMED])
        return Response(
            {
                "results": [_total_json(each) for each in told],
                "without_sums": {"count": without.count(), "deals": named},
            }
        )

    def _parts(self, request):
        words = [word.strip() for word in request.query_params.get("by", "").split(",")]
        words = list(dict.fromkeys(word for word in words if word))
        if unknown := [word for word in words if word not in GROUPS]:
            raise BadParameters(
                {"by": f"There is no “{unknown[0][:40]}”; choose from {', '.join(GROUPS)}."}
            )
        return words

    def _keys(self, groups):
        slugs = [word.lower() for group in groups or () for word in group]
        return frozenset(
            self.reader.sees(Party).filter(slug__in=slugs).values_list("pk", flat=True)
        )

    def _amounts(self, deals, asked):
        """The sums of the deals: of the measure, the basis and the currency that are asked for."""
        rows = Amount.objects.filter(deal__in=deals.values("pk"))
        for name in ("measure", "basis"):
            for words in asked.get(name) or ():
                rows = rows.filter(**{f"{name}__in": words})
        for words in asked.get("currency") or ():
            rows = rows.filter(currency__in=[word.upper() for word in words])
        steps = Prefetch("deal__steps", DealStep.objects.all())
        rows = rows.select_related("deal", "payer", "payee").prefetch_related(steps)
        found = list(rows.order_by("deal__slug", "measure", "pk")[: MOST + 1])
        if len(found) > MOST:
            raise BadParameters(
                {"party": f"That adds up more than {MOST:,} sums: name a party or a partnership."}
            )
        return found


def _total_json(told):
    sums = told.sums
    return {
        "group": told.group,
        "currency": sums.currency,
        "low": decimal_string(sums.low),
        "high": decimal_string(sums.high),
        "undisclosed": sums.undisclosed,
        "made_of": [_sum_json(amount) for amount in told.made_of],
        "left_out": [_sum_json(amount) | {"why": why} for amount, why in sums.left_out],
    }


def _sum_json(amount):
    text = money.format_amount(
        amount.qualifier,
        amount.low,
        amount.high,
        amount.currency,
        basis=amount.get_basis_display(),
    )
    return {
        "deal": amount.deal.slug,
        "measure": amount.measure,
        "basis": amount.basis,
        "payer": amount.payer and amount.payer.slug,
        "payee": amount.payee and amount.payee.slug,
        "low": decimal_string(amount.low),
        "high": decimal_string(amount.high),
        "currency": amount.currency,
        "text": text,
    }
