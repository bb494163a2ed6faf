"""Rows as anybody is shown them, where nobody asks: for what the desk tells of itself."""

from django.contrib.auth.models import AnonymousUser

from .fields import Addresses
from .plans import planned, read_by_plan
from .reading import Reader


def asked_by_anybody(view_class, action="retrieve"):
    """The view as anybody asks it, who has been told nothing before."""
    view = view_class()
    view.action, view.request, view._reader = action, None, Reader(AnonymousUser())
    return view


def shown_to_anybody(view, keys, request=None):
    """What anybody is shown of the rows with these keys, by key; addresses are those that `request`
    makes."""
    serializer = view.get_serializer_class()
    if plan := planned(view, serializer, view.only):
        return read_by_plan(plan, keys, view.reader, Addresses(request))
    rows = serializer.read(view.rows(view.reader).filter(pk__in=keys), view.reader, view.only)
    context = {"reader": view.reader, "request": request}
    shown = serializer(rows, many=True, only=view.only, context=context).data
    return {row.pk: told for row, told in zip(rows, shown, strict=True)}
