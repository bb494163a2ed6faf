"""Stakes: who holds what in whom, board rights included."""

from django.db import models
from django.db.models import F, Q

from ...vocabulary import Holding, Interest, PartyKind, Qualifier
from ..base import (
    Present,
    Referenced,
    ReleasedQuerySet,
    Uid,
    UidManager,
    one_of,
    put_away_by_itself,
    put_away_field,
    referenced_once,
    released_field,
    words_index,
)
from ..dates import AsOfQuerySet, Period, certainly_alone, period_constraints, period_indexes
from ..history import tracked
from .parties import Company, Party
from .roles import kind_of_party


class StakeQuerySet(ReleasedQuerySet, AsOfQuerySet):
    def as_of(self, day):
        """Stakes that were held on `day`, certainly or possibly; not those only planned."""
        return super().as_of(day).filter(holding=Holding.HELD)


class StakeManager(Present, UidManager.from_queryset(StakeQuerySet)):
    pass


def percentage_field(verbose_name, help_text):
    return models.DecimalField(
        verbose_name, max_digits=7, decimal_places=4, null=True, blank=True, help_text=help_text
    )


@tracked
class Stake(Uid, Referenced, Period):
    """An interest of one party in a company: shares, votes, profits, board seats, rights."""

    holder = models.ForeignKey(Party, models.PROTECT, related_name="stakes")
    company = models.ForeignKey(Company, models.PROTECT, related_name="held_by")
    interest = models.CharField(max_length=17, choices=Interest)
    holding = models.CharField(max_length=7, choices=Holding, default=Holding.HELD)
    description = models.CharField(
        max_length=300, blank=True, help_text="What it is, in a few words: capped profit interest."
    )
    qualifier = models.CharField(
        max_length=11, choices=Qualifier, blank=True, help_text="How exact the percentage is."
    )
    percent_min = percentage_field("at least, %", "Blank: not known.")
    percent_max = percentage_field("at most, %", "The same as at least, when one figure is given.")
    note = models.TextField(blank=True)
    released_at = released_field()
    put_away = put_away_field()

    company_kind = kind_of_party(PartyKind.COMPANY)

    objects = StakeManager()
    every = StakeQuerySet.as_manager()

    class Meta:
        ordering = ["company", "holder", "start", "pk"]
        constraints = [
            *put_away_by_itself("stake"),
            referenced_once("stake_reference_is_given_once"),
            one_of("stake_interest_is_known", "interest", Interest),
            one_of("stake_holding_is_known", "holding", Holding),
            one_of("stake_qualifier_is_known", "qualifier", Qualifier, blank=True),
            models.CheckConstraint(
                name="stake_is_within_0_and_100",
                condition=(Q(percent_min=None) | Q(percent_min__gte=0, percent_min__lte=100))
                & (Q(percent_max=None) | Q(percent_max__gte=0, percent_max__lte=100)),
                violation_error_message="A percentage lies between 0 and 100.",
            ),
            models.CheckConstraint(
                name="stake_min_is_not_above_max",
                condition=Q(percent_min=None)
                | Q(percent_max=None)
                | Q(percent_min__lte=F("percent_max")),
                violation_error_message="“At least” is more than “at most”.",
            ),
            models.CheckConstraint(
                name="stake_holder_is_not_its_company",
                condition=~Q(holder=F("company")),
                violation_error_message="A company does not hold a stake in itself.",
            ),
            certainly_alone(
                "stakes_of_one_kind_do_not_overlap",
                "holder",
                "company",
                "interest",
                condition=Q(holding=Holding.HELD, put_away=None),
                message="This holder certainly has another stake of this kind on these days: "
                "end the earlier one first.",
            ),
            *period_constraints("stake"),
        ]
        indexes = [*period_indexes("stake"), words_index("stake", "description", "reference")]

    def __str__(self):
        return f"{self.holder} in {self.company}: {self.description or self.get_interest_display()}"
