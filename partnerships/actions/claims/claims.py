"""What the desk does with claims."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import IntegerField, Model
from django.db.models.functions import Cast, Substr
from django.utils import timezone

from ...models import Citation, Claim, ClaimDeal, ClaimEvent, ClaimParty, Collection
from ...rules import validity
from ...vocabulary import Act
from ..journal import acting, record
from ..locks import lock_rows, locked
from ..rights import allowed
from ..sources.sources import changed
from . import citations as places

ABOUT: dict[str, Any] = {"parties": ClaimParty, "deals": ClaimDeal, "events": ClaimEvent}


@transaction.atomic
def assign_reference(claim: Claim) -> None:
    """Give an unsaved claim the next free reference of its collection: C12 after C11.

    Holds the collection until the surrounding transaction ends, so that of two editors each
    gets a reference of their own.
    """
    lock_rows(Collection.objects.filter(pk=claim.collection_id))
    given = Claim.objects.filter(collection=claim.collection_id, reference__regex=r"^C\d{1,8}$")
    numbers = given.annotate(number=Cast(Substr("reference", 2), IntegerField()))
    highest = numbers.order_by("-number").values_list("number", flat=True).first()
    claim.reference = f"C{(highest or 0) + 1}"


def add_claim(
    claim: Claim,
    *,
    by: User,
    about: Mapping[str, Iterable[Model]] | None = None,
    citations: Sequence[Citation] = (),
    at: datetime | None = None,
) -> Claim:
    """Record an unsaved claim with what it is `about` and with its citations, all or nothing.

    `about` names `parties`, `deals` and `events`. Raises ValidationError, with sentences by field,
    where something is missing or amiss: those of a citation as `citations.0.quote`.
    """
    allowed(by, "add_claim")
    if citations:
        allowed(by, "add_citation")
    with acting(by):
        at = at or timezone.now()
        if not claim.reference:
            assign_reference(claim)
        if found := _faults(claim, citations):
            raise ValidationError(found)
        claim.save()
        for name, records in (about or {}).items():
            _speak_of(claim, name, records, by)
        for number, citation in enumerate(citations):
            citation.claim = claim
            try:
                places.put(citation)
            except ValidationError as error:
                raise ValidationError(_of_citation(number, error.message_dict)) from None
        for made in (claim, *citations):  # last: the journal is held from the first entry on
            record(Act.RECORDED, made, by=by, at=at)
        return claim


def change_claim(
    claim: Claim,
    fields: Mapping[str, Any],
    *,
    by: User,
    about: Mapping[str, Iterable[Model]] | None = None,
    at: datetime | None = None,
) -> Claim:
    """Give fields of the claim other values, and say anew what it is `about`.

    What says so already is left alone; so are deals that `by` may not know of.
    """
    allowed(by, "change_claim")
    with acting(by), locked(claim) as claim:
        different = changed(claim, fields)
        if different:
            if found := validity.errors_by_field(claim):
                raise ValidationError(found)
            claim.save()
        for name, records in (about or {}).items():
            different += [name] * _speak_of(claim, name, records, by)
        if different:
            record(Act.CHANGED, claim, by=by, at=at or timezone.now())
        return claim


def _faults(claim, citations):
    """What is wrong with a claim and with its citations, before any of them is saved."""
    found = validity.errors_by_field(claim)
    for number, citation in enumerate(citations):
        without = {"claim", "collection"}  # not known yet
        found |= _of_citation(number, validity.errors_by_field(citation, without=without))
    return found


def _of_citation(number, found):
    return {f"citations.{number}.{name}": told for name, told in found.items()}


def _speak_of(claim, name, records, by):
    """Let the claim be about exactly these, as far as `by` knows; whether that was news."""
    model = ABOUT[name]
    known = model._meta.get_field(model.subject).related_model.objects.all()
    if hasattr(known, "visible_to"):
        known = known.visible_to(by)
    there = model.objects.filter(claim=claim, **{f"{model.subject}__in": known})
    wanted = {each.pk for each in records}
    present = set(there.values_list(f"{model.subject}_id", flat=True))
    there.filter(**{f"{model.subject}_id__in": present - wanted}).delete()
    for pk in sorted(wanted - present):
        model.objects.create(claim=claim, **{f"{model.subject}_id": pk})
    return wanted != present
