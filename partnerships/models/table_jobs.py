"""Jobs of tables: those too long for a request, which a worker previews and brings in."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from ..vocabulary import Progress
from .base import Uid, UidManager, one_of

ENDED = [Progress.DONE, Progress.FAILED]
KEPT = timedelta(days=1)


class TableJobQuerySet(models.QuerySet):
    """The questions a desk asks of its tables."""

    def open(self):
        return self.filter(ended_at=None)

    def asked_by(self, user):
        """Whoever brought a table in sees it, and nobody else."""
        return self.filter(asked_by=user)

    def forgotten(self, at):
        """Those whose files nobody keeps any more; not one whose rows are coming in."""
        return self.filter(asked_at__lt=at - KEPT).exclude(is_confirmed=True, ended_at=None)


class TableJob(Uid):
    """A table that somebody brings in, and how far it is: first its preview, then its rows.

    The table and what came of it are files that only the desk's own account reads; here stands
    nothing of what they hold.
    """

    noun = models.CharField(max_length=40, help_text="The records that its rows are.")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    kept = models.CharField(max_length=32, unique=True, help_text="The name of its file.")
    reading = models.JSONField(default=dict, help_text="What was said of its columns.")
    is_confirmed = models.BooleanField(default=False)
    why = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=7, choices=Progress, default=Progress.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    said = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = UidManager.from_queryset(TableJobQuerySet)()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        default_permissions = []
        constraints = [
            one_of("table_job_state_is_known", "state", Progress),
            models.CheckConstraint(
                name="table_job_ends_when_it_is_done_or_not",
                condition=Q(state__in=ENDED, ended_at__isnull=False)
                | (~Q(state__in=ENDED) & Q(ended_at=None)),
                violation_error_message="A job that is done, or given up, has ended.",
            ),
        ]

    def __str__(self):
        return f"{self.noun}: {self.get_state_display()}"
