"""The history of a record at the desk, and the way back to what stood there."""

from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst

from ..actions.restoring import GONE, mark_of, restore_version, values_seen
from ..errors import Refusal
from ..rules import histories
from ..rules.moments import format_moment, parsed_moment
from . import versions
from .pages import POST, DeskPage, record_looked_at


def show_history(request, desk, obj, extra_context):
    """Who changed what, when, by which door and why; each version that can be restored says so."""
    before = parsed_moment(request.GET.get("before"))
    history = histories.record_history(obj, desk.parts_of(request, obj), request.user, before)
    offer_versions(request, desk, obj, [act.rows for act in history.acts])
    context = {
        **desk.admin_site.each_context(request),
        "title": f"History: {obj}",
        "history": history,
        "module_name": capfirst(desk.opts.verbose_name_plural),
        "object": obj,
        "opts": desk.opts,
        "restore_at": restore_address(desk, obj),
        **(extra_context or {}),
    }
    return TemplateResponse(request, desk.object_history_template, context)


def restore_address(desk, obj):
    """Where the history of the record sends what is to be restored."""
    return reverse(f"admin:partnerships_{desk.opts.model_name}_restore", args=[obj.pk])


def restore_at_record(request, desk, object_id):
    """Restore the version that was chosen in the history of a record, and return to it."""
    obj = record_looked_at(request, desk, object_id)
    if not desk.has_change_permission(request, obj):
        raise PermissionDenied
    if desk.closed_to is not None and desk.closed_to(request, desk, obj):
        raise PermissionDenied
    name, _, number = request.POST.get("version", "").partition(":")
    seen = request.POST.get("seen", "")
    if not (number.isdecimal() and len(number) < 19):
        raise Http404
    parts = desk.parts_of(request, obj)
    event = histories.known_event(obj, parts, request.user, name, int(number))
    if event is None:
        raise Http404
    page = reverse(f"admin:partnerships_{desk.opts.model_name}_change", args=[obj.pk])
    try:
        with transaction.atomic():
            versions.lock(desk.model, obj.pk, desk.within)
            names = _names_typed(request, desk, obj, event)
            if names is None:
                raise PermissionDenied
            restore_version(event, names, by=request.user, seen=seen)
    except Refusal as refusal:
        desk.message_user(request, str(refusal), messages.WARNING)
        return redirect(f"{page[: -len('change/')]}history/")
    told = f"Restored as it stood on {format_moment(event.pgh_created_at)}."
    desk.message_user(request, told, messages.SUCCESS)
    return redirect(page)


def restore_page(desk):
    """The page of a record's noun to which its history sends what is to be restored."""
    name = f"{desk.opts.model_name}_restore"
    return DeskPage("<int:object_id>/restore/", name, restore_at_record, methods=POST)


def offer_versions(request, desk, obj, groups):
    """Give each row of a history, in its groups, its `version` and a mark of what stands there now,
    where this editor may restore it: it is gone, or says another thing that they may know of.
    """
    events = [row.event for group in groups for row in group]
    then, now = {}, {}
    for kind in {type(event) for event in events}:
        mine = [event for event in events if type(event) is kind]
        tracked, user = histories.model_of(kind), request.user
        then |= zip(mine, values_seen(mine, tracked, user), strict=True)
        rows = list(tracked._base_manager.filter(pk__in={each.pgh_obj_id for each in mine}))
        said = values_seen(rows, tracked, user)
        now |= {(kind, row.pk): values for row, values in zip(rows, said, strict=True)}
    may = {}
    for group in groups:
        for place, row in enumerate(group):
            event, kind = row.event, type(row.event)
            stands = now.get((kind, event.pgh_obj_id))
            is_there = stands is not None
            if is_there and (stands == then[event] or row.done == "removed"):
                continue
            asked = kind, is_there
            if asked not in may:
                may[asked] = _names_typed(request, desk, obj, event, is_there) is not None
            if may[asked]:
                version = f"{kind._meta.model_name}:{event.pgh_id}"
                mark = mark_of(stands) if is_there else GONE
                group[place] = replace(row, version=version, seen=mark, is_gone=not is_there)


def _names_typed(request, desk, obj, event, is_there=None):
    """The fields of the row that this editor could type in the form of the record; None where they
    could not change, or add, such a row at all."""
    tracked = histories.model_of(type(event))
    if is_there is None:
        is_there = tracked._base_manager.filter(pk=event.pgh_obj_id).exists()
    if not desk.has_change_permission(request, obj):
        return None
    fields = desk.get_form(request, obj, change=True).base_fields
    if tracked is obj._meta.concrete_model:
        return list(fields) if is_there else None
    for field in desk.model._meta.many_to_many:
        if field.remote_field.through is tracked and field.name in fields:
            return None if is_there else []  # whom it is about: there, or not
    for inline in desk.get_inline_instances(request, obj):
        if inline.model is tracked:
            may = inline.has_change_permission if is_there else inline.has_add_permission
            names = list(inline.get_formset(request, obj).form.base_fields)
            return names if may(request, obj) else None
    return None
