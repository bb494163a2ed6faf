"""A collection as Django fixtures: the same rows always give the same bytes.

One file a noun, numbered in the order in which they load, rows sorted by their natural keys,
fields that hold their default left out. `loaddata` reads them as they are. The signatures are
not among them: see `signatures`.
"""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import ForeignKey, Model, QuerySet

from ..errors import ConfidentialInTheWay
from ..models import (
    Amount,
    Citation,
    Claim,
    ClaimDeal,
    ClaimEvent,
    ClaimParty,
    Collection,
    Deal,
    DealParty,
    DealStep,
    Event,
    EventParty,
    FactSource,
    Identifier,
    Partnership,
    PartnershipParty,
    Party,
    PartyName,
    Role,
    Search,
    Snapshot,
    Source,
    Stake,
    Term,
    Valuation,
)
from ..vocabulary import Confidentiality, PartyKind
from .claims import signatures
from .stories import manuscripts

# A file, the model in it, and the way from a row of it to its collection.
FILES: list[tuple[str, type[Model], str]] = [
    ("collections", Collection, "pk"),
    ("companies", Party, "collection"),
    ("people", Party, "collection"),
    ("names", PartyName, "party__collection"),
    ("identifiers", Identifier, "party__collection"),
    ("roles", Role, "collection"),
    ("stakes", Stake, "collection"),
    ("partnerships", Partnership, "collection"),
    ("partnership_parties", PartnershipParty, "partnership__collection"),
    ("deals", Deal, "collection"),
    ("deal_steps", DealStep, "deal__collection"),
    ("deal_parties", DealParty, "deal__collection"),
    ("amounts", Amount, "deal__collection"),
    ("terms", Term, "deal__collection"),
    ("valuations", Valuation, "collection"),
    ("events", Event, "collection"),
    ("event_parties", EventParty, "event__collection"),
    ("sources", Source, "collection"),
    ("snapshots", Snapshot, "source__collection"),
    ("claims", Claim, "collection"),
    ("claim_parties", ClaimParty, "claim__collection"),
    ("claim_deals", ClaimDeal, "claim__collection"),
    ("claim_events", ClaimEvent, "claim__collection"),
    ("citations", Citation, "collection"),
    ("fact_sources", FactSource, "collection"),
    ("searches", Search, "claim__collection"),
]
MODELS = list(dict.fromkeys(model for _, model, _ in FILES))
# What a fixture does not say: what PostgreSQL finds out, who captured a copy, for people's accounts
# stay at the desk, and what is put away, for that is in no fixture.
COMPUTED = {"origin", "captured_by", "put_away"}
NATURAL = {"use_natural_foreign_keys": True, "use_natural_primary_keys": True}

Row = TypeVar("Row", bound=Model)


def files(collection: Collection, *, confidential: bool = False) -> Iterator[tuple[str, str]]:
    """Each file of the collection's fixture, as a pair of its name and its text.

    Holds the collection's rows and whatever they point at. Confidential sources, and what
    hangs on them, stay out unless `confidential`; raises ConfidentialInTheWay when an open
    row cannot be told without one.
    """
    rows = _rows(collection, confidential)
    for number, (noun, model, _) in enumerate(FILES, start=1):
        found = [row for row in rows[model].values() if _belongs(row, noun)]
        if found:
            records = [_page(fixture_row(row)) for row in sorted(found, key=_order)]
            yield f"{number:02}_{noun}.json", "[\n" + ",\n".join(records) + "\n]\n"
    if said := signatures.signatures_file(collection, confidential=confidential):
        yield signatures.NAME, said
    if said := manuscripts.manuscripts_file(collection):
        yield manuscripts.NAME, said


def fixture_row(row: Model) -> dict[str, Any]:
    """A row as a fixture writes it: a dict of plain JSON values."""
    (record,) = serializers.serialize("python", [row], **NATURAL)
    defaults = _defaults(type(row))
    fields = {name: _plain(row, name, value) for name, value in record["fields"].items()}
    record["fields"] = {
        name: value
        for name, value in fields.items()
        if name == "uid" or (name in defaults and value != defaults[name])
    }
    return json.loads(json.dumps(record, cls=DjangoJSONEncoder))


def _page(record):
    """A record with a field a line, which reads well in a diff."""
    lines = (
        f"    {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}"
        for name, value in record["fields"].items()
    )
    fields = ",\n".join(lines)
    return f'  {{"model": {json.dumps(record["model"])}, "fields": {{\n{fields}\n  }}}}'


def pointers(model: type[Model]) -> list[ForeignKey]:
    """The foreign keys of a model that a fixture writes."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey) and field.name not in COMPUTED
    ]


def with_keys(queryset: QuerySet[Row]) -> QuerySet[Row]:
    """The rows with all that their natural keys, and those they point at, are made of."""
    names = [field.name for field in pointers(queryset.model)]
    return queryset.select_related(
        *names, *(f"{name}__collection" for name in names if name == "claim")
    )


def _rows(collection, confidential):
    rows: dict[type[Model], dict[int, Any]] = {model: {} for model in MODELS}
    for _, model, path in FILES:
        for row in with_keys(model.objects.filter(**{path: collection.pk})):  # type: ignore[attr-defined]  # ours all have it
            rows[model][row.pk] = row
    if not confidential:
        _leave_out_confidential(rows)
    while missing := _pointed_at(rows):
        for model, pks in missing.items():
            for row in with_keys(model.objects.filter(pk__in=pks)):
                if not confidential and _is_confidential(row):
                    raise ConfidentialInTheWay(
                        "An open record goes back to a confidential source. Dump the collection "
                        "with its confidential sources, or cut that tie first."
                    )
                rows[model][row.pk] = row
    return rows


def _is_confidential(row):
    return isinstance(row, Source) and row.confidentiality == Confidentiality.CONFIDENTIAL


def _leave_out_confidential(rows):
    hidden = {pk for pk, row in rows[Source].items() if _is_confidential(row)}
    for model in (Snapshot, Citation, FactSource):
        rows[model] = {pk: row for pk, row in rows[model].items() if row.source_id not in hidden}
    rows[Source] = {pk: row for pk, row in rows[Source].items() if pk not in hidden}


def _pointed_at(rows):
    """What the rows point at and is not among them, as primary keys by model."""
    missing: dict[type[Model], set[int]] = {}
    for model, found in rows.items():
        for field in pointers(model):
            target: Any = field.related_model._meta.concrete_model
            pks = {getattr(row, field.attname) for row in found.values()} - {None}
            if absent := pks - rows[target].keys():
                missing.setdefault(target, set()).update(absent)
    return missing


def _belongs(row, noun):
    """Companies and people are of one table, and of a file each."""
    kinds = {"companies": PartyKind.COMPANY, "people": PartyKind.PERSON}
    return noun not in kinds or row.kind == kinds[noun]


def _order(row):
    """By reference and place in a list, then by what it belongs to, as a reader would look."""
    others = (
        getattr(row, field.name)
        for field in pointers(type(row))
        if field.name != "collection" and field.related_model is not type(row)
    )
    return [
        getattr(row, "reference", ""),
        getattr(row, "position", None) or 0,
        *(
            str(other and (getattr(other, "reference", "") or other.natural_key()))
            for other in others
        ),
        *map(str, row.natural_key()),
    ]


def _name(row):
    return getattr(row, "reference", "") or row.natural_key()


@cache
def _defaults(model):
    """What the fields of a new row hold: those that a fixture says, without the public id."""
    return {
        field.name: field.get_default()
        for field in model._meta.concrete_fields
        if field.name not in {"uid", *COMPUTED} and not field.generated
    }


def _plain(row, name, value):
    """The value; a list as a list, where Django writes an array as a string of JSON."""
    if isinstance(row._meta.get_field(name), ArrayField):
        return list(getattr(row, name))
    return value
