"""A manuscript as the gate reads it: its passages, and all that the claims under them rest on."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import F
from django.utils.functional import cached_property

from ...models import (
    Binding,
    Claim,
    ClaimDeal,
    ClaimEvent,
    ClaimParty,
    Comment,
    Hold,
    Passage,
    Placement,
    Revision,
    Rulebook,
    Verdict,
    Waiver,
)
from ...text.assertions import Qualified, Reading, read_sentence
from ...text.markings import Placed
from ...text.tokens import Names, Span, Token, sentences, tokens
from ...vocabulary import BindingBasis, SourceKind
from ..claims.grounds import ClaimEvidence, read_evidence
from ..entities.names import names_borne_by, names_in
from ..people import Asker
from .recorded import deal_readings
from .said import Said, said_by

PRESS = {SourceKind.REPORTING, SourceKind.SYNDICATION, SourceKind.SUMMARY, SourceKind.REFERENCE}


@dataclass
class PlacedPassage:
    """A live passage of a manuscript: its place in the text, None where its words are gone."""

    passage: Passage
    start: int | None
    end: int | None
    bindings: list[Binding] = field(default_factory=list)
    waivers: list[Waiver] = field(default_factory=list)

    @property
    def is_placed(self) -> bool:
        return self.start is not None


@dataclass(frozen=True)
class WordComment:
    """An open comment on words, and their place in the text: None where they are gone."""

    comment: Comment
    passage: Passage
    start: int | None
    end: int | None


@dataclass
class Ground(ClaimEvidence):
    """A claim that the manuscript leans on, with what the gate asks of it."""

    parties: set[int] = field(default_factory=set)
    deals: set[int] = field(default_factory=set)
    events: set[int] = field(default_factory=set)

    @property
    def verdict(self) -> Verdict | None:
        """The verdict that stands on it, if one does."""
        return self.claim.current if self.claim.finding else None  # type: ignore[attr-defined]  # of with_verdict

    @property
    def quotations(self) -> list[str]:
        return [one.quote for one in self.citations if one.quote]

    @property
    def is_of_the_press(self) -> bool:
        """Whether reports support it, and neither a document nor anybody who was asked."""
        kinds = {one.source.kind for one in self.support if one.source_id}
        return bool(kinds) and kinds <= PRESS

    @property
    def outlets(self) -> list[str]:
        """Who published what it cites, and the reports that those retell: words may name them."""
        cited = [one for one in self.citations if one.source_id]
        named = {one.source.outlet for one in cited} | {one.source.origin_note for one in cited}
        named |= {one.origin_outlet for one in cited}  # type: ignore[attr-defined]  # of read_citations
        return sorted(filter(None, named))

    def words(self, basis: str) -> str:
        """What it says to a passage that leans on it so; nothing where there is no correction."""
        if basis == BindingBasis.STATEMENT:
            return self.claim.statement
        return self.verdict.correction if self.verdict else ""

    @property
    def subjects(self) -> tuple[frozenset[int], frozenset[int], frozenset[int]]:
        """What it is about, as something to compare."""
        return (
            frozenset(self.parties),
            frozenset(self.deals),
            frozenset(self.events),
        )


class Manuscript:
    """A revision and everything that can stand between it and print, as far as `user` may know.

    Each part is read when it is first asked for, and once: twenty queries for the whole,
    however long the text and however many claims it leans on.
    """

    def __init__(self, revision: Revision, user: Asker) -> None:
        self.revision, self.user = revision, user
        self._said: dict[tuple[int, str, date], Said] = {}

    @property
    def text(self) -> str:
        return self.revision.text

    @cached_property
    def spans(self) -> list[PlacedPassage]:
        """The live passages in the order of the text; those that lost their words come last."""
        places = (
            Placement.objects.filter(passage__in=Passage.objects.live(), revision=self.revision.pk)
            .select_related("passage__made_by")
            .order_by(F("start").asc(nulls_last=True), F("end").desc(), "passage")
        )
        spans = {
            place.passage_id: PlacedPassage(place.passage, place.start, place.end)
            for place in places
        }
        for binding in Binding.objects.open().filter(passage__in=spans).order_by("pk"):
            spans[binding.passage_id].bindings.append(binding)
        waivers = (
            Waiver.objects.open()
            .filter(passage__in=spans)
            .select_related("waived_by", "seconded_by")
        )
        for waiver in waivers.order_by("pk"):
            spans[waiver.passage_id].waivers.append(waiver)
        return list(spans.values())

    @cached_property
    def grounds(self) -> dict[int, Ground]:
        """What each claim under the manuscript rests on, by the claim's primary key."""
        bound = {binding.claim_id for span in self.spans for binding in span.bindings}
        claims = (
            Claim.objects.filter(pk__in=bound)
            .with_verdict()
            .select_related("collection", "current__proposed_by")
            .defer("search")
            .order_by("collection__slug", "reference")
        )
        grounds = {claim.pk: Ground(claim) for claim in claims}
        read_evidence(grounds.values(), self.user)
        for model, of, name in (
            (ClaimParty, "party", "parties"),
            (ClaimDeal, "deal", "deals"),
            (ClaimEvent, "event", "events"),
        ):
            for claim, subject in model.objects.filter(claim__in=bound).values_list("claim", of):
                getattr(grounds[claim], name).add(subject)
        return grounds

    @cached_property
    def names(self) -> Names:
        """The names of known parties that stand in the text, and of those that its claims are
        about, each with whose it is."""
        about = {party for one in self.grounds.values() for party in one.parties}
        found = names_borne_by(about, self.user)
        for name, parties in names_in(self.text, self.user).items():
            found[name] = found.get(name, set()) | parties
        return Names(found)

    @cached_property
    def tokens(self) -> list[Token]:
        """What in the text can be wrong, in the order of the text."""
        anchored = [span for span in self.placed if span.passage.anchor]
        return tokens(
            self.text,
            names=self.names,
            anchor=self.revision.dateline,
            anchors=[(span.start, span.end, span.passage.anchor) for span in anchored],  # type: ignore[misc]  # they are placed
        )

    @cached_property
    def sentences(self) -> list[Span]:
        return sentences(self.text)

    def said(self, span: PlacedPassage, binding: Binding) -> Said:
        """What the claim of a binding says to its span."""
        key = binding.claim_id, binding.basis, self.anchor(span)
        if key not in self._said:
            ground = self.grounds[binding.claim_id]
            self._said[key] = said_by(
                ground, binding.basis, names=self.names, anchor=self.anchor(span)
            )
        return self._said[key]

    @cached_property
    def recorded(self) -> dict[int, Reading]:
        """What the records say of the deals that its claims are about, by the deal's key."""
        deals = {deal for one in self.grounds.values() for deal in one.deals}
        return deal_readings(deals, self.user)

    @cached_property
    def denied(self) -> dict[int, Qualified]:
        """What is denied, by the place of each denial in a bound sentence."""
        return {
            one.token.start: one for reading, _ in self.bound_sentences for one in reading.qualified
        }

    @cached_property
    def bound_sentences(self) -> list[tuple[Reading, list[PlacedPassage]]]:
        """What each sentence says that leans on a claim, with the bound spans that touch it."""
        starts, ends = self._sentence_edges
        touched: dict[int, list[PlacedPassage]] = {}
        for span in self.placed:
            if span.bindings:
                for at in range(bisect_right(ends, span.start), bisect_left(starts, span.end)):
                    touched.setdefault(at, []).append(span)
        found = []
        for at, spans in sorted(touched.items()):
            sentence = self.sentences[at]
            reading = read_sentence(self.text, sentence, self._tokens_in(sentence))
            found.append((reading, spans))
        return found

    @cached_property
    def looked_at(self) -> set[int]:
        """Where the sentences begin that lean on a claim, or of which something is waived."""
        starts, ends = self._sentence_edges
        return {
            starts[at]
            for span in self.placed
            if span.bindings or span.waivers
            for at in range(bisect_right(ends, span.start), bisect_left(starts, span.end))
        }

    def over(self, words: Placed) -> list[PlacedPassage]:
        """The spans in which the words lie, such as those of a token; in the order of the text."""
        places, over = self._spans_from
        at = bisect_right(places, words.start)
        return [span for end, span in over[at - 1] if words.end <= end] if at else []

    def sentence_at(self, place: int) -> tuple[int, int]:
        """Where the sentence begins and ends in which the place lies, or which comes before it."""
        starts, ends = self._sentence_edges
        number = max(0, bisect_right(starts, place) - 1)
        return starts[number], ends[number]

    def around(self, span: PlacedPassage) -> list[Token]:
        """The tokens of the sentences that a span touches."""
        starts, ends = self._sentence_edges
        first, last = bisect_right(ends, span.start), bisect_left(starts, span.end)
        if first >= last:
            return []
        return self._tokens_in(Span(starts[first], ends[last - 1]))

    def _tokens_in(self, span):
        inside = slice(*(bisect_left(self._token_starts, edge) for edge in (span.start, span.end)))
        return [token for token in self.tokens[inside] if token.end <= span.end]

    @cached_property
    def placed(self) -> list[PlacedPassage]:
        """The spans whose words are in the text."""
        return [span for span in self.spans if span.is_placed]

    @cached_property
    def standing(self) -> set[int]:
        """The primary keys of the passages whose words are in the text."""
        return {span.passage.pk for span in self.placed}

    @cached_property
    def _spans_from(self):
        """Where a span starts or ends, and those that lie over the text from there on, in order.

        One that ends there is among them: words that have no length may stand at its very end.
        """
        starting: dict[int, list[tuple[int, PlacedPassage]]] = {}
        for span in self.placed:
            starting.setdefault(span.start, []).append((span.end, span))  # type: ignore[arg-type]  # it is placed
        ends = {end for those in starting.values() for end, _ in those}
        places, over = sorted({*starting, *ends}), []
        open_spans: list[tuple[int, PlacedPassage]] = []
        for place in places:
            open_spans = [each for each in open_spans if place <= each[0]]
            open_spans += starting.get(place, ())
            over.append(open_spans)
        return places, over

    @cached_property
    def _sentence_edges(self):
        return [one.start for one in self.sentences], [one.end for one in self.sentences]

    @cached_property
    def _token_starts(self):
        return [token.start for token in self.tokens]

    @cached_property
    def holds(self) -> list[Hold]:
        return list(Hold.objects.open().filter(story=self.revision.story_id).order_by("pk"))

    @cached_property
    def comments(self) -> list[WordComment]:
        """The open comments on words of it, in the order in which they were said."""
        placements = Placement.objects.filter(revision=self.revision.pk)
        rows = (
            Comment.objects.open()
            .filter(passage__placements__in=placements)
            .annotate(start=F("passage__placements__start"), end=F("passage__placements__end"))
            .select_related("passage__made_by", "written_by")
            .order_by("written_at", "pk")
        )
        return [WordComment(row, row.passage, row.start, row.end) for row in rows]

    @cached_property
    def rules(self) -> Rulebook:
        return Rulebook.objects.current()

    def anchor(self, span: PlacedPassage | None = None) -> date:
        """The day from which relative dates are meant: the passage's own, else the dateline."""
        return (span and span.passage.anchor) or self.revision.dateline

    def bound_passages(self) -> Iterator[tuple[PlacedPassage, Binding, Ground]]:
        """Each placed span with each claim that it leans on, in the order of the text."""
        for span in self.spans:
            for binding in span.bindings:
                if span.is_placed:
                    yield span, binding, self.grounds[binding.claim_id]
