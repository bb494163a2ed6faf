"""Two sources that share text: their passages side by side, and what was decided of them."""

from dataclasses import dataclass

from django.db.models import QuerySet

from ...models import OriginDecision, Source, TextOverlap
from ...text import shingles
from ...text.overlap import measure
from ..people import Asker

SHOWN = 20  # passages, and suggestions on the page of a source


@dataclass(frozen=True)
class Shared:
    """One passage as it stands in both copies, and how many words it has."""

    first: str
    second: str
    words: int


def passages(text_overlap: TextOverlap) -> list[Shared]:
    """The passages that two copies share, the longest first."""
    first, second = text_overlap.first.article, text_overlap.second.article
    found = measure(shingles.tokenize_bare(first), shingles.tokenize_bare(second)).passages
    longest = sorted(found, key=lambda passage: (-passage.words, passage.first))
    return [
        Shared(first[slice(*each.first)], second[slice(*each.second)], each.words)
        for each in longest[:SHOWN]
    ]


def with_sources(text_overlaps: QuerySet[TextOverlap]) -> QuerySet[TextOverlap]:
    """The overlaps with their sources at hand, and the texts of their copies left where they
    are."""
    return text_overlaps.select_related("first__source", "second__source").defer(
        *(f"{copy}__{heavy}" for copy in ("first", "second") for heavy in ("text", "said", "pages"))
    )


@dataclass(frozen=True)
class Kin:
    """What may share an origin with a source, and what was decided, as far as a reader knows."""

    suggested: list[TextOverlap]
    decisions: list[OriginDecision]


def kin(source: Source, user: Asker) -> Kin:
    """The suggestions and decisions of one source. Two queries."""
    waiting = with_sources(TextOverlap.objects.of(source).waiting_for(user))
    decisions = OriginDecision.objects.visible_to(user).current().of(source)
    return Kin(
        list(waiting[:SHOWN]),
        list(decisions.select_related("source", "other", "decided_by")[:SHOWN]),
    )


def known_pair(pk: int, user: Asker) -> TextOverlap | None:
    """The overlap, with its copies and sources, when `user` may know of both; decided or not."""
    rows = TextOverlap.objects.visible_to(user)
    return rows.select_related("first__source", "second__source").filter(pk=pk).first()


def decided(text_overlap: TextOverlap, user: Asker) -> OriginDecision | None:
    """The current decision of the two sources, if there is one."""
    first, second = text_overlap.first.source_id, text_overlap.second.source_id
    decisions = OriginDecision.objects.visible_to(user).current().of(first).of(second)
    return decisions.select_related("source", "other", "decided_by").first()


def recorded(text_overlap: TextOverlap, user: Asker) -> list[tuple[Source, Source]]:
    """What the records of the two say now of where they come from."""
    pair = [text_overlap.first.source, text_overlap.second.source]
    above = [source.derives_from_id for source in pair]
    named = Source.objects.visible_to(user).in_bulk([pk for pk in above if pk])
    return [(source, named[pk]) for source, pk in zip(pair, above, strict=True) if pk in named]
