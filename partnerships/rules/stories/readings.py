"""What readers see of a story's records: those that were released, and nothing of the others."""

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, Count, Exists, OuterRef, Prefetch, Value, When

from ...models import Amount, Citation, Claim, Deal, DealParty, DealStep, Source, Term
from ...models.claims.claims import ClaimQuerySet
from ...models.sources.sources import origin_as_known
from ...vocabulary import Clearance, Rank, Stance
from ..claims.backing import Notes
from ..entities.names import call_as_then
from .list_parts import FIRST, ListOrder

READER = AnonymousUser()
STANCES = list(Stance)
SPOKEN = 50  # claims on the page of a deal
SHOWN = 200  # rows of anything else on it, and citations on the page of a claim
CITED = 20  # citations that a claim shows in a list

# Citations of a claim as readers find them: those that support come first.
IN_ORDER = (
    Case(*(When(stance=word, then=Value(place)) for place, word in enumerate(STANCES))),
    "pk",
)
SPOKEN_ORDER = ListOrder(("reference", "pk"), "uid")


def with_citations(claims: ClaimQuerySet, most: int | None = None) -> ClaimQuerySet:
    """The claims with their verdicts, their support counted and their citations at hand, all as
    readers see it. A verdict that does not stand is not theirs to see: `finding` is None then.

    Where `most` says so, of each claim's citations only the first so many; one more, when there
    are more, tells `number_citations` of them.
    """
    known = Source.objects.released()
    citations = (
        Citation.objects.visible_to(READER)
        .annotate(
            goes_back_to=origin_as_known(Clearance.PUBLIC, "source"),
            retells=Exists(known.filter(pk=OuterRef("source__derives_from"))),
        )
        .select_related("source", "snapshot")
        .defer("snapshot__text")
        .order_by(*IN_ORDER)
    )
    if most:
        citations = citations[: most + 1]
    return (
        claims.with_support(Clearance.PUBLIC)
        .with_verdict()
        .select_related("collection", "current__proposed_by", "current__countersigned_by")
        .prefetch_related(
            Prefetch("citations", citations, to_attr="told"),
            Prefetch("appears_in", known, to_attr="work"),
        )
    )


def number_citations(claims: Iterable[Claim], notes: Notes, most: int | None = None) -> None:
    """Give each citation the number of its source on the page; those that support come first.

    Each claim says in `against` how many sources refute it, and whether citations of it are
    `untold` because it has more than `most`.
    """
    for claim in claims:
        claim.untold = most is not None and len(claim.told) > most
        del claim.told[most:]
        for citation in claim.told:
            citation.number = notes.number(citation.source)
            citation.source.retells = citation.retells
        refuting = [told.source_id for told in claim.told if told.stance == Stance.REFUTES]
        claim.against = len(set(refuting))
    _count_the_untold([claim for claim in claims if claim.untold])


def _count_the_untold(claims):
    if not claims:
        return
    refuting = Citation.objects.visible_to(READER).filter(claim__in=claims, stance=Stance.REFUTES)
    counted = refuting.order_by().values("claim").annotate(n=Count("source", distinct=True))
    counts = dict(counted.values_list("claim", "n"))
    for claim in claims:
        claim.against = counts.get(claim.pk, 0)


def agreement(deal: Deal, start: str = FIRST) -> Deal:
    """A released deal with all that was agreed, each fact with its marks, and its claims from the
    claim `start` on, as `spoken` and the list's `part`.

    Errors   NoSuchRow.
    """
    deal.ladder = _some(DealStep.objects.filter(deal=deal).order_by("earliest", "pk"))
    deal.members = _some(DealParty.objects.filter(deal=deal).select_related("party"))
    amounts = Amount.objects.exclude(rank=Rank.DEPRECATED).select_related("party", "payer", "payee")
    deal.all_amounts = _some(amounts.filter(deal=deal))
    deal.clauses = _some(Term.objects.filter(deal=deal))
    deal.worth = _some(deal.valuations.released().select_related("company"))
    deal.later = _some(deal.amended_by.released())
    deal.beneath = _some(deal.under_it.released())
    sides = [side for sum in deal.all_amounts for side in (sum.party, sum.payer, sum.payee) if side]
    named = [*(member.party for member in deal.members), *sides]
    call_as_then([(deal, [*named, *(valuation.company for valuation in deal.worth)])])
    notes = Notes(READER)
    notes.under([deal], deal.members, deal.all_amounts, deal.clauses, deal.worth)
    said = Claim.objects.released()
    deal.part = SPOKEN_ORDER.part(said.filter(deals=deal), start, SPOKEN)
    told = with_citations(said.filter(pk__in=deal.part.keys), CITED)
    deal.spoken = list(told.order_by("reference", "pk"))
    number_citations(deal.spoken, notes, CITED)
    return deal


def _some(rows):
    return list(rows[:SHOWN])
