"""Who reads, and what is fetched for them: every noun of the API is read in the same way."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, Prefetch, QuerySet

from ..models import Party
from ..rules.entities.names import dated_names, name_then

LISTED = 100  # rows of a list within a row; of the rest it is said where they are


@dataclass(frozen=True)
class Reader:
    """Who asks, for which day when the question has one, and what was known at which moment."""

    user: object
    day: date | None = None
    moment: datetime | None = None

    def sees(self, model):
        """The rows of the model that this reader may know of."""
        return model.objects.visible_to(self.user)

    def on_the_day(self, rows):
        """The rows that held on the reader's day, each with `held`; all of them without a day."""
        return rows.as_of(self.day) if self.day else rows

    def name_then(self, party, days, answered):
        """What the party was called between two days, where that is not its name of today; None
        otherwise, and without days. One query for all parties of what is `answered`."""
        if not days:
            return None
        if party.pk not in self._dated_names:
            parties = {party.pk} | loaded_parties(answered)
            self._dated_names.update(dict.fromkeys(parties, ()) | dated_names(parties))
        return name_then(party, self._dated_names[party.pk], *days) or None

    @cached_property
    def _dated_names(self):
        return {}


def anybody() -> Reader:
    """Who asks without saying who. Each time another: a reader keeps the names that were asked for,
    which are those of one answer."""
    return Reader(AnonymousUser())


def loaded_parties(answered):
    """The keys of the parties among a row, or several, and all that was read with them: nothing is
    read for it."""
    waiting = [answered] if isinstance(answered, Model) else list(answered or ())
    met, parties = set(), set()
    while waiting:
        row = waiting.pop()
        if not isinstance(row, Model) or id(row) in met:
            continue
        met.add(id(row))
        if isinstance(row, Party):
            parties.add(row.pk)
        waiting.extend(row._state.fields_cache.values())
        for rows in getattr(row, "_prefetched_objects_cache", {}).values():
            waiting.extend(rows)
        for rows in vars(row).values():
            if isinstance(rows, list):
                waiting.extend(rows)
    return parties


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
        return fetching(owners, relation, serializer.read(related, reader))

    return need


def fetching(owners, relation, rows, to_attr=None) -> QuerySet:
    """The owners, whose related rows come in a query of their own: of a list one more than is
    shown, which tells that it goes on; it stands in `listed_<relation>` of the owner."""
    if leads_to_many(owners.model, relation):
        to_attr, rows = to_attr or listed_in(relation), rows[: LISTED + 1]
    return owners.prefetch_related(Prefetch(relation, rows, to_attr))


def listed_in(relation) -> str:
    """The attribute in which the first rows of the relation stand."""
    return f"listed_{relation}"


def leads_to_many(model, path) -> bool:
    """Whether the last relation of the path may lead to several rows."""
    for name in path.split("__"):
        relation = relation_named(model, name)
        model = relation.related_model
    return relation.one_to_many or relation.many_to_many


def relation_named(model, accessor):
    """The relation that the model has under this attribute; None where it has none."""
    for relation in model._meta.get_fields(include_hidden=True):
        name = relation.name if relation.concrete else relation.get_accessor_name()
        if relation.is_relation and name == accessor:
            return relation
    return None


def both(*needs):
    """A need made of several."""

    def need(rows, reader):
        for each in needs:
            rows = each(rows, reader)
        return rows

    return need
