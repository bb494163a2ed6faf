"""Webhooks: addresses of programs that are told what changed for readers, and each telling."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from .base import INK, Uid, UidManager

KEPT = timedelta(days=30)


class WebhookQuerySet(models.QuerySet):
    """The questions that the desk asks of its webhooks."""

    def owned_by(self, user):
        """Everybody sees and ends their own."""
        return self.filter(user=user.pk)

    def active(self):
        """Those that are told: not switched off, of somebody who may come in."""
        return self.filter(ended_at=None, user__is_active=True)


class Webhook(Uid):
    """An address that somebody has what changed for readers be sent to, and until where it was.

    What is sent is what anybody may read, the same for everybody.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="webhooks")
    url = models.CharField("address", max_length=2048)
    at = models.DateTimeField("registered at")
    told_until = models.PositiveBigIntegerField(
        default=0, help_text="The number of the last change that was taken there."
    )
    ended_at = models.DateTimeField("switched off at", null=True, blank=True)
    why = models.CharField(max_length=500, blank=True, help_text="Why it was switched off.")

    objects = UidManager.from_queryset(WebhookQuerySet)()

    class Meta:
        ordering = ["-pk"]
        default_permissions: list[str] = []
        constraints = [
            models.UniqueConstraint(
                name="webhook_is_registered_once",
                fields=["user", "url"],
                violation_error_message="You have registered this address already.",
            ),
            models.CheckConstraint(
                name="webhook_address_is_of_the_web",
                condition=Q(url__regex=r"^https?://\S+$"),
                violation_error_message="The address begins with https://.",
            ),
            models.CheckConstraint(
                name="webhook_is_switched_off_for_a_reason",
                condition=Q(ended_at=None, why="") | Q(ended_at__isnull=False, why__regex=INK),
                violation_error_message="An address is switched off for a reason.",
            ),
        ]

    def __str__(self):
        return self.url


class WebhookDeliveryQuerySet(models.QuerySet):
    """The questions that the desk asks of what it sent."""

    def open(self):
        return self.filter(ended_at=None)

    def forgotten(self, at):
        """Those that nobody asks about any more."""
        return self.filter(ended_at__lt=at - KEPT)


class WebhookDelivery(Uid):
    """A page of changes that is sent to a webhook, under one id however often it is tried."""

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries")
    after = models.PositiveBigIntegerField(help_text="The number before its first change.")
    last = models.PositiveBigIntegerField(help_text="The number of its last change.")
    begun_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    again_at = models.DateTimeField(null=True, blank=True)
    status = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="What was answered last; nothing where nothing was."
    )
    said = models.CharField(max_length=500, blank=True, help_text="What came of the last try.")
    ended_at = models.DateTimeField(null=True, blank=True)
    is_taken = models.BooleanField(default=False)

    objects = UidManager.from_queryset(WebhookDeliveryQuerySet)()

    class Meta:
        ordering = ["-pk"]
        default_permissions: list[str] = []
        constraints = [
            models.UniqueConstraint(
                name="webhook_is_sent_one_page_at_a_time",
                fields=["webhook"],
                condition=Q(ended_at=None),
                violation_error_message="A page is under way there already.",
            ),
            models.CheckConstraint(
                name="delivery_has_changes",
                condition=Q(last__gt=F("after")),
                violation_error_message="A page has one change at least.",
            ),
            models.CheckConstraint(
                name="delivery_that_is_taken_has_ended",
                condition=Q(is_taken=False) | Q(ended_at__isnull=False, again_at=None),
                violation_error_message="What was taken is not sent again.",
            ),
        ]

    def __str__(self):
        return f"{self.after} to {self.last}"
