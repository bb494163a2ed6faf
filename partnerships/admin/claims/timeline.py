"""The life of a claim on one page, and what stands there while it is closed."""

from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse

from ...rules.claims import blind, timeline
from ..pages import DeskPage, record_looked_at
from ..restoring import offer_versions, restore_address


def show_timeline(request, desk, object_id):
    """The whole life of a claim, on a page of its own."""
    claim = record_looked_at(request, desk, object_id)
    life = timeline.claim_timeline(claim, request.user)
    if life:
        offer_versions(request, desk, claim, [moment.rows for moment in life.moments])
    context = {
        "title": f"The life of {claim.reference}",
        "moments": life and life.moments,
        "restore_at": restore_address(desk, claim),
        "cut": life and [timeline.KINDS[kind].lower() for kind in life.cut],
    }
    return _told(request, desk, claim, context)


def closed_history(request, desk, claim):
    """What stands there instead of the history of a claim that the user is to assess blind, whether
    or not somebody else has assessed it already; None while it is open to them."""
    if not (claim and blind.is_hidden_from(claim, request.user)):
        return None
    if not desk.has_view_or_change_permission(request, claim):
        raise PermissionDenied
    return _told(request, desk, claim, {"title": f"History: {claim}", "moments": None})


def _told(request, desk, claim, context):
    known = {"claim": claim, "opts": desk.opts} | desk.admin_site.each_context(request)
    return TemplateResponse(request, "admin/claims/timeline.html", known | context)


TIMELINE_PAGE = DeskPage("<int:object_id>/timeline/", "claim_timeline", show_timeline)
