"""The desk's rules: how much each objection weighs, and what is checked blind."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from ...vocabulary import ClaimKind, Level
from ..base import one_of
from ..history import tracked

TO_SIGN = ("evidence", "refutation", "adverse", "reply", "comment", "one_origin", "own_statement")
TO_PRINT = ("context", "attribution", "unproved", "not_kept", "conflict", "shelf_life")
LEVELS = (*TO_SIGN, *TO_PRINT)


class RulebookManager(models.Manager):
    def current(self):
        """The desk's rules; as they come, until somebody has set them."""
        return self.first() or Rulebook()

    def get_by_natural_key(self, pk):
        return self.get(pk=pk)


def _level(what, default):
    return models.CharField(what, max_length=8, choices=Level, default=default)


@tracked
class Rulebook(models.Model):
    """What this desk asks for before a verdict is signed and a story printed. There is one."""

    evidence = _level("finding without the evidence it needs", Level.BLOCKING)
    refutation = _level("refuting citation without an answer", Level.BLOCKING)
    adverse = _level("against a person, on one origin and no document", Level.BLOCKING)
    reply = _level("against a person who was not asked, or not given time", Level.BLOCKING)
    comment = _level("open comment", Level.BLOCKING)
    one_origin = _level("one origin with unnamed people", Level.WARNING)
    own_statement = _level("party that speaks for itself", Level.WARNING)
    context = _level("needs context that the story does not give", Level.BLOCKING)
    attribution = _level("reported, and the sentence does not say by whom", Level.BLOCKING)
    unproved = _level("quotation not proved in the copy that we keep", Level.BLOCKING)
    not_kept = _level("source of which no copy is kept", Level.WARNING)
    conflict = _level("two claims that cannot both be so", Level.BLOCKING)
    shelf_life = _level("claim that was to be checked again by now", Level.WARNING)
    reply_hours = models.PositiveSmallIntegerField(
        "hours to reply", default=24, help_text="How long somebody must have had to answer."
    )
    blind_kinds = ArrayField(
        models.CharField(max_length=11, choices=ClaimKind),
        verbose_name="checked blind",
        default=list,
        blank=True,
        help_text="Kinds of claim that two people check, each without seeing the other's finding.",
    )

    objects = RulebookManager()

    class Meta:
        ordering = ["pk"]
        verbose_name = "rulebook"
        verbose_name_plural = "rulebook"
        constraints = [
            *(one_of(f"rulebook_{name}_is_a_level", name, Level) for name in LEVELS),
            models.CheckConstraint(
                name="rulebook_is_one",
                condition=Q(pk=1),
                violation_error_message="There is one rulebook: change that.",
            ),
            models.CheckConstraint(
                name="rulebook_blind_kinds_are_known",
                condition=Q(blind_kinds__contained_by=ClaimKind.values),
                violation_error_message="Choose kinds of claim from the list.",
            ),
        ]

    def __str__(self):
        return "The desk's rules"

    def natural_key(self):
        return (self.pk,)
