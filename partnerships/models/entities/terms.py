"""Terms: the clauses of a deal, each in force for a time of its own."""

from django.db import models
from django.db.models import Q

from ...vocabulary import TermKind
from ..base import Uid, UidManager, not_blank, one_of, other_row, words_index
from ..dates import AsOfQuerySet, Period, period_constraints, period_indexes
from ..history import tracked
from .deals import Deal, OfDealQuerySet


class TermQuerySet(OfDealQuerySet, AsOfQuerySet):
    def as_of(self, day):
        """Terms in force on `day`, certainly or possibly.

        A term of unknown dates is possible while its deal may have been in force.
        """
        in_force = Deal.objects.as_of(day)
        return super().as_of(day).filter(Q(possible__isnull=False) | Q(deal__in=in_force))


class TermManager(UidManager.from_queryset(TermQuerySet)):
    pass


@tracked
class Term(Uid, Period):
    """One clause of a deal, as a sentence of ours."""

    deal = models.ForeignKey(Deal, models.CASCADE, related_name="terms")
    position = models.PositiveSmallIntegerField(default=1, help_text="Its place in the list.")
    kind = models.CharField(max_length=13, choices=TermKind, default=TermKind.OTHER)
    text = models.CharField(max_length=500, help_text="What was agreed, in our words.")
    replaced_by = models.ForeignKey(
        "self", models.SET_NULL, related_name="replaces", null=True, blank=True
    )

    objects = TermManager()

    class Meta:
        ordering = ["deal", "position", "pk"]
        constraints = [
            one_of("term_kind_is_known", "kind", TermKind),
            not_blank("term_says_something", "text", "Write what was agreed."),
            other_row("term_does_not_replace_itself", "replaced_by", "A term replaces another."),
            *period_constraints("term"),
        ]
        indexes = [*period_indexes("term"), words_index("term", "text")]

    def __str__(self):
        return self.text
