"""Saying of two records that are alike that they are not the same."""

from datetime import datetime

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from ..models import ToldApart
from ..rules.duplicates import records_to_compare
from ..vocabulary import MayBeTwice
from .journal import acting
from .rights import allowed

# Whoever may make one of two, or take one away, may say that they are two.
RIGHT_TO_TELL_APART = {
    MayBeTwice.PARTY: ("merge_party", "say that two companies or people are not the same"),
    MayBeTwice.DEAL: ("add_putaway", "say that two deals are not the same"),
    MayBeTwice.SOURCE: ("add_putaway", "say that two sources are not the same"),
}


def tell_apart(
    noun: str, one: int, other: int, *, by: User, at: datetime | None = None
) -> ToldApart:
    """Say that two records are not the same: they are not shown as possible duplicates again. Its
    row is what the desk keeps of it, who and when.

    Raises Refused when somebody has said so, or both are one record; PermissionDenied when `by` may
    not, or may not know of both.
    """
    allowed(by, *RIGHT_TO_TELL_APART[MayBeTwice(noun)])
    if records_to_compare(noun, by).filter(pk__in=[one, other]).count() < len({one, other}):
        raise PermissionDenied("You may not tell these apart.")
    first, second = sorted([one, other])
    with acting(by):
        return ToldApart.objects.create(
            noun=noun, first=first, second=second, by=by, at=at or timezone.now()
        )
