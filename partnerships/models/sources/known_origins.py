"""To which report each source goes back, as far as those may know who do not know all sources."""

from django.db import models

from .sources import Source


class KnownOriginManager(models.Manager):
    def get_by_natural_key(self, slug):
        return self.get(source__slug=slug)


class KnownOrigin(models.Model):
    """The furthest report up the chain of a source that readers, or the desk, may know of.

    PostgreSQL keeps it with every change of a link or of who may know of a source; nobody else
    writes it. It is empty where they may know of none. Source keepers know the source's `origin`.
    """

    source = models.OneToOneField(
        Source,
        models.DO_NOTHING,
        primary_key=True,
        related_name="kept_origins",
        db_constraint=False,
    )
    public_origin = models.BigIntegerField(null=True)
    desk_origin = models.BigIntegerField(null=True)

    objects = KnownOriginManager()

    class Meta:
        ordering = ["pk"]
        default_permissions = []
        indexes = [
            models.Index(fields=["public_origin"], name="knownorigin_public_origin"),
            models.Index(fields=["desk_origin"], name="knownorigin_desk_origin"),
        ]

    def __str__(self):
        return f"What is known of the origin of {self.source}"

    def natural_key(self):
        return (self.source.slug,)
