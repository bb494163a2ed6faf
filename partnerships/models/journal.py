"""The journal: every act of the desk, each sealed with the one before it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from ..vocabulary import Act
from .base import Uid, UidManager, one_of
from .claims.claims import Claim


class EntryManager(UidManager):
    pass


class Entry(Uid):
    """Somebody did something at the desk: what, to which record, when, why, by which door.

    `at` is the moment that the act names: a story that is loaded tells of its past. `recorded_at`
    is when it was written here, by the database's clock, whatever anybody says. `context` leads to
    the rows that it changed, before and after. PostgreSQL puts entries in one order and seals each
    with the hash of the one before, when its transaction ends: until then its number and hashes are
    not its own. None is ever changed or removed.
    """

    act = models.CharField(max_length=13, choices=Act)
    noun = models.CharField(max_length=40, help_text="What kind of record it was done to.")
    key = models.CharField(max_length=200, help_text="How that record is known outside.")
    claim = models.ForeignKey(
        Claim,
        models.DO_NOTHING,
        related_name="entries",
        db_constraint=False,
        null=True,
        help_text="The claim it concerns, where it concerns one.",
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="entries", null=True
    )
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(null=True, editable=False)
    why = models.TextField(blank=True)
    door = models.CharField(max_length=40, blank=True)
    context = models.UUIDField(null=True)
    previous = models.CharField(max_length=64, blank=True, editable=False)
    hash = models.CharField(max_length=64, blank=True, editable=False)

    objects = EntryManager()

    class Meta:
        ordering = ["pk"]
        default_permissions = ["view"]
        verbose_name_plural = "entries"
        constraints = [
            one_of("entry_act_is_known", "act", Act),
            models.UniqueConstraint(
                name="entry_follows_one_other",
                fields=["previous"],
                violation_error_message="Another entry follows that one already.",
            ),
        ]
        indexes = [
            models.Index(fields=["claim", "id"], name="entry_claim"),
            models.Index(fields=["id"], condition=Q(act=Act.VERIFIED), name="entry_verified"),
            models.Index(
                fields=["id"], condition=Q(act__in=[Act.IMPORTED, Act.UNDONE]), name="entry_tables"
            ),
        ]

    def __str__(self):
        return f"{self.by or 'Nobody named'} {self.get_act_display()}"
