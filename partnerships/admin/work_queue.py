"""What waits on the home of the desk, and first whose turn it is: what is this editor's to do."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Window
from django.urls import reverse
from django.utils import timezone

from ..rules.claims import lapses, notices, queue
from ..rules.people import may
from ..vocabulary import Task

FIRST = 5  # rows shown of each
MANY = 1000  # above this, nobody cares how many more there are
A_VISIT = timedelta(hours=1)  # looks that lie less than this apart are one
LATELY = timedelta(days=7)  # what the home tells of when it does not know when one was here
NEWS = 8


@dataclass(frozen=True)
class WorkItem:
    """Some records that wait for somebody: the first few, how many, and where they all are."""

    name: str
    title: str
    why: str
    empty: str
    rows: list
    count: int
    url: str

    @property
    def is_endless(self):
        return self.count > MANY


def work_item(name, title, why, empty, rows, url, *, of=None):
    """What waits in these rows. They are counted up to MANY and one more, as those of `of` where
    that is less work; what is empty is not counted."""
    first = list(rows[:FIRST])
    counted = (rows if of is None else of).order_by()
    count = counted[: MANY + 1].count() if first else 0
    return WorkItem(name, title, why, empty, first, count, url)


def endless_item(name, title, why, empty, rows, url, *, by=("pk",)):
    """What waits in rows of which there may be a million. One query.

    Where there are more than MANY, those shown come first among the first thousand in the order
    `by`, which an index has: to put them all in order would cost as much as there are.
    """
    some = rows.order_by(*by).values("pk")[: MANY + 1]
    first = list(rows.filter(pk__in=some).annotate(number=Window(Count("pk")))[:FIRST])
    return WorkItem(name, title, why, empty, first, first[0].number if first else 0, url)


def worth_telling(items):
    """Those that have rows, or a word to say where there are none."""
    return [item for item in items if item.rows or item.empty]


def work_queue(user, now):
    """What is this editor's to do, then what nobody has done. Nothing is told twice."""
    today = timezone.localdate(now)
    found = [_asked(user, today), _waiting(user), _lapsed(user), _overdue(user, today)]
    return worth_telling(filter(None, found))


def _asked(user, today):
    asked = queue.asked_of(user)
    turn = work_item(
        "mine",
        "My queue",
        "What you are asked to check or sign.",
        "Nobody waits for you: claims that you are asked to check or sign will stand here."
        if any(may(user, task) for task in Task)
        else "",
        asked,
        f"{reverse('admin:partnerships_assignment_changelist')}?whose=mine",
    )
    return _marked(turn, today)


def _overdue(user, today):
    turn = work_item(
        "overdue",
        "Overdue",
        "Others were asked for these, and the day is past.",
        "",
        queue.overdue(user, today),
        f"{reverse('admin:partnerships_assignment_changelist')}?whose=overdue",
    )
    return _marked(turn, today)


def _marked(turn, today):
    """The rows, each with the word for its mark when its day presses."""
    for row in turn.rows:
        late = row.due and row.due < today
        row.pressing = "overdue" if late else "today" if row.due == today else ""
    return turn


def _waiting(user):
    if not may(user, Task.SIGN):
        return None
    return work_item(
        "signature",
        "Waiting for my signature",
        "Somebody else proposed these, and nothing in them is yours.",
        "No verdict waits that you could sign.",
        queue.waiting_for(user),
        f"{reverse('admin:partnerships_claim_changelist')}?needs=signature",
    )


def _lapsed(user):
    turn = work_item(
        "lapsed",
        "Lapsed",
        "These verdicts stand no longer: look at what changed, and check the claim again.",
        "",
        queue.lapsed(user),
        f"{reverse('admin:partnerships_claim_changelist')}?needs=again",
    )
    why = lapses.lapse_reasons(turn.rows, user)
    for verdict in turn.rows:
        verdict.reason = notices.lapse_sentence(why[verdict.pk])
        # Who changed a source that the reader may not know of would tell of it.
        verdict.is_told = lapses.UNSAID not in why[verdict.pk]
    return turn


def news(request):
    """What came up since the editor was last here, and since when that is."""
    now = timezone.now()
    since, is_known = _last_here(request.session, now)
    found = notices.notices_for(request.user, since, now)
    return {"since": since if is_known else None, "notices": found[::-1][:NEWS], "all": len(found)}


def _last_here(session, now):
    """When the visit before this one ended, as far as this login knows; and whether it does."""
    kept = session.get("here", {})
    seen = datetime.fromisoformat(kept["seen"]) if kept else None
    if seen is None:
        session["here"] = {"since": "", "seen": now.isoformat()}
    elif now - seen > A_VISIT:
        session["here"] = {"since": seen.isoformat(), "seen": now.isoformat()}
    elif now - seen > A_VISIT / 12:
        session["here"] = kept | {"seen": now.isoformat()}
    since = session["here"]["since"]
    return (datetime.fromisoformat(since), True) if since else (now - LATELY, False)
