"""Comments on claims, citations, deals and words of manuscripts. An open one stands between a
claim and its signature, and between a manuscript and print; on a deal it holds nothing up."""

from django.conf import settings
from django.db import models

from ..base import Uid, UidManager, all_or_none, not_blank, words_index
from ..entities.deals import Deal
from ..history import tracked
from .citations import Citation
from .claims import Claim


class CommentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Comments on what `user` may know of; a hidden citation hides what is said of it."""
        claims = Claim.objects.visible_to(user)
        citations = Citation.objects.visible_to(user)
        # A comment on the claim itself names no citation, and NULL is in no list.
        cited = models.Q(citation=None) | models.Q(citation__in=citations)
        seen = models.Q(cited, claim__in=claims)
        seen |= models.Q(deal__in=Deal.objects.visible_to(user))
        if user.has_perm("partnerships.view_story"):
            seen |= models.Q(passage__isnull=False)
        return self.filter(seen)

    def open(self):
        """Those that wait to be resolved. An answer waits for nothing: what it answers does."""
        return self.filter(resolved_at=None, head=None)


class CommentManager(UidManager.from_queryset(CommentQuerySet)):
    pass


@tracked
class Comment(Uid):
    """What somebody at the desk says of a claim, a citation, a deal or a manuscript.

    It is on a claim, of which it may name a citation, on a deal, or on words of a manuscript: never
    on two of them. It waits until it is resolved.
    One that answers another, its `head`, stands on the same; the head alone is resolved.
    """

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="comments", null=True, blank=True)
    citation = models.ForeignKey(
        Citation, models.CASCADE, related_name="comments", null=True, blank=True
    )
    deal = models.ForeignKey(
        Deal,
        models.CASCADE,
        related_name="comments",
        null=True,
        blank=True,
        help_text="The deal, in place of a claim.",
    )
    passage = models.ForeignKey(
        "partnerships.Passage",  # of a subject that comes after this one
        models.PROTECT,
        verbose_name="words",
        related_name="comments",
        null=True,
        blank=True,
        help_text="The words of a manuscript, in place of a claim.",
    )
    head = models.ForeignKey(
        "self",
        models.CASCADE,
        verbose_name="answers",
        related_name="answers",
        null=True,
        blank=True,
        help_text="The comment that this answers, which answers none itself.",
    )
    text = models.TextField()
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="comments"
    )
    written_at = models.DateTimeField()
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="resolved_comments",
        null=True,
        blank=True,
    )
    resolved_at = models.DateTimeField(null=True, blank=True)

    objects = CommentManager()

    class Meta:
        ordering = ["claim", "written_at", "pk"]
        permissions = [("resolve_comment", "Can resolve somebody else's comment")]
        constraints = [
            not_blank("comment_has_words", "text", "Write the comment."),
            models.CheckConstraint(
                name="comment_is_on_one_thing",
                condition=models.Q(claim__isnull=False, deal=None, passage=None)
                | models.Q(claim=None, deal__isnull=False, passage=None)
                | models.Q(claim=None, deal=None, passage__isnull=False),
                violation_error_message="A comment is on a claim, a deal or words of a manuscript.",
            ),
            models.CheckConstraint(
                name="answer_is_not_resolved",
                condition=models.Q(head=None) | models.Q(resolved_at=None),
                violation_error_message="An answer is resolved with what it answers.",
            ),
            all_or_none(
                "comment_resolution_is_whole",
                "Say who resolved it, and when.",
                "resolved_at",
                "resolved_by",
            ),
        ]
        indexes = [words_index("comment", "text")]

    def __str__(self):
        on = self.claim.reference if self.claim else self.deal or f"“{self.passage}”"
        return f"{on}: {self.text[:60]}"
