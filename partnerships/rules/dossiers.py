"""All that the desk knows of one company, person or deal, on one page."""

from dataclasses import dataclass, field

from django.db.models import Prefetch, QuerySet

from ..models import (
    Amount,
    Claim,
    Deal,
    DealParty,
    DealStep,
    Event,
    Identifier,
    Partnership,
    PartnershipParty,
    Party,
    PartyName,
    Role,
    Stake,
    Term,
    Valuation,
)
from ..models.sources.sources import clearance_of
from ..vocabulary import PartyKind
from .claims.backing import Notes
from .entities.names import call_as_then
from .people import Asker

SHOWN = 50  # rows of each kind; a page that is longer is a list, and lists have their own


@dataclass
class Dossier:
    """One party and what is recorded of it. Each fact has its `marks`, see `backing`."""

    party: Party
    names: list[PartyName] = field(default_factory=list)
    identifiers: list[Identifier] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    stakes: list[Stake] = field(default_factory=list)
    held_by: list[Stake] = field(default_factory=list)
    subsidiaries: list[Party] = field(default_factory=list)
    partnerships: list[Partnership] = field(default_factory=list)
    deals: list[Deal] = field(default_factory=list)
    valuations: list[Valuation] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)


def party_dossier(party: Party, user: Asker) -> Dossier:
    """The dossier of `party` as far as `user` may know. At most 17 queries, whatever is in it."""
    roles = Role.objects.visible_to(user).select_related("person", "company")
    stakes = Stake.objects.visible_to(user).select_related("holder", "company")
    events = Event.objects.visible_to(user)
    is_person = party.kind == PartyKind.PERSON
    dossier = Dossier(
        party=party,
        names=_some(party.names.order_by("kind", "start", "text")),
        identifiers=_some(party.identifiers.order_by("deprecated_on", "scheme", "value")),
        roles=_some(_latest(roles.filter(**{"person" if is_person else "company": party.pk}))),
        stakes=_some(_latest(stakes.filter(holder=party.pk))),
        partnerships=_some(_partnerships(party, user)),
        deals=deals_of_party(party, user),
        events=_some(events.filter(parties__party=party.pk).order_by("-earliest", "pk")),
        claims=_some(claims(party, user)),
    )
    if not is_person:
        dossier.held_by = _some(_latest(stakes.filter(company=party.pk)))
        dossier.subsidiaries = _some(party.subsidiaries.visible_to(user).order_by("name", "pk"))
        dossier.valuations = _some(
            Valuation.objects.visible_to(user).filter(company=party.pk).order_by("-earliest", "pk")
        )
    Notes(user).under(
        [party],
        dossier.names,
        dossier.identifiers,
        dossier.roles,
        dossier.stakes,
        dossier.held_by,
        dossier.deals,
        dossier.valuations,
        dossier.events,
    )
    return dossier


def claims(party: Party, user: Asker) -> QuerySet[Claim]:
    """The claims about a party, each with its verdict and how many outlets and origins support
    it."""
    about = Claim.objects.visible_to(user).about(party.pk)
    rows = about.with_verdict().with_support(clearance_of(user)).select_related("collection")
    return rows.order_by("reference", "pk")


def deals_of_party(party: Party, user: Asker) -> list[Deal]:
    """The deals of a party, the latest first; each says its `part` in it and its `sums`."""
    parts = DealParty.objects.filter(party=party.pk)
    found = _some(
        Deal.objects.visible_to(user)
        .filter(parties__in=parts)
        .distinct()
        .with_status()
        .prefetch_related(
            Prefetch("parties", DealParty.objects.select_related("party")),
            Prefetch("amounts", Amount.objects.main_first(), to_attr="sums"),
        )
    )
    for deal in found:
        everybody = deal.parties.all()
        deal.part = [row for row in everybody if row.party_id == party.pk]
        deal.others = list({row.party: None for row in everybody if row.party_id != party.pk})
    call_as_then((deal, deal.others) for deal in found)
    return sorted(found, key=lambda deal: (str(deal.announced_earliest or ""), deal.pk))[::-1]


@dataclass
class DealDossier:
    """One deal: who agreed what, for how much, and how far it came. Each fact has its `marks`."""

    deal: Deal
    members: list[DealParty]
    amounts: list[Amount]
    terms: list[Term]
    steps: list[DealStep]
    valuations: list[Valuation]
    claims: list[Claim]
    amended_by: list[Deal]
    under_it: list[Deal]


def deal_dossier(deal: Deal, user: Asker) -> DealDossier:
    """The dossier of `deal`, as it is saved, as far as `user` may know. At most 15 queries."""
    saved = Deal.objects.with_status().select_related("partnership", "amends", "umbrella")
    amounts = Amount.objects.main_first().select_related("party", "payer", "payee")
    said = Claim.objects.visible_to(user).with_verdict().with_support(clearance_of(user))
    valuations = Valuation.objects.visible_to(user).select_related("company")
    dossier = DealDossier(
        deal=saved.get(pk=deal.pk),
        members=_some(DealParty.objects.filter(deal=deal.pk).select_related("party")),
        amounts=_some(amounts.filter(deal=deal.pk)),
        terms=_some(Term.objects.filter(deal=deal.pk)),
        steps=_some(DealStep.objects.filter(deal=deal.pk).order_by("earliest", "pk")),
        valuations=_some(valuations.filter(deal=deal.pk)),
        claims=_some(said.filter(deals=deal.pk).order_by("reference", "pk")),
        amended_by=_some(Deal.objects.visible_to(user).filter(amends=deal.pk)),
        under_it=_some(Deal.objects.visible_to(user).filter(umbrella=deal.pk)),
    )
    known = Deal.objects.visible_to(user)
    for name in ("amends", "umbrella"):
        other = getattr(dossier.deal, f"{name}_id")
        if other and not known.filter(pk=other).exists():
            setattr(dossier.deal, name, None)
    if not Partnership.objects.visible_to(user).filter(pk=dossier.deal.partnership_id).exists():
        dossier.deal.partnership = None
    sides = [side for sum in dossier.amounts for side in (sum.party, sum.payer, sum.payee) if side]
    named = [*(row.party for row in dossier.members), *sides]
    call_as_then([(dossier.deal, [*named, *(row.company for row in dossier.valuations)])])
    Notes(user).under(
        [dossier.deal], dossier.members, dossier.amounts, dossier.terms, dossier.valuations
    )
    return dossier


def _partnerships(party, user):
    members = PartnershipParty.objects.select_related("party")
    mine = Partnership.objects.visible_to(user).filter(parties__party=party.pk).distinct()
    return mine.prefetch_related(Prefetch("parties", members))


def _latest(rows):
    return rows.order_by("-ongoing", "-start", "pk")


def _some(rows):
    return list(rows[:SHOWN])
