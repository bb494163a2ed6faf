"""Jobs: what the desk was asked to do in the background, and how far each is."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from ...vocabulary import Progress, SourceJobKind
from ..base import Uid, UidManager, one_of
from .sources import Source

ENDED = [Progress.DONE, Progress.FAILED]


class SourceJobQuerySet(models.QuerySet):
    """The questions a desk asks of its jobs."""

    def open(self):
        return self.filter(ended_at=None)

    def forgotten(self, at):
        """Those that ended so long ago that nobody asks any more."""
        return self.filter(ended_at__lt=at - timedelta(days=30))


class SourceJob(Uid):
    """Something to be done with a source in the background, and how far it is.

    `asked_by` is empty where the desk itself asked. `said` is what came of the latest try, as a
    sentence; `again_at` is when the next one is due. What comes of a job in the end is a
    record of its own: a copy, or a look at the source.
    """

    kind = models.CharField(max_length=7, choices=SourceJobKind)
    source = models.ForeignKey(Source, models.CASCADE, related_name="source_jobs", db_index=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=7, choices=Progress, default=Progress.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    said = models.TextField(blank=True)
    again_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = UidManager.from_queryset(SourceJobQuerySet)()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        default_permissions = []
        constraints = [
            one_of("source_job_kind_is_known", "kind", SourceJobKind),
            one_of("source_job_state_is_known", "state", Progress),
            models.UniqueConstraint(
                name="source_job_is_asked_for_once",
                fields=["source", "kind"],
                condition=Q(ended_at=None),
                violation_error_message="The desk is asked for this already.",
            ),
            models.CheckConstraint(
                name="source_job_ends_when_it_is_done_or_not",
                condition=Q(state__in=ENDED, ended_at__isnull=False)
                | (~Q(state__in=ENDED) & Q(ended_at=None)),
                violation_error_message="A job that is done, or given up, has ended.",
            ),
            models.CheckConstraint(
                name="source_job_is_tried_again_while_it_waits",
                condition=Q(again_at=None) | Q(state=Progress.WAITING),
                violation_error_message="Only what waits is tried again.",
            ),
            models.CheckConstraint(
                name="source_job_says_how_it_ended",
                condition=Q(ended_at=None) | ~Q(said=""),
                violation_error_message="Say what came of it.",
            ),
        ]
        indexes = [models.Index(fields=["source", "asked_at"], name="source_job_source")]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.source}"
