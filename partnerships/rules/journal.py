"""The journal in its order, for whoever keeps it elsewhere as well."""

from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery
from pghistory.models import Context

from ..models import Entry


def entries_after(number: int) -> QuerySet[Entry, dict[str, Any]]:
    """The entries that follow the one of that number, the oldest first: each has who did it by the
    name they log in with, and the `request` by which it came, where it came by one.

    Entries get their numbers one after the other when their transactions end: whoever has all up to
    one number has missed none before it.
    """
    context = Context.objects.filter(pk=OuterRef("context"))
    return (
        Entry.objects.filter(pk__gt=number)
        .order_by("pk")
        .values(
            *("act", "noun", "key", "at", "recorded_at", "why", "door", "previous", "hash"),
            entry=F("pk"),
            reference=F("claim__reference"),
            who=F("by__username"),
            request=Subquery(context.values("metadata__request")),
        )
    )
