"""What somebody wants to hear of: what they are asked for, what lapsed under them, what is due,
and where they are called by name.

Notices are found in the facts each time and kept nowhere. A first blind assessment changes none
but its own checker's.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from ...models import Assignment, Claim, Deal, Rulebook, Story
from ..people import display_name
from . import lapses, mentions, queue


@dataclass(frozen=True)
class Notice:
    """One thing that concerns somebody: since when, which claim, deal or story, and a
    sentence.

    `statement` stays empty where the claim is checked blind: an e-mail is no place for it.
    """

    kind: str
    at: datetime
    claim: Claim | None
    text: str
    statement: str
    story: Story | None = None
    deal: Deal | None = None


def notices_for(user: User, since: datetime, until: datetime) -> list[Notice]:
    """What concerns `user` and came up after `since`, until `until`; the first of it first.

    At most seven queries, besides those for the rights of `user`.
    """
    blind_kinds = Rulebook.objects.current().blind_kinds
    found = [
        Notice(
            kind=kind,
            at=at,
            claim=claim,
            text=text,
            statement="" if claim.is_blind or claim.kind in blind_kinds else claim.statement,
        )
        for kind, at, claim, text in (*_asked(user), *_lapsed(user, since, until))
        if since < at <= until
    ]
    for comment in mentions.calling(user, since, until):
        claim, who = comment.claim, display_name(comment.written_by)
        story = comment.passage.story if comment.passage else None
        about = claim.reference if claim else comment.deal or story
        is_told = claim and not (claim.is_blind or claim.kind in blind_kinds)
        found.append(
            Notice(
                kind="named",
                at=comment.written_at,
                claim=claim,
                text=f"{who} calls you in a comment on {about}.",
                statement=claim.statement if claim and is_told else "",
                story=story,
                deal=comment.deal,
            )
        )
    return sorted(found, key=lambda notice: notice.at)


def lapse_sentence(reasons: Iterable[str]) -> str:
    """Reasons of a lapse as one: “A citation was added and the statement was changed.”"""
    *others, last = reasons
    said = f"{', '.join(others)} and {last}" if others else last
    return f"{said[0].upper()}{said[1:]}."


def _asked(user):
    for assignment in queue.asked_of(user):
        claim, task = assignment.claim, assignment.get_task_display().lower()
        if assignment.assigned_by_id != user.pk:
            by = f" by {assignment.due:%-d %B %Y}" if assignment.due else ""
            text = (
                f"{display_name(assignment.assigned_by)} asks you to {task} {claim.reference}{by}."
            )
            yield "assigned", assignment.assigned_at, claim, text
        if assignment.due is None:
            continue
        day = f"{assignment.due:%-d %B %Y}"
        if (today := _midnight(assignment.due)) > assignment.assigned_at:
            yield "due", today, claim, f"Due today, {day}: {task} {claim.reference}."
        passed = _midnight(assignment.due + timedelta(days=1))
        yield "overdue", passed, claim, f"It was due on {day}: {task} {claim.reference}."


def _midnight(day):
    return timezone.make_aware(datetime.combine(day, time.min))


def _lapsed(user, since, until):
    open_ones = Assignment.objects.open().filter(assignee=user.pk, claim=OuterRef("claim"))
    mine = Q(proposed_by=user.pk) | Q(countersigned_by=user.pk) | Q(Exists(open_ones))
    verdicts = list(queue.lapsed(user).filter(mine, lapsed_at__gt=since, lapsed_at__lte=until))
    why = lapses.lapse_reasons(verdicts, user)
    for verdict in verdicts:
        part = {verdict.proposed_by_id: " you proposed", verdict.countersigned_by_id: " you signed"}
        text = f"The verdict{part.get(user.pk, '')} on {verdict.claim.reference} lapsed."
        yield (
            "lapsed",
            verdict.lapsed_at,
            verdict.claim,
            f"{text} {lapse_sentence(why[verdict.pk])}",
        )
