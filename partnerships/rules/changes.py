"""The latest changes of the desk's records: who, what, when, by which door, and why."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import CharField, F, Model, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, Concat, NullIf
from pghistory.models import Context

from .. import models
from ..models import Source
from .people import Asker, sees_every_source

DEPTH = 40  # rows looked at in each table: a load of thousands is one change, shown by its first

DONE = {"insert": "added", "update": "changed", "delete": "removed"}


def joined_text(*parts: str | Combinable) -> Concat:
    return Concat(*parts, output_field=CharField())


# How a row of each table is named, and the field that leads to the record it stands under.
TOLD: dict[type[Model], tuple[Combinable | str | None, str | None]] = {
    models.Claim: (joined_text("reference", Value(": "), "statement"), None),
    models.Deal: ("title", None),
    models.Party: ("name", None),
    models.Source: (joined_text("outlet", Value(", "), "title"), None),
    models.Partnership: ("name", None),
    models.Event: ("title", None),
    models.Role: ("title", None),
    models.Stake: (Coalesce(NullIf("description", Value("")), "interest"), None),
    models.Valuation: (joined_text("basis", Value(" "), "date"), None),
    models.Citation: (Coalesce(NullIf("quote", Value("")), "says"), "claim"),
    models.ClaimParty: (None, "claim"),
    models.ClaimDeal: (None, "claim"),
    models.ClaimEvent: (None, "claim"),
    models.Search: ("place", "claim"),
    models.Reply: ("channel", "claim"),
    models.Term: ("text", "deal"),
    models.Amount: ("measure", "deal"),
    models.DealParty: ("role", "deal"),
    models.DealStep: ("step", "deal"),
    models.PartyName: ("text", "party"),
    models.Identifier: ("value", "party"),
    models.PartnershipParty: (None, "partnership"),
    models.EventParty: (None, "event"),
    models.Snapshot: ("media_type", "source"),
    models.FactSource: ("field", None),
    models.Collection: ("name", None),
}


# The columns of closed lists among these, which are told in the words of the list.
CODED: dict[type[Model], str] = {
    models.Stake: "interest",
    models.Valuation: "basis",
    models.Amount: "measure",
    models.DealParty: "role",
    models.DealStep: "step",
}


@dataclass(frozen=True)
class ChangedRow:
    """One row that was added, changed or removed."""

    model: type[Model]
    done: str
    name: str
    under: type[Model] | None  # the kind of record it stands under
    page: int  # the id of that record, or its own


@dataclass
class RecentChange:
    """What one person did at one time: a save, an import, a load."""

    at: datetime
    who: str
    door: str
    why: str
    rows: list[ChangedRow] = field(default_factory=list)


def latest_changes(user: Asker, limit: int = 10) -> list[RecentChange]:
    """The latest changes that `user` may know of, newest first. Three queries."""
    told = [model for model in TOLD if _may_see(user, model)]
    if not told:
        return []
    first, *others = [_rows(user, model) for model in told]
    rows = first.union(*others, all=True) if others else first
    groups = _grouped(sorted(rows, key=lambda row: (row["nth"], row["pgh_id"])))[:limit]
    contexts = Context.objects.in_bulk([context for context, _ in groups if context])
    said = {context: contexts[context].metadata if context else {} for context, _ in groups}
    names = names_of(metadata.get("user") for metadata in said.values())
    return [
        RecentChange(
            at=rows[0]["pgh_created_at"],
            who=names.get(said[context].get("user"), ""),
            door=said[context].get("door", ""),
            why=said[context].get("why", ""),
            rows=[_row(row) for row in rows],
        )
        for context, rows in groups
    ]


def _may_see(user, model):
    """Whether `user` may see the records of this kind, those they stand under, and those that
    they link to: that there is a link tells of what is linked."""
    under = TOLD[model][1]
    above = model._meta.get_field(under).related_model if under else model
    linked = [column.related_model for column in model._meta.fields if column.is_relation]
    own = [f"partnerships.view_{kind._meta.model_name}" for kind in (model, above)]
    rows = [kind._default_manager.none() for kind in (model, *linked)]
    desks = [getattr(each, "desk_rights", []) for each in rows]
    return user.has_perms([*own, *chain.from_iterable(desks)])


def _rows(user, model):
    name, under = TOLD[model]
    history = model._meta.get_field("history").related_model.objects.order_by("-pgh_id")
    rows = without_the_confidential(history, user, model)
    if model is Source:
        rows = of_known_origins(rows, user)
    rows = rows.annotate(
        nth=Value(list(TOLD).index(model)),
        told=Cast(name or Value(""), CharField()),
        leads_to=F(f"{under}_id" if under else "pgh_obj_id"),
    )
    return rows.values(
        "pgh_id", "pgh_created_at", "pgh_context_id", "pgh_label", "nth", "told", "leads_to"
    )[:DEPTH]


def without_the_confidential(
    history: QuerySet[Any], user: Asker, model: type[Model]
) -> QuerySet[Any]:
    """The rows that tell nothing of a confidential source, unless `user` may know of those.

    What is left of a removed source is told to source keepers alone: nobody can say any more
    what it was.
    """
    if sees_every_source(user):
        return history
    if model is Source:
        return history.filter(pgh_obj__in=Source.objects.visible_to(user))
    if any(field.name == "source" for field in model._meta.fields):
        return history.filter(_is_known("source", user) | Q(source=None))
    return history


def _is_known(key, user):
    """Whether `user` may know of the source of that key."""
    # Asked row by row: of `__in` PostgreSQL would first make a table of all sources.
    known = Source.objects.visible_to(user).filter(pk=OuterRef(key)).order_by()
    return Q(**{key: Subquery(known.values("pk")[:1])})


def of_known_origins(history: QuerySet[Any], user: Asker) -> QuerySet[Any]:
    """The rows of sources but those that gave one an origin, or took one from it, which `user`
    may not know of. Each says its `former` origin."""
    earlier = history.model.objects.filter(pgh_id__lt=OuterRef("pgh_id"))
    before = earlier.filter(pgh_obj=OuterRef("pgh_obj")).order_by("-pgh_id")
    rows = history.annotate(
        former=Subquery(before.values("origin")[:1]),
        formerly_retold=Subquery(before.values("derives_from")[:1]),
    )
    if sees_every_source(user):
        return rows
    keys = [("origin", "former"), ("derives_from", "formerly_retold")]
    for now, then in keys:
        is_told = Q(
            *(Q(**{key: None}) | _is_known(key, user) for key in (now, then)),
        )
        rows = rows.filter(~Q(pgh_label="update") | Q(**{now: F(then)}) | is_told)
    return rows


def _grouped(rows):
    """The rows of one save together, newest save first."""

    def save(row):
        return row["pgh_context_id"], row["pgh_created_at"] if not row["pgh_context_id"] else None

    groups: dict[tuple, list[dict[str, Any]]] = {}
    for row in sorted(rows, key=lambda row: row["pgh_created_at"], reverse=True):
        groups.setdefault(save(row), []).append(row)
    return [(context, together) for (context, _), together in groups.items()]


def names_of(users: Iterable[int | None]) -> dict[int, str]:
    """Who the users are, by their id; the history keeps ids alone."""
    people = get_user_model().objects.in_bulk([user for user in users if user])
    return {pk: person.get_full_name() or person.get_username() for pk, person in people.items()}


def _in_words(model, told):
    """What is told of a row, a code that it begins with in the words of its list."""
    if model is models.FactSource:
        return told.replace("_", " ")
    if model not in CODED:
        return told
    code, space, rest = told.partition(" ")
    words = dict(model._meta.get_field(CODED[model]).flatchoices)
    return f"{words.get(code, code)}{space}{rest}"


def _row(row):
    model = list(TOLD)[row["nth"]]
    under = TOLD[model][1]
    return ChangedRow(
        model=model,
        done=DONE[row["pgh_label"]],
        name=_in_words(model, row["told"]),
        under=model._meta.get_field(under).related_model if under else None,
        page=row["leads_to"],
    )
