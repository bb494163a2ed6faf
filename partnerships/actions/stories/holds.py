"""Holding a story back from print, and letting it go."""

from datetime import datetime

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone

from ...models import Hold, Revision, Story
from ...rules import validity
from ...vocabulary import Act, HoldKind
from ..journal import acting, record
from ..locks import locked, transition
from ..rights import allowed

NOT_ENDED = {"ended_at", "ended_by", "ended_why"}
ENDED_BY_ITSELF = "The embargo was over."


def hold(
    story: Story,
    kind: str,
    reason: str,
    *,
    by: User,
    until: datetime | None = None,
    at: datetime | None = None,
) -> Hold:
    """Hold a story back: embargoed `until` a time, until the lawyers have signed, or killed.

    Raises ValidationError, with sentences by field, where something is missing or amiss.
    """
    allowed(by, "hold_story")
    at = at or timezone.now()
    made = Hold(kind=kind, reason=reason.strip(), until=until, held_by=by, held_at=at, ended_why="")
    with acting(by), locked(story) as story:
        made.story = story
        if until is not None and until <= at:
            raise ValidationError({"until": ["An embargo ends at a time that is yet to come."]})
        # What ended by itself makes room for another.
        over = story.holds.open().filter(kind=kind, until__lte=at)
        over.update(ended_by=by, ended_at=at, ended_why=ENDED_BY_ITSELF)
        if found := validity.errors_by_field(made, without=NOT_ENDED):
            raise ValidationError(found)
        made.save()
        act = Act.KILLED if kind == HoldKind.KILLED else Act.HELD
        record(act, made, by=by, at=at, why=made.reason)
        return made


def lift(
    hold: Hold,
    why: str,
    *,
    by: User,
    cleared: Revision | None = None,
    at: datetime | None = None,
) -> Hold:
    """Let a story go on, and say why. Raises NotWaiting when somebody has lifted the hold.

    A legal hold is lifted over the revision that the lawyers have read, `cleared`, by default the
    latest; by whoever set it, or an editor in chief. PostgreSQL refuses others, and holds the next
    text that differs.
    """
    allowed(by, "hold_story", "let go of stories that are held back")
    with acting(by), locked(hold.story):
        at = at or timezone.now()
        second = "This story is not held for that any more."
        ended = {"ended_by": by, "ended_at": at, "ended_why": why.strip(), "cleared": cleared}
        transition(Hold.objects.open(), hold, second, **ended)
        record(Act.RESUMED, hold, by=by, at=at, why=hold.ended_why)
        return hold
