"""Records that may be there twice, in a list: to be merged, put away, or told apart."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from ..actions.telling_apart import RIGHT_TO_TELL_APART, tell_apart
from ..errors import Refusal
from ..models import Company, Deal, Person, Source
from ..rules.duplicates import possible_duplicates, records_to_compare
from ..vocabulary import MayBeTwice
from .pages import FORM
from .putting_away import address_away, page_of

LISTED = {
    MayBeTwice.PARTY: (Company, Person),
    MayBeTwice.DEAL: (Deal,),
    MayBeTwice.SOURCE: (Source,),
}


@require_http_methods(FORM)
def list_duplicates(request, site):
    """Pairs that may be one record, of each noun whose lists the editor may open."""
    nouns = [noun for noun in LISTED if _may_look(request, site, noun)]
    if not nouns:
        raise PermissionDenied
    if request.method == "POST":
        return _tell_apart(request, nouns)
    context = {
        "title": "Possible duplicates",
        "lists": [_listed(request, noun) for noun in nouns],
    }
    return TemplateResponse(request, "admin/duplicates.html", site.each_context(request) | context)


def _may_look(request, site, noun):
    return all(site.get_model_admin(model).has_view_permission(request) for model in LISTED[noun])


def _listed(request, noun):
    found, has_more = possible_duplicates(noun, request.user)
    permission, _ = RIGHT_TO_TELL_APART[noun]
    can_merge = noun == MayBeTwice.PARTY and request.user.has_perm("partnerships.merge_party")
    can_put_away = request.user.has_perm("partnerships.add_putaway")
    return {
        "noun": noun,
        "title": noun.label,
        "has_more": has_more,
        "may_tell_apart": request.user.has_perm(f"partnerships.{permission}"),
        "pairs": [
            {
                "told": each,
                "pages": [(record, page_of(record)) for record in (each.first, each.second)],
                "merge": can_merge and _merge_address(each),
                "away": can_put_away and not can_merge and address_away(each.second),
            }
            for each in found
        ],
    }


def _merge_address(pair):
    """Where the newer record is merged into the older one, which a second person confirms."""
    page = reverse("admin:partnerships_party_merge", args=[pair.second.pk])
    return f"{page}?into={pair.first.pk}"


def _tell_apart(request, nouns):
    noun = request.POST.get("noun", "")
    if noun not in nouns:
        raise Http404
    keys = [request.POST.get(name, "") for name in ("first", "second")]
    if not all(key.isdecimal() and len(key) < 19 for key in keys):
        raise Http404
    if records_to_compare(noun, request.user).filter(pk__in=keys).count() < len(set(keys)):
        raise Http404
    try:
        tell_apart(noun, *map(int, keys), by=request.user)
        messages.success(request, "They are two, and are not shown here again.")
    except Refusal as refusal:
        messages.warning(request, str(refusal))
    return redirect(f"{reverse('admin:duplicates')}#{noun}")
