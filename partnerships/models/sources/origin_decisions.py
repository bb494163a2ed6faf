"""Decisions: what somebody decided of two sources that share text."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least

from ...vocabulary import Kinship
from ..base import Uid, UidManager, one_of
from ..history import tracked
from .sources import Source


class OriginDecisionQuerySet(models.QuerySet):
    """The questions a desk asks of its decisions."""

    def current(self):
        """The latest of each two sources."""
        return self.filter(superseded_at=None)

    def of(self, source):
        """Decisions of the source and another."""
        return self.filter(Q(source=source) | Q(other=source))

    def visible_to(self, user):
        """Decisions of two sources, both of which `user` may know of."""
        known = Source.objects.visible_to(user).order_by().values("pk")
        return self.filter(source__in=known, other__in=known)


class OriginDecisionManager(UidManager.from_queryset(OriginDecisionQuerySet)):
    pass


@tracked
class OriginDecision(Uid):
    """Somebody decided whether two sources share an origin; where one retells, `source` does.

    The latest decision of two sources is the current one; it replaces the one before.
    """

    source = models.ForeignKey(Source, models.PROTECT, related_name="origin_decisions")
    other = models.ForeignKey(Source, models.PROTECT, related_name="+")
    answer = models.CharField(max_length=11, choices=Kinship)
    why = models.TextField("reasons", blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = OriginDecisionManager()

    class Meta:
        ordering = ["-decided_at", "pk"]
        default_permissions = []
        constraints = [
            one_of("origin_decision_answer_is_known", "answer", Kinship),
            models.CheckConstraint(
                name="origin_decision_is_of_two_sources",
                condition=~Q(source=F("other")),
                violation_error_message="A decision is of two sources: choose another one.",
            ),
            models.UniqueConstraint(
                Least("source", "other"),
                Greatest("source", "other"),
                name="sources_have_one_current_origin_decision",
                condition=Q(superseded_at=None),
                violation_error_message="Somebody has judged these two sources meanwhile.",
            ),
        ]

    def __str__(self):
        return f"{self.source} and {self.other}: {self.get_answer_display().lower()}"
