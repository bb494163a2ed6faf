"""Releasing to readers, from a list and from a record's page."""

from django.contrib import admin, messages

from ..actions import releases
from ..errors import Refusal
from .pages import ListAct


def may_release(desk, request):
    """Whether the user may release the records of the desk to readers."""
    return request.user.has_perm(f"partnerships.release_{desk.opts.model_name}")


def _release_chosen(desk, request, rows):
    desk.do_each(request, rows, releases.release, done="Released")


def _take_back_chosen(desk, request, rows):
    desk.do_each(request, rows, releases.take_back, done="Taken back")


RELEASE_ACTS = [
    ListAct("release", "Release to readers", _release_chosen, needs="release_{}"),
    ListAct("withdraw", "Take back from readers", _take_back_chosen, needs="release_{}"),
]


@admin.display(description="readers", ordering="released_at")
def readers(record):
    """Since when readers see it."""
    if record is None or not record.released_at:
        return "Not released: the desk alone sees it"
    return f"Released {record.released_at:%-d %B %Y}"


def release_panel(request, desk, record, context):
    """Whether the page of the record offers to release it or to take it back."""
    return {"may_release": may_release(desk, request)}


def _press(act, done):
    """After saving, also release or take back, when that button was pressed."""

    def press(request, desk, record):
        if not may_release(desk, request):
            return
        try:
            act(record, by=request.user)
            desk.message_user(request, done, messages.SUCCESS)
        except Refusal as refusal:
            desk.message_user(request, str(refusal), messages.WARNING)

    return press


RELEASE_BUTTONS = {
    "_release": _press(releases.release, "Released to readers."),
    "_withdraw": _press(releases.take_back, "Taken back: the desk alone sees it."),
}
