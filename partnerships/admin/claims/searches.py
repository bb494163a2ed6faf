"""Searches that found nothing, on the page of the claim."""

from ...models import Search
from ..base import DeskStacked


class SearchInline(DeskStacked):
    """Where one looked for what, on which day, and found nothing."""

    model = Search
    fields = ["place", "sought", "searched_on"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("claim")
