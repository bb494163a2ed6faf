"""The gate: what stands between a manuscript and its readers, at each of its words."""

from django.utils import timezone
from django.utils.functional import cached_property

from ..models import Waiver
from ..vocabulary import HoldKind, Level
from . import conflicts, leanings
from .manuscripts import Manuscript
from .objections import Objection

UNCOVERED = "uncovered"
HELD = {
    HoldKind.EMBARGO: ("embargoed", "The story is embargoed until {until}. {reason}"),
    HoldKind.LEGAL: ("legal", "The story waits for legal sign-off. {reason}"),
    HoldKind.KILLED: ("killed", "The story was killed. {reason}"),
}


class Gate:
    """What `user` is told that stands between a revision and print, as of a moment.

    Looks and never writes; the number of its queries does not grow with the manuscript.
    """

    def __init__(self, revision, user, at=None):
        self.manuscript = Manuscript(revision, user)
        self.now = at or timezone.now()

    @cached_property
    def objections(self):
        """Those that nothing excuses, in the order of the text; to the whole story come first."""
        return [one for one in self._found if one not in self.excused]

    @cached_property
    def blocking(self):
        return [objection for objection in self.objections if objection.blocks]

    @property
    def is_open(self):
        return not self.blocking

    @cached_property
    def excused(self):
        """Each objection that a waiver answers, with that waiver."""
        return {one: waiver for one in self._found if (waiver := self._excuse(one))}

    @cached_property
    def _found(self):
        found = [
            *self._of_the_story(),
            *self._of_orphans(),
            *self._of_leanings(),
            *self._of_conflicts(),
        ]
        heard = {one: None for one in found if one.weight != Level.SILENT}
        return sorted(heard, key=_place)

    def _excuse(self, objection) -> Waiver | None:
        if objection.start is None:
            return None
        for span in self.manuscript.spans:
            if span.holds(objection.start, objection.end):
                for waiver in span.waivers:
                    if objection.code in (waiver.excuses or [UNCOVERED]):
                        return waiver
        return None

    def _of_the_story(self):
        for hold in self.manuscript.holds:
            if hold.until and hold.until <= self.now:
                continue
            code, said = HELD[hold.kind]
            until = hold.until and f"{hold.until:%-d %B %Y, %H:%M} UTC"
            yield Objection(code, None, said.format(until=until, reason=hold.reason))

    def _of_orphans(self):
        for span in self.manuscript.spans:
            if not span.is_placed:
                yield Objection(
                    "orphan",
                    None,
                    f"These words were checked and are not in the manuscript any more: mark "
                    f"what took their place, or let them go. “{span.passage.exact}”",
                    passage=span.passage,
                )

    def _of_leanings(self):
        for span, binding, ground in self.manuscript.leaning():
            yield from leanings.against(span, binding, ground, self.manuscript, self.now)

    def _of_conflicts(self):
        level = self.manuscript.rules.conflict
        for one, other, said in conflicts.conflicts(self.manuscript.leaning()):
            for span, ground in (one, other):
                yield Objection(
                    "conflict",
                    level,
                    said,
                    span.start,
                    span.end,
                    span.passage.exact,
                    ground.claim,
                    span.passage,
                )


def objections(revision, *, user, at=None):
    """Every objection to printing the revision, in the order of its text; none blocks: it is open.

    Some fifteen queries, however long the text.
    """
    return Gate(revision, user, at).objections


def _place(objection):
    start = -1 if objection.start is None else objection.start
    return start, objection.end or 0, not objection.blocks, objection.code, objection.text
