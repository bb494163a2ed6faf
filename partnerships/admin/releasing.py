"""Releasing to readers, from a list and from a record's page."""

from functools import partial

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.template.response import TemplateResponse

from ..actions import releases
from ..errors import Refusal
from ..models import Party
from ..rules.moments import format_day
from ..rules.releases import name_of, right_to_release, shown_with
from .list_filters import filled_filter
from .pages import ListAct
from .unseen import visible

RELEASED = ("released_at", filled_filter("who sees it", "Readers", "The desk alone"))
MOST = 200  # records on one page that asks
TOO_MUCH = (
    "Nothing was released: readers would see more with it than you may release. Ask somebody who"
    " may release companies and people."
)


def may_release(desk, request):
    """Whether the user may release the records of the desk to readers."""
    return request.user.has_perm(f"partnerships.{right_to_release(desk.model)}")


def _release_chosen(desk, request, rows):
    """Release them; first name all that readers will see with them, and ask."""
    records = list(rows[: MOST + 1])
    if len(records) > MOST:
        told = f"Nothing was released: choose {MOST} at most at a time."
        return desk.message_user(request, told, messages.WARNING)
    if "_asked" not in request.POST and (shown := shown_with(records)):
        return _asked(request, desk, records, shown)
    # Of what is chosen, one may lead to another: that one is released first, and was named too.
    records.sort(key=lambda record: len(shown_with([record])))
    named = {*request.POST.getlist("named"), *map(name_of, records)}
    release = partial(releases.release, named=named)
    return desk.do_each(request, records, release, done="Released")


def _asked(request, desk, records, shown):
    """The page that names what readers will see with the records, and asks whether to go on; it
    names nothing to who may not know of it, or not release it."""
    if not all(_may_be_named(each, request.user) for each in shown):
        return desk.message_user(request, TOO_MUCH, messages.WARNING)
    context = {
        **desk.admin_site.each_context(request),
        "title": "Release to readers",
        "opts": desk.opts,
        "records": records,
        "shown": [{"record": each, "name": name_of(each), "kind": _kind(each)} for each in shown],
        "chosen": ACTION_CHECKBOX_NAME,
    }
    return TemplateResponse(request, "admin/release.html", context)


def _may_be_named(record, user):
    known = visible(type(record)._default_manager.filter(pk=record.pk), user)
    may = user.has_perm(f"partnerships.{right_to_release(type(record))}")
    return may and known.exists()


def _kind(record):
    is_party = isinstance(record, Party)
    return record.get_kind_display().lower() if is_party else record._meta.verbose_name


def _take_back_chosen(desk, request, rows):
    desk.do_each(request, rows, releases.take_back, done="Taken back")


RELEASE_ACTS = [
    ListAct("release", "Release to readers", _release_chosen, may_release),
    ListAct("withdraw", "Take back from readers", _take_back_chosen, may_release),
]


@admin.display(description="readers", ordering="released_at")
def readers(record):
    """Since when readers see it."""
    if record is None or not record.released_at:
        return "Not released: the desk alone sees it"
    return f"Released {format_day(record.released_at)}"


@admin.display(description="readers", ordering="released_at")
def released(record):
    """Whether readers see it, in a word: lists are wide."""
    return "yes" if record.released_at else "not yet"


def release_panel(request, desk, record, context):
    """Whether the page of the record offers to release it or to take it back."""
    return {"may_release": may_release(desk, request)}


def _release(request, desk, record):
    """After saving, also release; where more will be seen with it, name that and ask."""
    if not may_release(desk, request):
        return None
    if not record.released_at and (shown := shown_with([record])):
        return _asked(request, desk, [record], shown)
    act = partial(releases.release, named=frozenset())
    return _do(request, desk, record, act, "Released to readers.")


def _take_back(request, desk, record):
    if may_release(desk, request):
        done = "Taken back: the desk alone sees it."
        _do(request, desk, record, releases.take_back, done)


def _do(request, desk, record, act, done):
    try:
        act(record, by=request.user)
        desk.message_user(request, done, messages.SUCCESS)
    except Refusal as refusal:
        desk.message_user(request, str(refusal), messages.WARNING)


RELEASE_BUTTONS = {"_release": _release, "_withdraw": _take_back}
