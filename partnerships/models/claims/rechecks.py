"""Looks at sources again, and what became of the quotations that lean on them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localtime

from ...vocabulary import DRIFTED, STANDING, Came, Outcome
from ..base import INK, Uid, UidManager, all_or_none, one_of
from ..history import tracked
from ..sources.sources import Snapshot, Source
from .citations import Citation


class RecheckQuerySet(models.QuerySet):
    """The questions a desk asks of its looks at sources."""

    def visible_to(self, user):
        """Looks at sources that `user` may know of."""
        return self.filter(source__in=Source.objects.visible_to(user).order_by())


class RecheckManager(UidManager.from_queryset(RecheckQuerySet)):
    pass


@tracked
class Recheck(Uid):
    """One look at a source again: when, by whom, and what came. It is never changed.

    `snapshot` is the copy that came, an older one where it is the same byte for byte. `by` is
    empty where the desk itself looked.
    """

    source = models.ForeignKey(Source, models.PROTECT, related_name="rechecks", db_index=False)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    came = models.CharField("what came", max_length=15, choices=Came)
    status = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="What the site answered, such as 404, where it answered."
    )
    snapshot = models.ForeignKey(
        Snapshot, models.PROTECT, related_name="rechecks", null=True, blank=True
    )

    objects = RecheckManager()

    class Meta:
        ordering = ["-at", "-pk"]
        default_permissions = []
        constraints = [
            one_of("recheck_came_is_known", "came", Came),
            models.CheckConstraint(
                name="recheck_brings_a_copy_or_says_why_none",
                condition=Q(came=Came.COPY, snapshot__isnull=False)
                | (~Q(came=Came.COPY) & Q(snapshot=None)),
                violation_error_message="A look brings a copy, or says why none came.",
            ),
            models.CheckConstraint(
                name="recheck_status_is_one_of_http",
                condition=Q(status=None) | Q(status__range=(100, 599)),
                violation_error_message="What a site answers is a number from 100 to 599.",
            ),
        ]
        indexes = [models.Index(fields=["source", "at", "id"], name="recheck_source")]

    def __str__(self):
        return f"Look of {localtime(self.at):%-d %B %Y}"


class SightingQuerySet(models.QuerySet):
    """The questions a desk asks of what became of its quotations."""

    def visible_to(self, user):
        """Those of citations that `user` may know of."""
        return self.filter(citation__in=Citation.objects.visible_to(user).order_by())

    def of_what_is_quoted(self):
        """Those of what the citation still quotes, in the same copy."""
        return self.filter(quote=F("citation__quote"), copy=F("citation__snapshot"))

    def conclusive(self):
        """Those for which a copy came."""
        return self.exclude(outcome=Outcome.UNREACHABLE)

    def newest(self):
        """The newest of each citation."""
        return self.order_by("citation_id", "-pk").distinct("citation_id")


class SightingManager(UidManager.from_queryset(SightingQuerySet)):
    pass


@tracked
class Sighting(Uid):
    """What became of one quotation at one look at its source. It is never changed.

    It was looked for `quote`, as it stands in `copy`. In the copy that came, what stands there now
    begins at `position` and takes up `extent` characters; `words` are those, where they differ.

    `first` is the sighting since which it has been so: itself, or an earlier one that found the
    same of the same quotation with no other outcome between; PostgreSQL finds it. What a verdict
    covers names it, so that the same alteration found again makes nothing lapse.
    """

    recheck = models.ForeignKey(Recheck, models.PROTECT, related_name="sightings", db_index=False)
    # The citation may go; what was found of it stays known.
    citation = models.ForeignKey(
        Citation,
        models.DO_NOTHING,
        related_name="sightings",
        db_constraint=False,
        db_index=False,
    )
    outcome = models.CharField(max_length=11, choices=Outcome)
    quote = models.TextField(help_text="What was looked for.")
    copy = models.ForeignKey(
        Snapshot, models.PROTECT, related_name="+", help_text="The copy that the citation quotes."
    )
    position = models.PositiveIntegerField(null=True, blank=True)
    extent = models.PositiveIntegerField(null=True, blank=True)
    words = models.TextField(blank=True, help_text="What stands there now, where it differs.")
    first = models.ForeignKey(
        "self", models.DO_NOTHING, related_name="repeated", null=True, editable=False
    )

    objects = SightingManager()

    class Meta:
        ordering = ["recheck_id", "pk"]
        default_permissions = []
        constraints = [
            one_of("sighting_outcome_is_known", "outcome", Outcome),
            models.UniqueConstraint(
                name="sighting_is_made_once_a_look",
                fields=["recheck", "citation"],
                violation_error_message="What became of this quotation then is recorded already.",
            ),
            all_or_none(
                "sighting_place_is_whole",
                "A place in a copy has a beginning and a length.",
                "position",
                "extent",
            ),
            models.CheckConstraint(
                name="sighting_says_what_stands_there",
                condition=Q(outcome__in=STANDING, position__isnull=False, words="")
                | Q(outcome=Outcome.ALTERED, position__isnull=False, words__regex=INK)
                | Q(outcome__in=[Outcome.GONE, Outcome.UNREACHABLE], position=None, words=""),
                violation_error_message="What stands has a place, what is altered has its words "
                "too, and what is gone has neither.",
            ),
        ]
        indexes = [
            models.Index(fields=["citation", "id"], name="sighting_citation"),
            models.Index(
                fields=["citation"], name="sighting_drifted", condition=Q(outcome__in=DRIFTED)
            ),
        ]

    def __str__(self):
        return f"{self.get_outcome_display()}: {self.quote}"

    @property
    def has_drifted(self):
        """Whether the source no longer says what is quoted from it."""
        return self.outcome in DRIFTED
