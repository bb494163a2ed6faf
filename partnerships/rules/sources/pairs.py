"""Two sources that share text: their passages side by side, and what was decided of them."""

from dataclasses import dataclass

from django.db.models import QuerySet

from ...models import Judgement, Likeness, Source
from ...text import shingles
from ...text.likeness import measure
from ..people import Asker

SHOWN = 20  # passages, and suggestions on the page of a source


@dataclass(frozen=True)
class Shared:
    """One passage as it stands in both copies, and how many words it has."""

    first: str
    second: str
    words: int


def passages(likeness: Likeness) -> list[Shared]:
    """The passages that two copies share, the longest first."""
    first, second = likeness.first.text, likeness.second.text
    found = measure(shingles.tokenize_bare(first), shingles.tokenize_bare(second)).passages
    longest = sorted(found, key=lambda passage: (-passage.words, passage.first))
    return [
        Shared(first[slice(*each.first)], second[slice(*each.second)], each.words)
        for each in longest[:SHOWN]
    ]


def with_sources(likenesses: QuerySet[Likeness]) -> QuerySet[Likeness]:
    """The likenesses with their sources at hand, and the texts of their copies left where they
    are."""
    return likenesses.select_related("first__source", "second__source").defer(
        *(f"{copy}__{heavy}" for copy in ("first", "second") for heavy in ("text", "said", "pages"))
    )


@dataclass(frozen=True)
class Kin:
    """What may share an origin with a source, and what was decided, as far as a reader knows."""

    suggested: list[Likeness]
    judged: list[Judgement]


def kin(source: Source, user: Asker) -> Kin:
    """The suggestions and judgements of one source. Two queries."""
    waiting = with_sources(Likeness.objects.of(source).waiting_for(user))
    judged = Judgement.objects.visible_to(user).current().of(source)
    return Kin(
        list(waiting[:SHOWN]),
        list(judged.select_related("source", "other", "judged_by")[:SHOWN]),
    )


def known_pair(pk: int, user: Asker) -> Likeness | None:
    """The likeness, with its copies and sources, when `user` may know of both; decided or not."""
    rows = Likeness.objects.visible_to(user)
    return rows.select_related("first__source", "second__source").filter(pk=pk).first()


def decided(likeness: Likeness, user: Asker) -> Judgement | None:
    """The current judgement of the two sources, if there is one."""
    first, second = likeness.first.source_id, likeness.second.source_id
    judged = Judgement.objects.visible_to(user).current().of(first).of(second)
    return judged.select_related("source", "other", "judged_by").first()


def recorded(likeness: Likeness, user: Asker) -> list[tuple[Source, Source]]:
    """What the records of the two say now of where they come from."""
    pair = [likeness.first.source, likeness.second.source]
    above = [source.derives_from_id for source in pair]
    named = Source.objects.visible_to(user).in_bulk([pk for pk in above if pk])
    return [(source, named[pk]) for source, pk in zip(pair, above, strict=True) if pk in named]
