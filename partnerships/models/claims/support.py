"""How well each claim is supported, counted for each kind of reader."""

from django.db import models
from django.db.models import Q

from ...vocabulary import Clearance
from .claims import Claim


class ClaimSupportManager(models.Manager):
    def get_by_natural_key(self, collection, reference):
        return self.get(claim__collection__slug=collection, claim__reference=reference)


def _count():
    return models.IntegerField(default=0)


def _found_by(clearance):
    """The index by which claims are found by how many origins somebody so cleared knows of."""
    return models.Index(
        fields=[f"{clearance}_origins", "claim"], name=f"claimsupport_{clearance}_origins"
    )


def _needing(clearance):
    """The indexes by which the desk finds what needs its attention."""
    name = f"claimsupport_{clearance}"
    return [
        models.Index(
            fields=["claim"], name=f"{name}_uncited", condition=Q(**{f"{clearance}_cited": 0})
        ),
        models.Index(
            fields=["claim"], name=f"{name}_unread", condition=Q(**{f"{clearance}_unread__gt": 0})
        ),
        models.Index(
            fields=[f"-{clearance}_outlets", "claim"],
            name=f"{name}_on_one",
            condition=Q(**{f"{clearance}_origins": 1}),
        ),
    ]


class ClaimSupport(models.Model):
    """What supports a claim, counted.

    How many `outlets` do and to how many `origins` they go back; how often it is `cited`, and how
    many of these citations are of what nobody has read (`unread`). Each is counted as readers, the
    desk and its source keepers may know of it. PostgreSQL keeps the row with every change of what
    is counted; nobody else writes it.
    """

    claim = models.OneToOneField(
        Claim,
        models.DO_NOTHING,
        primary_key=True,
        related_name="kept_support",
        db_constraint=False,
    )
    public_outlets = _count()
    public_origins = _count()
    public_cited = _count()
    public_unread = _count()
    desk_outlets = _count()
    desk_origins = _count()
    desk_cited = _count()
    desk_unread = _count()
    keeper_outlets = _count()
    keeper_origins = _count()
    keeper_cited = _count()
    keeper_unread = _count()

    objects = ClaimSupportManager()

    class Meta:
        ordering = ["pk"]
        default_permissions = []
        indexes = [
            *map(_found_by, Clearance.values),
            *_needing(Clearance.DESK),
            *_needing(Clearance.KEEPER),
        ]

    def __str__(self):
        return f"Support of {self.claim}"

    def natural_key(self):
        return self.claim.natural_key()

    natural_key.dependencies = ["partnerships.claim"]
