"""Assignments: who is asked to check or sign a claim, and by when."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from ...vocabulary import Task
from ..base import Uid, UidManager, all_or_none, one_of
from ..history import tracked
from .claims import Claim, OfClaimQuerySet


class AssignmentQuerySet(OfClaimQuerySet):
    def open(self):
        """Those that nobody has closed."""
        return self.filter(closed_at=None)

    def overdue(self, day):
        return self.open().filter(due__lt=day)


class AssignmentManager(UidManager.from_queryset(AssignmentQuerySet)):
    pass


@tracked
class Assignment(Uid):
    """Somebody is asked to check or sign a claim. It is closed when done or taken back."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="assignments")
    task = models.CharField(max_length=5, choices=Task, default=Task.CHECK)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="assignments"
    )
    due = models.DateField(null=True, blank=True, help_text="The last day for it. May stay empty.")
    note = models.TextField(blank=True, help_text="What to look at. May stay empty.")
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField()
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = AssignmentManager()

    class Meta:
        ordering = ["due", "assigned_at", "pk"]
        constraints = [
            one_of("assignment_task_is_known", "task", Task),
            all_or_none(
                "assignment_end_is_whole",
                "Say who closed it, and when.",
                "closed_at",
                "closed_by",
            ),
            models.UniqueConstraint(
                name="assignment_is_given_once",
                fields=["claim", "assignee", "task"],
                condition=Q(closed_at=None),
                violation_error_message="They are asked for this already.",
            ),
        ]
        indexes = [
            models.Index(fields=["assignee"], name="assignment_open", condition=Q(closed_at=None))
        ]

    def __str__(self):
        return f"{self.get_task_display()} {self.claim.reference}"
