"""Looking at sources again: what came, and what became of the quotations that lean on them."""

from datetime import datetime

from django.contrib.auth.models import User
from django.utils import timezone

from ...errors import NotFetched, NotReadable
from ...models import Claim, Recheck, Sighting, Snapshot, Source
from ...rules.claims.drift import UNREACHABLE, Newer
from ...vocabulary import Act, Came
from ..journal import acting, record
from ..locks import lock_keys
from ..sources.captures import capture, may_keep

# Why nothing came, by the codes of NotFetched. Two need the status as well.
WHY = {
    "forbidden": Came.REFUSED,
    "robots": Came.ROBOTS,
    "unavailable": Came.UNAVAILABLE,
    "unreachable": Came.UNREACHABLE,
    "too_slow": Came.TOO_SLOW,
    "redirect_loop": Came.MISDIRECTED,
    "too_many_redirects": Came.MISDIRECTED,
    "wrong_type": Came.UNREADABLE,
    "too_large": Came.UNREADABLE,
    "bad_address": Came.BAD_ADDRESS,
    "not_public": Came.BAD_ADDRESS,
    "not_allowed": Came.BAD_ADDRESS,
}


def recheck(source: Source, *, by: User | None, at: datetime | None = None) -> Recheck:
    """Look at a source again, and record what came and what became of each proved quotation.

    To be called outside a transaction, as `capture` is, whose time it takes. `by` is None when the
    desk itself looks. What is altered or gone lets the verdicts lapse that lean on it; citations
    go on quoting the copy that they quote. Raises NotFetched, and records nothing, where there is
    no address to look at, or the turn of its host did not come.
    """
    may_keep(source, by)
    if not source.url:
        raise NotFetched("bad_address", "This source has no address to look at again.")
    looked_at = at or timezone.now()
    came = _came(source, by, at)
    with acting(by):
        return _recorded(source, came, by=by, at=looked_at)


def _came(source, by, at):
    """What the look brings, as fields of a Recheck."""
    try:
        return {"came": Came.COPY, "snapshot": capture(source, by=by, at=at)}
    except NotReadable:
        return {"came": Came.UNREADABLE}
    except NotFetched as refusal:
        if refusal.code == "unavailable" and refusal.status is None:
            raise  # others are asking the same host: nobody has looked
        return {"came": _why(refusal), "status": refusal.status}


def _why(refusal):
    if refusal.code == "gone":
        return Came.NO_LONGER_THERE if refusal.status == 410 else Came.NOT_FOUND
    return WHY[refusal.code]


def _recorded(source, came, *, by, at):
    # The claims first, in one order, as all who may let verdicts lapse hold them.
    quoting = Claim.objects.filter(pk__in=_quoted(source).order_by().values("claim"))
    lock_keys(quoting)
    made = Recheck.objects.create(source=source, by=by, at=at, **came)
    citations = list(_quoted(source).order_by("claim", "pk"))
    found = _found(citations, made.snapshot)
    Sighting.objects.bulk_create(
        Sighting(
            recheck=made,
            citation=citation,
            quote=citation.quote,
            copy_id=citation.snapshot_id,
            outcome=each.outcome,
            position=each.position,
            extent=each.extent,
            words=each.words,
        )
        for citation, each in zip(citations, found, strict=True)
    )
    record(Act.RECHECKED, made, by=by, at=at)
    return made


def _quoted(source):
    """The citations of the source whose quotation is proved in a kept copy."""
    return source.citations.filter(snapshot__isnull=False, position__isnull=False)


def _found(citations, copy):
    """What became of each quotation in the copy that came, if one did."""
    if copy is None:
        return [UNREACHABLE] * len(citations)
    newer = Newer(copy.text)
    older = {citation.snapshot_id for citation in citations} - {copy.pk}
    texts = dict(Snapshot.objects.filter(pk__in=older).values_list("pk", "text"))
    texts[copy.pk] = copy.text
    return [
        newer.find(each.quote, each.position, each.extent, texts[each.snapshot_id])
        for each in citations
    ]
