"""The history of one record and its rows: who changed what, when, by which door, and why."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Model, Q
from django.utils.text import capfirst
from pghistory.models import Context

from .changes import DONE, names_of, without_the_confidential
from .moments import format_moment
from .people import Asker

LINKS = {"party", "deal", "event"}  # of records that readers see once they are released
MOST = 200  # changes that are told at once
KEPT_BACK = {"id", "uid", "collection", "origin"}  # what nobody types


@dataclass(frozen=True)
class FieldChange:
    """One field before and after a change, as people read it."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class HistoryRow:
    """One row that was added, changed or removed, with the `event` that the history keeps of it.

    Whoever may restore it as it stood then is given the name of that `version`, a mark of what they
    have `seen` of the row, and whether it `is_gone`.
    """

    done: str
    noun: str
    name: str
    differences: list[FieldChange]
    event: Any
    version: str = ""
    seen: str = ""
    is_gone: bool = False


@dataclass
class HistoryAct:
    """What one person did at one time."""

    at: datetime
    who: str = ""
    door: str = ""
    why: str = ""
    rows: list[HistoryRow] = field(default_factory=list)


@dataclass
class RecordHistory:
    """The acts on a record, newest first, and before which moment there may be others; how many
    rows of one moment alone are not told, where it has more than are told at once."""

    acts: list[HistoryAct]
    earlier: datetime | None = None
    untold: int = 0


def record_history(
    obj: Model,
    parts: Iterable[tuple[type[Model], str]],
    user: Asker,
    before_moment: datetime | None = None,
) -> RecordHistory:
    """The latest acts on the record and on its `parts`, as far as `user` may know; those before
    that moment, where one is given.

    `parts` are models, each with the name of the key that leads to the record. Costs a query for
    each of them, one for each kind of record their keys name, and three; where a kind has more
    changes than are told, one more.
    """
    events: list[Any] = []
    before: dict[tuple[type, Any], Any] = {}
    known = [_known(rows, user) for rows in _histories(obj, parts)]
    for rows in known:
        events += _latest(rows, before_moment, before)
    events.sort(key=lambda event: (event.pgh_created_at, event.pgh_id))
    first, told_since, untold = _first_told(events), None, 0
    if len(events) > MOST:
        told_since = events[first].pgh_created_at
    if first and events[first - 1].pgh_created_at == told_since:
        untold = sum(rows.filter(pgh_created_at=told_since).count() for rows in known)
        untold -= len(events) - first
    before |= {(type(event), event.pgh_obj_id): event for event in events[:first]}
    events = events[first:]
    named = _names_of_others([*events, *before.values()], user)
    acts: dict[Any, HistoryAct] = {}
    for event in events:
        place = type(event), event.pgh_obj_id
        row = _row(event, before.get(place), named)
        before[place] = event
        if row.differences or row.done != "changed":
            same = event.pgh_context_id or (event.pgh_created_at, type(event))
            acts.setdefault(same, HistoryAct(at=event.pgh_created_at)).rows.append(row)
    _say_who(acts)
    return RecordHistory(list(acts.values())[::-1], told_since, untold)


def known_event(
    obj: Model, parts: Iterable[tuple[type[Model], str]], user: Asker, name: str, number: int
) -> Any:
    """The row of that number in the history of that name, of the record or of its `parts`; None
    where `user` may not know of it, or it is none of theirs."""
    for rows in _histories(obj, parts):
        if rows.model._meta.model_name == name:
            return _known(rows, user).filter(pgh_id=number).first()
    return None


def model_of(history: type[Model]) -> type[Model]:
    """The model whose rows the history keeps."""
    return history._meta.get_field("pgh_obj").related_model  # type: ignore[return-value]  # a key has one


def _first_told(events):
    """The place of the first event that is told. What was before is asked for by its moment, which
    all has that one transaction did: it is told whole, unless it alone is more than is told."""
    cut = max(0, len(events) - MOST)
    if not cut or events[cut - 1].pgh_created_at < events[cut].pgh_created_at:
        return cut
    later = (
        at
        for at in range(cut, len(events))
        if events[at].pgh_created_at > events[cut].pgh_created_at
    )
    return next(later, cut)


def _latest(rows, before_moment, before):
    """The latest events among the rows, one more than are told where there are others; what stood
    before those in the rows that they changed goes into `before`."""
    if before_moment:
        rows = rows.filter(pgh_created_at__lt=before_moment)
    found = list(rows.order_by("-pgh_created_at", "-pgh_id")[: MOST + 1])
    if len(found) > MOST:
        first, changed = min(each.pgh_id for each in found), {each.pgh_obj_id for each in found}
        earlier = rows.filter(pgh_obj__in=changed, pgh_id__lt=first)
        for event in earlier.order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id"):
            before[type(event), event.pgh_obj_id] = event
    return found


def latest_act(
    obj: Model, parts: Iterable[tuple[type[Model], str]], user: Asker
) -> HistoryAct | None:
    """The last act on the record or its `parts`, without its rows; None when there is none."""
    newest = [
        rows.order_by("-pgh_id").first()
        for rows in (_known(rows, user) for rows in _histories(obj, parts))
    ]
    newest = [event for event in newest if event]
    if not newest:
        return None
    last = max(newest, key=lambda event: event.pgh_created_at)
    act = HistoryAct(at=last.pgh_created_at)
    _say_who({last.pgh_context_id: act})
    return act


def has_changes_since(
    obj: Model, parts: Iterable[tuple[type[Model], str]], user: Asker, moment: datetime
) -> bool:
    """Whether something happened to the record or its `parts` after that moment, of which `user`
    may know: it may be what the history has no words for. A query for each of them."""
    later = (rows.filter(pgh_created_at__gt=moment) for rows in _histories(obj, parts))
    return any(_known(rows, user).exists() for rows in later)


def _histories(obj, parts):
    yield _history(type(obj)).filter(pgh_obj=obj.pk)
    for model, key in parts:
        yield _history(model).filter(**{key: obj.pk})


def _history(model):
    return model._meta.concrete_model._meta.get_field("history").related_model.objects.all()


def _known(rows, user):
    """The rows that tell `user` of nothing that they may not know of: no confidential source, no
    hidden record, and none that a row is the link to."""
    model = rows.model._meta.get_field("pgh_obj").related_model
    rows = without_the_confidential(rows, user, model)
    rows = _of_visible(rows, "pgh_obj", model, user)
    for column in rows.model._meta.fields:
        if column.name in LINKS and column.is_relation:
            rows = _of_visible(rows, column.name, column.related_model, user)
    return rows


def _of_visible(rows, key, model, user):
    """The rows whose key leads to nothing that is hidden from `user`."""
    records = model._default_manager.all()
    desk_rights = getattr(records, "desk_rights", None)
    if desk_rights is None or user.has_perms(desk_rights):  # who sees all is told what is gone too
        return rows
    known = records.visible_to(user).order_by()
    return rows.filter(Q(**{f"{key}__in": known}) | Q(**{key: None}))


def _names_of_others(events, user):
    """What the rows' keys lead to, by model and id, as far as `user` may know it."""
    wanted: dict[type[Model], set[Any]] = {}
    for event in events:
        for column in _told(event):
            if column.is_relation and (pk := getattr(event, column.attname)):
                wanted.setdefault(column.related_model, set()).add(pk)
    named = {}
    for model, pks in wanted.items():
        rows = model._default_manager.all()
        rows = rows.visible_to(user) if hasattr(rows, "visible_to") else rows
        named[model] = {pk: str(row) for pk, row in rows.in_bulk(pks).items()}
    return named


def _told(event):
    """The columns of the row that people fill in."""
    return [
        column
        for column in event._meta.fields
        if not column.name.startswith("pgh_") and column.name not in KEPT_BACK
    ]


def _row(event, before, named):
    done = DONE[event.pgh_label]
    tracked = model_of(type(event))
    differences = []
    for column in _told(event):
        was = getattr(before, column.attname) if before and done == "changed" else None
        now = getattr(event, column.attname) if done != "removed" else None
        if done == "removed":
            was = getattr(event, column.attname)
        if (was or None) == (now or None) or (before is None and done == "changed"):
            continue
        told = _read(column, was, named), _read(column, now, named)
        if None not in told:
            differences.append(FieldChange(capfirst(column.verbose_name), *told))
    # A row is named by what stands in it now or stood in it last.
    noun = str(tracked._meta.verbose_name)
    return HistoryRow(done, noun, _name(event, named), differences, event)


def _name(event, named):
    for name in ("statement", "title", "name", "text", "quote", "says", "value"):
        if value := getattr(event, name, ""):
            return value
    others = (
        named.get(column.related_model, {}).get(getattr(event, column.attname))
        for column in _told(event)
        if column.name in ("party", "deal", "event", "source", "company")
    )
    return next(filter(None, others), "")


def _read(column, value, named):
    """The value as people read it; None for the key of something that the reader may not know."""
    if value is None or value == "":
        return ""
    if column.is_relation:
        return named.get(column.related_model, {}).get(value)
    if column.choices:
        return str(dict(column.flatchoices).get(value, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, datetime):
        return format_moment(value)
    return str(value)


def _say_who(acts):
    """Fill in who did each act, by which door and why: the history keeps ids alone."""
    contexts = Context.objects.in_bulk([key for key in acts if key and not isinstance(key, tuple)])
    said = {key: context.metadata for key, context in contexts.items()}
    people = names_of(metadata.get("user") for metadata in said.values())
    for key, metadata in said.items():
        act = acts[key]
        act.who = people.get(metadata.get("user"), "")
        act.door, act.why = metadata.get("door", ""), metadata.get("why", "")
