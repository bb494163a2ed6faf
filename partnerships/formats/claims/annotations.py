"""Citations as the Web Annotation model of the W3C writes them: where in a copy the words stand."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from ...models import Citation
from ...models.claims.citations import AROUND

MEDIA_TYPE = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
CONTEXT = [
    "http://www.w3.org/ns/anno.jsonld",
    {"sha256": "https://schema.org/sha256"},  # the model has no word for the hash of a copy
]
PDF = "application/pdf"
FRAGMENTS_OF_PDF = "http://tools.ietf.org/rfc/rfc3778"  # RFC 8118 has replaced it, word for word


def selectors(
    citation: Citation, media_type: str = "", pages: Sequence[Sequence[int]] = ()
) -> list[dict[str, Any]]:
    """The selectors of a citation's quotation in its copy, each of which finds it; [] where it is
    not proved. `citation` is asked for `with_surroundings`.

    Units    Characters are code points of the copy's text, as the model has it.
    """
    said = citation.surroundings  # type: ignore[attr-defined]  # of with_surroundings
    if citation.position is None or citation.extent is None or said is None:
        return []
    begins = min(citation.position, AROUND)
    ends = begins + citation.extent
    found: list[dict[str, Any]] = [
        {
            "type": "TextQuoteSelector",
            "exact": said[begins:ends],
            "prefix": said[:begins],
            "suffix": said[ends:],
        },
        {
            "type": "TextPositionSelector",
            "start": citation.position,
            "end": citation.position + citation.extent,
        },
    ]
    if media_type == PDF and (page := _page(pages, citation.position)):
        found.append(
            {
                "type": "FragmentSelector",
                "conformsTo": FRAGMENTS_OF_PDF,
                "value": f"page={page}",
            }
        )
    return found


def _page(pages, position):
    """The number of the page on which the place lies; None where it is not known."""
    begun = [number for number, start in pages or () if start <= position]
    return begun[-1] if begun else None


def utc_moment(at: datetime) -> str:
    """A moment as the model wants it, in UTC."""
    return at.isoformat().replace("+00:00", "Z")


def web_annotation(
    citation: Citation, *, at: str, claim: str, source: str, target: dict[str, Any] | None = None
) -> dict[str, Any]:
    """A citation as an annotation: `at` is its own address, `claim` and `source` are theirs.

    `target` names the copy, where the quotation stands in one: its `snapshot` (id), `sha256`,
    `captured_at` and the `selector`s.
    """
    says = {"type": "TextualBody", "value": citation.says, "purpose": "describing"}
    stance = {"type": "TextualBody", "value": citation.stance, "purpose": "classifying"}
    place: dict[str, Any] = {"type": "SpecificResource", "source": source}
    if target:
        place["selector"] = target["selector"]
        place["state"] = {
            "type": "TimeState",
            "sourceDate": utc_moment(target["captured_at"]),
            "cached": f"urn:uuid:{target['snapshot']}",
            "sha256": target["sha256"],
        }
    return {
        "@context": CONTEXT,
        "id": at,
        "type": "Annotation",
        "motivation": "linking",
        "body": [{"id": claim}, stance, *([says] if citation.says else [])],
        "target": place,
    }
