"""Making one record of two that are of one party, and taking that back: by two people each."""

from collections import defaultdict
from typing import Any

from django.apps import apps
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from ...errors import Refused
from ...models import Claim, ClaimParty, Merge, Party, PartyName
from ...models.entities.merges import MergeQuerySet
from ...rules.entities.merge_clashes import merge_clashes
from ...rules.entities.merges import planned_moves, undo_obstacles
from ...vocabulary import Act, MergeAct
from ..journal import acting, record
from ..locks import lock_keys
from ..rights import allowed


def propose_merge(merged: Party, into: Party, *, by: User, why: str) -> Merge:
    """Propose that the record `merged` become part of the record `into`. Nothing moves before a
    second person confirms it. Raises Refused with what stands against it."""
    _may_merge(by)
    with acting(by):
        merged, into = _held(merged, into)
        _refuse(merge_clashes(merged, into))
        _nothing_waits(merged, into)
        return _note(Act.MERGE_ASKED, merged, into, MergeAct.PROPOSED, by, why=why)


def propose_undoing(merge: Merge, *, by: User, why: str) -> Merge:
    """Propose that the merge be undone, row by row. Raises Refused where it cannot be."""
    _may_merge(by)
    with acting(by):
        merged, into = _held(merge.merged, merge.into)
        merge.into = into
        _refuse(undo_obstacles(merge))
        _nothing_waits(merged, into)
        return _note(Act.MERGE_ASKED, merged, into, MergeAct.PROPOSED, by, why=why, undoes=merge)


def turn_down_merge(asked: Merge, *, by: User, why: str) -> Merge:
    """Turn down a merge, or its undoing; who proposed it may think better of it, too."""
    _may_merge(by)
    with acting(by):
        merged, into = _held(asked.merged, asked.into)
        _not_answered(asked)
        return _note(
            Act.MERGE_REFUSED,
            merged,
            into,
            MergeAct.REFUSED,
            by,
            why=why,
            undoes=asked.undoes,
            answers=asked,
        )


def confirm_merge(asked: Merge, *, by: User) -> Merge:
    """Do what another person proposed: all that leads to the one record leads to the other, or, of
    an undoing, each row is as it was. Raises Refused with what stands against it by now."""
    _may_merge(by)
    with acting(by):
        # Claims before what they rest on, as everywhere.
        about = ClaimParty.objects.filter(party=asked.merged_id)
        lock_keys(Claim.objects.filter(pk__in=about.values("claim")))
        merged, into = _held(asked.merged, asked.into)
        _not_answered(asked)
        if asked.undoes is None:
            done = _merge(asked, merged, into, by)
        else:
            done = _undo(asked, merged, into, by)
        # What waits for the end of the transaction is refused while we can still say so.
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        return done


def _merge(asked, merged, into, by):
    _refuse(merge_clashes(merged, into))
    moves = planned_moves(merged, into)
    done = _note(Act.MERGED, merged, into, MergeAct.CONFIRMED, by, answers=asked, moved=moves)
    _write(moves, "now")
    for move in moves:
        if "made" in move:
            PartyName.objects.create(**move["made"])
    Party.objects.filter(pk=merged.pk).update(merged_into=into)
    return done


def _undo(asked, merged, into, by):
    merge = asked.undoes
    merge.into = into
    _refuse(undo_obstacles(merge))
    done = _note(Act.UNMERGED, merged, into, MergeAct.CONFIRMED, by, answers=asked, undoes=merge)
    Party.objects.filter(pk=merged.pk).update(merged_into=None)
    made = [move["made"]["uid"] for move in merge.moved if "made" in move]
    PartyName.objects.filter(uid__in=made).delete()
    _write(merge.moved, "was")
    return done


def _may_merge(by):
    """Who merges sees all that stands against it."""
    allowed(by, "merge_party")
    if not by.has_perms(MergeQuerySet.desk_rights):
        raise PermissionDenied("You may not see all that the desk has of companies and people.")


def _held(*parties):
    """The parties as they are now; nobody leads to them until the transaction ends."""
    rows = Party.objects.order_by("pk").filter(pk__in=[party.pk for party in parties])
    held = {row.pk: row for row in rows.select_for_update(of=["self"])}
    if len(held) < len({party.pk for party in parties}):
        raise Refused("One of the two records is not there any more.", "merge_is_of_records")
    return [held[party.pk] for party in parties]


def _refuse(sentences):
    if sentences:
        raise Refused(" ".join(sentences), "merge_is_not_possible")


def _nothing_waits(merged, into):
    waiting = Merge.objects.waiting().filter(merged__in=[merged, into], into__in=[merged, into])
    if asked := waiting.first():
        raise Refused(f"“{asked}” waits for a second person already.", "merge_waits_already")


def _not_answered(asked):
    if Merge.objects.filter(answers=asked).exists():
        raise Refused("Somebody has answered this already.", "merge_is_answered_once")


def _note(act, merged, into, what, by, *, why="", **also):
    now = timezone.now()
    made = Merge.objects.create(merged=merged, into=into, act=what, by=by, at=now, why=why, **also)
    made.refresh_from_db(fields=["at"])  # which the database tells
    record(act, merged, by=by, at=now, why=why or also["answers"].why)
    return made


def _write(moves: list[dict[str, Any]], side: str) -> None:
    """Give each row what the moves say of it, those together that get the same."""
    together = defaultdict(list)
    for move in moves:
        if "made" not in move:
            together[move["of"], tuple(sorted(move[side].items()))].append(move["pk"])
    for (noun, values), keys in together.items():
        rows = apps.get_model("partnerships", noun)._base_manager
        rows.filter(pk__in=keys).update(**dict(values))
