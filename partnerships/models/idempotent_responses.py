"""Answers that the API keeps, so that a request sent twice is done once."""

from django.conf import settings
from django.db import models


class IdempotentResponseManager(models.Manager):
    def get_by_natural_key(self, username, key):
        return self.get(user__username=username, key=key)


class IdempotentResponse(models.Model):
    """What was answered to a request that bore an Idempotency-Key."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="idempotent_responses"
    )
    key = models.CharField(max_length=200)
    request = models.CharField(max_length=64, help_text="SHA-256 of method, address and body.")
    status = models.PositiveSmallIntegerField()
    body = models.TextField(blank=True)
    headers = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField()

    objects = IdempotentResponseManager()

    class Meta:
        ordering = ["pk"]
        default_permissions = []
        constraints = [
            models.UniqueConstraint(
                name="idempotent_response_is_kept_once_for_a_key",
                fields=["user", "key"],
                violation_error_message="This key was used already.",
            )
        ]

    def __str__(self):
        return f"{self.key}: {self.status}"

    def natural_key(self):
        return (self.user.username, self.key)
