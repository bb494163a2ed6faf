"""What readers see of a story's records: those that were released, and nothing of the others."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from ...models import (
    Amount,
    Citation,
    Claim,
    Collection,
    Company,
    Deal,
    DealParty,
    DealStep,
    Person,
    Source,
    Term,
)
from ...models.claims.claims import ClaimQuerySet
from ...models.sources.sources import origin_as_known
from ...vocabulary import Clearance, Rank, Stance
from .. import dossiers
from ..claims.backing import Notes
from ..entities.names import call_as_then

READER = AnonymousUser()
STANCES = list(Stance)


@dataclass
class Section:
    """A part of the checked text, and the claims in it."""

    layer: str
    title: str
    claims: list[Claim]


@dataclass
class StoryForReaders:
    """One story as its readers see it."""

    collection: Collection
    sections: list[Section]
    deals: list[Deal]
    companies: list[Company]
    people: list[Person]
    citations: int
    sources: list[Source]  # in the order of their numbers
    origins: int

    @property
    def claims(self) -> int:
        return sum(len(section.claims) for section in self.sections)


def collections() -> QuerySet[Collection]:
    """The stories of which something was released, the oldest first."""
    claims, deals = Claim.objects.released(), Deal.objects.released()
    return Collection.objects.filter(
        Q(pk__in=claims.order_by().values("collection"))
        | Q(pk__in=deals.order_by().values("collection"))
    ).order_by("pk")


def story_for_readers(collection: Collection) -> StoryForReaders:
    """All that readers see of a story. Ten queries, however much that is."""
    claims = list(with_citations(collection.claim_rows.released()).order_by("reference", "pk"))
    sections = _sections(claims)
    number_citations([claim for section in sections for claim in section.claims], Notes(READER))
    told = [citation for claim in claims for citation in claim.told]
    sources = {citation.number: citation.source for citation in told}
    return StoryForReaders(
        collection=collection,
        sections=sections,
        deals=released_deals(collection),
        companies=list(Company.objects.released().filter(collection=collection)),
        people=list(Person.objects.released().filter(collection=collection)),
        citations=len(told),
        sources=[source for _, source in sorted(sources.items())],
        origins=len({citation.goes_back_to for citation in told}),
    )


def with_citations(claims: ClaimQuerySet) -> ClaimQuerySet:
    """The claims with their verdicts, their support counted and their citations at hand, all as
    readers see it. A verdict that does not stand is not theirs to see: `finding` is None then."""
    known = Source.objects.released()
    citations = (
        Citation.objects.visible_to(READER)
        .annotate(
            goes_back_to=origin_as_known(Clearance.PUBLIC, "source"),
            retells=Exists(known.filter(pk=OuterRef("source__derives_from"))),
        )
        .select_related("source", "snapshot")
    )
    return (
        claims.with_support(Clearance.PUBLIC)
        .with_verdict()
        .select_related("collection", "current__proposed_by", "current__countersigned_by")
        .prefetch_related(
            Prefetch("citations", citations.defer("snapshot__text"), to_attr="told"),
            Prefetch("appears_in", known, to_attr="work"),
        )
    )


def number_citations(claims: Iterable[Claim], notes: Notes) -> None:
    """Give each citation the number of its source on the page; those that support come first.

    Each claim says in `against` how many sources refute it.
    """
    for claim in claims:
        claim.told.sort(key=lambda citation: (STANCES.index(citation.stance), citation.pk))
        for citation in claim.told:
            citation.number = notes.number(citation.source)
            citation.source.retells = citation.retells
        refuting = [told.source_id for told in claim.told if told.stance == Stance.REFUTES]
        claim.against = len(set(refuting))


def _sections(claims):
    """The claims by where they stand in the text: the article's first, in the order of the text."""
    sections: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        place = claim.layer, claim.section
        sections.setdefault(place, []).append(claim)
    return sorted(
        (Section(layer, title, together) for (layer, title), together in sections.items()),
        key=lambda section: section.layer != "article",
    )


def released_deals(collection: Collection) -> list[Deal]:
    """The released deals of a story, the latest first, each with its parties and `sums`."""
    found = list(
        Deal.objects.released()
        .filter(collection=collection)
        .with_status()
        .prefetch_related(
            Prefetch("parties", DealParty.objects.select_related("party")),
            Prefetch("amounts", Amount.objects.exclude(rank=Rank.DEPRECATED)),
        )
    )
    for deal in found:
        deal.sums = dossiers.sums(deal)
        deal.names = list(dict.fromkeys(row.party for row in deal.parties.all()))
    call_as_then((deal, deal.names) for deal in found)
    return sorted(found, key=lambda deal: (str(deal.announced_earliest or ""), deal.pk))[::-1]


def agreement(deal: Deal) -> Deal:
    """A released deal with all that was agreed, each fact with its marks, and its claims."""
    deal.ladder = list(DealStep.objects.filter(deal=deal).order_by("earliest", "pk"))
    deal.members = list(DealParty.objects.filter(deal=deal).select_related("party"))
    amounts = Amount.objects.exclude(rank=Rank.DEPRECATED).select_related("party", "payer", "payee")
    deal.all_amounts = list(amounts.filter(deal=deal))
    deal.clauses = list(Term.objects.filter(deal=deal))
    deal.worth = list(deal.valuations.released().select_related("company"))
    deal.later = list(deal.amended_by.released())
    deal.beneath = list(deal.under_it.released())
    sides = [side for sum in deal.all_amounts for side in (sum.party, sum.payer, sum.payee) if side]
    named = [*(member.party for member in deal.members), *sides]
    call_as_then([(deal, [*named, *(valuation.company for valuation in deal.worth)])])
    notes = Notes(READER)
    notes.under([deal], deal.members, deal.all_amounts, deal.clauses, deal.worth)
    deal.spoken = list(
        with_citations(Claim.objects.released().filter(deals=deal)).order_by("reference", "pk")
    )
    number_citations(deal.spoken, notes)
    return deal
