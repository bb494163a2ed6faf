"""Partnerships: a relation between parties that lasts longer than one deal."""

from django.db import models
from django.db.models import Case, CharField, OuterRef, Q, Value, When

from ...vocabulary import Held
from ..base import (
    Collected,
    Present,
    ReleasedQuerySet,
    Slugged,
    SlugManager,
    Uid,
    UidManager,
    not_blank,
    put_away_by_itself,
    put_away_field,
    related_count,
    released_field,
    slug_shaped,
    trimmed,
    words_index,
)
from ..dates import AsOfQuerySet, Period, is_open_on, period_constraints, period_indexes
from ..history import tracked
from .parties import Party


class PartnershipQuerySet(ReleasedQuerySet):
    def as_of(self, day):
        """Partnerships that held on `day`: at least two of their parties were in it.

        Each says in `held` whether that is certain (two parties certainly in), open (two of which
        no end is known, or certainly in) or possible, and in `because` of how many.
        """
        members = PartnershipParty.objects.filter(partnership=OuterRef("pk"))
        within = members.filter(Q(possible__contains=day) | Q(possible=None))

        def count(rows):
            return related_count(rows, "partnership", "party")

        return (
            self.annotate(possibly_in=count(within))
            .annotate(certainly_in=count(members.filter(certain__contains=day)))
            .annotate(
                surely_in=count(members.filter(Q(certain__contains=day) | Q(is_open_on(day))))
            )
            .filter(possibly_in__gte=2)
            .annotate(
                held=Case(
                    When(certainly_in__gte=2, then=Value(Held.CERTAIN.value)),
                    When(surely_in__gte=2, then=Value(Held.OPEN.value)),
                    default=Value(Held.POSSIBLE.value),
                    output_field=CharField(),
                )
            )
        )


class PartnershipManager(Present, SlugManager.from_queryset(PartnershipQuerySet)):
    pass


@tracked
class Partnership(Collected, Slugged):
    """What ties companies together over years: the frame of their deals."""

    name = models.CharField(max_length=200)
    summary = models.TextField(blank=True, help_text="In our words, for somebody new to it.")
    released_at = released_field()
    put_away = put_away_field()

    objects = PartnershipManager()
    every = PartnershipQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            *put_away_by_itself("partnership"),
            not_blank("partnership_has_a_name", "name", "Give the partnership a name."),
            trimmed("partnership_name_is_not_padded", "name"),
            slug_shaped("partnership_slug_is_a_slug"),
        ]
        indexes = [words_index("partnership", "name")]

    def __str__(self):
        return self.name

    @property
    def because(self):
        """What an answer about a day rests on, of a row that was asked for one."""
        if self.certainly_in >= 2:
            return f"{self.certainly_in} parties certainly in it"
        if self.surely_in >= 2:
            return f"{self.surely_in} parties in it, no end known"
        return f"{self.possibly_in} parties possibly in it"


class PartnershipPartyManager(UidManager.from_queryset(AsOfQuerySet)):
    pass


@tracked
class PartnershipParty(Uid, Period):
    """A party to a partnership, and since when."""

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="parties")
    party = models.ForeignKey(Party, models.PROTECT, related_name="partnerships")

    objects = PartnershipPartyManager()

    class Meta:
        ordering = ["partnership", "party", "start", "pk"]
        verbose_name = "party to a partnership"
        verbose_name_plural = "parties to partnerships"
        constraints = [
            models.UniqueConstraint(
                name="partnership_has_a_party_once",
                fields=["partnership", "party", "start"],
                violation_error_message="This party is recorded already.",
            ),
            *period_constraints("partnership_party"),
        ]
        indexes = period_indexes("partnership_party")

    def __str__(self):
        return f"{self.party} in {self.partnership}"
