"""The pages of companies, people and deals, as readers see them."""

from urllib.parse import urlencode

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ..models import Company, Deal, Person
from ..rules import dossiers
from ..rules.stories import readings, record_pages
from .moments import as_we_knew_it
from .parts import part_or_404, start_asked


@require_safe
def every(request, noun):
    """All deals, companies or people that readers may know of, whichever story they belong to."""
    listed = part_or_404(record_pages.record_list, None, noun, start_asked(request))
    context = {"noun": noun, "title": noun.capitalize(), "listed": listed}
    return render(request, "web/claims/record_list.html", context)


@require_safe
@as_we_knew_it
def company(request, slug):
    """Who are they, with whom, since when?"""
    companies = Company.objects.released().select_related("parent")
    return _party(request, get_object_or_404(companies, slug=slug))


@require_safe
@as_we_knew_it
def person(request, slug):
    return _party(request, get_object_or_404(Person.objects.released(), slug=slug))


def _party(request, party):
    if party.merged_into:
        return _led_on(request, party.merged_into)
    context = {"party": party, "dossier": dossiers.party_dossier(party, readings.READER)}
    return render(request, "web/entities/party.html", context | {"shown": dossiers.SHOWN})


def _led_on(request, party):
    """On to the page of what a party was merged into: for ever, unless a moment is asked for."""
    known_at = request.GET.get("known_at", "")
    address = reverse(party.kind, args=[party.slug])
    asked = f"?{urlencode({'known_at': known_at})}" if known_at else ""
    return redirect(address + asked, permanent=not known_at)


@require_safe
@as_we_knew_it
def deal(request, slug):
    """What was agreed, for how much, is it still so?"""
    deals = Deal.objects.released().with_status()
    found = get_object_or_404(deals.select_related("partnership", "amends", "umbrella"), slug=slug)
    told = part_or_404(readings.agreement, found, start_asked(request))
    return render(request, "web/entities/deal.html", {"deal": told})
