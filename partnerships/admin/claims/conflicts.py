"""The conflicts of the record, a list of them for who looks what is to be decided."""

from django.template.response import TemplateResponse
from django.urls import reverse

from ...models import Amount
from ...rules.conflicts.record_conflicts import record_conflicts
from ...vocabulary import ConflictKind
from ..pages import READ, DeskPage, may_look

SHOWN = 50
FARTHEST = 1_000_000


def list_conflicts(request, desk):
    """What the record holds of one thing that cannot all be so, as far as this editor may know."""
    first = request.GET.get("from", "")
    first = min(int(first), FARTHEST) if first.isdecimal() and len(first) < 9 else 0
    kind = request.GET.get("kind", "")
    kinds = [kind] if kind in ConflictKind else []
    found = record_conflicts(request.user, SHOWN + 1, first, kinds=kinds)
    for conflict in found[:SHOWN]:
        for side in conflict.sides:
            side.record.desk_page = _page_of(side.record, desk.admin_site, request)
    context = {
        **desk.admin_site.each_context(request),
        "title": "Conflicts of the record",
        "opts": desk.opts,
        "conflicts": found[:SHOWN],
        "kinds": ConflictKind.choices,
        "kind": kind if kinds else "",
        "more": first + SHOWN if len(found) > SHOWN else None,
    }
    return TemplateResponse(request, "admin/claims/conflicts.html", context)


def _page_of(record, site, request):
    """Where the row is read at the desk, a sum on the page of its deal; None for who may not."""
    record = record.deal if isinstance(record, Amount) else record
    if not site.get_model_admin(type(record)).has_view_permission(request):
        return None
    return reverse(f"admin:partnerships_{record._meta.model_name}_change", args=[record.pk])


CONFLICTS_PAGE = DeskPage("conflicts/", "claim_conflicts", list_conflicts, may_look, READ)
