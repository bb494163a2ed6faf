"""The gate: what stands between a manuscript and its readers, at each of its words."""

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import Truncator

from ...models import Revision, Waiver
from ...vocabulary import HoldKind, Level, TokenKind
from ..moments import format_moment
from ..people import Asker, display_name
from . import binding_objections, conflicts, coverage
from .manuscripts import Manuscript
from .objections import (
    FORMER_CODES,
    NEVER_EXCUSED,
    UNCOVERED,
    PlacedObjection,
    kind_named,
    waits_for_second,
)

_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)
SIGNS = {"checked": "✓", "waived": "○", "warned": "△", "blocked": "■"}
SAID = 200  # characters of a comment that its objection tells
HELD: dict[str, tuple[str, str]] = {
    HoldKind.EMBARGO: ("embargoed", "The story is embargoed until {until}. {reason}"),
    HoldKind.LEGAL: ("legal", "The story waits for legal sign-off. {reason}"),
    HoldKind.KILLED: ("killed", "The story was killed. {reason}"),
}


@dataclass(frozen=True)
class CheckingProgress:
    """How far a manuscript is: “30 of 74 checked, 38 waived, 6 block”."""

    checked: int
    waived: int
    total: int
    blocking: int

    @property
    def done(self) -> int:
        return self.checked + self.waived

    def __str__(self) -> str:
        block = "1 blocks" if self.blocking == 1 else f"{self.blocking} block"
        waived = f", {self.waived} waived" if self.waived else ""
        return (
            f"{self.checked} of {self.total} checked{waived},"
            f" {block if self.blocking else 'none blocks'}"
        )


@dataclass(frozen=True)
class TokenMark:
    """A checkable token with where it stands: checked, waived, warned or blocked, and why."""

    start: int
    end: int
    kind: TokenKind
    state: str
    told: str

    @property
    def sign(self) -> str:
        return SIGNS[self.state]


class Gate:
    """What `user` is told that stands between a revision and print, as of a moment.

    Looks and never writes; the number of its queries does not grow with the manuscript.
    """

    def __init__(self, revision: Revision, user: Asker, at: datetime | None = None) -> None:
        self.manuscript = Manuscript(revision, user)
        self.now = at or timezone.now()

    @cached_property
    def objections(self) -> list[PlacedObjection]:
        """Those that nothing excuses, in the order of the text; to the whole story come first."""
        return [one for one in self._found if one not in self.excused]

    @cached_property
    def blocking(self) -> list[PlacedObjection]:
        return [objection for objection in self.objections if objection.blocks]

    @property
    def is_open(self) -> bool:
        return not self.blocking

    @cached_property
    def excused(self) -> dict[PlacedObjection, Waiver]:
        """Each objection that a waiver answers, with that waiver."""
        return {one: waiver for one in self._found if (waiver := self._excuse(one))}

    @cached_property
    def marks(self) -> list[TokenMark]:
        """Each token of the manuscript, in the order of the text, with how it stands."""
        return [self._mark(token) for token in self.manuscript.tokens]

    @cached_property
    def progress(self) -> CheckingProgress:
        states = Counter(mark.state for mark in self.marks)
        checked = states["checked"] + states["warned"]
        return CheckingProgress(checked, states["waived"], len(self.marks), len(self.blocking))

    def sentence_at(self, place: int) -> tuple[int, int]:
        """Where the sentence begins and ends in which the place lies, or which comes before it."""
        return self.manuscript.sentence_at(place)

    def by_sentence(self) -> list[tuple[int | None, int | None, list[PlacedObjection]]]:
        """The objections, sentence by sentence: start and end (None of the story as a whole), and
        those that begin in it."""
        found: dict[tuple[int | None, int | None], list[PlacedObjection]] = {}
        for one in self.objections:
            place = (None, None) if one.start is None else self.sentence_at(one.start)
            found.setdefault(place, []).append(one)
        return [(start, end, those) for (start, end), those in found.items()]

    @cached_property
    def sections(self) -> list[str]:
        """The headings of the text, in order; what stands before the first is in none."""
        _, words = self._headings
        return list(dict.fromkeys(words))

    def section_at(self, place: int | None) -> str:
        """The heading under which the place stands; nothing before the first."""
        if place is None:
            return ""
        starts, words = self._headings
        above = bisect_right(starts, place)
        return words[above - 1] if above else ""

    @cached_property
    def _headings(self):
        """Where each heading starts, and its words."""
        found = list(_HEADING.finditer(self.manuscript.text))
        return [match.start() for match in found], [match[1] for match in found]

    def _mark(self, token):
        against = [one for one in self._at[token.start] if one not in self.excused]
        blocking = [one for one in against if one.blocks]
        excused = [self.excused[one] for one in self._at[token.start] if one in self.excused]
        if blocking:
            state, told = "blocked", blocking[0].text
        elif own := [one for one in against if (one.start, one.end) == (token.start, token.end)]:
            state, told = "warned", own[0].text  # of a whole passage the list warns
        elif excused:
            state, told = "waived", excused[0].reason
        else:
            state, told = "checked", "Nothing stands against it."
        return TokenMark(token.start, token.end, token.kind, state, told)

    @cached_property
    def _at(self):
        """By the start of each token, the objections over it; the narrowest first."""
        starts = [token.start for token in self.manuscript.tokens]
        over: dict[int, list[PlacedObjection]] = {start: [] for start in starts}
        placed = [one for one in self._found if one.start is not None]
        for one in sorted(placed, key=lambda one: one.end - one.start):
            first = bisect_right(starts, one.start - 1)
            for start in starts[first : bisect_right(starts, one.end - 1)]:
                over[start].append(one)
        return over

    @cached_property
    def _found(self):
        found = [
            *self._of_the_story(),
            *coverage.coverage_objections(self.manuscript),
            *self._of_orphans(),
            *self._of_bindings(),
            *self._of_waivers(),
            *self._of_comments(),
            *self._of_conflicts(),
        ]
        heard = {one: None for one in found if one.level != Level.SILENT}
        return sorted(heard, key=_place)

    def _excuse(self, objection) -> Waiver | None:
        if objection.start is None or objection.code in NEVER_EXCUSED:
            return None
        for span in self.manuscript.over(objection):
            for waiver in span.waivers:
                codes = [FORMER_CODES.get(code, code) for code in waiver.excuses or [UNCOVERED]]
                if objection.code in codes:
                    return waiver
        return None

    def _of_the_story(self):
        for hold in self.manuscript.holds:
            if hold.until and hold.until <= self.now:
                continue
            code, said = HELD[hold.kind]
            until = hold.until and format_moment(hold.until)
            yield PlacedObjection(code, None, said.format(until=until, reason=hold.reason))

    def _of_orphans(self):
        for span in self.manuscript.spans:
            if not span.is_placed:
                yield PlacedObjection(
                    "orphan",
                    None,
                    f"These words were checked and are not in the manuscript any more: mark "
                    f"what took their place, or let them go. “{span.passage.exact}”",
                    passage=span.passage,
                )

    def _of_bindings(self):
        told: set[int] = set()  # sources of which it was said that no copy is kept
        for span, binding, ground in self.manuscript.bound_passages():
            yield from binding_objections.against(
                span, binding, ground, self.manuscript, self.now, told
            )

    def _of_waivers(self):
        for span in self.manuscript.placed:
            for waiver in span.waivers:
                if waits_for_second(waiver):
                    kinds = dict.fromkeys(kind_named(code) for code in waiver.excuses)
                    yield PlacedObjection(
                        "not_seconded",
                        None,
                        f"The waiver excuses {_listed(kinds)}: somebody else than who gave it "
                        "puts a second name to it.",
                        span.start,
                        span.end,
                        span.passage.exact,
                        passage=span.passage,
                    )

    def _of_comments(self):
        for one in self.manuscript.comments:
            said = "A comment is open."
            if self.manuscript.user.has_perm("partnerships.view_comment"):
                words = Truncator(one.comment.text).chars(SAID)
                said = f"{display_name(one.comment.written_by)} asks: “{words}”"
            there = one.start is not None
            gone = (
                "" if there else f" Its words are not in the manuscript any more: “{one.passage}”."
            )
            yield PlacedObjection(
                "commented",
                None,
                f"{said}{gone} Have the comment resolved.",
                one.start,
                one.end,
                one.passage.exact if there else "",
                passage=one.passage,
            )

    def _of_conflicts(self):
        level = self.manuscript.rules.conflict
        for one, other, said in conflicts.conflicts(self.manuscript.bound_passages()):
            for span, ground in (one, other):
                yield PlacedObjection(
                    "conflict",
                    level,
                    said,
                    span.start,
                    span.end,
                    span.passage.exact,
                    ground.claim,
                    span.passage,
                )


def story_objections(
    revision: Revision, *, user: Asker, at: datetime | None = None
) -> list[PlacedObjection]:
    """Every objection to printing the revision, in the order of its text; none blocks: it is open.

    Some twenty queries, however long the text.
    """
    return Gate(revision, user, at).objections


def _listed(kinds):
    *first, last = kinds
    return f"{', '.join(first)} and {last}" if first else last


def _place(objection):
    start = -1 if objection.start is None else objection.start
    return start, objection.end or 0, not objection.blocks, objection.code, objection.text
