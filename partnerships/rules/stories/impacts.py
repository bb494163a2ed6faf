"""What changed under words that went out, in words that an editor can print."""

from collections import defaultdict
from collections.abc import Sequence

from django.apps import apps
from django.db.models import ForeignKey, Model

from ...models import OpenItem
from ...text import dates, money
from ...text.edtf import NotADate
from ...vocabulary import Cause, Finding

SUM = {"qualifier", "low", "high", "currency"}
FIGURE = {"value_qualifier", "value_low", "value_high", "value_unit"}
SHARE = {"percent_min", "percent_max"}
LONGEST = 140  # characters of a wording that a line quotes


def draft(item: OpenItem) -> str:
    """The line of a correction that the item may ask for: “An earlier version of this article said
    …”. What is right is told as the desk has it now; an editor makes a sentence of their own."""
    return drafts([item])[0]


def drafts(items: Sequence[OpenItem]) -> list[str]:
    """The lines of several items: two queries for each kind of record, however many there are."""
    rows = _rows(items)
    return [
        f"An earlier version of this article said “{_short(item.passage.exact).rstrip('.')}”. "
        + _told(item, rows.get((item.noun, item.record)))
        for item in items
    ]


def impact_differences(item: OpenItem, row: Model | None = None) -> list[tuple[str, str, str]]:
    """What was changed, as triples of a name, what it was, and what it became, in words."""
    model = apps.get_model("partnerships", item.noun)
    row = row or _rows([item]).get((item.noun, item.record))
    before, after = _sides(model, item, row)
    names = list(dict.fromkeys([*item.was, *item.became]))
    found, gathered = [], set()
    for columns, name, say in _TOGETHER:
        if columns & set(names):
            found.append((name, say(before), say(after)))
            gathered |= columns
    for field in model._meta.fields:
        if field.column in names and field.column not in gathered:
            found.append((_name(field), _value(field, before), _value(field, after)))
    return [(name, was or "nothing", now or "nothing") for name, was, now in found if was != now]


def _told(item, row):
    match item.cause:
        case Cause.VERDICT:
            how = "was withdrawn" if item.became.get("state") == "withdrawn" else "has lapsed"
            return f"What was found of that {how}."
        case Cause.FINDING:
            finding = Finding(item.became.get("finding", item.was.get("finding"))).label.lower()
            right = item.became.get("correction", "")
            return f"That is found to be {finding}. {right}".strip()
        case Cause.REMOVED:
            return f"{_called(item, row)} is no longer on record."
    changes = impact_differences(item, row)
    if not changes:
        return f"{_called(item, row)} was changed, and is again as it was."
    said = "; ".join(f"{name} is {now}, not {was}" for name, was, now in changes)
    return f"{_called(item, row)}: {said}."


def _rows(items):
    """The records of the items as they are now, by noun and key; those that are gone are not."""
    wanted = defaultdict(set)
    for item in items:
        wanted[item.noun].add(item.record)
    rows = {}
    for noun, keys in wanted.items():
        model = apps.get_model("partnerships", noun)
        keyed = [field.name for field in model._meta.fields if isinstance(field, ForeignKey)]
        for row in model._base_manager.filter(pk__in=keys).select_related(*keyed):
            rows[noun, row.pk] = row
    return rows


def _sides(model, item, row):
    """The record's columns before and after: what the item does not hold is as it is now."""
    columns = {field.column: field for field in model._meta.fields if not field.generated}
    now = {name: getattr(row, field.attname) for name, field in columns.items()} if row else {}
    return now | _typed(columns, item.was), now | _typed(columns, item.became)


def _typed(columns, told):
    return {name: columns[name].to_python(value) for name, value in told.items() if name in columns}


def _called(item, row):
    if item.noun == "claim":
        return "What it says of that"
    if item.noun == "citation":
        return f"What is cited from “{row.source}”" if row else "Something that was cited for it"
    if row is None:
        name = item.was.get("title") or item.was.get("name") or item.was.get("text")
        meta = apps.get_model("partnerships", item.noun)._meta
        return f"“{_short(name)}”" if name else f"A {meta.verbose_name} that it rests on"
    return f"“{_short(str(row))}”"


def _name(field):
    name = str(field.verbose_name)
    return name[0].upper() + name[1:]


def _value(field, columns):
    """The column as people write it."""
    value = columns.get(field.column)
    if value in (None, "", []):
        return ""
    if isinstance(field, ForeignKey):
        model = field.remote_field.model
        return f"“{_short(str(model._base_manager.filter(pk=value).first() or 'another'))}”"
    if field.choices:
        return f"“{dict(field.flatchoices).get(value, value)}”"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if field.name in DATES:
        try:
            return dates.format_date(value if isinstance(value, str) else value.isoformat())
        except NotADate:
            return value
    return f"“{_short(str(value))}”"


DATES = {"date", "date_as_worded", "start", "end", "published", "founded", "dissolved", "as_of"}


def _short(text):
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


def _sum(columns):
    names = ("qualifier", "low", "high", "currency")
    return money.format_amount(*(columns.get(name) for name in names))


def _figure(columns):
    qualifier, low, high, unit = (
        columns.get(f"value_{name}") for name in ("qualifier", "low", "high", "unit")
    )
    return money.counted(qualifier, low, high, unit or "")


def _share(columns):
    low, high = columns.get("percent_min"), columns.get("percent_max")
    return money.counted(columns.get("qualifier") or "", low, high, "%")


_TOGETHER = [
    (SUM, "The sum", _sum),
    (FIGURE, "The figure", _figure),
    (SHARE, "The share", _share),
]
