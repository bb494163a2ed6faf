"""Identities: who a confidential source is, under seal."""

from django.conf import settings
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.lookups import Exact, GreaterThanOrEqual

from ...vocabulary import Confidentiality
from ..base import Uid, UidManager
from ..history import tracked
from .sources import Source

SHORTEST = 289  # bytes: a mark, the key's name, a nonce, one padded block, the authentication tag


class IdentityQuerySet(models.QuerySet):
    """The questions a desk asks of what it keeps under seal."""

    def visible_to(self, user):
        """Identities of sources that `user` may know of. Who they are is in none of the rows."""
        return self.filter(source__in=Source.objects.visible_to(user).order_by().values("pk"))


class IdentityManager(UidManager.from_queryset(IdentityQuerySet)):
    pass


@tracked
class Identity(Uid):
    """Who a confidential source is, encrypted with a key that the database does not have.

    `description` is what was agreed to call the source, and PostgreSQL holds the source's outlet
    to it: every list, page and answer that names the source names it so.
    """

    source = models.OneToOneField(Source, models.PROTECT, related_name="identity")
    confidentiality = models.GeneratedField(  # for a key on the source and this
        expression=Value(Confidentiality.CONFIDENTIAL.value),
        output_field=models.CharField(max_length=12),
        db_persist=True,
    )
    description = models.CharField(
        max_length=200, help_text="What it was agreed to call the source: a person at Microsoft."
    )
    ciphertext = models.BinaryField()
    sealed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sealed_at = models.DateTimeField()

    objects = IdentityManager()

    class Meta:
        ordering = ["pk"]
        default_permissions = []
        permissions = [("open_identity", "Can seal and open who a confidential source is")]
        verbose_name_plural = "identities"
        constraints = [
            models.CheckConstraint(
                name="identity_is_ciphertext",
                condition=Q(
                    GreaterThanOrEqual(
                        Func(
                            F("ciphertext"),
                            function="octet_length",
                            output_field=models.IntegerField(),
                        ),
                        SHORTEST,
                    ),
                    Exact(
                        Func(
                            F("ciphertext"),
                            Value(0),
                            function="get_byte",
                            output_field=models.IntegerField(),
                        ),
                        1,
                    ),
                ),
                violation_error_message="Who a source is, is kept encrypted or not at all.",
            ),
        ]

    def __str__(self):
        return self.description
