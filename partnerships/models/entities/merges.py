"""Merges: two records of one party become one, by two people, with what is needed to undo it."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from ...vocabulary import MergeAct
from ..base import INK, Uid, UidManager, json_shaped, one_of
from .parties import Party


class MergeQuerySet(models.QuerySet):
    """The questions a desk asks of its merges."""

    # What stands against a merge names all that the desk has of the two.
    desk_rights = [
        f"partnerships.view_{noun}" for noun in ("merge", "party", "deal", "claim", "reply")
    ]

    def waiting(self):
        """What was proposed, and nobody has confirmed or turned down."""
        return self.filter(act=MergeAct.PROPOSED, answer=None)

    def in_force(self):
        """The merges that were confirmed and not undone since."""
        undone = Merge.objects.filter(undoes=OuterRef("pk"), act=MergeAct.CONFIRMED)
        return self.filter(~Exists(undone), act=MergeAct.CONFIRMED, undoes=None)

    def visible_to(self, user):
        """All of them for those who may see what the desk has of parties; nobody else knows."""
        return self if user.has_perms(self.desk_rights) else self.none()


class MergeManager(UidManager.from_queryset(MergeQuerySet)):
    pass


class Merge(Uid):
    """What somebody did about two records of one party.

    They proposed a merge or its undoing, confirmed it as a second person, or turned it down. A
    merge that was confirmed keeps in `moved` each row that it wrote, as it was and became.
    """

    merged = models.ForeignKey(
        Party, models.PROTECT, related_name="merges", help_text="The record that goes."
    )
    into = models.ForeignKey(
        Party, models.PROTECT, related_name="took_in", help_text="The record that stays."
    )
    act = models.CharField("what was done", max_length=9, choices=MergeAct)
    answers = models.OneToOneField(
        "self", models.PROTECT, related_name="answer", null=True, blank=True, editable=False
    )
    undoes = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="undoings",
        null=True,
        blank=True,
        editable=False,
        help_text="The merge that is to be undone; empty where two are to become one.",
    )
    why = models.TextField(blank=True, help_text="By what one knows that both are the same.")
    moved = models.JSONField(default=list, blank=True, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("when")

    objects = MergeManager()

    class Meta:
        ordering = ["-pk"]
        default_permissions = ["view"]
        permissions = [("merge_party", "Can propose, confirm and undo merges of parties")]
        constraints = [
            one_of("merge_act_is_known", "act", MergeAct),
            models.CheckConstraint(
                name="merge_is_of_two_records",
                condition=~Q(merged=F("into")),
                violation_error_message="A record is not merged into itself.",
            ),
            models.CheckConstraint(
                name="merge_is_answered_when_proposed",
                condition=Q(act=MergeAct.PROPOSED, answers=None)
                | ~Q(act=MergeAct.PROPOSED) & Q(answers__isnull=False),
                violation_error_message="What is confirmed or turned down was proposed before.",
            ),
            models.CheckConstraint(
                name="merge_has_a_reason",
                condition=Q(act=MergeAct.CONFIRMED) | Q(why__regex=INK),
                violation_error_message="Say why: by what one knows that both are the same, or "
                "that they are not.",
            ),
            models.CheckConstraint(
                name="merge_moves_when_confirmed",
                condition=Q(act=MergeAct.CONFIRMED, undoes=None) | Q(moved=[]),
                violation_error_message="Nothing is moved before a second person confirms it.",
            ),
            json_shaped("merge_moved_is_a_list", "moved", "array"),
        ]

    def __str__(self):
        verb = "Undo the merge of" if self.undoes_id else "Merge"
        return f"{verb} {self.merged} into {self.into}"
