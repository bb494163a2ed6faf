"""Proposing and signing: two people, over what they saw."""

import pghistory
import pytest

from partnerships.actions.claims import assessments, verdicts
from partnerships.errors import FourEyes, NotWaiting, ObjectionsStand
from partnerships.models import Claim, Entry
from partnerships.vocabulary import Act, Finding, Lapse, Stance, State
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_a_verdict_stands_once_a_second_person_has_signed():
    claim = make.checked()

    verdict = make.proposed(claim)
    waiting = Claim.objects.with_verdict().get(pk=claim.pk)
    verdicts.countersign(verdict, by=make.member("Editor"))

    signed = Claim.objects.with_verdict().get(pk=claim.pk)
    assert (waiting.finding, waiting.state) == (None, State.WAITING)
    assert (signed.finding, signed.state) == (Finding.ACCURATE, State.STANDS)


def test_nobody_signs_what_they_proposed():
    editor = make.member("Editor")
    verdict = make.proposed(by=editor)

    with pytest.raises(FourEyes, match="you proposed this one"):
        verdicts.countersign(verdict, by=editor)


def test_nobody_signs_what_they_wrote():
    editor = make.member("Editor")
    verdict = make.proposed(make.checked(by=editor))

    with pytest.raises(FourEyes, match="you wrote citation 1 on"):
        verdicts.countersign(verdict, by=editor)


def test_a_verdict_lapses_when_a_citation_is_added():
    claim = make.checked()
    verdict = make.signed(claim)

    with pghistory.context(user=(reporter := make.member("Reporter")).pk):
        make.citation(claim, stance=Stance.CONTEXT)

    verdict.refresh_from_db()
    assert (verdict.state, verdict.lapse) == (State.LAPSED, [Lapse.CITATION_ADDED])
    assert verdict.lapsed_by == reporter


def test_a_proposal_that_lapsed_is_not_signed():
    claim = make.checked()
    verdict = make.proposed(claim)
    with pghistory.context(user=make.member("Reporter").pk):
        Claim.objects.filter(pk=claim.pk).update(statement="Something else.")

    with pytest.raises(NotWaiting, match="lapsed"):
        verdicts.countersign(verdict, by=make.member("Editor"))


def test_an_objection_that_blocks_keeps_the_signature_away():
    with pghistory.context(user=make.member("Reporter").pk):
        claim = make.claim()
    verdict = make.proposed(claim)

    with pytest.raises(ObjectionsStand, match="needs a citation that supports"):
        verdicts.countersign(verdict, by=make.member("Editor"))


def test_each_act_leaves_an_entry():
    verdict = make.signed()

    entries = list(Entry.objects.filter(claim=verdict.claim))
    assert [entry.act for entry in entries] == [Act.PROPOSED, Act.COUNTERSIGNED]


def test_two_who_agree_blind_make_a_verdict():
    claim = make.checked(is_blind=True)
    first, second = make.member("Editor"), make.member("Editor")

    assessments.assess(claim, Finding.ACCURATE, by=first)
    mine = assessments.assess(claim, Finding.ACCURATE, by=second)

    assert (mine.verdict.proposed_by, mine.verdict.countersigned_by) == (first, second)
    assert mine.verdict.state == State.STANDS


def test_a_third_closes_what_two_disagree_on():
    claim = make.checked(is_blind=True)
    first, second, third = (make.member("Editor") for _ in range(3))
    assessments.assess(claim, Finding.ACCURATE, by=first)
    assessments.assess(claim, Finding.OPINION, by=second)

    mine = assessments.assess(claim, Finding.OPINION, by=third)

    assert (mine.verdict.proposed_by, mine.verdict.countersigned_by) == (second, third)


def test_what_a_third_proposes_a_fourth_signs():
    claim = make.checked(is_blind=True)
    first, second, third, fourth = (make.member("Editor") for _ in range(4))
    assessments.assess(claim, Finding.ACCURATE, by=first)
    assessments.assess(claim, Finding.OPINION, by=second)
    verdict = verdicts.propose(claim, Finding.REPORTED, reasons="One report.", by=third)

    with pytest.raises(FourEyes, match="The two checkers disagree"):
        verdicts.countersign(verdict, by=second)
    signed = verdicts.countersign(verdict, by=fourth)

    assert signed.state == State.STANDS
    assert [one.checker for one in signed.assessments.all()] == [first, second]
