"""The record of a story as its readers see it, page by page."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import (
    Count,
    Exists,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Value,
    Window,
)
from django.db.models.functions import Coalesce, Length, RowNumber

from ...models import (
    Amount,
    Citation,
    Claim,
    Collection,
    Company,
    Deal,
    DealParty,
    Party,
    Person,
    Source,
)
from ...models.sources.sources import origin_as_known
from ...vocabulary import Clearance
from ..claims.backing import Notes
from ..entities.names import call_as_then
from .list_parts import FIRST, ListOrder, ListPart
from .readings import CITED, IN_ORDER, READER, number_citations, with_citations

CLAIMS = 100  # of a page; fewer where much is said in them
CHARACTERS = 150_000  # of a page's claims with what is cited for them
SET = 500  # characters that a claim or a citation takes besides what it says
LISTED = 200  # rows of a page of a list
COUNTED = 25_000  # rows; to count millions takes longer than all else

# The claims of the article stand before those from later.
CLAIM_ORDER = ListOrder(("is_later", "reference"), "reference")
COLLECTION_ORDER = ListOrder(("pk",), "slug")
PARTY_ORDER = ListOrder(("name", "pk"), "slug")
DEAL_ORDER = ListOrder(("since", "pk"), "slug", is_descending=True)
LISTS: dict[str, tuple[type[Deal] | type[Company] | type[Person], ListOrder, int]] = {
    # with how many of them the record begins
    "deals": (Deal, DEAL_ORDER, 50),
    "companies": (Company, PARTY_ORDER, 100),
    "people": (Person, PARTY_ORDER, 100),
}
NOT_ANNOUNCED = date(1, 1, 1)


@dataclass
class Section:
    """A part of the checked text, and the claims in it."""

    layer: str
    title: str
    claims: list[Claim]


@dataclass
class RecordList:
    """Some of the deals, companies or people of a record."""

    part: ListPart
    rows: list[Any]


@dataclass
class RecordPage:
    """A page of the record of a story. `lists` and `counts` are the first page's alone."""

    collection: Collection
    part: ListPart
    sections: list[Section]
    sources: list[Source]  # that stand on the page, in the order of their numbers
    lists: dict[str, RecordList] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)  # more than COUNTED: at least that many


def collections() -> QuerySet[Collection]:
    """The stories of which something was released, the oldest first."""
    claims = Claim.objects.released().order_by().filter(collection=OuterRef("pk"))
    deals = Deal.objects.released().order_by().filter(collection=OuterRef("pk"))
    return Collection.objects.filter(Exists(claims) | Exists(deals)).order_by("pk")


def record_page(collection: Collection, start: str = FIRST, holding: str = "") -> RecordPage:
    """The page that begins at the claim `start`, or the first one that holds the claim `holding`
    or begins at it. Some twenty queries at most.

    Errors   NoSuchRow.
    """
    rows = _released(collection, Claim)
    part = _claims_from(rows, start)
    if holding and holding not in part.names:
        part = _claims_from(rows, start := holding)
    claims = with_citations(Claim.objects.released().filter(pk__in=part.keys), CITED)
    sections = _sections(claims.order_by("reference", "pk"))
    shown = [claim for section in sections for claim in section.claims]
    number_citations(shown, Notes(READER), CITED)
    told = [citation for claim in shown for citation in claim.told]
    sources = {citation.number: citation.source for citation in told}
    page = RecordPage(collection, part, sections, [each for _, each in sorted(sources.items())])
    if start == FIRST:
        page.lists = {noun: record_list(collection, noun, FIRST, LISTS[noun][2]) for noun in LISTS}
        is_whole = part.later is None and not any(claim.untold for claim in shown)
        page.counts = {
            "claims": _count(part, rows),
            **(_counts_of(told) if is_whole else _counts_in(collection)),
            **{
                noun: _count(each.part, _released(collection, LISTS[noun][0]))
                for noun, each in page.lists.items()
            },
        }
    return page


def record_list(
    collection: Collection | None, noun: str, start: str, size: int = LISTED
) -> RecordList:
    """The part of a record's deals, companies or people, or of all records' where that is None,
    that begins at the row `start`.

    Errors   NoSuchRow.
    """
    model, order, _ = LISTS[noun]
    rows = _released(collection, model)
    if model is Deal:
        announced = Coalesce("announced_earliest", Value(NOT_ANNOUNCED))
        part = order.part(rows.with_status().annotate(since=announced), start, size)
        return RecordList(part, in_turn(part, _told_deals(part.keys)))
    part = order.part(rows, start, size)
    return RecordList(part, in_turn(part, model.objects.filter(pk__in=part.keys)))


def _claims_from(rows, start):
    part = CLAIM_ORDER.part(rows.annotate(is_later=~Q(layer="article")), start, CLAIMS)
    part.cut(_how_many_fit(part.keys))
    return part


def in_turn(part: ListPart, rows: Iterable[Any]) -> list[Any]:
    """The rows of the part, in its order."""
    found = {row.pk: row for row in rows}
    return [found[key] for key in part.keys if key in found]


def _released(collection, model):
    rows = model.objects.released()
    rows = rows.standing() if issubclass(model, Party) else rows
    return rows.filter(collection=collection) if collection else rows


def _how_many_fit(keys):
    """How many of the claims a page has room for: one at least, however much it says."""
    said = Claim.objects.filter(pk__in=keys).values_list("pk", Length("statement"))
    words = sum((Length(name) for name in ("quote", "translation", "says", "answer")), Value(0))
    cited = (
        Citation.objects.visible_to(READER)
        .filter(claim__in=keys)
        .annotate(size=words, turn=Window(RowNumber(), partition_by="claim", order_by=IN_ORDER))
        .filter(turn__lte=CITED)
        .order_by()
    )
    room = dict(said)
    for key, size in cited.values_list("claim", "size"):
        room[key] += size + SET
    left = CHARACTERS
    for place, key in enumerate(keys):
        left -= room.get(key, 0) + SET
        if left < 0:
            return max(place, 1)
    return len(keys)


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


def _count(part, rows):
    """How many rows there are, of which the part is the first ones."""
    if part.later is None:
        return len(part.keys)
    return rows.order_by().values("pk")[: COUNTED + 1].count()


def _counts_of(told):
    return {
        "citations": len(told),
        "sources": len({citation.source_id for citation in told}),
        "origins": len({citation.goes_back_to for citation in told}),
    }


def _counts_in(collection):
    """The same of all citations that readers see in a collection; where these are more than are
    counted, sources and origins are those of some of them: at least so many. Two queries."""
    known = Source.objects.released().order_by()
    cited = (
        Citation.objects.filter(
            claim__collection=collection,
            claim__released_at__isnull=False,
            source__released_at__isnull=False,
        )
        .order_by()
        .values("source")[: COUNTED + 1]
    )
    counts = cited.aggregate(citations=Count("pk"), sources=Count("source", distinct=True))
    origins = known.filter(pk__in=cited).aggregate(
        origins=Count(origin_as_known(Clearance.PUBLIC), distinct=True)
    )
    return counts | origins | {"is_cut": counts["citations"] > COUNTED}


def _told_deals(keys):
    """Deals with their parties, under the names of then, and their `sums`."""
    found = list(
        Deal.objects.filter(pk__in=keys)
        .with_status()
        .prefetch_related(
            Prefetch("parties", DealParty.objects.select_related("party")),
            Prefetch("amounts", Amount.objects.main_first(), to_attr="sums"),
        )
    )
    for deal in found:
        deal.names = list(dict.fromkeys(row.party for row in deal.parties.all()))
    call_as_then((deal, deal.names) for deal in found)
    return found
