"""Editions: what went out, frozen; what was corrected since; and what changed underneath."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.fields.json import KT, KeyTextTransform
from django.db.models.functions import Cast, Coalesce

from ...vocabulary import Cause, Confidentiality, Decision, Severity
from ..base import INK, Uid, UidManager, json_shaped, not_blank, one_of, words_index
from ..claims.citations import Citation
from ..claims.claims import Claim
from ..history import tracked
from ..sources.sources import Source
from .passages import Passage
from .stories import DeskQuerySet, Revision, Story

SECRET = {"confidentiality": Confidentiality.CONFIDENTIAL.value}


class EditionQuerySet(models.QuerySet):
    def current(self):
        """The edition of each story that its readers have now."""
        later = Edition.objects.filter(story=OuterRef("story"), number__gt=OuterRef("number"))
        return self.exclude(Exists(later))

    def headed(self):
        """Editions with their `headline`, and without the rest of what they hold."""
        return self.defer("content").annotate(headline=KeyTextTransform("headline", "content"))


class EditionManager(UidManager.from_queryset(EditionQuerySet)):
    pass


class Edition(Uid):
    """What went out of a story, frozen: its text, bindings, claims, verdicts and citations.

    `content` is all that readers are shown, and `sha256` seals it. The first edition is the
    story as published; each later one comes with its correction.
    """

    story = models.ForeignKey(Story, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField(help_text="1 is the first.")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="editions")
    content = models.JSONField()
    sha256 = models.CharField("SHA-256", max_length=64)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="editions"
    )
    published_at = models.DateTimeField()

    objects = EditionManager()

    class Meta:
        ordering = ["story", "-number", "pk"]
        default_permissions = []
        constraints = [
            json_shaped("edition_content_has_names", "content", "object"),
            models.CheckConstraint(
                name="edition_sha256_is_a_hash",
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"),
                violation_error_message="A SHA-256 is 64 digits and letters from a to f.",
            ),
            models.UniqueConstraint(
                name="edition_is_numbered_once",
                fields=["story", "number"],
                violation_error_message="Somebody has published this story meanwhile.",
            ),
        ]
        indexes = [words_index("edition", KT("content__text"))]

    def __str__(self):
        return f"{self.story}, edition {self.number}"


class CorrectionManager(UidManager):
    pass


class Correction(Uid):
    """What was wrong in what went out, what is right, and since when; for ever on record."""

    edition = models.OneToOneField(
        Edition, models.PROTECT, related_name="correction", help_text="Which it came with."
    )
    severity = models.CharField(max_length=13, choices=Severity)
    was_wrong = models.TextField(help_text="What it said that was wrong.")
    is_right = models.TextField(help_text="What is right.")
    wrong_since = models.DateTimeField(help_text="Since when readers had it wrong.")
    asked_by = models.CharField(
        max_length=200, help_text="Who asked for it: a reader, a party, the desk itself."
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="corrections"
    )
    written_at = models.DateTimeField()

    objects = CorrectionManager()

    class Meta:
        ordering = ["edition", "pk"]
        default_permissions = []
        constraints = [
            one_of("correction_severity_is_known", "severity", Severity),
            not_blank("correction_says_what_was_wrong", "was_wrong", "Say what was wrong."),
            not_blank("correction_says_what_is_right", "is_right", "Say what is right."),
            not_blank("correction_says_who_asked", "asked_by", "Say who asked for it."),
            models.CheckConstraint(
                name="correction_comes_after_the_mistake",
                condition=Q(written_at__gte=models.F("wrong_since")),
                violation_error_message="A correction comes after the mistake.",
            ),
        ]

    def __str__(self):
        return self.is_right


class EditionDependencyManager(models.Manager):
    def get_by_natural_key(self, edition, passage, noun, record):
        return self.get(edition__uid=edition, passage__uid=passage, noun=noun, record=record)


class EditionDependency(models.Model):
    """A passage that went out leans on this row of this table.

    Written with the edition and never changed: what is changed underneath is found by it.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="dependencies")
    passage = models.ForeignKey(Passage, models.PROTECT, related_name="dependencies")
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="dependencies")
    noun = models.CharField(max_length=40, help_text="The table, without our prefix: amount.")
    record = models.BigIntegerField(help_text="The number of the row there.")

    objects = EditionDependencyManager()

    class Meta:
        ordering = ["edition", "passage", "pk"]
        default_permissions = []
        constraints = [
            models.UniqueConstraint(
                name="edition_dependency_is_written_once",
                fields=["edition", "passage", "claim", "noun", "record"],
                violation_error_message="That this passage leans on it is written already.",
            ),
        ]
        indexes = [models.Index(fields=["noun", "record"], name="edition_dependency_on_record")]

    def __str__(self):
        return f"{self.passage} leans on {self.noun} {self.record}"

    def natural_key(self):
        return (str(self.edition.uid), str(self.passage.uid), self.noun, self.record)


class OpenItemQuerySet(DeskQuerySet):
    def open(self):
        """Those on which nobody has decided."""
        return self.filter(decided_at=None)

    def visible_to(self, user):
        """The desk's, but for changes of sources and citations that `user` may not know of."""
        known = Source.objects.visible_to(user).order_by().values("pk")
        hidden = Source.objects.exclude(pk__in=known).order_by().values("pk")
        cited = Citation.objects.filter(source__in=hidden).order_by().values("pk")
        # Of a citation that moved, or is gone, the item says of which sources it was and is. The
        # 0, which is no key, stands for none: of a NULL the OR would be NULL, which NOT leaves so,
        # so that an item that everybody may see would be left out.
        moved = {
            f"{side}_of": Coalesce(
                Cast(KeyTextTransform("source_id", side), models.BigIntegerField()), 0
            )
            for side in ("was", "became")
        }
        return (
            super()
            .visible_to(user)
            .alias(**moved)
            .exclude(
                Q(noun="source", record__in=hidden)
                | Q(noun="source", was__contains=SECRET)
                | Q(noun="citation", record__in=cited)
                | Q(noun="citation", was_of__in=hidden)
                | Q(noun="citation", became_of__in=hidden)
            )
        )


class OpenItemManager(UidManager.from_queryset(OpenItemQuerySet)):
    pass


@tracked
class OpenItem(Uid):
    """Something changed under words that went out; somebody decides what that means for them."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="open_items")
    passage = models.ForeignKey(Passage, models.PROTECT, related_name="open_items")
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="open_items")
    cause = models.CharField(max_length=7, choices=Cause)
    noun = models.CharField(max_length=40, help_text="The table of what was changed.")
    record = models.BigIntegerField(help_text="The number of its row.")
    was = models.JSONField(default=dict, blank=True, help_text="What was changed, before.")
    became = models.JSONField(default=dict, blank=True, help_text="The same, after.")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        help_text="Who changed it, where that is known.",
    )
    outcome = models.CharField(max_length=9, choices=Decision, blank=True)
    reason = models.TextField(blank=True, help_text="Why that is the decision.")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    correction = models.ForeignKey(
        Correction, models.PROTECT, related_name="settles", null=True, blank=True
    )

    objects = OpenItemManager()

    class Meta:
        ordering = ["opened_at", "pk"]
        default_permissions = ["view"]
        permissions = [("decide_openitem", "Can decide what a change means for what went out")]
        constraints = [
            one_of("open_item_cause_is_known", "cause", Cause),
            one_of("open_item_outcome_is_known", "outcome", Decision, blank=True),
            models.CheckConstraint(
                name="open_item_decision_is_whole",
                condition=Q(
                    outcome="", reason="", decided_at=None, decided_by=None, correction=None
                )
                | Q(
                    ~Q(outcome=""),
                    reason__regex=INK,
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                ),
                violation_error_message="A decision has its reason, and the name of who decided.",
            ),
            models.CheckConstraint(
                name="open_item_corrected_by_a_correction",
                condition=Q(outcome=Decision.CORRECTED, correction__isnull=False)
                | (~Q(outcome=Decision.CORRECTED) & Q(correction=None)),
                violation_error_message="Name the correction that was made of it.",
            ),
            models.UniqueConstraint(
                name="open_item_is_open_once_for_a_cause",
                fields=["edition", "passage", "cause", "noun", "record"],
                condition=Q(decided_at=None),
                violation_error_message="This is open already for these words.",
            ),
        ]
        indexes = [
            models.Index(fields=["opened_at"], name="open_item_open", condition=Q(decided_at=None))
        ]

    def __str__(self):
        return f"{self.passage}: {self.get_cause_display()}"
