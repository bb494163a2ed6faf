"""The story pages: what was checked, what it rests on, and who is in it."""

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from ..models import Claim, Edition
from ..rules import readings
from ..rules.backing import Notes


@require_safe
def front(request):
    """The only story; a list of them where there are more, and what will be here before."""
    stories = list(readings.collections()[:50])
    if len(stories) == 1:
        return _page(request, stories[0])
    return render(request, "web/front.html", {"stories": stories})


@require_safe
def story(request, collection):
    collection = get_object_or_404(readings.collections(), slug=collection)
    if readings.collections().count() == 1:
        return redirect("front")
    return _page(request, collection)


def _page(request, collection):
    out = Edition.objects.current().filter(story__collection=collection).select_related("story")
    context = {"reading": readings.reading(collection), "out": out.order_by("-published_at", "-pk")}
    return render(request, "web/story.html", context)


@require_safe
def claim(request, collection, reference):
    """One claim: does it stand, and why?"""
    claims = readings.with_citations(Claim.objects.released())
    claim = get_object_or_404(claims, collection__slug=collection, reference=reference)
    readings.number_citations([claim], Notes(readings.READER))
    context = {
        "claim": claim,
        "parties": claim.parties.all(),
        "deals": claim.deals.released(),
        "events": claim.events.all(),
    }
    return render(request, "web/claim.html", context)
