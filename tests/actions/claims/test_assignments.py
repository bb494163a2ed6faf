"""Asking somebody to check or sign a claim."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from partnerships.actions.claims import assessments, assignments
from partnerships.errors import NotWaiting, Refused
from partnerships.models import Assignment, Entry
from partnerships.vocabulary import Act, Confidentiality, Finding, Task
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def eve(db):
    return make.member("Editor", name="eve", first_name="Eve", last_name="Elder")


@pytest.fixture
def ben(db):
    return make.member("Fact-checker", name="ben", first_name="Ben", last_name="Best")


def test_somebody_is_asked_by_a_day(eve, ben):
    claim, day = make.checked(), timezone.localdate() + timedelta(days=3)

    made = assignments.assign(claim, ben, by=eve, due=day, note=" The date. ")

    assert (made.assignee, made.task, made.due, made.note) == (ben, Task.CHECK, day, "The date.")
    assert Entry.objects.get(claim=claim).act == Act.ASSIGNED


def test_who_may_not_assign_is_refused(ben):
    with pytest.raises(PermissionDenied):
        assignments.assign(make.checked(), ben, by=ben)


@pytest.mark.parametrize(
    ("task", "group", "said"),
    [(Task.CHECK, "Reporter", "ask a fact-checker"), (Task.SIGN, "Fact-checker", "ask an editor")],
)
def test_nobody_is_asked_for_what_they_may_not_do(eve, task, group, said):
    with pytest.raises(Refused, match=said):
        assignments.assign(make.checked(), make.member(group), by=eve, task=task)


def test_who_left_the_desk_is_not_asked(eve):
    gone = make.member("Fact-checker", is_active=False)

    with pytest.raises(Refused, match="no longer at the desk"):
        assignments.assign(make.checked(), gone, by=eve)


def test_nobody_is_asked_to_sign_what_they_wrote(eve):
    other = make.member("Editor", name="Otto")

    with pytest.raises(Refused, match="Otto wrote part of this claim"):
        assignments.assign(make.checked(by=other), other, by=eve, task=Task.SIGN)


def test_nobody_is_asked_to_sign_what_they_proposed(eve):
    other = make.member("Editor", name="Otto")
    verdict = make.proposed(by=other)

    with pytest.raises(Refused, match="Otto proposed this verdict"):
        assignments.assign(verdict.claim, other, by=eve, task=Task.SIGN)


def test_who_does_not_see_all_of_it_is_not_asked_by_who_does(ben):
    claim = make.checked()
    make.citation(claim, make.source(confidentiality=Confidentiality.CONFIDENTIAL))
    keeper = make.member("Editor", "Source keeper")

    with pytest.raises(Refused, match="ask a source keeper"):
        assignments.assign(claim, ben, by=keeper)


def test_a_hidden_source_does_not_show_in_who_can_be_asked(eve, ben):
    claim = make.checked()
    make.citation(claim, make.source(confidentiality=Confidentiality.CONFIDENTIAL))

    assert assignments.assign(claim, ben, by=eve)


def test_a_day_that_is_past_is_refused(eve, ben):
    with pytest.raises(Refused, match="The day is past"):
        assignments.assign(
            make.checked(), ben, by=eve, due=timezone.localdate() - timedelta(days=1)
        )


def test_nobody_is_asked_twice_for_the_same(eve, ben):
    claim = make.checked()
    assignments.assign(claim, ben, by=eve)

    with pytest.raises(Refused, match="They are asked for this already"):
        assignments.assign(claim, ben, by=eve)


def test_what_a_verdict_answered_can_be_asked_for_again(eve, ben):
    claim = make.checked()
    first = assignments.assign(claim, ben, by=eve)
    make.proposed(claim)

    again = assignments.assign(claim, ben, by=eve)

    first.refresh_from_db()
    assert first.closed_by == eve
    assert list(Assignment.objects.open()) == [again]


def test_asking_again_does_not_tell_whether_a_blind_assessment_is_in(eve, ben):
    claim = make.checked(is_blind=True)
    assignments.assign(claim, ben, by=eve)
    assessments.assess(claim, Finding.ACCURATE, by=ben)

    with pytest.raises(Refused, match="They are asked for this already"):
        assignments.assign(claim, ben, by=eve)


def test_an_assignment_is_taken_back(eve, ben):
    made = assignments.assign(make.checked(), ben, by=eve)

    assignments.close(made, by=eve)

    assert not Assignment.objects.open().exists()
    assert Entry.objects.order_by("pk").last().act == Act.UNASSIGNED


def test_one_lays_down_ones_own(eve, ben):
    made = assignments.assign(make.checked(), ben, by=eve)

    assert assignments.close(made, by=ben).closed_by == ben


def test_somebody_elses_is_not_taken_back_without_the_right(eve, ben):
    made = assignments.assign(make.checked(), ben, by=eve)

    with pytest.raises(PermissionDenied):
        assignments.close(made, by=make.member("Fact-checker"))


def test_nothing_is_closed_twice(eve, ben):
    made = assignments.assign(make.checked(), ben, by=eve)
    assignments.close(made, by=eve)

    with pytest.raises(NotWaiting, match="closed already"):
        assignments.close(made, by=ben)
