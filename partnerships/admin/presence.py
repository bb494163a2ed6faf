"""What a form that is open asks now and then: who else has it open, and what was saved since."""

from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from ..actions.presences import end_presence, tell_presence
from ..rules.moments import parsed_moment
from ..rules.presences import others_present, saved_since
from .pages import POST, DeskPage, record_looked_at


def presence_page(desk):
    """Where the forms of the desk's records say that they are open."""
    name = f"{desk.opts.model_name}_presence"
    return DeskPage("<int:pk>/presence/", name, _tell_and_ask, methods=POST)


def form_presence(request, desk, record):
    """What the form is given to ask with: where to, and since when it shows what it shows."""
    address = reverse(f"admin:partnerships_{desk.opts.model_name}_presence", args=[record.pk])
    return {"address": address, "read_at": _now().isoformat()}


def _tell_and_ask(request, desk, pk):
    record = record_looked_at(request, desk, pk)
    if not desk.has_change_permission(request, record):
        raise PermissionDenied
    # A tab that is left open is nobody at work: it keeps no session from ending.
    request.session.modified = False
    if "left" in request.POST:
        end_presence(record, by=request.user)
        return HttpResponse(status=204)
    moment = _now()
    tell_presence(record, by=request.user, is_changing="typed" in request.POST, at=moment)
    since = parsed_moment(request.POST.get("since"))
    is_closed = desk.closed_to is not None and desk.closed_to(request, desk, record)
    saved = None
    if since and not is_closed:
        saved = saved_since(record, desk.parts_of(request, record), request.user, since)
    context = {"others": others_present(record, request.user, moment), "saved": saved}
    return TemplateResponse(request, "admin/_presence.html", context)


def _now():
    """By the clock of PostgreSQL, which dates the history: those of two machines may differ."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        return cursor.fetchone()[0]
