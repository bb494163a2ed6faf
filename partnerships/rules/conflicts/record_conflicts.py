"""Conflicts of the record: what it holds of one thing that cannot all be so.

Everything is compared by what it may mean, from its least to its most: $13 billion is no conflict
with about $13 billion, April is one with 19 March. What may be another thing is none: a sum that
was planned and one that was paid, two posts on days that are not sure.

Nothing is looked at but what whoever asks may know of, so that what is hidden is in no conflict.
"""

from collections.abc import Sequence
from functools import reduce
from operator import or_

from django.db.models import Q

from ..people import Asker
from .of_claims import OF_CLAIMS
from .of_records import OF_RECORDS
from .told import RecordConflict


def record_conflicts(
    user: Asker,
    most: int,
    after: int = 0,
    *,
    kinds: Sequence[str] = (),
    parties: Sequence[int] | None = None,
    deals: Sequence[int] | None = None,
) -> list[RecordConflict]:
    """So many of the conflicts that `user` may know of, after so many: of the `kinds`, `parties`
    and `deals`, where such are asked for."""
    told: list[RecordConflict] = []
    for rule in [*OF_CLAIMS, *OF_RECORDS]:
        if kinds and rule.kind not in kinds:
            continue
        found = rule.found(user)
        for paths, keys in ((rule.parties, parties), (rule.deals, deals)):
            if keys is not None:
                among = found.model.objects.filter(_one_of(paths, keys))
                found = found.filter(pk__in=among.order_by().values("pk"))
        here = list(found[after : after + most - len(told)])
        # How many of these were passed over is asked for only where none are left.
        after = 0 if here or not after else max(0, after - found.count())
        told += rule.told(here, user)
        if len(told) >= most:
            break
    return told


def _one_of(paths, keys):
    """A condition: one of the keys is at one of the paths."""
    return reduce(or_, (Q(**{f"{path}__in": keys}) for path in paths), Q(pk__in=[]))
