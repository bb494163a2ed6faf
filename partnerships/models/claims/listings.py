"""Listings: what the lists of one party's claims and citations are sorted by, in one table each.

A party may stand in a third of all claims. Its lists are read here in the order of the page, by
an index that begins with the party, so that they cost what those of any other party cost.
PostgreSQL writes them (laws/listings.sql) and nothing else does.
"""

from django.db import models

from ..base import ReleasedQuerySet
from ..collections import Collection
from ..entities.parties import Party
from .citations import Citation
from .claims import Claim, ClaimQuerySet

EVERYBODY, DESK, KEEPERS = 0, 1, 2  # who may know of a citation


class ListingManager(models.Manager):
    """A listing is known by its party and by the row that it lists."""

    def get_by_natural_key(self, slug, *listed):
        model = self.model._meta.get_field(self.model.lists).related_model
        row = model.objects.get_by_natural_key(*listed)
        return self.get(party__slug=slug, **{self.model.lists: row})


def kept_key(model):
    """A key that PostgreSQL's laws keep, with no index but those that begin with the party."""
    return models.ForeignKey(
        model, models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )


class Listing(models.Model):
    """A row of a list under its party."""

    lists = None  # the name of the key to the row

    party = kept_key(Party)
    collection = kept_key(Collection)
    reference = models.CharField(max_length=20, blank=True)
    uid = models.UUIDField()

    class Meta:
        abstract = True
        default_permissions = []

    def __str__(self):
        return f"{self.party}: {getattr(self, self.lists)}"

    def natural_key(self):
        return (self.party.slug, *getattr(self, self.lists).natural_key())


class ClaimListingQuerySet(ReleasedQuerySet):
    desk_rights = ClaimQuerySet.desk_rights


class ClaimListing(Listing):
    """A claim under a party that it is about, with what lists of claims are sorted by."""

    lists = "claim"
    pk = models.CompositePrimaryKey("claim", "party")
    claim = kept_key(Claim)
    earliest = models.DateField(null=True)
    released_at = models.DateTimeField(null=True)

    objects = ListingManager.from_queryset(ClaimListingQuerySet)()

    class Meta(Listing.Meta):
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["party", "collection", "reference", "released_at"],
                name="claim_listing_reference",
            ),
            models.Index(
                fields=["party", "earliest", "uid", "released_at"], name="claim_listing_date"
            ),
            models.Index(fields=["party", "released_at", "uid"], name="claim_listing_released"),
        ]


class CitationListingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of citations whose claim and whose source `user` may both know of."""
        if not user.has_perms([*ClaimQuerySet.desk_rights, "partnerships.view_source"]):
            if user.has_perm("partnerships.view_source") or user.has_perms(
                ClaimQuerySet.desk_rights
            ):
                return self.filter(citation__in=Citation.objects.visible_to(user).order_by())
            return self.filter(audience=EVERYBODY)
        if user.has_perm("partnerships.view_confidential_source"):
            return self
        return self.filter(audience__lte=DESK)


class CitationListing(Listing):
    """A citation under a party that its claim is about, and who may know of it.

    `audience` is everybody once claim and source are released, the keepers of sources where the
    source is confidential, and else the desk.
    """

    lists = "citation"
    pk = models.CompositePrimaryKey("citation", "party")
    citation = kept_key(Citation)
    audience = models.PositiveSmallIntegerField()

    objects = ListingManager.from_queryset(CitationListingQuerySet)()

    class Meta(Listing.Meta):
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["party", "collection", "reference", "uid", "audience"],
                name="citation_listing_reference",
            ),
            models.Index(fields=["party", "uid", "audience"], name="citation_listing_added"),
        ]
