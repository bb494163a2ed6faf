"""Tables that were brought in: what each did to which rows, and what was built on that since."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet

from ..models import (
    Amount,
    Citation,
    Claim,
    ClaimDeal,
    ClaimParty,
    Deal,
    DealParty,
    Entry,
    Party,
    Source,
    SourceJob,
)
from ..vocabulary import Act
from .people import Asker

# What a table writes, what is part of another before that other.
WRITTEN: list[Any] = [
    *(Amount, DealParty, ClaimParty, ClaimDeal, Citation, Claim, Deal, Source, Party)
]
COMPUTED = {"origin"}  # a column that PostgreSQL keeps
PASSING = [SourceJob]  # what was asked for in passing is not built on it
SHOWN = 100  # of the tables that were brought in
UNKNOWN = "Something that you may not know of."


@dataclass
class TouchedRow:
    """A row that a table made, changed or removed: how it was before, and how it left it."""

    model: Any
    pk: int
    before: Any = None  # a row of its history; None where there was none
    after: Any = None  # likewise; None where it was removed


@dataclass
class BuiltOn:
    """What was done to the rows of a table since, in words, and whether there is more of which one
    may not know."""

    named: list[str] = field(default_factory=list)
    is_more: bool = False

    def lines(self) -> list[str]:
        return [*self.named, *([UNKNOWN] if self.is_more else [])]


def tables_brought_in() -> QuerySet[Entry]:
    """The entries of the tables that were brought in and not taken back, the latest first."""
    taken_back = Entry.objects.filter(act=Act.UNDONE).values("key")
    rows = Entry.objects.filter(act=Act.IMPORTED).exclude(uid__in=_uids(taken_back))
    return rows.select_related("by").order_by("-pk")


def _uids(entries):
    return [each["key"] for each in entries]


def touched_by(entry: Entry) -> list[TouchedRow]:
    """What the table did to each row, what is part of another first. Some queries a kind of row."""
    touched = []
    for model in WRITTEN:
        kept = model._meta.get_field("history").related_model.objects
        first: dict[int, Any] = {}
        last: dict[int, Any] = {}
        for event in kept.filter(pgh_context=entry.context).order_by("pgh_id"):
            first.setdefault(event.pgh_obj_id, event)
            last[event.pgh_obj_id] = event
        before = _before(kept, first)
        for pk, event in first.items():
            was = before.get(pk) if event.pgh_label != "insert" else None
            now = last[pk] if last[pk].pgh_label != "delete" else None
            if (was or now) and not (was and now and values_of(was) == values_of(now)):
                touched.append(TouchedRow(model, pk, was, now))
    return touched


def _before(kept, first):
    """The last row of the history of each before the table."""
    found: dict[int, Any] = {}
    for event in kept.filter(pgh_obj__in=[*first]).order_by("pgh_id"):
        if event.pgh_id < first[event.pgh_obj_id].pgh_id:
            found[event.pgh_obj_id] = event
    return found


def columns_of(model: Any) -> list[Any]:
    """What is kept in a row, and not computed from others."""
    return [
        column
        for column in model._meta.concrete_fields
        if not column.generated and column.name not in COMPUTED
    ]


def values_of(row: Any) -> dict[str, Any]:
    """What stands in a row, or in one of its history."""
    model = row._meta.get_field("pgh_obj").related_model if hasattr(row, "pgh_id") else type(row)
    return {column.attname: getattr(row, column.attname) for column in columns_of(model)}


def built_on(touched: Iterable[TouchedRow], user: Asker) -> BuiltOn:
    """What was done to the rows since the table: each that says something else now, and each row
    that names one of them and came later."""
    touched = list(touched)
    found = BuiltOn()
    own = {(each.model, each.pk) for each in touched}
    for model in WRITTEN:
        mine = [each for each in touched if each.model is model]
        if not mine:
            continue
        rows = model._base_manager.in_bulk([each.pk for each in mine])
        changed = [each.pk for each in mine if not _stands(each, rows.get(each.pk))]
        gone = [pk for pk in changed if pk not in rows]
        _tell(found, model, [pk for pk in changed if pk in rows], user, "was changed since")
        if gone:
            found.named.append(f"{len(gone)} of its rows were removed since, or came back")
        for relation in model._meta.related_objects:
            _look_at(found, relation, mine, own, user)
    return found


def _stands(touched, row):
    if row is None or touched.after is None:
        return row is None and touched.after is None
    return values_of(row) == values_of(touched.after)


def _look_at(found, relation, mine, own, user):
    """Adds the rows that name one of the touched rows by that relation and came after the table."""
    kind = relation.related_model
    if relation.many_to_many:
        return  # the rows between are looked at by themselves
    if not hasattr(kind, "history") or kind in PASSING or relation.field.name in COMPUTED:
        return
    name = relation.field.attname
    new = [each.pk for each in mine if not each.before]
    keys = set(kind._base_manager.filter(**{f"{name}__in": new}).values_list("pk", flat=True))
    old = [each for each in mine if each.before and each.after]
    if old:
        kept = kind._meta.get_field("history").related_model.objects
        since = min(each.after.pgh_created_at for each in old)
        later = kept.filter(
            **{f"{name}__in": [each.pk for each in old]},
            pgh_label="insert",
            pgh_created_at__gt=since,
        ).exclude(pgh_context=old[0].after.pgh_context_id)
        keys |= set(later.values_list("pgh_obj", flat=True))
    concrete = kind._meta.concrete_model
    keys = {pk for pk in keys if (concrete, pk) not in own}
    _tell(found, kind, keys, user, "leans on it")


def _tell(found, model, keys, user, how):
    """Adds the rows that are still there, in words, as far as `user` may know of them."""
    keys = set(model._base_manager.filter(pk__in=keys).values_list("pk", flat=True))
    if not keys:
        return
    rows = model._default_manager.filter(pk__in=keys)
    known = rows.visible_to(user) if hasattr(rows, "visible_to") else rows
    told = [f"{_noun(model)} {how}: {row}" for row in known]
    found.named += told
    found.is_more = found.is_more or len(told) < len(keys)


def _noun(model: type[Model]) -> str:
    name = str(model._meta.verbose_name)
    return name[:1].upper() + name[1:]


def noun_named(name: str) -> Any:
    """The kind of record of which an entry tells."""
    return next(
        model
        for model in apps.get_app_config("partnerships").get_models()
        if model._meta.verbose_name == name
    )
