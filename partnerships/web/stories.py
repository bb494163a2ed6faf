"""The story pages: what was checked, what it rests on, and who is in it."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ..formats.stories import schema_org
from ..models import Claim, Edition
from ..rules.claims.backing import Notes
from ..rules.claims.claimants import claimant
from ..rules.stories import readings, record_pages
from ..rules.stories.editions import printed_uses
from .moments import as_we_knew_it
from .parts import part_or_404, start_asked

LATEST = 3  # stories that the front page shows
COLLECTIONS = 50  # of a page
USES = 50  # passages that lean on a claim
NAMED = 50  # parties, deals and events that one is about


@require_safe
def front(request):
    """The only collection of claims; a list of them where there are more, and what will be here
    before. The latest stories stand above."""
    collections = list(record_pages.collections()[:2])
    if len(collections) == 1:
        return _page(request, collections[0], _out())
    rows, order = record_pages.collections(), record_pages.COLLECTION_ORDER
    part = part_or_404(order.part, rows, start_asked(request), COLLECTIONS)
    stories = record_pages.in_turn(part, rows.filter(pk__in=part.keys))
    context = {"stories": stories, "part": part, "out": _out()[:LATEST]}
    return render(request, "web/front.html", context)


@require_safe
def collection_page(request, collection):
    collection = get_object_or_404(record_pages.collections(), slug=collection)
    if len(record_pages.collections()[:2]) == 1:
        asked = request.META.get("QUERY_STRING", "")
        return redirect(reverse("front") + (f"?{asked}" if asked else ""))
    return _page(request, collection, _out().filter(story__collection=collection))


def _page(request, collection, out):
    if noun := request.GET.get("list"):
        if noun not in record_pages.LISTS:
            raise Http404
        listed = part_or_404(record_pages.record_list, collection, noun, start_asked(request))
        context = {"collection": collection, "noun": noun, "title": noun.capitalize()}
        context["listed"] = listed
        return render(request, "web/claims/record_list.html", context)
    reading = part_or_404(
        record_pages.record_page, collection, start_asked(request), request.GET.get("at", "")
    )
    return render(request, "web/claims/story.html", {"reading": reading, "out": out[:LATEST]})


def _out():
    editions = Edition.objects.current().headed().select_related("story")
    return editions.order_by("-published_at", "-pk")


@require_safe
@as_we_knew_it
def claim_page(request, collection, reference):
    """One claim: does it stand, and why?"""
    claims = readings.with_citations(Claim.objects.released(), readings.SHOWN)
    claim = get_object_or_404(claims, collection__slug=collection, reference=reference)
    readings.number_citations([claim], Notes(readings.READER), readings.SHOWN)
    review = None
    if claim.finding and claim.work:
        review = schema_org.claim_review_jsonld(
            claim.current, claim.work, claimant(claim), claim.told, request.build_absolute_uri("/")
        )
    about = {
        "parties": claim.parties.all(),
        "deals": claim.deals.released(),
        "events": claim.events.all(),
    }
    context = {
        "review": review and schema_org.as_script(review),
        # Which articles lean on it is told of today alone.
        "uses": [] if hasattr(request, "known_at") else printed_uses(claim, USES + 1),
        "uses_shown": f":{USES}",
        "claim": claim,
        **{name: list(rows[: NAMED + 1]) for name, rows in about.items()},
        "shown": f":{NAMED}",
    }
    return render(request, "web/claims/claim.html", context)
