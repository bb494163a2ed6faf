"""Every table as anybody may read it, of one moment: what dumps are made of.

The tables are those of the lists (docs/tables.md): docs/decisions/dumps.md says why.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from ..formats.data_packages import PublicTable
from ..rules.known_then import as_known_at
from .anybody import asked_by_anybody, shown_to_anybody
from .tables import BATCH, flat_rows
from .urls import NOUNS


class DeskRequest:
    """Stands for a request at the address of the desk: what is published names it so."""

    GET = {}

    def build_absolute_uri(self, path="/"):
        return f"{settings.DESK_ADDRESS}{path}"


def public_tables(at: datetime) -> Iterable[PublicTable]:
    """Every table as anybody may read it, of that moment, each in the order of its ids."""
    for noun, view_class in NOUNS.items():
        about = " ".join(view_class.__doc__.split())
        yield PublicTable(noun, about, view_class.table, _batches(view_class, at))


def _batches(view_class, at):
    """The rows of the table, so many at a time. Each batch is read in statements of its own: that
    all are of one moment is the history's doing, and no transaction is held for it."""
    reads = partial(_batch, view_class, at)
    last = None
    while batch := reads(last):
        last, rows = batch
        yield rows


def _batch(view_class, at, last):
    """The ids after `last`, and the rows with them; None at the end."""
    with as_known_at(at, AnonymousUser()):
        view = asked_by_anybody(view_class, "list")
        columns = view.table
        view.only = set().union(*(each.fields for each in columns)) & view.shown_fields
        key = view.get_serializer_class().Meta.key
        rows = view.rows(view.reader).order_by(key)
        if last is not None:
            rows = rows.filter(**{f"{key}__gt": last})
        found = list(rows.values_list("pk", key)[:BATCH])
        if not found:
            return None
        shown = shown_to_anybody(view, [pk for pk, _ in found], DeskRequest())
        told = [shown[pk] for pk, _ in found if pk in shown]
        return found[-1][1], flat_rows(columns, told)
