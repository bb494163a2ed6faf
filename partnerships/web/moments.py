"""Pages as they were: `?known_at=` a day, of which the end is meant, or a moment with its zone."""

from functools import wraps

from django.shortcuts import render

from ..rules.known_then import as_known_at, known_day, known_moment
from ..rules.stories.readings import READER


def as_we_knew_it(page):
    """A page that tells what was known at the moment that is asked for, where one is."""

    @wraps(page)
    def told(request, *args, **kwargs):
        written = request.GET.get("known_at")
        if not written:
            return page(request, *args, **kwargs)
        try:
            request.known_at = (known_moment if "T" in written else known_day)(written)
        except ValueError as error:
            return render(request, "web/no_such_moment.html", {"why": error}, status=400)
        with as_known_at(request.known_at, READER):
            answer = page(request, *args, **kwargs)
        answer["X-Robots-Tag"] = "noindex"  # found by words, it would be taken for what is so
        return answer

    return told
