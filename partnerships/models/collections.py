"""Collections: the story for which a row was recorded."""

from django.db import models
from django.db.models import Q

from .history import tracked


class CollectionManager(models.Manager):
    def get_by_natural_key(self, slug):
        return self.get(slug=slug)


@tracked
class Collection(models.Model):
    """One story's set of records. References such as S28 are unique within it."""

    slug = models.CharField(
        max_length=60,
        unique=True,
        help_text="Its folder under fixtures/, such as microsoft_openai.",
    )
    name = models.CharField(max_length=200)

    objects = CollectionManager()

    class Meta:
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                name="collection_slug_is_a_slug",
                condition=Q(slug__regex=r"^[a-z0-9]+(_[a-z0-9]+)*$"),
                violation_error_message="Use small letters, digits and underscores.",
            ),
            models.CheckConstraint(
                name="collection_has_a_name",
                condition=Q(name__regex=r"\S"),
                violation_error_message="Give the collection a name.",
            ),
        ]

    def __str__(self):
        return self.name

    def natural_key(self):
        return (self.slug,)
