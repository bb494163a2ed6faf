"""Who reads, and what is fetched for them: every noun of the API is read in the same way."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch

from ..rules.entities.names import dated_names, name_then


@dataclass(frozen=True)
class Reader:
    """Who asks, and for which day when the question has one."""

    user: object
    day: date | None = None

    def sees(self, model):
        """The rows of the model that this reader may know of."""
        return model.objects.visible_to(self.user)

    def on_the_day(self, rows):
        """The rows that held on the reader's day, each with `held`; all of them without a day."""
        return rows.as_of(self.day) if self.day else rows

    def name_then(self, party, days):
        """What the party was called between two days, where that is not its name of today; None
        otherwise, and without days. One query in all."""
        return (
            name_then(party, self._dated_names.get(party.pk, ()), *days) if days else ""
        ) or None

    @cached_property
    def _dated_names(self):
        return dated_names()


ANYBODY = Reader(AnonymousUser())


def joined(*relations):
    """A need: the related rows come in the same query."""

    def need(rows, reader):
        return rows.select_related(*relations)

    return need


def listed(relation, serializer, rows=None):
    """A need: the related rows come in a query of their own, as `serializer` reads them.

    `rows(reader)` narrows them to what this reader may see; without it all are read.
    """

    def need(owners, reader):
        related = rows(reader) if rows else serializer.Meta.model.objects.all()
        return owners.prefetch_related(Prefetch(relation, serializer.read(related, reader)))

    return need


def both(*needs):
    """A need made of several."""

    def need(rows, reader):
        for each in needs:
            rows = each(rows, reader)
        return rows

    return need
