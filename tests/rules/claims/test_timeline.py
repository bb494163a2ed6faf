"""The whole life of a claim."""

import pghistory
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnerships.actions.claims import assessments, verdicts
from partnerships.models import Claim
from partnerships.rules.claims import timeline
from partnerships.vocabulary import Confidentiality, Finding, Stance
from tests import factories as make

pytestmark = pytest.mark.django_db

# The history's clock is that of the transaction: what is to differ in time needs its own.
a_moment_each = pytest.mark.django_db(transaction=True)


def life(claim, user):
    """The moments that are told of a claim; None while it is closed."""
    told = timeline.claim_timeline(claim, user)
    return told and told.moments


def reworded(claim, words, by=None):
    with pghistory.context(user=(by or make.member("Reporter")).pk, why="It was clumsy"):
        Claim.objects.filter(pk=claim.pk).update(statement=words)


@a_moment_each
def test_a_life_is_told_newest_first():
    claim = make.checked()
    verdict = make.signed(claim)
    reworded(claim, "Something else.")
    verdicts.withdraw_verdict(verdict, "Not so.", by=make.member("Editor"))

    told = [moment.what for moment in life(claim, make.member("Reader"))]

    # The lapse and the change that caused it are of one transaction, the lapse a moment later.
    assert told == [
        "“Accurate” withdrawn",
        "“Accurate” lapsed",
        "claim changed",
        "“Accurate” signed",
        "“Accurate” proposed",
        "claim added, citation added",
    ]


def test_a_new_wording_is_told_word_by_word():
    claim = make.checked(statement="It was in April 2024.")
    reworded(claim, "It was in March 2024.")

    moments = life(claim, make.member("Reader"))

    (change,) = [moment for moment in moments if moment.why == "It was clumsy"]
    (difference,) = change.rows[0].differences
    assert [(piece.done, piece.text) for piece in difference.pieces] == [
        ("kept", "It was in "),
        ("removed", "April"),
        ("added", "March"),
        ("kept", " 2024."),
    ]


def test_a_lapse_says_why_and_through_whom():
    claim = make.checked()
    make.signed(claim)
    reworded(claim, "Something else.", make.member("Reporter", first_name="Rita"))

    (lapse,) = [
        moment for moment in life(claim, make.member("Reader")) if moment.what.endswith("lapsed")
    ]

    assert (lapse.who, lapse.reasons) == ("Rita", ["the statement was changed"])


def test_an_act_is_told_with_its_door():
    claim = make.checked()
    checker = make.member("Fact-checker")
    with pghistory.context(user=checker.pk, door="api"):
        make.proposed(claim, by=checker)

    moments = life(claim, make.member("Reader"))

    assert [m.door for m in moments if m.what.endswith("proposed")] == ["api"]


def test_comments_and_assignments_are_part_of_it():
    claim, ed = make.checked(), make.member("Editor", first_name="Ed")
    said = claim.comments.create(text="Which April?", written_by=ed, written_at=make.NOON)
    claim.assignments.create(
        assignee=ed, task="check", due="2026-11-30", assigned_by=ed, assigned_at=make.NOON
    )
    claim.comments.filter(pk=said.pk).update(resolved_by=ed, resolved_at=make.NOON)

    told = {moment.what: moment.text for moment in life(claim, make.member("Reader"))}

    assert told["Comment"] == told["Comment resolved"] == "Which April?"
    assert "Ed asked to check it, by 30 November 2026" in told


def test_nothing_tells_of_a_confidential_source():
    claim = make.checked()
    keeper = make.member("Source keeper", "Reporter")
    with pghistory.context(user=keeper.pk):
        hidden = make.source(confidentiality=Confidentiality.CONFIDENTIAL, outlet="A quiet voice")
        cited = make.citation(claim, hidden, says="It whispers.", stance=Stance.CONTEXT)
    claim.comments.create(
        citation=cited, text="Call them again.", written_by=keeper, written_at=make.NOON
    )

    to_reader = repr(life(claim, make.member("Reader")))
    to_keeper = repr(life(claim, keeper))

    for secret in ("A quiet voice", "It whispers.", "Call them again."):
        assert secret not in to_reader
        assert secret in to_keeper


def test_a_blind_check_closes_it_until_one_has_given_ones_own():
    claim = make.checked(is_blind=True)
    first, second = make.member("Fact-checker"), make.member("Fact-checker")
    assessments.assess(claim, Finding.ACCURATE, by=first)

    assert life(claim, second) is None
    assert life(claim, make.member("Editor in chief")) is None
    (mine,) = [m.assessment for m in life(claim, first) if m.assessment]
    assert mine.checker == first


def test_a_check_that_is_over_is_told_with_both_assessments():
    claim = make.checked(is_blind=True)
    for _ in range(2):
        assessments.assess(claim, Finding.ACCURATE, by=make.member("Editor"))

    told = [moment.what for moment in life(claim, make.member("Reader"))]

    assert told.count("Assessed blind as “Accurate”") == 2


def test_a_second_round_is_as_closed_as_the_first():
    claim = make.checked(is_blind=True)
    for _ in range(2):
        assessments.assess(claim, Finding.ACCURATE, by=make.member("Editor"))
    editor = make.member("Editor")
    verdicts.withdraw_verdict(claim.verdicts.get(), "Look again.", by=editor)

    assert life(claim, editor) is None


def test_a_long_life_costs_what_a_short_one_does(django_assert_num_queries):
    claim, reader = make.checked(), make.member("Reader")
    make.signed(claim)
    reworded(claim, "Something else.")
    life(claim, reader)
    with CaptureQueriesContext(connection) as short:
        life(claim, reader)
    for number in range(5):
        make.proposed(claim)
        reworded(claim, f"Something else, {number}.")

    with django_assert_num_queries(len(short)):
        life(claim, reader)


def test_looking_writes_nothing(read_only):
    claim, reader = make.checked(), make.member("Reader")
    make.signed(claim)

    with read_only():
        assert life(claim, reader)


def test_a_life_that_is_told_in_part_says_of_what(monkeypatch):
    monkeypatch.setattr(timeline.histories, "MOST", 2)
    claim, ann = make.claim(), make.member("Editor")
    said = {"text": "Which April?", "written_by": ann, "written_at": make.NOON}
    for _ in range(2):
        claim.comments.create(**said)
    assert timeline.claim_timeline(claim, ann).cut == []

    claim.comments.create(**said)

    told = timeline.claim_timeline(claim, ann)
    assert (len([each for each in told.moments if each.kind == "comment"]), told.cut) == (
        2,
        ["comment"],
    )


def test_a_life_with_more_changes_than_are_told_says_so(monkeypatch):
    monkeypatch.setattr(timeline.histories, "MOST", 2)
    claim = make.claim()
    for words in ["One.", "Two.", "Three."]:
        reworded(claim, words)

    assert timeline.claim_timeline(claim, make.member("Reader")).cut == ["record"]
