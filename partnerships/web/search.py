"""The search of the readers' pages: what words are found in, the likest first."""

from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse as path_of
from django.views.decorators.http import require_safe

from ..rules.search_box import box_answer
from ..rules.stories.readings import READER
from ..rules.word_search import SEARCHED_NOUNS, found_by_words, shown_rows

SHOWN = 20  # of a page
LONGEST = 200
FARTHEST = 10_000


@require_safe
def search_page(request):
    """What was found, each with a piece of it; narrowed to a noun where one is asked for."""
    words = request.GET.get("q", "").strip().replace("\x00", "")[:LONGEST]
    noun = request.GET.get("noun", "")
    if noun and noun not in SEARCHED_NOUNS:
        raise Http404
    context = {"words": words, "noun": noun}
    if words:
        first = _first(request)
        found = found_by_words(words, READER)
        rows = [row for row in found.rows if noun in ("", row.noun)]
        part = rows[first : first + SHOWN]
        asked = {"q": words} | ({"noun": noun} if noun else {})
        later = len(rows) > first + SHOWN
        context |= {
            "instead": found.instead,
            "rows": shown_rows(part, found.instead or words),
            "counts": [(each, count) for each, count in found.nouns.items() if count != 0],
            "here": urlencode(asked),
            "later": later and urlencode(asked | {"from": first + SHOWN}),
            "earlier": first and urlencode(asked | {"from": max(0, first - SHOWN)}),
        }
    return render(request, "web/search.html", context)


@require_safe
def reader_box(request):
    """What the box of every page shows while one types: what readers may know of."""
    answer = box_answer(request.GET.get("q", ""), READER)
    found = f"{path_of('search')}?{urlencode({'q': answer.words})}"
    lists = [(noun, count, f"{found}&noun={noun}") for noun, count in answer.counts.items()]
    return render(request, "_box.html", {"answer": answer, "lists": lists})


def _first(request):
    asked = request.GET.get("from", "0")
    if not (asked.isascii() and asked.isdigit() and len(asked) < 6 and int(asked) <= FARTHEST):
        raise Http404
    return int(asked)
