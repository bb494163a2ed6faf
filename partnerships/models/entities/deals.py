"""Deals: what was agreed, between whom, and how far it came."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import (
    Case,
    CharField,
    DateField,
    Exists,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)

from ...vocabulary import ANNOUNCEMENTS, DealKind, DealRole, Direction, Step
from ..base import (
    Present,
    Referenced,
    ReleasedQuerySet,
    Slugged,
    SlugManager,
    Uid,
    UidManager,
    not_blank,
    one_of,
    other_row,
    put_away_by_itself,
    put_away_field,
    referenced_once,
    released_field,
    slug_shaped,
    words_index,
)
from ..dates import (
    AsOfQuerySet,
    EDTFField,
    Period,
    earliest_day,
    latest_day,
    period_constraints,
    period_indexes,
    valid_date,
)
from ..history import tracked
from .parties import Party
from .partnerships import Partnership

LADDER = {step: rung for rung, step in enumerate(Step.values)}


class DealQuerySet(ReleasedQuerySet, AsOfQuerySet):
    """The questions a desk asks of deals."""

    desk_rights = ["partnerships.view_deal", "partnerships.view_party"]  # it names its parties

    def as_of(self, day):
        """Deals in force on `day`, certainly or possibly.

        One of unknown dates is possible from its first step to the one that ended it.
        """
        steps = DealStep.objects.filter(deal=OuterRef("pk"))
        begun = Exists(steps.filter(earliest__lte=day)) | ~Exists(steps.filter(earliest__gt=day))
        ended = Exists(steps.filter(step__in=[Step.SUPERSEDED, Step.TERMINATED], latest__lt=day))
        return super().as_of(day).filter(Q(possible__isnull=False) | (Q(begun) & ~Q(ended)))

    def with_status(self):
        """Each deal's `status`, the highest rung it reached, and `announced`, its announcement's
        date, when known."""
        steps = DealStep.objects.filter(deal=OuterRef("pk"))
        top = steps.annotate(rung=rung_of("step")).order_by("-rung").values("step")[:1]
        announced = steps.announcing()
        return self.annotate(
            status=Subquery(top, output_field=CharField()),
            announced=Subquery(announced.values("date")[:1], output_field=CharField()),
            announced_earliest=Subquery(
                announced.values("earliest")[:1], output_field=DateField(null=True)
            ),
        )


def rung_of(field):
    """The height of a step on the ladder, for ordering."""
    return Case(
        *(When(**{field: step}, then=Value(rung)) for step, rung in LADDER.items()),
        output_field=models.IntegerField(),
    )


class OfDealQuerySet(models.QuerySet):
    """Rows that are part of a deal, in `deal`."""

    def visible_to(self, user):
        """Those of the deals that `user` may see."""
        return self.filter(deal__in=Deal.objects.visible_to(user))


class DealManager(Present, SlugManager.from_queryset(DealQuerySet)):
    pass


@tracked
class Deal(Referenced, Slugged, Period):
    """One agreement, rumoured or signed. It may amend another or stand under one."""

    partnership = models.ForeignKey(
        Partnership, models.PROTECT, related_name="deals", null=True, blank=True
    )
    title = models.CharField(max_length=300)
    kinds = ArrayField(models.CharField(max_length=13, choices=DealKind))
    amends = models.ForeignKey(
        "self", models.PROTECT, related_name="amended_by", null=True, blank=True
    )
    umbrella = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="under_it",
        null=True,
        blank=True,
        help_text="The agreement under which this one was made.",
    )
    note = models.TextField(blank=True)
    released_at = released_field()
    put_away = put_away_field()

    objects = DealManager()
    every = DealQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]
        permissions = [("release_deal", "Can release a deal to readers")]
        constraints = [
            *put_away_by_itself("deal"),
            referenced_once("deal_reference_is_given_once"),
            slug_shaped("deal_slug_is_a_slug"),
            not_blank("deal_has_a_title", "title", "Give the deal a title."),
            models.CheckConstraint(
                name="deal_kinds_are_known",
                condition=Q(kinds__contained_by=DealKind.values) & Q(kinds__len__gt=0),
                violation_error_message="Choose at least one kind of deal from the list.",
            ),
            other_row("deal_does_not_amend_itself", "amends", "A deal cannot amend itself."),
            other_row("deal_is_not_its_own_umbrella", "umbrella", "A deal is not under itself."),
            *period_constraints("deal"),
        ]
        indexes = [
            GinIndex(fields=["kinds"], name="deal_kinds"),
            models.Index(fields=["released_at"], name="deal_released_at"),
            models.Index(fields=["title", "slug"], name="deal_title"),
            words_index("deal", "title", "reference"),
            *period_indexes("deal"),
        ]

    def __str__(self):
        return self.title


class DealStepQuerySet(models.QuerySet):
    def announcing(self):
        """The steps by which deals became known, of each deal its announcement first: where nobody
        knows its day, the day of a rumour is not it."""
        place = Case(*(When(step=step, then=place) for place, step in enumerate(ANNOUNCEMENTS)))
        return self.filter(step__in=ANNOUNCEMENTS).order_by("deal_id", place)

    def announcements(self):
        """The announcement of each deal."""
        return self.filter(pk__in=DealStep.objects.announcing().distinct("deal_id").values("pk"))


class DealStepManager(UidManager.from_queryset(DealStepQuerySet)):
    pass


@tracked
class DealStep(Uid):
    """A rung of its ladder that a deal reached, and when."""

    deal = models.ForeignKey(Deal, models.CASCADE, related_name="steps")
    step = models.CharField(max_length=10, choices=Step)
    date_words = models.CharField("date as worded", max_length=200, blank=True)
    date = EDTFField(help_text="Blank: reached, but the day is not known.")
    earliest = earliest_day("date")
    latest = latest_day("date")

    objects = DealStepManager()

    class Meta:
        ordering = ["deal", "earliest", "pk"]
        verbose_name = "step"
        constraints = [
            one_of("deal_step_is_known", "step", Step),
            valid_date("deal_step_date_is_a_date", "date"),
            models.UniqueConstraint(
                name="deal_reaches_a_step_once",
                fields=["deal", "step"],
                violation_error_message="This step is recorded already.",
            ),
        ]

    def __str__(self):
        return self.get_step_display()


@tracked
class DealParty(Uid):
    """A party to a deal, in one role. A party in two roles has two rows."""

    deal = models.ForeignKey(Deal, models.CASCADE, related_name="parties")
    party = models.ForeignKey(Party, models.PROTECT, related_name="deals")
    role = models.CharField(max_length=29, choices=DealRole)
    direction = models.CharField(
        max_length=8, choices=Direction, blank=True, help_text="Whether it pays or is paid."
    )

    objects = UidManager()

    class Meta:
        ordering = ["deal", "role", "party", "pk"]
        verbose_name = "party to a deal"
        verbose_name_plural = "parties to deals"
        constraints = [
            one_of("deal_party_role_is_known", "role", DealRole),
            one_of("deal_party_direction_is_known", "direction", Direction, blank=True),
            models.UniqueConstraint(
                name="deal_has_a_party_once_in_a_role",
                fields=["deal", "party", "role"],
                violation_error_message="This party is in the deal in this role already.",
            ),
        ]

    def __str__(self):
        return f"{self.party} ({self.get_role_display().lower()})"
