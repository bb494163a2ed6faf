"""What somebody looked at and found to be two: records that are alike and not the same."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ..vocabulary import MayBeTwice
from .base import Uid, UidManager, one_of


class ToldApartQuerySet(models.QuerySet):
    def of(self, noun):
        return self.filter(noun=noun)


class ToldApart(Uid):
    """Somebody says that two records are not the same, though they are alike.

    They are not shown as possible duplicates again. It is never changed, and merges nothing.
    """

    noun = models.CharField(max_length=6, choices=MayBeTwice)
    first = models.BigIntegerField(help_text="The record with the smaller key.")
    second = models.BigIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = UidManager.from_queryset(ToldApartQuerySet)()

    class Meta:
        ordering = ["-at", "-pk"]
        default_permissions: list[str] = []
        verbose_name = "records told apart"
        verbose_name_plural = "records told apart"
        constraints = [
            one_of("told_apart_noun_is_known", "noun", MayBeTwice),
            models.CheckConstraint(
                name="told_apart_are_two_in_order",
                condition=Q(first__lt=F("second")),
                violation_error_message="Two records are told apart, the older one first.",
            ),
            models.UniqueConstraint(
                name="records_are_told_apart_once",
                fields=["noun", "first", "second"],
                violation_error_message="Somebody has said already that these are not the same.",
            ),
        ]

    def __str__(self):
        return f"{self.noun} {self.first} is not {self.second}"
