"""What moves when two records become one, and whether it can be taken back exactly."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.apps import apps
from django.contrib.auth.models import User
from django.db.models import PROTECT, Exists, ForeignKey, Model, OuterRef, Q, QuerySet
from django.utils.text import capfirst
from pghistory.models import Event as History
from uuid_utils.compat import uuid7

from ...models import FactSource, Identifier, Merge, Party, PartyName
from ...text import dates
from ...vocabulary import MergeAct, NameKind, PartyKind, Rank
from ..spelling import names_like

Moved = dict[str, Any]
CALLED = {  # what leads to a party by a row of its own
    "claimparty": "claims about it",
    "dealparty": "deals, by role",
    "eventparty": "events",
    "partnershipparty": "partnerships",
    "party": "subsidiaries and earlier records",
}
ALIKE = 5  # of whom it may be
MOST = 20  # obstacles that are told
SHOWN = 25  # of each kind that was recorded since


@cache
def ways_to_parties() -> list[tuple[type[Model], Any]]:
    """Every key by which a record leads to a party, itself no part of the party's own record."""
    return [
        (model, key)
        for model in apps.get_app_config("partnerships").get_models()
        if not (model._meta.proxy or issubclass(model, History) or model is Merge)
        for key in model._meta.concrete_fields
        if _leads_to_a_party(key)
    ]


def _leads_to_a_party(key: Any) -> bool:
    is_key = isinstance(key, ForeignKey) and getattr(key, "db_constraint", False)
    return (
        is_key
        and key.related_model._meta.concrete_model is Party
        and key.remote_field.on_delete is PROTECT
    )


@dataclass
class MergeSide:
    """One of the two records: what it says, and how many records lead to it."""

    party: Party
    said: dict[str, str] = field(default_factory=dict)
    names: list[PartyName] = field(default_factory=list)
    identifiers: list[Identifier] = field(default_factory=list)
    leads: dict[str, int] = field(default_factory=dict)


def merge_side(party: Party) -> MergeSide:
    """What is shown of the party beside the other."""
    is_person = party.kind == PartyKind.PERSON
    said = {
        "Name": party.name,
        "Address": party.slug,
        "Legal form": party.get_legal_form_display() if party.legal_form else "",
        "Country": party.country,
        "Place": party.place,
        "Born" if is_person else "Founded": dates.format_date(party.founded),
        "Died" if is_person else "Dissolved": dates.format_date(party.dissolved),
        "Part of": str(party.parent or ""),
        "Story": str(party.collection),
        "Note": party.note,
    }
    return MergeSide(
        party,
        said,
        list(party.names.order_by("kind", "text", "pk")),
        list(party.identifiers.order_by("scheme", "value", "pk")),
        dict(_leading(party)),
    )


def _leading(party) -> Iterator[tuple[str, int]]:
    by_model: dict[type[Model], Q] = {}
    for model, key in ways_to_parties():
        by_model[model] = by_model.get(model, Q()) | Q(**{key.name: party})
    for model, condition in by_model.items():
        if count := model._default_manager.filter(condition).count():
            noun = CALLED.get(str(model._meta.model_name), model._meta.verbose_name_plural)
            yield capfirst(str(noun)), count


def named_alike(party: Party, user: User) -> list[Party]:
    """Parties of its kind that have a name like its own, of a company without its last word too,
    which may be its legal form: whom it may be, and no more than that. Five queries at most."""
    first, _, last = party.name.rpartition(" ")
    names = names_like(party.name, user)[: ALIKE + 1]
    if first and last and party.kind == PartyKind.COMPANY:
        names += names_like(first, user)[: ALIKE + 1]
    others = Party.objects.visible_to(user).standing().filter(kind=party.kind).exclude(pk=party.pk)
    so_named = Party.objects.filter(Q(name__in=names) | Q(names__text__in=names)).order_by()
    return list(others.filter(pk__in=so_named.values("pk"))[:ALIKE])


def turned_down(one: Party, other: Party) -> list[Merge]:
    """When somebody said that these two are not the same, and why, the latest first."""
    said = Merge.objects.filter(act=MergeAct.REFUSED, undoes=None).select_related("by")
    pair = [one.pk, other.pk]
    return list(said.filter(merged__in=pair, into__in=pair)[:SHOWN])


def planned_moves(merged: Party, into: Party) -> list[Moved]:
    """Each row that a merge writes, as it is (`was`) and as it becomes (`now`), and the name that
    it makes; what a merge keeps of itself, and its undoing goes by."""
    moves = []
    for model, key in ways_to_parties():
        rows = model._base_manager.filter(**{key.attname: merged.pk})
        for pk in rows.order_by("pk").values_list("pk", flat=True):
            moves.append(_move(model, pk, {key.attname: merged.pk}, {key.attname: into.pk}))
    moves += _names_moved(merged, into)
    for number in Identifier.objects.filter(party=merged).order_by("pk"):
        moves.append(_move(Identifier, number.pk, {"party_id": merged.pk}, {"party_id": into.pk}))
    return moves + _facts_moved(merged, into)


def _move(model, pk, was, now) -> Moved:
    return {"of": model._meta.model_name, "pk": pk, "was": was, "now": now}


def _names_moved(merged, into):
    """The names of the one, which become names of the other; one that is there already stays where
    it is. Which of two is the legal name on a day is not guessed: that of the record that goes
    becomes an alias."""
    there = set(into.names.values_list("text", "start"))
    texts = {into.name, *(text for text, _ in there)}
    moves = []
    for name in merged.names.order_by("pk"):
        if (name.text, name.start) in there:
            continue
        was: Moved = {"party_id": merged.pk}
        now: Moved = {"party_id": into.pk}
        if name.kind == NameKind.LEGAL:
            was, now = was | {"kind": NameKind.LEGAL}, now | {"kind": NameKind.ALIAS}
        moves.append(_move(PartyName, name.pk, was, now))
        texts.add(name.text)
    if merged.name not in texts:
        made = {"uid": str(uuid7()), "text": merged.name, "kind": NameKind.ALIAS}
        moves.append({"of": "partyname", "made": made | {"party_id": into.pk}})
    return moves


def _facts_moved(merged, into):
    """What backs the record that goes, where the one that stays says the same, and is not backed by
    it already. The rest backs what stands in the record that goes, and stays there."""
    there = set(into.facts.values_list("field", "claim", "source"))
    preferred = set(into.facts.filter(rank=Rank.PREFERRED).values_list("field", flat=True))
    moves = []
    for fact in merged.facts.order_by("pk"):
        says_the_same = not fact.field or getattr(merged, fact.field, None) == getattr(
            into, fact.field, None
        )
        is_taken = (fact.field, fact.claim_id, fact.source_id) in there or (
            fact.rank == Rank.PREFERRED and fact.field in preferred
        )
        if says_the_same and not is_taken:
            moves.append(_move(FactSource, fact.pk, {"party_id": merged.pk}, {"party_id": into.pk}))
    return moves


def undo_obstacles(merge: Merge) -> list[str]:
    """Why the merge cannot be taken back row by row any more, each in a sentence. A query for each
    kind of row that it wrote."""
    if merge.into.merged_into_id:
        return [
            f"{merge.into} was itself merged into {merge.into.merged_into} since: undo that first."
        ]
    written: dict[str, list[Moved]] = {}
    for move in merge.moved:
        written.setdefault(move["of"], []).append(move)
    return [told for noun, moves in written.items() for told in _not_as_written(noun, moves)][:MOST]


def _not_as_written(noun, moves):
    model = apps.get_model("partnerships", noun)
    called = capfirst(str(model._meta.verbose_name))
    rows = model._base_manager.in_bulk([move["pk"] for move in moves if "pk" in move])
    for move in moves:
        if "made" in move:
            yield from _not_as_made(move["made"])
        elif (row := rows.get(move["pk"])) is None:
            yield f"{called}: one that the merge moved was taken away since."
        elif any(getattr(row, key) != value for key, value in move["now"].items()):
            yield f"{called}: “{row}” was changed since, and means another now."


def _not_as_made(made):
    name = PartyName.objects.filter(uid=made["uid"]).first()
    as_made = name is not None and (
        (name.text, name.kind, name.party_id) == (made["text"], made["kind"], made["party_id"])
        and not (name.language or name.start or name.end or name.ongoing or name.date_words)
        and not name.facts.exists()
    )
    if not as_made:
        yield f"The name “{made['text']}”, which the merge gave, was changed since."


def recorded_since(merge: Merge) -> list[str]:
    """What was recorded of the party since the merge, the first of each kind: an undoing leaves it
    where it is, and who confirms that looks at each."""
    moved = {(move["of"], move["pk"]) for move in merge.moved if "pk" in move}
    return [
        f"{capfirst(str(model._meta.verbose_name))}: {row}"
        for model, key in ways_to_parties()
        for row in _made_after(model, merge.at).filter(**{key.attname: merge.into_id})[:SHOWN]
        if (model._meta.model_name, row.pk) not in moved
    ]


def _made_after(model, moment) -> "QuerySet[Any]":
    history = model._meta.get_field("history").related_model
    made = history.objects.filter(
        pgh_obj=OuterRef("pk"), pgh_label="insert", pgh_created_at__gt=moment
    )
    return model._default_manager.filter(Exists(made)).order_by("pk")
