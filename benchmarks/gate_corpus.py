"""Of the errors in the corpus, how many does the gate catch, and what does it ask of true text?

Each sentence is a story of its own, bound whole to its claims: to the correction where there is
one, else to the statement, the sentence itself being the context that a claim needs. On the desk's
own database with the first story, in a transaction that is undone. And how often the claims that
are suggested for a true sentence hold one of those that it is bound to.

`open` or `set` as an argument scores that half alone; `--cases` lists what is wrong with the gate
in the open half, case by case. Nobody reads the other half to make a rule.
"""

import sys
import time
from collections import Counter, defaultdict
from datetime import UTC, datetime
from pathlib import Path

import _desk
import pghistory
from django.contrib.auth import get_user_model

from partnerships.actions.exchange import load
from partnerships.models import Binding, Claim, Collection, Passage, Placement, Revision, Story
from partnerships.rules.stories.contradictions import CONTRADICTS
from partnerships.rules.stories.publishing import Gate
from partnerships.rules.stories.suggestions import MOST, Suggester
from partnerships.vocabulary import CORRECTED, BindingBasis, Finding
from tests.corpus.scoring import OUTCOMES, Heard, is_held_up, outcome
from tests.corpus.sentences import DATELINE, KINDS, corpus

STORY = Path(__file__).parents[1] / "fixtures" / "microsoft_openai"
NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)
PREFIX = "benchmark-"
HEADLINE = "a sentence"  # nothing in it can be wrong
HALVES = {"open": False, "set aside": True}
WANTED = {name: half for name, half in HALVES.items() if name.split()[0] in sys.argv} or HALVES


class Desk:
    """The desk with the first story, where sentences are written and bound."""

    def __init__(self):
        self.user = get_user_model().objects.create_superuser("benchmark")
        self.collection = Collection.objects.get(slug="microsoft_openai")
        claims = Claim.objects.filter(collection=self.collection).with_verdict()
        self.claims = {claim.reference: claim for claim in claims}
        self.tokens = Counter()

    def write(self, sentences):
        """A story for each sentence, as many as there are, with its first revision."""
        by = {"made_by": self.user, "made_at": NOW}
        stories = Story.objects.bulk_create(
            Story(slug=PREFIX + one.id.lower(), collection=self.collection, **by)
            for one in sentences
        )
        Revision.objects.bulk_create(
            Revision(
                story=story, number=1, headline=HEADLINE, body=one.text, dateline=DATELINE,
                written_by=self.user, written_at=NOW,
            )
            for one, story in zip(sentences, stories, strict=True)
        )  # fmt: skip
        self._bind(sentences, stories)

    def _bind(self, sentences, stories):
        passages = Passage.objects.bulk_create(
            Passage(story=story, exact=one.text, made_by=self.user, made_at=NOW)
            for one, story in zip(sentences, stories, strict=True)
        )
        revisions = {revision.story_id: revision for revision in self.revisions()}
        Placement.objects.bulk_create(
            Placement(
                passage=passage, revision=revisions[passage.story_id],
                start=revisions[passage.story_id].text.index(passage.exact),
                end=len(revisions[passage.story_id].text),
            )
            for passage in passages
        )  # fmt: skip
        Binding.objects.bulk_create(
            self._binding(passage, self.claims[reference])
            for one, passage in zip(sentences, passages, strict=True)
            for reference in getattr(one, "true", one).claims
        )

    def _binding(self, passage, claim):
        is_corrected = claim.finding in CORRECTED
        return Binding(
            passage=passage,
            claim=claim,
            basis=BindingBasis.CORRECTION if is_corrected else BindingBasis.STATEMENT,
            context=passage if claim.finding == Finding.CONTEXT else None,
            bound_by=self.user,
            bound_at=NOW,
        )

    def revisions(self):
        return Revision.objects.filter(story__slug__startswith=PREFIX).select_related("story")

    def heard(self, sentences):
        """What the gate says of each sentence, by its id."""
        ids = {PREFIX + one.id.lower(): one.id for one in sentences}
        return {
            ids[revision.story.slug]: self._said(revision, ids[revision.story.slug])
            for revision in self.revisions()
        }

    def _said(self, revision, name):
        gate = Gate(revision, self.user, NOW)
        start, end = revision.text.index(revision.body), len(revision.text)
        self.tokens[name] = len(gate.manuscript.tokens)
        return [
            Heard(
                code=one.code,
                claim=one.claim.reference if one.claim else "",
                text=one.text,
                start=(start if one.start is None else one.start) - start,
                end=(end if one.end is None else one.end) - start,
                is_whole=one.start is None or (one.start, one.end) == (start, end),
                blocks=one.blocks,
            )
            for one in gate.objections
        ]


def wanted(sentences):
    """Those of the halves that are scored."""
    return [one for one in sentences if getattr(one, "true", one).is_set_aside in WANTED.values()]


def print_errors(heard):
    """Of each kind, where its errors are objected to; a line names how many there are."""
    told = defaultdict(Counter)
    for error in wanted(corpus().errors):
        found = outcome(error, heard[error.id], heard[error.true.id])
        told[error.true.is_set_aside, error.kind][found] += 1
    for half, is_set_aside in WANTED.items():
        print(f"errors, {half}: per cent {', '.join(OUTCOMES)}")
        for kind in KINDS:
            counts = told[is_set_aside, kind]
            shares = (f"{100 * counts[found] / counts.total():5.1f}" for found in OUTCOMES)
            print(f"  {kind:20} {counts.total():4} {' '.join(shares)}")


def print_harmless(heard):
    for half, is_set_aside in WANTED.items():
        edits = [one for one in corpus().harmless if one.true.is_set_aside == is_set_aside]
        held = [one for one in edits if is_held_up(heard[one.id], heard[one.true.id])]
        print(
            f"harmless edits, {half}: {len(edits)}, with a new objection that blocks {len(held)} "
            f"({100 * len(held) / len(edits):.1f} per cent)"
        )


def print_true(heard, tokens):
    """What blocks true sentences, by code, in a hundred of their tokens."""
    for half, is_set_aside in WANTED.items():
        true = [one for one in corpus().true if one.is_set_aside == is_set_aside]
        total = sum(tokens[one.id] for one in true)
        blocking = [said for one in true for said in heard[one.id] if said.blocks]
        codes = Counter(said.code for said in blocking)
        free = sum(not any(said.blocks for said in heard[one.id]) for one in true)
        print(
            f"true sentences, {half}: {len(true)}, {free} without any objection that blocks; "
            f"{total} tokens, {100 * len(blocking) / total:.1f} blocking in 100"
        )
        for code, times in codes.most_common():
            print(f"  {code:20} {100 * times / total:5.1f}")


def print_suggestions(desk):
    """How often the first claim that is suggested is one of the right ones, and one of the most."""
    suggester = Suggester(desk.collection, desk.user)
    for half, is_set_aside in WANTED.items():
        true = [one for one in corpus().true if one.is_set_aside == is_set_aside]
        begun = time.process_time()
        found = [
            [one.claim.reference in sentence.claims for one in suggester.like(sentence.text)]
            for sentence in true
        ]
        taken = (time.process_time() - begun) / len(true)
        first = sum(right[:1] == [True] for right in found)
        among = sum(any(right) for right in found)
        print(
            f"suggestions, {half}: {len(true)} sentences, {len(desk.claims)} claims; a right one "
            f"first {100 * first / len(true):.1f} per cent, among {MOST} "
            f"{100 * among / len(true):.1f}; {1000 * taken:.1f} ms of the processor a sentence"
        )


def print_cases(heard):
    """With `--cases`: each case of the open half that is missed, or held up for nothing."""
    for error in corpus().errors:
        if error.true.is_set_aside:
            continue
        found = outcome(error, heard[error.id], heard[error.true.id])
        if found != "at the words":
            print(f"{error.id} {error.kind}, {found}: {error.text}")
    for edit in corpus().harmless:
        if not edit.true.is_set_aside and is_held_up(heard[edit.id], heard[edit.true.id]):
            print(f"{edit.id} harmless, held up: {edit.text}")
    for one in corpus().true:
        for said in () if one.is_set_aside else heard[one.id]:
            if said.code == CONTRADICTS:
                print(f"{one.id} true, contradicted: {said.text}")


def main():
    whole = corpus()
    sentences = wanted([*whole.true, *whole.errors, *whole.harmless])
    with _desk.undone():
        load(STORY)
        desk = Desk()
        with pghistory.context(user=desk.user.pk):
            desk.write(sentences)
        _desk.analyze()
        heard = desk.heard(sentences)
        print_errors(heard)
        print_harmless(heard)
        print_true(heard, desk.tokens)
        print_suggestions(desk)
        if "--cases" in sys.argv and False in WANTED.values():
            print_cases(heard)


if __name__ == "__main__":
    main()
