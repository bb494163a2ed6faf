"""What an edition holds: all that its readers are shown, as plain JSON values.

Only what was released by then: a claim that was not is left out, and with it the mark of a
passage that leans on nothing else; of what a claim rests on, what readers may know.
"""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.models import User
from django.db import connection
from django.db.models import Count, Q, QuerySet, TextField
from django.db.models.functions import Cast

from ...models import Binding, Claim, Edition, EditionDependency, Revision, Story, Waiver
from ...text.tokens import unmarked
from ..claims import authorship
from ..people import public_signature
from . import readings
from .objections import OF_WORDS, UNCOVERED, kind_named

FORMAT = "newsroom-edition/1"
WORDED = ("headline", "standfirst", "body", "byline", "text")


def published(story: Story) -> QuerySet[Edition]:
    """The editions of a story, the latest first, each with its correction if it came with one."""
    return story.editions.select_related("correction").order_by("-number")


def content(revision: Revision, number: int, *, by: User, at: datetime) -> dict[str, Any]:
    """All that readers are shown of the revision as edition `number`. Some eight queries, and a
    few for each claim with something hidden in what it rests on."""
    spans = _spans(revision)
    claims = _claims(spans)
    sources: dict[int, dict[str, Any]] = {}
    passages: list[dict[str, Any]] = []
    told: dict[int, dict[str, Any]] = {}
    for span in spans:
        bound = [binding for binding in span["bindings"] if binding.claim_id in claims]
        if not bound:
            continue
        for binding in bound:
            claim = claims[binding.claim_id]
            if claim.pk not in told:
                told[claim.pk] = _claim(claim, sources)
        passages.append(_passage(span, bound, len(passages) + 1, claims))
    return {
        "format": FORMAT,
        "story": revision.story.slug,
        "edition": number,
        "revision": revision.number,
        "published_at": _moment(at),
        "published_by": public_signature(by),
        **{name: getattr(revision, name) for name in WORDED},
        "dateline": revision.dateline.isoformat(),
        "passages": passages,
        "claims": list(told.values()),
        "sources": sorted(sources.values(), key=lambda source: source["number"]),
    }


def edition_dependencies(edition: Edition) -> list[EditionDependency]:
    """What each passage of the edition leans on now, as rows to be written."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT passage, claim, noun, record FROM story_dependencies(%s)"
            " ORDER BY passage, claim, noun, record",
            [edition.story_id],
        )
        return [
            EditionDependency(
                edition=edition, passage_id=passage, claim_id=claim, noun=noun, record=record
            )
            for passage, claim, noun, record in cursor.fetchall()
        ]


def kinds_waived(edition: Edition) -> list[tuple[str, int]]:
    """From what passages of the edition were excused when it went out, in words, and how many of
    them from each; the commonest first. Reasons and names are the desk's own.

    Of a passage of which it does not show every claim, only what is said of words alone: the rest
    may speak of a claim that was not released.
    """
    open_then = Waiver.objects.filter(
        Q(ended_at=None) | Q(ended_at__gt=edition.published_at),
        passage__story=edition.story_id,
        passage__placements__revision=edition.revision_id,
        passage__placements__start__isnull=False,
        waived_at__lte=edition.published_at,
    )
    found = [
        (code, str(passage))
        for passage, excuses in open_then.values_list("passage__uid", "excuses")
        for code in excuses or [UNCOVERED]
    ]
    whole = _shown_whole(edition) if any(code not in OF_WORDS for code, _ in found) else set()
    waived = {
        (kind_named(code), passage)
        for code, passage in found
        if code in OF_WORDS or passage in whole
    }
    counted = Counter(kind for kind, _ in waived)
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))


def _shown_whole(edition):
    """The passages of which the edition shows every claim that they lean on."""
    leaned_on = dict(
        edition.dependencies.values_list("passage__uid")
        .annotate(claims=Count("claim", distinct=True))
        .order_by()
    )
    return {
        passage["id"]
        for passage in edition.content["passages"]
        if len(passage["claims"]) == leaned_on.get(UUID(passage["id"]))
    }


def sealed_text(edition: Edition) -> str:
    """The very text over which the hash of the edition was taken: its content as PostgreSQL
    writes it."""
    rows = Edition.objects.filter(pk=edition.pk)
    return rows.values_list(Cast("content", TextField()), flat=True).get()


def _spans(revision):
    """The passages that something leans on, in the order of the text."""
    bindings = (
        Binding.objects.open()
        .filter(passage__story=revision.story_id)
        .select_related("passage")
        .order_by("pk")
    )
    places = {
        passage: (start, end)
        for passage, start, end in revision.placements.filter(start__isnull=False).values_list(
            "passage", "start", "end"
        )
    }
    spans: dict[int, Any] = {}
    for binding in bindings:
        if binding.passage_id in places:
            start, end = places[binding.passage_id]
            new = {"passage": binding.passage, "start": start, "end": end, "bindings": []}
            new["words"] = revision.text[start:end]
            spans.setdefault(binding.passage_id, new)["bindings"].append(binding)
        binding.context_place = places.get(binding.context_id)
    return sorted(spans.values(), key=lambda span: (span["end"], span["start"]))


def _claims(spans):
    """The released ones among the claims, by key, as readers see them."""
    bound = {binding.claim_id for span in spans for binding in span["bindings"]}
    released = readings.with_citations(Claim.objects.released().filter(pk__in=bound))
    claims = {claim.pk: claim for claim in released}
    marks = authorship.as_seen_in(claims.values(), readings.READER)
    for claim in claims.values():
        claim.mark = marks[claim.pk]
    return claims


def _passage(span, bound, number, claims):
    return {
        "number": number,
        "id": str(span["passage"].uid),
        "start": span["start"],
        "end": span["end"],
        "words": span["words"],
        "claims": [
            {
                "claim": str(claims[binding.claim_id].uid),
                "leaning": binding.basis,
                "context": binding.context_place
                and dict(zip(("start", "end"), binding.context_place, strict=True)),
            }
            for binding in bound
        ],
    }


def _claim(claim, sources):
    verdict = claim.current if claim.finding else None
    told = sorted(claim.told, key=lambda one: (readings.STANCES.index(one.stance), one.pk))
    return {
        "id": str(claim.uid),
        "collection": claim.collection.slug,
        "reference": claim.reference,
        "statement": claim.statement,
        "kind": claim.kind,
        "attributed_to": claim.attributed_to,
        "appears_in": claim.work and _work(claim.work),
        "date": claim.date,
        "date_words": claim.date_words,
        "as_of": claim.as_of and claim.as_of.isoformat(),
        "outlets": claim.outlets,
        "origins": claim.origins,
        "fingerprint": claim.mark,
        "verdict": verdict and _verdict(verdict),
        "citations": [_citation(citation, sources) for citation in told],
    }


def _verdict(verdict):
    return {
        "id": str(verdict.uid),
        "finding": verdict.finding,
        "reasons": verdict.reasons,
        "correction": verdict.correction,
        "as_of": verdict.as_of and verdict.as_of.isoformat(),
        "proposed_by": public_signature(verdict.proposed_by),
        "proposed_at": _moment(verdict.proposed_at),
        "countersigned_by": public_signature(verdict.countersigned_by),
        "countersigned_at": _moment(verdict.countersigned_at),
        "broken_glass": verdict.broken_glass,
    }


def _citation(citation, sources):
    source = citation.source
    number = sources.setdefault(source.pk, _source(citation, len(sources) + 1))["number"]
    kept = citation.snapshot
    return {
        "id": str(citation.uid),
        "source": number,
        "stance": citation.stance,
        "quote": citation.quote,
        "translation": citation.translation,
        "locator": citation.locator,
        "says": citation.says,
        "answer": citation.answer,
        "copy": kept and {"captured_at": _moment(kept.captured_at), "sha256": kept.sha256},
    }


def _source(citation, number):
    source = citation.source
    return {
        "number": number,
        **_work(source),
        "kind": source.kind,
        "tier": source.tier,
        "retells": source.origin_note or ("another report" if citation.retells else ""),
    }


def _work(source):
    return {
        "id": source.slug,
        "outlet": source.outlet,
        "title": source.title,
        "authors": list(source.authors),
        "url": source.url,
        "published": source.published,
    }


def _moment(at):
    return at.isoformat()


@dataclass(frozen=True)
class PrintedUse:
    """A passage that is out and leans on a claim: words of an article, under a numbered note."""

    story: str  # its slug
    headline: str
    edition: int
    number: int
    words: str
    leaning: str


PRINTED = """
SELECT story.slug, edition.content ->> 'headline', edition.number,
    (passage ->> 'number')::integer, passage ->> 'words', bound ->> 'leaning'
FROM partnerships_edition AS edition
JOIN partnerships_story AS story ON story.id = edition.story_id
CROSS JOIN jsonb_array_elements(edition.content -> 'passages') AS passage
CROSS JOIN jsonb_array_elements(passage -> 'claims') AS bound
WHERE edition.id IN (SELECT edition_id FROM partnerships_editiondependency WHERE claim_id = %s)
AND NOT EXISTS (
    SELECT FROM partnerships_edition AS later
    WHERE later.story_id = edition.story_id AND later.number > edition.number
)
AND bound ->> 'claim' = %s
ORDER BY edition.published_at, edition.id, 4 LIMIT %s OFFSET %s
"""


def printed_uses(claim: Claim, most: int, after: int = 0) -> list[PrintedUse]:
    """The passages of articles that readers have now which lean on the claim, so many of them
    after those that are passed over. One query, which leaves the articles where they are."""
    with connection.cursor() as cursor:
        cursor.execute(PRINTED, [claim.pk, str(claim.uid), most, after])
        uses = [PrintedUse(*row) for row in cursor.fetchall()]
    return [replace(use, words=unmarked(use.words)) for use in uses]


def noted(content: dict[str, Any]) -> dict[int, dict[str, Any]]:
    """The notes of an edition, by number: each passage with its claims, and with these their
    citations and the sources of those, all from what was frozen."""
    claims = {claim["id"]: claim for claim in content["claims"]}
    sources = {source["number"]: source for source in content["sources"]}

    def cited(claim):
        return [citation | {"from": sources[citation["source"]]} for citation in claim["citations"]]

    def leant_on(bound):
        claim = claims[bound["claim"]]
        context = bound["context"]
        words = content["text"][context["start"] : context["end"]] if context else ""
        return claim | bound | {"citations": cited(claim), "context": unmarked(words)}

    return {
        passage["number"]: passage
        | {"words": unmarked(passage["words"])}
        | {"claims": [leant_on(bound) for bound in passage["claims"]]}
        for passage in content["passages"]
    }
