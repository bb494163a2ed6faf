"""Deciding whether two sources that share text share an origin."""

from datetime import datetime

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from ...errors import Refused
from ...models import OriginDecision, Source
from ...vocabulary import Act, Kinship
from ..journal import acting, record
from ..locks import lock_rows
from ..rights import allowed
from . import sources


def decide_origin(
    source: Source,
    other: Source,
    answer: str,
    *,
    by: User,
    why: str = "",
    at: datetime | None = None,
) -> OriginDecision:
    """Decide how two sources come to share text; the decision takes the place of the one before.

    Of RETELLS it is `source` that retells `other`, and its record says so from then on: whoever
    decides is an author of that origin. Raises Refused where the sources' records say otherwise.
    """
    allowed(by, "change_source", "decide where sources come from")
    at = at or timezone.now()
    with acting(by):
        source, other = _locked(source, other, by)
        if answer == Kinship.INDEPENDENT:
            _must_be_apart(source, other, by)
        OriginDecision.objects.current().of(source).of(other).update(superseded_at=at)
        made = OriginDecision.objects.create(
            source=source, other=other, answer=answer, why=why.strip(), decided_by=by, decided_at=at
        )
        if answer == Kinship.RETELLS:
            _retell(source, other, by, at)
        record(Act.JUDGED, made, by=by, at=at, why=made.why)
        return made


def _locked(source, other, by):
    """Both sources as they are now; nobody else changes them meanwhile."""
    pks = {source.pk, other.pk}
    known = Source.objects.visible_to(by).filter(pk__in=pks)
    rows = {each.pk: each for each in lock_rows(known)}
    if len(rows) < len(pks):
        raise PermissionDenied("You may not decide where these sources come from.")
    return rows[source.pk], rows[other.pk]


def _must_be_apart(source, other, by):
    if source.origin_id != other.origin_id:
        return
    origin = Source.objects.visible_to(by).filter(pk=source.origin_id).first()
    if origin is not None:  # what is hidden from somebody stands in nobody's way
        raise Refused(
            f"Their records say that both go back to “{origin}”: change that first.", "contradicted"
        )


def _retell(source, other, by, at):
    before = Source.objects.visible_to(by).filter(pk=source.derives_from_id).first()
    if before is not None and before.pk != other.pk:
        raise Refused(
            f"By its record “{source}” retells “{before}”: change that first.", "contradicted"
        )
    try:
        sources.change_source(source, {"derives_from": other}, by=by, at=at)
    except ValidationError as error:
        raise Refused(" ".join(error.messages), "contradicted") from None
