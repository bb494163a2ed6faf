"""Who wrote what a verdict covers: the record by which nobody signs their own work."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from ...vocabulary import Authoring
from ..base import one_of
from ..sources.sources import Source
from .citations import Citation
from .claims import Claim
from .searches import Search

KEYS = ("claim", "citation", "source", "search")


def _written(model):
    # The record may go; who wrote it stays known.
    return models.ForeignKey(
        model,
        models.DO_NOTHING,
        related_name="authorships",
        db_constraint=False,
        null=True,
        blank=True,
    )


class AuthorshipManager(models.Manager):
    def get_by_natural_key(self, pk):
        return self.get(pk=pk)


class Authorship(models.Model):
    """Somebody wrote or changed part of what a verdict covers.

    That is a covered field of a claim, a citation or a search, or the origin of a source.

    PostgreSQL writes these with every such change, whatever the door. `author` is empty where
    the change did not say who made it; somebody must adopt it before the claim is signed.
    """

    claim = _written(Claim)
    citation = _written(Citation)
    source = _written(Source)
    search = _written(Search)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="authorships", null=True
    )
    how = models.CharField(max_length=7, choices=Authoring)
    at = models.DateTimeField()

    objects = AuthorshipManager()

    class Meta:
        ordering = ["pk"]
        default_permissions = []
        constraints = [
            one_of("authorship_how_is_known", "how", Authoring),
            models.CheckConstraint(
                name="authorship_is_of_one_record",
                condition=Q(
                    *(Q(**{f"{other}__isnull": other != key for other in KEYS}) for key in KEYS),
                    _connector=Q.OR,
                ),
                violation_error_message="Somebody is the author of one record at a time.",
            ),
            models.CheckConstraint(
                name="authorship_is_adopted_by_somebody",
                condition=~Q(how=Authoring.ADOPTED) | Q(author__isnull=False),
                violation_error_message="Say who adopts it.",
            ),
        ]

    def __str__(self):
        return f"{self.author or 'Nobody named'}, {self.get_how_display().lower()}"

    def natural_key(self):
        return (self.pk,)
