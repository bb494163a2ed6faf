"""The right of reply: who was asked about a claim, when, by which way, and what they said."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.timezone import localtime

from ..base import INK, Uid, UidManager, not_blank
from ..entities.parties import Party
from ..history import tracked
from .claims import Claim, OfClaimQuerySet


class ReplyManager(UidManager.from_queryset(OfClaimQuerySet)):
    pass


@tracked
class Reply(Uid):
    """Somebody whom a claim speaks against was asked what they say to it."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="replies")
    party = models.ForeignKey(
        Party, models.PROTECT, related_name="replies", help_text="Whom the claim speaks against."
    )
    asked_at = models.DateTimeField("asked")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    channel = models.CharField(
        "by which way", max_length=200, help_text="E-mail to the press office, a call, a letter."
    )
    answered_at = models.DateTimeField("answered", null=True, blank=True)
    answer = models.TextField(blank=True, help_text="What they said, or that they declined.")

    objects = ReplyManager()

    class Meta:
        ordering = ["claim", "asked_at", "pk"]
        verbose_name = "right of reply"
        verbose_name_plural = "rights of reply"
        constraints = [
            not_blank("reply_has_a_channel", "channel", "Say by which way they were asked."),
            models.CheckConstraint(
                name="reply_answer_is_whole",
                condition=Q(answered_at=None, answer="")
                | Q(answered_at__isnull=False, answer__regex=INK),
                violation_error_message="An answer has its words and its day.",
            ),
            models.CheckConstraint(
                name="reply_comes_after_the_question",
                condition=Q(answered_at=None) | Q(answered_at__gte=models.F("asked_at")),
                violation_error_message="An answer comes after the question.",
            ),
        ]

    def __str__(self):
        return f"{self.claim.reference}, asked on {localtime(self.asked_at):%-d %B %Y}"
