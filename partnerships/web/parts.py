"""Which part of a long list a page is asked for: `?from=` the row at which it begins."""

from collections.abc import Callable
from typing import Any

from django.http import Http404

from ..rules.stories.list_parts import FIRST, NoSuchRow


def start_asked(request):
    """The row at which the page is to begin."""
    return request.GET.get("from", FIRST)


def part_or_404(read: Callable[..., Any], *words):
    """What `read` answers; where no such row is to be seen, there is no such page."""
    try:
        return read(*words)
    except NoSuchRow:
        raise Http404 from None
