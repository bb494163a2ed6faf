"""What was put away: records that should not be there, out of all lists, and why."""

from django.conf import settings
from django.db import models

from .base import Uid, UidManager, not_blank


class PutAway(Uid):
    """Somebody put a record away: who, when and why, and since when readers had seen it.

    The record names it while it is away; it is never changed, and stays when the record is back.
    """

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    why = models.CharField(
        max_length=500,
        help_text="Why it should not be there: of what it is a duplicate.",
    )
    released_at = models.DateTimeField(
        null=True, blank=True, help_text="Since when readers had seen it. Empty: they had not."
    )

    objects = UidManager()

    class Meta:
        ordering = ["-at", "-pk"]
        default_permissions = ["add"]
        verbose_name = "record put away"
        verbose_name_plural = "records put away"
        constraints = [
            not_blank("put_away_says_why", "why", "Say why it should not be there."),
        ]

    def __str__(self):
        return self.why
