"""Seals: what the desk says that it had, by its hash, and when."""

from django.db import models
from django.db.models import Q

from ..vocabulary import SealKind
from .base import one_of


class SealManager(models.Manager):
    def get_by_natural_key(self, sha256):
        return self.get(sha256=sha256)


class Seal(models.Model):
    """The desk had something with this hash at that moment, and signed that it had.

    What it is a seal of stands elsewhere, or in the hands of whoever was given it: nothing here
    tells. The signature is over the kind, the hash, the moment and the desk's address.
    """

    kind = models.CharField(max_length=7, choices=SealKind)
    sha256 = models.CharField("SHA-256", max_length=64)
    at = models.DateTimeField()
    desk = models.CharField(max_length=200, help_text="The address of the desk that signed.")
    key = models.CharField(max_length=16, help_text="Which of the desk's keys has signed.")
    signature = models.CharField(max_length=86, help_text="Ed25519, in base64 for addresses.")

    objects = SealManager()

    class Meta:
        ordering = ["pk"]
        default_permissions = []
        constraints = [
            one_of("seal_kind_is_known", "kind", SealKind),
            models.CheckConstraint(
                name="seal_sha256_is_a_hash",
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"),
                violation_error_message="A hash has 64 digits, 0 to 9 and a to f.",
            ),
            models.UniqueConstraint(
                name="seal_is_given_once_for_a_hash",
                fields=["sha256"],
                violation_error_message="This was sealed already.",
            ),
        ]
        indexes = [models.Index(fields=["kind", "at"], name="seal_day")]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.sha256[:16]}"

    def natural_key(self):
        return (self.sha256,)
