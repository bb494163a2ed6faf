"""Recording a search that found nothing, so that it can be cited."""

from datetime import date, datetime

from django.contrib.auth.models import User
from django.utils import timezone

from ...errors import Refused
from ...models import Claim, Search
from ...text import edtf
from ...vocabulary import Act
from ..journal import acting, record
from ..locks import lock_claim
from ..rights import allowed


def record_search(
    claim: Claim,
    place: str,
    sought: str,
    *,
    by: User,
    searched_on: date | str | None = None,
    at: datetime | None = None,
) -> Search:
    """Record that one looked in a place, on a day, for something, and found nothing.

    `searched_on` is a day, or as EDTF writes one that is not sure: 2026-11. Raises Refused when
    that is no date or is yet to come, and when the place or what was sought is missing.
    """
    allowed(by, "add_search")
    with acting(by):
        claim = lock_claim(claim)
        at = at or timezone.now()
        today = timezone.localdate(at)
        searched_on = str(searched_on or today)
        if _earliest(searched_on, today) > today:
            raise Refused("Nobody has searched on a day that is yet to come.", "not_yet")
        made = Search.objects.create(
            claim=claim, place=place.strip(), sought=sought.strip(), searched_on=searched_on
        )
        record(Act.RECORDED, made, by=by, at=at)
        return made


def _earliest(text, today):
    try:
        return edtf.parse(text).earliest or today
    except edtf.NotADate as fault:
        raise Refused(str(fault), "not_a_date") from None
