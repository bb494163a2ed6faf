"""A story that is out as schema.org has it: an Article, with a ClaimReview for each claim."""

import json
from collections.abc import Iterable
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from ...models import Edition
from ...vocabulary import Finding

CONTEXT = "https://schema.org"
NAME = "Newsroom"
# ClaimReview rates on a scale of five; what is not ratable has a word alone.
RATINGS = {
    Finding.ACCURATE: 5,
    Finding.CONTEXT: 4,
    Finding.IMPRECISE: 2,
    Finding.WRONG: 1,
}


def article_jsonld(edition: Edition, editions: Iterable[Edition], site: str) -> dict[str, Any]:
    """The edition as JSON-LD, with the corrections of all `editions` and the claims it leans on."""
    content, address = edition.content, f"{site}stories/{edition.story.slug}/"
    told = {
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
        "citation": [_work(source) for source in content["sources"]],
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
    reviews = [_review(claim, content, address, site) for claim in content["claims"]]
    graph = [told, *filter(None, reviews)]
    return {"@context": CONTEXT, "@graph": [_whole(one) for one in graph]}


def _review(claim, content, address, site):
    verdict = claim["verdict"]
    if verdict is None:
        return None
    sources = {source["number"]: source for source in content["sources"]}
    finding = Finding(verdict["finding"])
    rating: dict[str, Any] = {"@type": "Rating", "alternateName": finding.label}
    if value := RATINGS.get(finding):
        rating |= {"ratingValue": value, "bestRating": 5, "worstRating": 1}
    return {
        "@type": "ClaimReview",
        "@id": f"{address}#{claim['reference']}",
        "url": f"{site}claims/{claim['collection']}/{claim['reference']}/",
        "claimReviewed": claim["statement"],
        "reviewRating": rating,
        "reviewBody": " ".join(filter(None, [verdict["reasons"], verdict["correction"]])),
        "author": {"@type": "Organization", "name": NAME},
        "datePublished": verdict["countersigned_at"],
        "itemReviewed": {
            "@type": "Claim",
            "appearance": {"@id": address},
            "author": claim["attributed_to"]
            and {"@type": "Organization", "name": claim["attributed_to"]},
        },
        "citation": [
            _work(sources[number])
            for number in dict.fromkeys(each["source"] for each in claim["citations"])
        ],
    }


def _work(source):
    return _whole(
        {
            "@type": "CreativeWork",
            "name": source["title"],
            "url": source["url"],
            "publisher": {"@type": "Organization", "name": source["outlet"]},
            "author": [{"@type": "Person", "name": name} for name in source["authors"]],
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
