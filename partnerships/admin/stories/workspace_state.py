"""What the workspace shows of a manuscript: its marks, and all that bears on the words chosen."""

from dataclasses import dataclass
from itertools import takewhile

from django.db.models import F, Value
from django.db.models.functions import Greatest, Substr
from django.utils.functional import cached_property
from django.utils.http import urlencode

from ...models import Citation, Claim, Comment, Placement
from ...rules.claims import statuses
from ...rules.claims.threads import in_threads
from ...rules.people import display_name
from ...rules.stories.objections import NEVER_EXCUSED, kind_named, waits_for_second
from ...rules.stories.publishing import Gate
from ...rules.stories.suggestions import Suggester
from ...text.markings import paragraphs

AROUND = 700  # characters of a copy shown before and after a quotation
PART = 24_000  # characters of a manuscript of which the marks are sent at once
LISTED = 100  # objections on a page
NARROWED = ["level", "code", "section", "checker"]


@dataclass(frozen=True)
class ChosenWords:
    """The words that somebody has chosen in the manuscript, and the sentence they stand in."""

    start: int
    end: int
    words: str
    sentence: tuple

    @property
    def at(self):
        return f"{self.start}-{self.end}"

    @property
    def whole(self):
        return f"{self.sentence[0]}-{self.sentence[1]}"

    @property
    def is_whole(self):
        return (self.start, self.end) == tuple(self.sentence)


@dataclass(frozen=True)
class ManuscriptPart:
    """Paragraphs of a manuscript that stand together, as a start and an end."""

    start: int
    end: int

    def holds(self, words):
        """Whether some of the words lie in it."""
        return words.start < self.end and self.start < words.end


class Board:
    """What the workspace shows of a revision to one user, at the place that they look at."""

    def __init__(self, revision, user, asked):
        self.revision, self.user, self.asked = revision, user, asked
        self.gate = Gate(revision, user)

    @cached_property
    def place(self):
        start, end = span_of(self.asked.get("at", ""))
        if start is None or end > len(self.revision.text) or start >= end:
            return None
        sentence = self.gate.sentence_at(start)
        return ChosenWords(start, end, self.revision.text[start:end], sentence)

    @cached_property
    def paragraphs(self):
        """All of the text; with its marks in the part that is looked at. Of a book, marks are most
        of the page, and nobody sees them all at once."""
        part = self.part
        marks = [mark for mark in self.gate.marks if part.holds(mark)]
        spans = [span for span in self.gate.manuscript.placed if part.holds(span)]
        placed = [one for one in self.gate.manuscript.comments if one.start is not None]
        said = [one for one in placed if part.holds(one)] if self._sees_comments else []
        return paragraphs(self.revision.text, marks, spans, said)

    @cached_property
    def part(self):
        """The part of the text that holds the place; without one, the first part."""
        found = ManuscriptPart(0, 0)
        for block in paragraphs(self.revision.text, (), ()):
            if found.end and block.end - found.start > PART:
                if self.place is None or self.place.start < block.start:
                    break
                found = ManuscriptPart(block.start, block.end)
            found = ManuscriptPart(found.start, block.end)
        return found

    @cached_property
    def mark_before(self):
        """The last mark before the part, where the text goes on backwards."""
        before = [mark for mark in self.gate.marks if mark.end <= self.part.start]
        return before[-1] if before else None

    @cached_property
    def mark_after(self):
        """The first mark after the part, where the text goes on."""
        return next((mark for mark in self.gate.marks if mark.start >= self.part.end), None)

    @cached_property
    def unfinished_after(self):
        """The next mark outside the part that blocks or warns; from the end one comes round."""
        outside = [mark for mark in self.gate.marks if not self.part.holds(mark)]
        left = [mark for mark in outside if mark.state in ("blocked", "warned")]
        return next((mark for mark in left if mark.start >= self.part.end), next(iter(left), None))

    @cached_property
    def here(self):
        """The objections at the place."""
        return [one for one in self.gate.objections if self._touches(one.start, one.end)]

    @cached_property
    def excused_here(self):
        return [
            (one, waiver)
            for one, waiver in self.gate.excused.items()
            if self._touches(one.start, one.end)
        ]

    @cached_property
    def spans(self):
        """The passages that the place lies in or touches, each with its claims."""
        placed = [span for span in self.gate.manuscript.spans if span.is_placed]
        found = [span for span in placed if self._touches(span.start, span.end)]
        for span in found:
            for waiver in span.waivers:
                waiver.waits_for_second = waits_for_second(waiver)
            span.bound = [
                (binding, self.gate.manuscript.grounds[binding.claim_id])
                for binding in span.bindings
            ]
        return found

    @property
    def orphans(self):
        return [span for span in self.gate.manuscript.spans if not span.is_placed]

    @cached_property
    def comments(self):
        """What was said of words of this revision, each with its place; nothing to who may not see
        comments."""
        if not self._sees_comments:
            return []
        placements = Placement.objects.filter(revision=self.revision.pk)
        found = in_threads(
            Comment.objects.visible_to(self.user)
            .filter(passage__placements__in=placements)
            .annotate(start=F("passage__placements__start"), end=F("passage__placements__end"))
            .select_related("passage", "written_by", "resolved_by")
            .order_by("written_at", "pk")
        )
        may_resolve = self.user.has_perm("partnerships.resolve_comment")
        for one in found:
            one.may_resolve = may_resolve or one.written_by_id == self.user.pk
        return found

    @property
    def comments_here(self):
        """The open comments at the place."""
        return [one for one in self._comments_touched if not one.resolved_at]

    @property
    def resolved_here(self):
        return [one for one in self._comments_touched if one.resolved_at]

    @property
    def comments_adrift(self):
        """The open comments whose words are gone."""
        return [one for one in self.comments if one.start is None and not one.resolved_at]

    @property
    def _comments_touched(self):
        return [one for one in self.comments if self._touches(one.start, one.end)]

    @cached_property
    def _sees_comments(self):
        return self.user.has_perm("partnerships.view_comment")

    @cached_property
    def suggestions(self):
        """Claims like the place's sentence that it does not lean on yet; searched for, if asked."""
        if self.place is None:
            return []
        words = self.asked.get("q", "").strip() or self.revision.text[slice(*self.place.sentence)]
        bound = {binding.claim_id for span in self.spans for binding in span.bindings}
        like = Suggester(self.revision.story.collection_id, self.user).like(words, most=12)
        return [one for one in like if one.claim.pk not in bound][:6]

    @cached_property
    def claim(self):
        """The claim whose sources stand beside the text: the one asked for, else the first."""
        asked = self.asked.get("claim", "")
        claims = Claim.objects.visible_to(self.user).with_verdict().select_related("collection")
        if asked.isdecimal() and len(asked) < 19:
            return claims.filter(pk=asked).first()
        for span in self.spans:
            for binding in span.bindings:
                return claims.get(pk=binding.claim_id)
        return self.suggestions[0].claim if self.suggestions else None

    @cached_property
    def citations(self):
        """What the claim rests on, each with the words around it in our copy, where one is kept."""
        if self.claim is None:
            return []
        begin = Greatest(F("position") - AROUND, Value(0))
        rows = (
            Citation.objects.visible_to(self.user)
            .filter(claim=self.claim)
            .select_related("source", "snapshot")
            .defer("snapshot__text")
            .annotate(
                begin=begin,
                around=Substr("snapshot__text", begin + 1, F("extent") + 2 * AROUND),
            )
            .order_by("reference", "pk")
        )
        found = list(rows)
        for citation in found:
            if citation.position is not None:
                start = citation.position - citation.begin
                end = start + citation.extent
                text = citation.around
                citation.lit = (text[:start], text[start:end], text[end:][:AROUND])
        return found

    @property
    def back(self):
        """The place, as the addresses of the forms carry it."""
        kept = {name: self.asked[name] for name in ("at", "claim") if name in self.asked}
        return urlencode(kept)

    @property
    def codes_here(self):
        """What a waiver may excuse here, as pairs of a code and its words."""
        return _named({one.code for one in self.here} - NEVER_EXCUSED.keys())

    @property
    def judged(self):
        return statuses.claim_status(self.claim, self.user) if self.claim else None

    @cached_property
    def left(self):
        """The objections that are listed, narrowed to what was asked for."""
        found = self.gate.objections
        if level := self.asked.get("level"):
            found = [one for one in found if one.level == level]
        if code := self.asked.get("code"):
            found = [one for one in found if one.code == code]
        if section := self.asked.get("section"):
            found = [one for one in found if self.gate.section_at(one.start) == section]
        if checker := self.asked.get("checker"):
            found = [
                one
                for one in found
                if checker in {who.get_username() for who in self._checkers(one)}
            ]
        return found

    @cached_property
    def listed(self):
        """Those on the page: a hundred from the place that was asked for, and all at the last of
        their places."""
        asked = self.asked.get("from", "")
        begin = int(asked) if asked.isdecimal() and len(asked) < 9 else -1
        left = [one for one in self.left if _start(one) >= begin]
        last = _start(left[LISTED - 1]) if len(left) > LISTED else None
        return left if last is None else [*takewhile(lambda one: _start(one) <= last, left)]

    @cached_property
    def listed_next(self):
        """Where the list goes on, as an address; nothing at its end."""
        if not self.listed or self.listed[-1] is self.left[-1]:
            return ""
        kept = {name: self.asked[name] for name in NARROWED if self.asked.get(name)}
        return urlencode(kept | {"from": _start(self.listed[-1]) + 1})

    @property
    def excused(self):
        """The first of those that waivers answer."""
        return [*self.gate.excused.items()][:LISTED]

    @property
    def codes(self):
        return _named({one.code for one in self.gate.objections})

    @property
    def sections(self):
        return self.gate.sections

    @property
    def checkers(self):
        """Among whom one narrows what is left: the login name of each, and their name."""
        people = {who for one in self.gate.objections for who in self._checkers(one)}
        named = ((who.get_username(), display_name(who)) for who in people)
        return sorted(named, key=lambda pair: (pair[1], pair[0]))

    def _checkers(self, objection):
        """Who bound the words or proposed the verdict that the objection is to."""
        if objection.passage is None:
            return set()
        people = {objection.passage.made_by}
        verdict = getattr(objection.claim, "current", None)  # a claim that has none lacks it
        return people | ({verdict.proposed_by} if verdict else set())

    def _touches(self, start, end):
        place = self.place
        return place and start is not None and start < place.end and place.start < end


def _named(codes):
    return sorted(((code, kind_named(code)) for code in codes), key=lambda pair: pair[1])


def _start(objection):
    return -1 if objection.start is None else objection.start


def span_of(text):
    """The start and the end in “12-25”; None twice for what is no such pair."""
    start, _, end = text.partition("-")
    if start.isdecimal() and end.isdecimal() and len(start) < 9 and len(end) < 9:
        return int(start), int(end)
    return None, None
