"""What the gate does grows with the words and no faster: counted in steps, not by the clock."""

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import timezone

import partnerships
from partnerships.models import Binding, Claim, Passage, Revision, Rulebook, Verdict, Waiver
from partnerships.rules.stories.manuscripts import Ground, Manuscript, PlacedPassage
from partnerships.rules.stories.publishing import Gate
from partnerships.text.markings import paragraphs
from partnerships.text.tokens import Names

OURS = str(Path(partnerships.__file__).parent)
FEW, TIMES, MOST = 25, 4, 4.6  # sentences, how many times as many, and as many steps at most
SENTENCE = (
    "On {day} March 2024 the Company of {name} Holdings put {sum} billion dollars into what nobody "
    "had measured, a paper reported."
)


def gate(sentences):
    """The gate of a manuscript in memory: each sentence of a section under a claim of its own that
    says another figure, anchored and waived, and all of them within one long passage."""
    said = [SENTENCE.format(day=n % 28 + 1, name=f"Number{n}", sum=n + 2) for n in range(sentences)]
    text = "\n\n".join(f"## Part {n}\n\n{words}" for n, words in enumerate(said))
    revision = Revision(number=1, body=text, dateline=date(2024, 10, 23))
    revision.text = text
    manuscript = Manuscript(revision, None)
    spans = [PlacedPassage(Passage(pk=0, exact=text), 0, len(text))]
    grounds, end = {}, 0
    for key, words in enumerate(said, start=1):
        start = text.index(words, end)
        end = start + len(words)
        passage = Passage(pk=key, exact=words, anchor=date(2024, 1, 1))
        claim = Claim(
            pk=key, reference=f"S{key}", statement=words, kind="figure", value_qualifier="exact",
            value_low=Decimal(7), value_high=Decimal(7), value_unit="USD",
        )  # fmt: skip
        claim.finding, claim.state = "accurate", "stands"
        claim.current = Verdict(pk=key, finding="accurate")
        grounds[key] = Ground(claim, deals={1, 2})
        binding = Binding(pk=key, passage=passage, claim_id=key, basis="statement")
        waiver = Waiver(pk=key, passage=passage, reason="So.", excuses=["negation"])
        spans.append(PlacedPassage(passage, start, end, [binding], [waiver]))
    names = {f"Company of Number{n} Holdings": {n} for n in range(sentences)}
    vars(manuscript).update(
        spans=spans,
        grounds=grounds,
        names=Names(names),
        holds=[],
        comments=[],
        recorded={},
        rules=Rulebook(),
    )
    asked = Gate.__new__(Gate)
    asked.manuscript, asked.now = manuscript, timezone.now()
    return asked


def steps(act):
    """How many lines of ours the act runs; one that goes round is counted each time."""
    count = 0

    def line(frame, event, given):
        nonlocal count
        count += event == "line"
        return line

    def call(frame, event, given):
        return line if frame.f_code.co_filename.startswith(OURS) else None

    before = sys.gettrace()
    sys.settrace(call)
    try:
        act()
    finally:
        sys.settrace(before)
    return count


def asked_before(one):
    """What the questions are made of, so that each is counted alone."""
    return one.manuscript.tokens, one.manuscript.sentences, one.objections, one.marks


def pieces(one):
    return paragraphs(one.manuscript.text, one.marks, one.manuscript.placed)


@pytest.mark.parametrize(
    ("before", "question"),
    [
        (lambda one: None, lambda one: one.manuscript.tokens),
        (lambda one: one.manuscript.tokens, lambda one: one.objections),
        (lambda one: one.objections, lambda one: one.marks),
        (asked_before, lambda one: one.by_sentence()),
        (asked_before, lambda one: [one.section_at(each.start) for each in one.objections]),
        (asked_before, lambda one: [one.manuscript.over(each) for each in one.marks]),
        (asked_before, pieces),
    ],
    ids=["tokens", "objections", "marks", "by sentence", "sections", "spans", "pieces"],
)  # fmt: skip
def test_four_times_the_words_take_four_times_the_steps(before, question):
    short, long = gate(FEW), gate(FEW * TIMES)
    for one in (short, long):
        before(one)

    assert steps(lambda: question(long)) < MOST * steps(lambda: question(short))


def test_the_manuscript_that_is_counted_is_objected_to_at_each_of_its_sentences():
    objected = gate(FEW)

    assert len(objected.by_sentence()) >= FEW
    assert len(objected.sections) == FEW
