"""Comments on claims and citations. An open one stands between a claim and its signature."""

from django.conf import settings
from django.db import models

from ..base import Uid, UidManager, all_or_none, not_blank, words_index
from ..history import tracked
from .citations import Citation
from .claims import Claim


class CommentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Comments on what `user` may know of; a hidden citation hides what is said of it."""
        claims = Claim.objects.visible_to(user)
        citations = Citation.objects.visible_to(user)
        # A comment on the claim itself names no citation, and NULL is in no list.
        return self.filter(
            models.Q(citation=None) | models.Q(citation__in=citations), claim__in=claims
        )

    def open(self):
        return self.filter(resolved_at=None)


class CommentManager(UidManager.from_queryset(CommentQuerySet)):
    pass


@tracked
class Comment(Uid):
    """What somebody at the desk says of a claim or of one of its citations, until resolved."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="comments")
    citation = models.ForeignKey(
        Citation, models.CASCADE, related_name="comments", null=True, blank=True
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
            all_or_none(
                "comment_resolution_is_whole",
                "Say who resolved it, and when.",
                "resolved_at",
                "resolved_by",
            ),
        ]
        indexes = [words_index("comment", "text")]

    def __str__(self):
        return f"{self.claim.reference}: {self.text[:60]}"
