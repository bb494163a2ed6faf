"""Citations: the place in a source that bears on a claim."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import MD5, Least, Substr, Upper

from ...vocabulary import Seen, Stance
from ..base import (
    INK,
    Referenced,
    Uid,
    UidManager,
    all_or_none,
    one_of,
    referenced_once,
    words_index,
)
from ..history import tracked
from ..sources.sources import Snapshot, Source
from .claims import Claim

AROUND = 32  # characters before and after a quotation by which it is found again


class CitationQuerySet(models.QuerySet):
    """The questions a desk asks of its citations."""

    def visible_to(self, user):
        """Citations whose claim and whose source `user` may both know of."""
        claims = Claim.objects.visible_to(user)
        sources = Source.objects.visible_to(user)
        return self.filter(
            Exists(claims.filter(pk=OuterRef("claim"))),
            Exists(sources.filter(pk=OuterRef("source"))),
        )

    def supporting(self):
        return self.filter(stance=Stance.SUPPORTS)

    def with_surroundings(self):
        """Each citation's `surroundings`: its quotation as it stands in the copy, with a few
        characters before and after; None where it is not proved. The texts stay where they are.
        """
        before = Least("position", AROUND)
        return self.annotate(
            surroundings=Substr(
                "snapshot__text", F("position") - before + 1, before + F("extent") + AROUND
            )
        )

    def of_sources_not_seen(self):
        """Citations of what the desk has not read itself."""
        return self.filter(source__seen=Seen.NOT_SEEN)


class CitationManager(UidManager.from_queryset(CitationQuerySet)):
    pass


@tracked
class Citation(Uid, Referenced):
    """Binds a claim to a place in a source: what stands there, and which way it speaks.

    A quotation whose copy we keep (`snapshot`) stands in the copy's text from `position` on, for
    `extent` characters, letter for letter; PostgreSQL refuses one that does not.
    """

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="citations")
    source = models.ForeignKey(Source, models.PROTECT, related_name="citations")
    stance = models.CharField(max_length=9, choices=Stance)
    quote = models.TextField(blank=True, help_text="The source's own words, exactly.")
    translation = models.TextField(
        blank=True, help_text="The same words in English, where they are foreign."
    )
    locator = models.CharField(
        max_length=200,
        blank=True,
        help_text="Where it stands: 4th paragraph, page 12, 00:14:30.",
    )
    says = models.TextField(blank=True, help_text="What stands there, in our words.")
    answer = models.TextField(
        blank=True, help_text="Why the claim stands although this source refutes it."
    )
    snapshot = models.ForeignKey(
        Snapshot, models.PROTECT, related_name="citations", null=True, blank=True
    )
    position = models.PositiveIntegerField(
        null=True, blank=True, help_text="Characters before the quotation in the copy's text."
    )
    extent = models.PositiveIntegerField(
        null=True, blank=True, help_text="Characters that it takes up there, as the page sets it."
    )

    objects = CitationManager()

    class Meta:
        ordering = ["claim", "reference", "pk"]
        constraints = [
            referenced_once("citation_reference_is_given_once"),
            one_of("citation_stance_is_known", "stance", Stance),
            models.UniqueConstraint(
                "claim",
                "source",
                "stance",
                "locator",
                MD5("quote"),
                name="citation_is_recorded_once",
                violation_error_message="This place of this source is cited already.",
            ),
            models.CheckConstraint(
                name="citation_translation_has_a_quote",
                condition=Q(translation="") | ~Q(quote=""),
                violation_error_message="Give the foreign words that you translate.",
            ),
            models.CheckConstraint(
                name="citation_says_or_quotes",
                condition=Q(quote__regex=INK) | Q(says__regex=INK),
                violation_error_message="Quote the source, or say in our words what stands there.",
            ),
            models.CheckConstraint(
                name="citation_position_is_in_a_copy",
                condition=Q(position=None) | (Q(snapshot__isnull=False) & ~Q(quote="")),
                violation_error_message="A position needs a quotation and the copy it stands in.",
            ),
            all_or_none(
                "citation_place_is_whole",
                "A place in a copy has a beginning and a length.",
                "position",
                "extent",
            ),
        ]
        indexes = [
            models.Index(fields=["collection", "reference", "uid"], name="citation_reference"),
            models.Index(Upper("reference"), name="citation_named"),
            words_index("citation", "quote", "says"),
        ]

    def __str__(self):
        return f"{self.claim.reference} in {self.source.outlet}"
