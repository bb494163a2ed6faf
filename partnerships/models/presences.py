"""Who has the form of a record open, so that two people know of each other before they save."""

from datetime import timedelta

from django.conf import settings
from django.db import models

HEARD = timedelta(seconds=75)  # three questions of a page, and some time on the way
KEPT = timedelta(hours=1)


class PresenceManager(models.Manager):
    def get_by_natural_key(self, noun, record, username):
        return self.get(noun=noun, record=record, user__username=username)


class PresenceQuerySet(models.QuerySet):
    """The questions a form asks of those who have it open too."""

    def of(self, record):
        return self.filter(noun=record._meta.model_name, record=record.pk)

    def lately(self, at):
        """Those whose page was heard of within the hour."""
        return self.filter(seen_at__gt=at - KEPT)

    def forgotten(self, at):
        return self.filter(seen_at__lte=at - KEPT)


class Presence(models.Model):
    """Somebody has the form of a record open, or had it open lately.

    It is written over and over and says nothing of the record: it has no history, and is forgotten
    after an hour. The table is not logged: whoever has a form open says so again within seconds.
    """

    noun = models.CharField(max_length=40, help_text="The kind of the record.")
    record = models.BigIntegerField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    is_changing = models.BooleanField(default=False, help_text="Something is typed in the form.")
    seen_at = models.DateTimeField(db_index=True)

    objects = PresenceManager.from_queryset(PresenceQuerySet)()

    class Meta:
        ordering = ["-seen_at", "-pk"]
        default_permissions: list[str] = []
        verbose_name = "presence"
        constraints = [
            models.UniqueConstraint(
                name="presence_is_told_once_of_a_record",
                fields=["noun", "record", "user"],
                violation_error_message="It is told already that you have this open.",
            )
        ]

    def __str__(self):
        return f"{self.user.get_username()} at {self.noun} {self.record}"

    def natural_key(self):
        return (self.noun, self.record, self.user.username)
