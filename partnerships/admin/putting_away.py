"""Putting away what should not be there, the list of what was, and the way back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from ..actions import putting_away
from ..actions.rights import allowed
from ..errors import Refusal
from ..models import Company, Party, Person
from ..rules.histories import record_history
from ..rules.putting_away import NOUNS, known_away, noun_of, what_leans_on
from ..vocabulary import PartyKind
from .pages import FORM

BY_NAME: dict[str, Any] = {noun._meta.model_name: noun for noun in NOUNS}
BY_NAME |= {"company": Party, "person": Party}  # the desk has a list of each
DESKS = {PartyKind.COMPANY: Company, PartyKind.PERSON: Person}


@require_safe
def list_away(request, site):
    """What is put away, of each noun that the editor may look at, the latest first."""
    allowed(request.user, "add_putaway")
    nouns = [noun for noun in NOUNS if _may_look(request, site, noun)]
    context = {
        "title": "Put away",
        "away": [
            {"told": each, "url": address_away(each.record)}
            for each in known_away(request.user, nouns)
        ],
    }
    return TemplateResponse(request, "admin/away_list.html", site.each_context(request) | context)


@require_http_methods(FORM)
def show_away(request, site, noun, pk):
    """The page of one record: asks why it is to be put away, or offers to bring it back."""
    allowed(request.user, "add_putaway")
    model = BY_NAME.get(noun)
    if model is None:
        raise Http404
    if not _may_look(request, site, model):
        raise PermissionDenied
    rows = model.every.visible_to(request.user).select_related("put_away__by")
    record = rows.filter(pk=pk).first()
    if record is None:
        raise Http404
    return _act(request, record) if request.method == "POST" else _ask(request, site, record)


def _act(request, record):
    try:
        if "_bring_back" in request.POST:
            putting_away.bring_back(record, by=request.user)
            told, page = f"Brought back: {record}", page_of(record)
        else:
            putting_away.put_away(record, by=request.user, why=request.POST.get("why", "")[:500])
            told, page = f"Put away: {record}", reverse("admin:away_list")
        messages.success(request, told)
    except Refusal as refusal:
        messages.warning(request, str(refusal))
        page = address_away(record)
    return redirect(page)


def _ask(request, site, record):
    desk = site.get_model_admin(_desk_model(record))
    closed = desk.closed_to(request, desk, record) if desk.closed_to and record.pk else None
    history = None
    if record.put_away and not closed:
        history = record_history(record, desk.parts_of(request, record), request.user)
    context = {
        "title": str(record),
        "record": record,
        "noun": desk.opts.verbose_name,
        "page": None if record.put_away else page_of(record),
        "leaning": [] if record.put_away else [*_leaning(request, site, record)],
        "history": history,
    }
    return TemplateResponse(request, "admin/away.html", site.each_context(request) | context)


def _leaning(request, site, record):
    """What leans on the record, each with its page where the editor may open it."""
    for each in what_leans_on(record, request.user):
        desk = each.record and site.get_model_admin(_desk_model(each.record))
        opens = desk and desk.has_view_permission(request)
        yield {"told": each, "url": page_of(each.record) if opens else ""}


def page_of(record):
    """The page of the record at the desk."""
    name = _desk_model(record)._meta.model_name
    return reverse(f"admin:partnerships_{name}_change", args=[record.pk])


def address_away(record):
    """The page on which the record is put away and brought back."""
    return reverse("admin:away", args=[noun_of(record), record.pk])


def away_instead(request, desk, key):
    """Where somebody is led who asks for a record that is put away, and may know of it."""
    model = BY_NAME.get(desk.opts.model_name)
    if (
        model is None
        or not key.isdecimal()
        or not request.user.has_perm("partnerships.add_putaway")
    ):
        return None
    known = model.every.visible_to(request.user).filter(put_away__isnull=False, pk=int(key))
    record = known.first() if len(key) < 19 and desk.has_view_permission(request) else None
    return redirect(address_away(record)) if record else None


def _may_look(request, site, noun):
    models = DESKS.values() if noun is Party else [noun]
    return all(site.get_model_admin(model).has_view_permission(request) for model in models)


def _desk_model(record):
    return DESKS[record.kind] if isinstance(record, Party) else type(record)
