"""Fact sources: what backs each field of each record."""

from django.db import models
from django.db.models import Q

from ..vocabulary import Rank
from .base import Collected, Uid, UidManager, one_of
from .claims.claims import Claim
from .entities.deals import Deal, DealParty
from .entities.events import Event
from .entities.money import Amount, Valuation
from .entities.parties import Identifier, Party, PartyName
from .entities.partnerships import Partnership
from .entities.roles import Role
from .entities.stakes import Stake
from .entities.terms import Term
from .history import tracked
from .sources.sources import Source

TARGETS = {
    "party": Party,
    "party_name": PartyName,
    "identifier": Identifier,
    "role": Role,
    "stake": Stake,
    "partnership": Partnership,
    "deal": Deal,
    "deal_party": DealParty,
    "amount": Amount,
    "term": Term,
    "valuation": Valuation,
    "event": Event,
}
# The records that are released, and the ways to them: what is part of one is known with it.
UNDER = {
    Party: ["party", "party_name__party", "identifier__party"],
    Role: ["role"],
    Stake: ["stake"],
    Partnership: ["partnership"],
    Deal: ["deal", "deal_party__deal", "amount__deal", "term__deal"],
    Valuation: ["valuation"],
    Event: ["event"],
}


class FactSourceQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those whose claim or source, and whose record, `user` may know of."""
        records = (
            Q(**{way: None}) | Q(**{f"{way}__in": model.objects.visible_to(user)})
            for model, ways in UNDER.items()
            for way in ways
        )
        return self.filter(
            Q(source__in=Source.objects.visible_to(user))
            | Q(claim__in=Claim.objects.visible_to(user)),
            *records,
        )


class FactSourceManager(UidManager.from_queryset(FactSourceQuerySet)):
    pass


def one_filled(fields):
    """A condition: exactly one of the columns is filled in."""
    return models.Q(
        *(Q(**{f"{field}__isnull": field != filled for field in fields}) for filled in fields),
        _connector=Q.OR,
    )


@tracked
class FactSource(Uid, Collected):
    """This claim, or until there is one this source, backs this field of this record.

    A blank field means the record as a whole.
    """

    party = models.ForeignKey(Party, models.CASCADE, related_name="facts", null=True, blank=True)
    party_name = models.ForeignKey(
        PartyName, models.CASCADE, related_name="facts", null=True, blank=True
    )
    identifier = models.ForeignKey(
        Identifier, models.CASCADE, related_name="facts", null=True, blank=True
    )
    role = models.ForeignKey(Role, models.CASCADE, related_name="facts", null=True, blank=True)
    stake = models.ForeignKey(Stake, models.CASCADE, related_name="facts", null=True, blank=True)
    partnership = models.ForeignKey(
        Partnership, models.CASCADE, related_name="facts", null=True, blank=True
    )
    deal = models.ForeignKey(Deal, models.CASCADE, related_name="facts", null=True, blank=True)
    deal_party = models.ForeignKey(
        DealParty, models.CASCADE, related_name="facts", null=True, blank=True
    )
    amount = models.ForeignKey(Amount, models.CASCADE, related_name="facts", null=True, blank=True)
    term = models.ForeignKey(Term, models.CASCADE, related_name="facts", null=True, blank=True)
    valuation = models.ForeignKey(
        Valuation, models.CASCADE, related_name="facts", null=True, blank=True
    )
    event = models.ForeignKey(Event, models.CASCADE, related_name="facts", null=True, blank=True)

    field = models.CharField(
        max_length=60, blank=True, help_text="Which field it backs. Blank: the whole record."
    )
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="backs", null=True, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, related_name="backs", null=True, blank=True)
    rank = models.CharField(max_length=10, choices=Rank, default=Rank.NORMAL)
    note = models.CharField(max_length=200, blank=True)

    objects = FactSourceManager()

    class Meta:
        ordering = ["collection", "uid"]
        constraints = [
            one_of("fact_source_rank_is_known", "rank", Rank),
            models.CheckConstraint(
                name="fact_source_backs_one_record",
                condition=one_filled(list(TARGETS)),
                violation_error_message="Name the one record that this backs.",
            ),
            models.CheckConstraint(
                name="fact_source_is_a_claim_or_a_source",
                condition=one_filled(["claim", "source"]),
                violation_error_message="Name a claim or a source, not both.",
            ),
            models.UniqueConstraint(
                name="fact_has_one_preferred_source",
                fields=[*TARGETS, "field"],
                condition=Q(rank=Rank.PREFERRED),
                nulls_distinct=False,
                violation_error_message="Another source is preferred for this already.",
            ),
            models.UniqueConstraint(
                name="fact_source_is_recorded_once",
                fields=[*TARGETS, "field", "claim", "source"],
                nulls_distinct=False,
                violation_error_message="This backing is recorded already.",
            ),
        ]

    def __str__(self):
        return str(self.claim or self.source)
