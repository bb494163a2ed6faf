"""What is out as schema.org has it: a story as an Article, a claim of others as a ClaimReview."""

import json
import re
from collections.abc import Iterable
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from ...models import Citation, Edition, Source, Verdict
from ...vocabulary import Finding, PartyKind

CONTEXT = "https://schema.org"
NAME = "Newsroom"
# ClaimReview rates on a scale of five; what is not ratable has a word alone.
RATINGS = {
    Finding.ACCURATE: 5,
    Finding.CONTEXT: 4,
    Finding.IMPRECISE: 2,
    Finding.WRONG: 1,
}
# A date that schema.org reads: no “about”, and no season, which EDTF writes as a 21st month.
PLAIN = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?")
TYPES = {PartyKind.PERSON: "Person", PartyKind.COMPANY: "Organization"}


def article_jsonld(edition: Edition, editions: Iterable[Edition], site: str) -> dict[str, Any]:
    """The edition as JSON-LD, with the corrections of all `editions`.

    It names the records of the claims that it leans on and rates none of them: what it says
    itself was checked, and is no claim of others.
    """
    content, address = edition.content, f"{site}stories/{edition.story.slug}/"
    told = {
        "@context": CONTEXT,
        "@type": "Article",
        "@id": address,
        "url": address,
        "headline": content["headline"],
        "description": content["standfirst"],
        "articleBody": content["body"],
        "author": {"@type": "Organization", "name": content["byline"] or NAME},
        "publisher": {"@type": "Organization", "name": NAME},
        "datePublished": min(each.published_at for each in editions).isoformat(),
        "dateModified": edition.published_at.isoformat(),
        "version": edition.number,
        "citation": [_creative_work(**source) for source in content["sources"]],
        "isBasedOn": [
            f"{site}claims/{claim['collection']}/{claim['reference']}/"
            for claim in content["claims"]
        ],
        "correction": [
            {
                "@type": "CorrectionComment",
                "datePublished": each.correction.written_at.isoformat(),
                "text": f"{each.correction.was_wrong} {each.correction.is_right}",
            }
            for each in editions
            if hasattr(each, "correction")
        ],
    }
    return _whole(told)


def claim_review_jsonld(
    verdict: Verdict,
    work: Source,
    claimant: tuple[str, str] | None,
    citations: Iterable[Citation],
    site: str,
) -> dict[str, Any]:
    """The verdict that stands on a claim as JSON-LD: of what `work`, which is not ours, says.

    `claimant` is the name of the party that says so there, and its kind. The address is the page
    of the claim, at the verdict.
    """
    claim = verdict.claim
    address = f"{site}claims/{claim.collection.slug}/{claim.reference}/"
    finding = Finding(verdict.finding)
    rating: dict[str, Any] = {"@type": "Rating", "alternateName": finding.label}
    if value := RATINGS.get(finding):
        rating |= {"ratingValue": value, "bestRating": 5, "worstRating": 1}
    sources = {citation.source.pk: citation.source for citation in citations}
    told = {
        "@context": CONTEXT,
        "@type": "ClaimReview",
        "@id": f"{address}#verdict",
        "url": f"{address}#verdict",
        "claimReviewed": claim.statement,
        "reviewRating": rating,
        "reviewBody": " ".join(filter(None, [verdict.reasons, verdict.correction])),
        "author": {"@type": "Organization", "name": NAME},
        "datePublished": verdict.countersigned_at and verdict.countersigned_at.isoformat(),
        "itemReviewed": {
            "@type": "Claim",
            "appearance": _creative_work(**_fields(work)),
            "author": claimant and {"@type": TYPES[PartyKind(claimant[1])], "name": claimant[0]},
        },
        "citation": [_creative_work(**_fields(source)) for source in sources.values()],
    }
    return _whole(told)


def _fields(source):
    return {
        "title": source.title,
        "url": source.url,
        "outlet": source.outlet,
        "authors": source.authors,
        "published": source.published,
    }


def _creative_work(title, url, outlet, authors, published, **others):
    return _whole(
        {
            "@type": "CreativeWork",
            "name": title,
            "url": url,
            "publisher": {"@type": "Organization", "name": outlet},
            "author": [{"@type": "Person", "name": name} for name in authors],
            "datePublished": published if PLAIN.fullmatch(published) else "",
        }
    )


def as_script(told: dict[str, Any]) -> SafeString:
    """The same as JSON that can stand in a script element, whatever words are in it."""
    written = json.dumps(told, ensure_ascii=False)
    return mark_safe(written.translate({ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"}))


def _whole(told):
    """What is said, without what is empty."""
    return {
        name: _whole(value) if isinstance(value, dict) else value
        for name, value in told.items()
        if value not in ("", None, [], {})
    }
