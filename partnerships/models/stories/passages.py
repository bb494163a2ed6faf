"""Passages: the words of a manuscript that are bound to claims, or excused from checking."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from ...vocabulary import BindingBasis
from ..base import INK, Uid, UidManager, all_or_none, not_blank, one_of
from ..claims.claims import Claim
from ..history import tracked
from .stories import DeskQuerySet, Revision, Story, UntilEndedQuerySet

CONTEXT = 32  # characters kept before and after the words, to tell them from their like


class PassageQuerySet(DeskQuerySet):
    """The questions a desk asks of the passages of a story."""

    def live(self):
        """Passages with a binding or a waiver that nobody has ended, or that give context to one
        with such a binding."""
        bound, explained = _open("bindings"), _open("gives_context_to")
        return self.filter(Exists(bound) | Exists(explained) | Exists(_open("waivers")))

    def commented(self):
        """Passages on which a comment is open."""
        open_ones = Passage._meta.get_field("comments").related_model.objects.open()
        return self.filter(Exists(open_ones.filter(passage=OuterRef("pk"))))

    def carried(self):
        """Passages that each new revision gives their place: the live and the commented ones."""
        return self.live() | self.commented()

    def placed_in(self, revision):
        """Passages with their `start` and `end` in the revision, in the order of its text."""
        return (
            self.filter(placements__revision=revision, placements__start__isnull=False)
            .annotate(start=F("placements__start"), end=F("placements__end"))
            .order_by("start", "end", "pk")
        )

    def orphaned_in(self, revision):
        """Live passages whose words the revision does not have any more."""
        # A row that says “nowhere”, with `start` NULL. One without a row was not there yet.
        return self.live().filter(
            Exists(Placement.objects.filter(passage=OuterRef("pk"), revision=revision, start=None))
        )


def _open(relation):
    key = Passage._meta.get_field(relation).field
    return key.model.objects.filter(**{key.name: OuterRef("pk")}, ended_at=None)


class PassageManager(UidManager.from_queryset(PassageQuerySet)):
    pass


class Passage(Uid):
    """Words of a manuscript, which stay the same words for ever.

    Where they stand in a revision a Placement says. `anchor` is the day from which dates
    relative in them are meant, where that is not the revision's dateline.
    """

    story = models.ForeignKey(Story, models.PROTECT, related_name="passages")
    exact = models.TextField("words")
    prefix = models.CharField(max_length=CONTEXT, blank=True)
    suffix = models.CharField(max_length=CONTEXT, blank=True)
    anchor = models.DateField("dates meant from", null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects = PassageManager()

    class Meta:
        ordering = ["story", "made_at", "pk"]
        default_permissions = []
        constraints = [
            not_blank("passage_has_words", "exact", "Mark the words that you mean."),
        ]

    def __str__(self):
        return self.exact


class PlacementManager(models.Manager):
    def get_by_natural_key(self, passage, revision):
        return self.get(passage__uid=passage, revision__uid=revision)


class Placement(models.Model):
    """Where a passage stands in a revision; without a place it is an orphan there."""

    passage = models.ForeignKey(Passage, models.PROTECT, related_name="placements")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="placements")
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)

    objects = PlacementManager()

    class Meta:
        ordering = ["revision", "start", "end", "pk"]
        default_permissions = []
        constraints = [
            all_or_none(
                "placement_is_whole", "A place has a beginning and an end.", "start", "end"
            ),
            models.UniqueConstraint(
                name="passage_stands_once_in_a_revision",
                fields=["passage", "revision"],
                violation_error_message="These words have their place in that revision already.",
            ),
        ]

    def __str__(self):
        return f"{self.start} to {self.end}" if self.end is not None else "Nowhere"

    def natural_key(self):
        return (str(self.passage.uid), str(self.revision.uid))


class UntilEndedManager(UidManager.from_queryset(UntilEndedQuerySet)):
    pass


class Ended(models.Model):
    """Holds until somebody ends it: who did, and when."""

    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


@tracked
class Binding(Uid, Ended):
    """A passage leans on a claim, or on what the desk holds to be right instead of it.

    `context` is the passage that gives readers what “needs context” asks for.
    """

    passage = models.ForeignKey(Passage, models.PROTECT, related_name="bindings")
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="bindings")
    basis = models.CharField(max_length=10, choices=BindingBasis, default=BindingBasis.STATEMENT)
    context = models.ForeignKey(
        Passage, models.PROTECT, related_name="gives_context_to", null=True, blank=True
    )
    bound_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    bound_at = models.DateTimeField()

    objects = UntilEndedManager()

    class Meta:
        ordering = ["passage", "claim", "pk"]
        default_permissions = []
        constraints = [
            one_of("binding_basis_is_known", "basis", BindingBasis),
            all_or_none(
                "binding_end_is_whole", "Say who ended it, and when.", "ended_at", "ended_by"
            ),
            models.UniqueConstraint(
                name="passage_is_bound_to_a_claim_once",
                fields=["passage", "claim"],
                condition=Q(ended_at=None),
                violation_error_message="These words are bound to this claim already.",
            ),
        ]

    def __str__(self):
        return f"{self.passage} leans on {self.claim.reference}"


@tracked
class Waiver(Uid, Ended):
    """A passage is excused from checking, by somebody and for a reason.

    `excuses` are the codes of the gate's objections that it answers; without any it excuses
    what is said there from lying under a claim. Some of them need a second name before the words
    go out: `seconded_by`, who is somebody else.
    """

    passage = models.ForeignKey(Passage, models.PROTECT, related_name="waivers")
    excuses = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    reason = models.TextField(help_text="Why these words need no claim, or why that may be so.")
    waived_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    waived_at = models.DateTimeField()
    seconded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    seconded_at = models.DateTimeField(null=True, blank=True)

    objects = UntilEndedManager()

    class Meta:
        ordering = ["passage", "waived_at", "pk"]
        default_permissions = []
        constraints = [
            models.CheckConstraint(
                name="waiver_has_a_reason",
                condition=Q(reason__regex=INK),
                violation_error_message="Say why these words need no claim.",
            ),
            all_or_none(
                "waiver_second_is_whole",
                "Say who put the second name to it, and when.",
                "seconded_at",
                "seconded_by",
            ),
            models.CheckConstraint(
                name="waiver_is_seconded_by_another",
                condition=Q(seconded_by=None) | ~Q(seconded_by=F("waived_by")),
                violation_error_message="Needs a second person: you waived this yourself.",
            ),
            all_or_none(
                "waiver_end_is_whole", "Say who ended it, and when.", "ended_at", "ended_by"
            ),
        ]

    def __str__(self):
        return self.reason
