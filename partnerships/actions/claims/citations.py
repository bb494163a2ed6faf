"""Citing sources for and against claims, changing a citation, and taking one away."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone

from ...models import Citation
from ...rules import validity
from ...rules.claims import proving
from ...vocabulary import Act
from ..journal import acting, record
from ..locks import lock_claim, locked_citation
from ..rights import allowed
from ..sources.sources import changed

WHERE_IT_STANDS = {"quote", "snapshot", "source"}


def add_citation(citation: Citation, *, by: User, at: datetime | None = None) -> Citation:
    """Cite a source for a claim: an unsaved citation.

    Raises ValidationError, with sentences by field, where something is missing or amiss.
    """
    allowed(by, "add_citation")
    with acting(by):
        lock_claim(citation.claim)
        put(citation)
        record(Act.RECORDED, citation, by=by, at=at or timezone.now())
        return citation


def put(citation: Citation) -> None:
    """Save a new citation of a claim that is held already. Its entry is the caller's to make."""
    citation.collection_id = citation.claim.collection_id
    _save(citation)


def change_citation(
    citation: Citation, fields: Mapping[str, Any], *, by: User, at: datetime | None = None
) -> Citation:
    """Give fields of the citation other values. What says so already is left alone."""
    allowed(by, "change_citation")
    with acting(by), locked_citation(citation) as citation:
        if different := changed(citation, fields):
            if WHERE_IT_STANDS & set(different):
                citation.position = citation.extent = None
            _save(citation)
            record(Act.CHANGED, citation, by=by, at=at or timezone.now())
        return citation


def remove(citation: Citation, *, by: User, at: datetime | None = None) -> None:
    """Take a citation away from its claim. What it said stays in the history."""
    allowed(by, "delete_citation")
    with acting(by), locked_citation(citation) as citation:
        at = at or timezone.now()
        gone = Citation(pk=citation.pk, uid=citation.uid, claim=citation.claim)
        citation.delete()
        record(Act.REMOVED, gone, by=by, at=at)


def _save(citation):
    found = validity.errors_by_field(citation)
    if not found and citation.snapshot_id and citation.quote and citation.extent is None:
        place, fault = proving.quotation_place(citation)
        citation.position, citation.extent = place or (None, None)
        found = {"quote": [fault.told]} if fault else {}
    if found:
        raise ValidationError(found)
    citation.save()
