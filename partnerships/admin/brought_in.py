"""The tables that were brought in, each with the button that takes it back."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from ..actions.brought_in import may_take_back, take_back_table
from ..errors import Refusal
from ..rules.brought_in import SHOWN, built_on, noun_named, tables_brought_in, touched_by
from .pages import FORM


@require_safe
def list_tables(request, site):
    """The tables that the editor may take back, the latest first."""
    told = [
        {
            "entry": entry,
            "noun": noun_named(entry.noun)._meta.verbose_name_plural,
            "url": reverse("admin:table", args=[entry.uid]),
        }
        for entry in tables_brought_in()[:SHOWN]
        if may_take_back(entry, request.user)
    ]
    context = {"title": "Tables brought in", "tables": told}
    return TemplateResponse(request, "admin/table_list.html", site.each_context(request) | context)


@require_http_methods(FORM)
def show_table(request, site, uid):
    """What a table did, what was built on it since, and the button that takes it back."""
    entry = get_object_or_404(tables_brought_in(), uid=uid)
    if not may_take_back(entry, request.user):
        raise Http404
    if request.method == "POST":
        return _take_back(request, entry)
    touched = touched_by(entry)
    context = {
        "title": f"A table of {noun_named(entry.noun)._meta.verbose_name_plural}",
        "entry": entry,
        "made": sum(not each.before for each in touched),
        "changed": sum(bool(each.before and each.after) for each in touched),
        "removed": sum(not each.after for each in touched),
        "built_on": built_on(touched, request.user).lines(),
    }
    return TemplateResponse(request, "admin/table_back.html", site.each_context(request) | context)


def _take_back(request, entry):
    try:
        count = take_back_table(entry, by=request.user)
    except Refusal as refusal:
        messages.warning(request, str(refusal))
        return redirect("admin:tables")
    messages.success(request, f"Taken back: {count} rows are as they were before the table.")
    return redirect("admin:tables")
