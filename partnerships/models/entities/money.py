"""Amounts and valuations: how much, how exact, and who says so."""

from django.db import models
from django.db.models import Case, F, Q, When

from ...text.dates import format_date
from ...text.money import format_amount, how_main
from ...vocabulary import (
    CURRENCIES,
    AmountBasis,
    Measure,
    PartyKind,
    Qualifier,
    Rank,
    ValuationBasis,
)
from ..base import (
    INK,
    Present,
    Referenced,
    ReleasedQuerySet,
    Uid,
    UidManager,
    is_a_number,
    one_of,
    put_away_by_itself,
    put_away_field,
    referenced_once,
    released_field,
)
from ..dates import EDTFField, earliest_day, latest_day, valid_date
from ..history import tracked
from .deals import Deal, OfDealQuerySet
from .parties import Company, Party
from .roles import kind_of_party


class Sum(models.Model):
    """A sum of money as far as it is known: how exact, between which bounds, in what.

    Major units. “Exactly” and “about” keep one figure in both bounds; “up to” has no low
    bound and “at least” no high one; an undisclosed sum has neither.
    """

    qualifier = models.CharField(max_length=11, choices=Qualifier, default=Qualifier.EXACT)
    low = models.DecimalField(
        max_digits=20, decimal_places=2, null=True, blank=True, help_text="In full: 11900000000."
    )
    high = models.DecimalField(
        max_digits=20, decimal_places=2, null=True, blank=True, help_text="The same, if one figure."
    )
    currency = models.CharField(max_length=3, blank=True, help_text="ISO 4217, such as USD.")

    class Meta:
        abstract = True


def sum_constraints(noun):
    """What the database holds every sum of money to."""
    one_figure = Q(low__isnull=False, high__isnull=False) & Q(low=F("high"))
    return [
        one_of(f"{noun}_qualifier_is_known", "qualifier", Qualifier),
        models.CheckConstraint(
            name=f"{noun}_has_a_currency",
            condition=(Q(low=None) & Q(high=None)) | ~Q(currency=""),
            violation_error_message="Say in which currency, such as USD.",
        ),
        models.CheckConstraint(
            name=f"{noun}_currency_is_known",
            condition=Q(currency__in=["", *CURRENCIES]),
            violation_error_message="Write a currency of ISO 4217, such as USD or EUR.",
        ),
        models.CheckConstraint(
            name=f"{noun}_undisclosed_has_no_figure",
            condition=~Q(qualifier=Qualifier.UNDISCLOSED) | Q(low=None, high=None),
            violation_error_message="Undisclosed, but with a figure: clear one of the two.",
        ),
        models.CheckConstraint(
            name=f"{noun}_exact_is_not_a_range",
            condition=~Q(qualifier__in=[Qualifier.EXACT, Qualifier.ABOUT]) | one_figure,
            violation_error_message="“Exactly” and “about” take one figure: write it in both "
            "fields, or choose “between”.",
        ),
        models.CheckConstraint(
            name=f"{noun}_up_to_has_a_high_end_alone",
            condition=~Q(qualifier=Qualifier.UP_TO) | Q(low=None, high__isnull=False),
            violation_error_message="“Up to” takes the high figure alone.",
        ),
        models.CheckConstraint(
            name=f"{noun}_at_least_has_a_low_end_alone",
            condition=~Q(qualifier=Qualifier.AT_LEAST) | Q(low__isnull=False, high=None),
            violation_error_message="“At least” takes the low figure alone.",
        ),
        models.CheckConstraint(
            name=f"{noun}_range_has_two_ends",
            condition=~Q(qualifier=Qualifier.RANGE)
            | Q(low__isnull=False, high__isnull=False, high__gt=F("low")),
            violation_error_message="“Between” takes a low and a higher figure.",
        ),
        models.CheckConstraint(
            name=f"{noun}_is_not_negative",
            condition=(Q(low=None) | Q(low__gte=0)) & (Q(high=None) | Q(high__gte=0)),
            violation_error_message="Write the sum without a minus; payer and payee say which way.",
        ),
        is_a_number(f"{noun}_is_a_number", "low", "high", digits=20, places=2),
    ]


class AmountQuerySet(OfDealQuerySet):
    def main_first(self):
        """Without the deprecated, and of each deal the main sum first."""
        place = Case(
            *(
                When(measure=measure, rank=rank, then=how_main(measure, rank))
                for measure in Measure.values
                for rank in (Rank.PREFERRED, Rank.NORMAL)
            )
        )
        return self.exclude(rank=Rank.DEPRECATED).order_by("deal_id", place, "measure", "pk")


class AmountManager(UidManager.from_queryset(AmountQuerySet)):
    pass


@tracked
class Amount(Uid, Sum):
    """A sum of money in a deal: its total, one party's share, a price, a cap.

    A round's total is never copied onto its investors. The shares of the parties stay
    within the total; PostgreSQL looks at that when the transaction ends.
    """

    deal = models.ForeignKey(Deal, models.CASCADE, related_name="amounts")
    measure = models.CharField(max_length=13, choices=Measure, default=Measure.TOTAL)
    party = models.ForeignKey(
        Party,
        models.PROTECT,
        related_name="shares",
        null=True,
        blank=True,
        help_text="Whose share, where the measure is one party's share.",
    )
    date_words = models.CharField("date as worded", max_length=200, blank=True)
    date = EDTFField()
    earliest = earliest_day("date")
    latest = latest_day("date")
    basis = models.CharField(max_length=9, choices=AmountBasis)
    payer = models.ForeignKey(Party, models.PROTECT, related_name="payments", null=True, blank=True)
    payee = models.ForeignKey(Party, models.PROTECT, related_name="receipts", null=True, blank=True)
    rank = models.CharField(max_length=10, choices=Rank, default=Rank.NORMAL)
    deprecated_reason = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)

    objects = AmountManager()

    class Meta:
        ordering = ["deal", "measure", "pk"]
        constraints = [
            *sum_constraints("amount"),
            one_of("amount_measure_is_known", "measure", Measure),
            one_of("amount_basis_is_known", "basis", AmountBasis),
            one_of("amount_rank_is_known", "rank", Rank),
            valid_date("amount_date_is_a_date", "date"),
            models.CheckConstraint(
                name="amount_share_names_its_party",
                condition=Q(measure=Measure.PARTY_SHARE, party__isnull=False)
                | (~Q(measure=Measure.PARTY_SHARE) & Q(party=None)),
                violation_error_message="One party's share names the party; other sums name none.",
            ),
            models.CheckConstraint(
                name="amount_is_deprecated_with_a_reason",
                condition=~Q(rank=Rank.DEPRECATED) | Q(deprecated_reason__regex=INK),
                violation_error_message="Say why this amount is deprecated.",
            ),
            models.CheckConstraint(
                name="amount_payer_is_not_payee",
                condition=Q(payer=None) | Q(payee=None) | ~Q(payer=F("payee")),
                violation_error_message="Payer and payee are the same party.",
            ),
            models.UniqueConstraint(
                name="deal_has_one_preferred_amount_of_a_measure",
                fields=["deal", "measure", "party"],
                condition=Q(rank=Rank.PREFERRED),
                nulls_distinct=False,
                violation_error_message="Another amount of this measure is preferred already.",
            ),
        ]

    def __str__(self):
        return f"{self.get_measure_display()} of {self.deal}"

    @property
    def in_words(self):
        """How much it is and on whose word: up to $11.9 billion (announced)."""
        basis = self.get_basis_display()
        return format_amount(self.qualifier, self.low, self.high, self.currency, basis=basis)


class ValuationQuerySet(ReleasedQuerySet):
    def visible_to(self, user):
        """As of all records, less those that came with a deal that `user` may not know of."""
        deals = Deal.objects.visible_to(user)
        return super().visible_to(user).filter(Q(deal=None) | Q(deal__in=deals))

    def latest_by(self, day):
        """The valuations that may have been made by `day`, the newest first.

        “Newest” goes by the earliest day that each date may mean.
        """
        return self.filter(earliest__lte=day).order_by("-earliest", "-latest", "-pk")


class ValuationManager(Present, UidManager.from_queryset(ValuationQuerySet)):
    pass


@tracked
class Valuation(Uid, Referenced, Sum):
    """What a company was said to be worth on a date, and in which sense."""

    company = models.ForeignKey(Company, models.PROTECT, related_name="valuations")
    deal = models.ForeignKey(
        Deal,
        models.PROTECT,
        related_name="valuations",
        null=True,
        blank=True,
        help_text="The deal it came with.",
    )
    date_words = models.CharField("date as worded", max_length=200, blank=True)
    date = EDTFField()
    earliest = earliest_day("date")
    latest = latest_day("date")
    basis = models.CharField(max_length=11, choices=ValuationBasis)
    note = models.TextField(blank=True)
    released_at = released_field()
    put_away = put_away_field()

    company_kind = kind_of_party(PartyKind.COMPANY)

    objects = ValuationManager()
    every = ValuationQuerySet.as_manager()

    class Meta:
        ordering = ["company", "earliest", "pk"]
        constraints = [
            *put_away_by_itself("valuation"),
            *sum_constraints("valuation"),
            referenced_once("valuation_reference_is_given_once"),
            one_of("valuation_basis_is_known", "basis", ValuationBasis),
            valid_date("valuation_date_is_a_date", "date"),
        ]

    def __str__(self):
        return f"{self.company}, {self.get_basis_display().lower()}"

    @property
    def because(self):
        """What an answer about a day rests on."""
        return f"dated {format_date(self.date, between=True)}"
