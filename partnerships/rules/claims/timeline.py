"""The whole life of a claim, newest first: who did what, when, by which door, and why."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ...models import (
    Assessment,
    Citation,
    Claim,
    ClaimDeal,
    ClaimEvent,
    ClaimParty,
    Entry,
    Reply,
    Search,
    Verdict,
)
from ...text import differences
from ...vocabulary import Act
from .. import histories
from ..people import Asker, display_name
from . import blind, lapses

PARTS = [(model, "claim") for model in (Citation, ClaimParty, ClaimDeal, ClaimEvent, Search, Reply)]
KINDS = {
    "verdict": "Verdicts",
    "record": "Wording and evidence",
    "comment": "Comments",
    "assignment": "Assignments",
}


@dataclass
class Moment:
    """Something that was done to a claim: an act in a few words, and what there is to read."""

    at: datetime
    kind: str  # one of KINDS
    what: str
    who: str = ""
    door: str = ""
    why: str = ""
    verdict: Verdict | None = None
    assessment: Assessment | None = None
    text: str = ""
    reasons: list[str] = field(default_factory=list)
    rows: "list[TimelineRow]" = field(default_factory=list)


@dataclass(frozen=True)
class ClaimLife:
    """The moments of a claim's life, newest first, and which of KINDS have others before these."""

    moments: list[Moment]
    cut: list[str]


@dataclass(frozen=True)
class TimelineRow:
    """One row that was added, changed or removed, with its wordings beside each other, and what a
    HistoryRow says of the version that can be restored."""

    done: str
    noun: str
    name: str
    differences: "list[FieldRewording]"
    event: Any
    version: str = ""
    seen: str = ""
    is_gone: bool = False


@dataclass(frozen=True)
class FieldRewording:
    """One field before and after, in pieces."""

    label: str
    pieces: list[differences.DifferencePiece]


def claim_timeline(claim: Claim, user: Asker) -> ClaimLife | None:
    """Every moment of the claim's life that `user` may know of. None while it is closed to them.

    Of a long life the latest of each kind. Costs as many queries as a short one.
    """
    if blind.is_hidden_from(claim, user):
        return None
    cut: set[str] = set()
    moments = [
        *_changes(claim, user, cut),
        *_verdicts(claim, user, cut),
        *_assessments(claim, user, cut),
        *_acts(claim, cut),
        *_comments(claim, user, cut),
        *_assignments(claim, user, cut),
    ]
    moments.sort(key=lambda moment: moment.at, reverse=True)
    return ClaimLife(moments, [kind for kind in KINDS if kind in cut])


def _latest(rows, kind, cut):
    """The latest of the rows; into `cut` goes their kind, where there are others."""
    found = list(rows.order_by("-pk")[: histories.MOST + 1])
    if len(found) > histories.MOST:
        cut.add(kind)
    return found[: histories.MOST]


def _changes(claim, user, cut):
    history = histories.record_history(claim, PARTS, user)
    if history.earlier:
        cut.add("record")
    for act in history.acts:
        yield Moment(
            act.at,
            "record",
            _summary(act.rows),
            who=act.who,
            door=act.door,
            why=act.why,
            rows=[_row(row) for row in act.rows],
        )


def _summary(rows):
    """What was done, from the rows that it was done to: claim changed, 2 citations added."""
    counted: dict[tuple[str, str], int] = {}
    for row in rows:
        counted[row.noun, row.done] = counted.get((row.noun, row.done), 0) + 1
    said = [
        f"{noun} {done}" if number == 1 else f"{noun} {done} ({number} times)"
        for (noun, done), number in counted.items()
    ]
    return ", ".join(said)


def _row(row):
    return TimelineRow(
        row.done,
        row.noun,
        row.name,
        [
            FieldRewording(each.label, differences.word_differences(each.before, each.after))
            for each in row.differences
        ],
        row.event,
    )


def _verdicts(claim, user, cut):
    people = "proposed_by", "countersigned_by", "lapsed_by", "withdrawn_by"
    found = Verdict.objects.visible_to(user).filter(claim=claim.pk).select_related(*people)
    verdicts = _latest(found, "verdict", cut)
    lapsed = lapses.lapse_reasons(verdicts, user)
    doors = {
        (entry.act, entry.key): entry.door
        for entry in Entry.objects.filter(
            claim=claim.pk,
            noun=Verdict._meta.verbose_name,
            key__in=[str(verdict.uid) for verdict in verdicts],
        )
    }
    for verdict in verdicts:
        is_told = lapses.UNSAID not in lapsed.get(verdict.pk, [])
        finding = verdict.get_finding_display()
        for at, who, act, what, why in [
            (
                verdict.proposed_at,
                verdict.proposed_by,
                Act.PROPOSED,
                f"“{finding}” proposed",
                "",
            ),
            (
                verdict.countersigned_at,
                verdict.countersigned_by,
                Act.COUNTERSIGNED,
                f"“{finding}” signed",
                "",
            ),
            (
                verdict.lapsed_at,
                verdict.lapsed_by if is_told else None,
                "",
                f"“{finding}” lapsed",
                "",
            ),
            (
                verdict.withdrawn_at,
                verdict.withdrawn_by,
                Act.WITHDRAWN,
                f"“{finding}” withdrawn",
                verdict.withdrawn_why,
            ),
        ]:
            if at:
                yield Moment(
                    at,
                    "verdict",
                    what,
                    who=display_name(who),
                    door=doors.get((act, str(verdict.uid)), ""),
                    why=why,
                    verdict=verdict if act == Act.PROPOSED else None,
                    text=_glass(verdict) if act == Act.COUNTERSIGNED else "",
                    reasons=lapsed.get(verdict.pk, []) if not act else [],
                )


def _glass(verdict):
    if not verdict.broken_glass:
        return ""
    return f"The glass was broken, over work of the signer's own: {verdict.broken_glass}"


def _assessments(claim, user, cut):
    found = Assessment.objects.visible_to(user).filter(claim=claim.pk).select_related("checker")
    for one in _latest(found, "verdict", cut):
        yield Moment(
            one.given_at,
            "verdict",
            f"Assessed blind as “{one.get_finding_display()}”",
            who=display_name(one.checker),
            assessment=one,
        )


def _acts(claim, cut):
    acts: dict[str, str] = {
        Act.ADOPTED: "Changes that named nobody were adopted",
        Act.PACKED: "Packed for others to verify",
    }
    entries = Entry.objects.filter(claim=claim.pk, act__in=acts).select_related("by")
    for entry in _latest(entries, "record", cut):
        what, who = acts[entry.act], display_name(entry.by)
        yield Moment(entry.at, "record", what, who=who, door=entry.door, why=entry.why)


def _comments(claim, user, cut):
    comments = claim.comments.visible_to(user).select_related("written_by", "resolved_by")
    for comment in _latest(comments, "comment", cut):
        yield Moment(
            comment.written_at,
            "comment",
            _kind_of(comment),
            who=display_name(comment.written_by),
            text=comment.text,
        )
        if comment.resolved_at:
            yield Moment(
                comment.resolved_at,
                "comment",
                "Comment resolved",
                who=display_name(comment.resolved_by),
                text=comment.text,
            )


def _kind_of(comment):
    kind = "Answer to a comment" if comment.head_id else "Comment"
    return f"{kind} on a citation" if comment.citation_id else kind


def _assignments(claim, user, cut):
    people = "assignee", "assigned_by", "closed_by"
    rows = claim.assignments.visible_to(user).select_related(*people)
    for one in _latest(rows, "assignment", cut):
        task = one.get_task_display().lower()
        until = f", by {one.due:%-d %B %Y}" if one.due else ""
        yield Moment(
            one.assigned_at,
            "assignment",
            f"{display_name(one.assignee)} asked to {task} it{until}",
            who=display_name(one.assigned_by),
            text=one.note,
        )
        if one.closed_at:
            what = f"{display_name(one.assignee)} no longer asked to {task} it"
            yield Moment(one.closed_at, "assignment", what, who=display_name(one.closed_by))
