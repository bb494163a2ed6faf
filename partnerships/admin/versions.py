"""Two editors on one record: the second save overwrites nothing, and shows both versions.

A form carries a version of what it showed: a short digest of each field of the record and of its
rows. It is compared, under a lock, with what there is when the form comes back.
"""

import json
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import blake2b

from django import forms
from django.db import models
from django.forms.models import _get_foreign_key, model_to_dict

from ..actions.locks import lock_keys
from .forms import KEY

FIELD = "_version"


@dataclass(frozen=True)
class FieldConflict:
    """A field of which two versions were typed; `mine`: whether this editor changed it at all."""

    label: str
    saved: str
    typed: str
    mine: bool


@dataclass(frozen=True)
class ConflictingRow:
    """The record, or one of its rows, that somebody else changed meanwhile."""

    name: str
    happened: str = ""
    differences: tuple = ()


def lock(model, pk, within=None):
    """Hold the record, and before it the one it stands under, until the transaction ends."""
    try:
        row = model._base_manager.filter(pk=pk)
        if within:
            above = model._meta.get_field(within).related_model._base_manager
            lock_keys(above.filter(pk__in=row.values(within)))
        lock_keys(row)
    except (ValueError, TypeError):
        pass  # no such record: the page says so


def now(obj, names, formsets, instead):
    """The version of a record and of its rows as they are, for who is shown something `instead`."""
    shown = {name: _digest(seen) for name, seen in instead.items() if name in names}
    version = {"": _digests(obj, names) | shown}
    for formset in formsets:
        fields = list(formset.form.base_fields)
        version[formset.prefix] = {str(row.pk): _digests(row, fields) for row in formset.rows}
    return version


def _digests(obj, names):
    return {name: _digest(value) for name, value in model_to_dict(obj, fields=names).items()}


def _digest(value):
    text = json.dumps(_plain(value), ensure_ascii=False)
    return urlsafe_b64encode(blake2b(text.encode(), digest_size=6).digest()).decode()


def _plain(value):
    """The value in the one form in which what is kept and what is typed can be compared."""
    match value:
        case None | "":
            return ""
        case models.Model():
            return value.pk
        case Decimal():
            return f"{value.normalize():f}"
        case date():
            return value.isoformat()
        case bool() | int():
            return value
        case list() | tuple() | models.QuerySet():
            return sorted((_plain(each) for each in value), key=str)
    return str(value)


def serialize_version(version):
    """A version as the form carries it."""
    return urlsafe_b64encode(zlib.compress(json.dumps(version).encode(), 9)).decode()


def parse_version(text):
    """The version that a form carried, or None when it carried none that can be read."""
    try:
        unpacked = zlib.decompressobj().decompress(urlsafe_b64decode(text), 1_000_000)
        version = json.loads(unpacked)
    except (ValueError, TypeError, zlib.error, RecursionError):
        return None
    return version if isinstance(version, dict) else None


def without_gone(data, prefix, inline, request, obj):
    """What was typed into the rows of an inline, where rows that are gone meanwhile are new ones.

    Rows that this editor had not changed go with them. Holds the rows that are left.
    """
    try:
        initial, total = (int(data[f"{prefix}-{count}_FORMS"]) for count in ("INITIAL", "TOTAL"))
    except (KeyError, ValueError):
        return data  # the formset says so
    key = inline.model._meta.pk.name
    fk = _get_foreign_key(obj._meta.model, inline.model, fk_name=inline.fk_name)
    pks = {number: data.get(f"{prefix}-{number}-{key}", "") for number in range(min(initial, 1000))}
    sent = [pk for pk in pks.values() if KEY.fullmatch(pk)]
    rows = inline.get_queryset(request).filter(**{fk.name: obj}, pk__in=sent).values("pk")
    here = {str(pk) for pk in lock_keys(inline.model._base_manager.filter(pk__in=rows))}
    gone = [number for number, pk in pks.items() if pk not in here]
    if not gone:
        return data

    shown = parse_version(data.get(FIELD)) or {}
    form_class = inline.get_formset(request, obj).form
    changed = []
    for number in gone:
        form = form_class(data, prefix=f"{prefix}-{number}")
        was = shown.get(prefix, {}).get(pks[number], {})
        mine = [name for name in form.fields if name in was and _typed(form, name) != was[name]]
        if mine and not data.get(f"{prefix}-{number}-DELETE"):
            changed.append(number)
    left = [number for number in range(initial) if number not in gone]
    order = left + changed + list(range(initial, min(total, initial + 1000)))
    return _renumbered(data, prefix, key, order, len(left))


def _renumbered(data, prefix, key, order, initial):
    """The same form data with its rows in another order; the first `initial` of them are kept."""
    places = {str(number): place for place, number in enumerate(order)}
    moved = data.copy()
    for name in data:
        number, _, field = name.removeprefix(f"{prefix}-").partition("-")
        if not name.startswith(f"{prefix}-") or not number.isdigit():
            continue
        moved.pop(name, None)
    for name in data:
        number, _, field = name.removeprefix(f"{prefix}-").partition("-")
        if not name.startswith(f"{prefix}-") or number not in places:
            continue
        new = places[number] >= initial and field == key
        moved.setlist(f"{prefix}-{places[number]}-{field}", [""] if new else data.getlist(name))
    moved[f"{prefix}-INITIAL_FORMS"] = str(initial)
    moved[f"{prefix}-TOTAL_FORMS"] = str(len(order))
    return moved


def meanwhile(request, form, formsets):
    """What somebody else saved and this editor typed, the record first and then its rows.

    A field that this editor had left alone shows from now on what was saved.
    """
    shown, present = request.shown or {}, request.now
    parts = [ConflictingRow("", differences=_differences(form, shown.get("", {}), present[""]))]
    for formset in formsets:
        was, here = shown.get(formset.prefix, {}), present[formset.prefix]
        noun = str(formset.model._meta.verbose_name)
        posted = {str(each.instance.pk): each for each in formset.initial_forms}
        for pk, each in posted.items():
            found = _differences(each, was.get(pk, {}), here.get(pk, {}))
            parts.append(ConflictingRow(str(each.instance), differences=found))
        for row in formset.rows:
            if str(row.pk) not in posted:
                parts.append(ConflictingRow(str(row), f"This {noun} was added meanwhile."))
        for _ in was.keys() - here.keys():
            parts.append(
                ConflictingRow(
                    f"A {noun} that you had on your page",
                    "It was taken away meanwhile. What you changed in it stands below as new.",
                )
            )
    return [part for part in parts if part.differences or part.happened]


def _differences(form, was, here):
    found = []
    for name, digest in here.items():
        if name not in form.fields or was.get(name) == digest:
            continue
        typed = _typed(form, name)
        if typed == digest:
            continue
        field, mine = form.fields[name], typed != was.get(name)
        found.append(
            FieldConflict(
                label=str(form[name].label),
                saved=_shown(field, form.initial.get(name)),
                typed=_shown(field, form[name].data),
                mine=mine,
            )
        )
        if not mine:
            field.bound_data = lambda data, initial: initial
    return tuple(found)


def _typed(form, name):
    """The digest of what stands in a field of the form, readable or not."""
    try:
        return _digest(form.fields[name].clean(form[name].data))
    except forms.ValidationError:
        return "unreadable"


def _shown(field, value):
    """A value as the editor reads it."""
    try:
        value = field.clean(field.prepare_value(value))
    except forms.ValidationError:
        pass
    if isinstance(value, (list, tuple, models.QuerySet)):
        return ", ".join(_word(field, each) for each in value)
    return _word(field, value)


def _word(field, value):
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(field, (forms.ChoiceField, forms.TypedChoiceField)) and not isinstance(
        field, forms.ModelChoiceField
    ):
        return str(dict(field.choices).get(value, value or ""))
    return "" if value is None else str(value)
