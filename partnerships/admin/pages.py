"""Pages and buttons beside those that Django makes for a record, each declared where it is written.

A `DeskAdmin` lists them: `pages` at addresses below its list, `list_acts` in its list, `panels` and
`buttons` on a record's own page. All are functions that are given the `desk`, which is that
`DeskAdmin`; no class is mixed in for their sake.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import path
from django.views.decorators.http import require_http_methods

READ = ("GET",)
POST = ("POST",)
FORM = ("GET", "HEAD", "POST")


def may_look(desk, request):
    """Whether the user may look at the records of the desk at all."""
    return desk.has_view_permission(request)


def with_right(permission):
    """Who has that permission of ours: asked before what was sent is looked at, so that nobody
    learns from what is wrong with a form what they may not do."""

    def may(desk, request):
        return request.user.has_perm(f"partnerships.{permission}")

    return may


@dataclass(frozen=True)
class DeskPage:
    """A page: its address below the list, its name, and `view(request, desk, ...)`.

    `may(desk, request)` is asked before anything is looked up. Without it the view asks, of the
    record itself. Whoever comes by another method than `methods` is refused before both.
    """

    address: str
    name: str
    view: Callable
    may: Callable | None = None
    methods: tuple = ()

    def route(self, desk):
        """The page as `get_urls` registers it."""
        view = desk.admin_site.admin_view(partial(self.shown, desk=desk))
        if self.methods:
            view = require_http_methods(self.methods)(view)
        return path(self.address, view, name=f"partnerships_{self.name}")

    def shown(self, request, desk, **captured):
        if self.may is not None and not self.may(desk, request):
            raise PermissionDenied
        return self.view(request, desk=desk, **captured)


@dataclass(frozen=True)
class ListAct:
    """What is done to the rows that are chosen in a list: `act(desk, request, rows)`, offered to
    those of whom `may(desk, request)` is true."""

    name: str
    label: str
    act: Callable
    may: Callable


def record_looked_at(request, desk, pk):
    """The record of the desk's with that key, for who may look at it. Who may not know of it finds
    none; who may, but not look at any, is refused."""
    record = get_object_or_404(desk.get_queryset(request), pk=pk)
    if not desk.has_view_or_change_permission(request, record):
        raise PermissionDenied
    return record
