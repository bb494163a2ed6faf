"""The story pages: what was checked, what it rests on, and who is in it."""

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from ..formats.stories import schema_org
from ..models import Claim, Edition
from ..rules.claims.backing import Notes
from ..rules.claims.claimants import claimant
from ..rules.stories import readings
from ..rules.stories.editions import printed_uses

LATEST = 3  # stories that the front page shows


@require_safe
def front(request):
    """The only collection of claims; a list of them where there are more, and what will be here
    before. The latest stories stand above."""
    collections = list(readings.collections()[:50])
    if len(collections) == 1:
        return _page(request, collections[0], _out())
    return render(request, "web/front.html", {"stories": collections, "out": _out()[:LATEST]})


@require_safe
def collection_page(request, collection):
    collection = get_object_or_404(readings.collections(), slug=collection)
    if readings.collections().count() == 1:
        return redirect("front")
    return _page(request, collection, _out().filter(story__collection=collection))


def _page(request, collection, out):
    context = {"reading": readings.story_for_readers(collection), "out": out[:LATEST]}
    return render(request, "web/claims/story.html", context)


def _out():
    editions = Edition.objects.current().headed().select_related("story")
    return editions.order_by("-published_at", "-pk")


@require_safe
def claim_page(request, collection, reference):
    """One claim: does it stand, and why?"""
    claims = readings.with_citations(Claim.objects.released())
    claim = get_object_or_404(claims, collection__slug=collection, reference=reference)
    readings.number_citations([claim], Notes(readings.READER))
    review = None
    if claim.finding and claim.work:
        review = schema_org.claim_review_jsonld(
            claim.current, claim.work, claimant(claim), claim.told, request.build_absolute_uri("/")
        )
    context = {
        "review": review and schema_org.as_script(review),
        "uses": printed_uses(claim),
        "claim": claim,
        "parties": claim.parties.all(),
        "deals": claim.deals.released(),
        "events": claim.events.all(),
    }
    return render(request, "web/claims/claim.html", context)
