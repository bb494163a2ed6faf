"""Notices: what concerns somebody, found in the facts."""

from datetime import datetime, time, timedelta

import pghistory
import pytest
from django.utils import timezone

from partnerships.actions.claims import assessments, assignments
from partnerships.models import Claim
from partnerships.rules.claims import notices
from partnerships.vocabulary import Confidentiality, Finding
from tests import factories as make

pytestmark = pytest.mark.django_db

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def ben(db):
    return make.member("Fact-checker", name="ben", first_name="Ben", last_name="Best")


@pytest.fixture
def eve(db):
    return make.member("Editor", name="eve", first_name="Eve", last_name="Elder")


def lately(user, since=DAY, until=timedelta()):
    now = timezone.now()
    return notices.notices_for(user, now - since, now - until)


def change(claim):
    with pghistory.context(user=make.member("Reporter").pk):
        Claim.objects.filter(pk=claim.pk).update(statement="Something else.")


def test_who_is_asked_hears_of_it_with_the_day(ben, eve):
    claim, day = make.checked(reference="S28"), timezone.localdate() + DAY

    assignments.assign(claim, ben, by=eve, due=day)

    (told,) = lately(ben)
    assert told.text == f"Eve Elder asks you to check S28 by {day:%-d %B %Y}."
    assert (told.kind, told.statement) == ("assigned", claim.statement)


def test_nobody_else_hears_of_it(ben, eve):
    assignments.assign(make.checked(), ben, by=eve)

    assert lately(eve) == lately(make.member("Fact-checker")) == []


def test_what_was_told_before_is_not_told_again(ben, eve):
    assignments.assign(make.checked(), ben, by=eve, at=timezone.now() - 3 * DAY)

    assert lately(ben) == []


def test_what_was_taken_back_is_not_told(ben, eve):
    made = assignments.assign(make.checked(), ben, by=eve)

    assignments.close(made, by=eve)

    assert lately(ben) == []


def test_who_asks_themselves_is_not_told_so(eve):
    assignments.assign(make.checked(), eve, by=eve)

    assert lately(eve) == []


def test_a_day_that_has_come_is_told_once_and_once_when_it_is_past(ben, eve):
    given, today = timezone.now() - 5 * DAY, timezone.localdate()
    assignments.assign(make.checked(), ben, by=eve, due=today, at=given)
    midnight = timezone.make_aware(datetime.combine(today, time.min))

    told = [
        [notice.kind for notice in notices.notices_for(ben, at - HOUR, at)]
        for at in (midnight - HOUR, midnight, midnight + HOUR, midnight + DAY, midnight + 2 * DAY)
    ]

    assert told == [[], ["due"], [], ["overdue"], []]


def test_what_is_done_is_not_due(ben, eve):
    claim = make.checked()
    given = timezone.now() - 5 * DAY
    assignments.assign(claim, ben, by=eve, due=timezone.localdate(), at=given)

    make.proposed(claim, by=ben)

    assert lately(ben, since=2 * DAY) == []


def test_who_proposed_and_who_signed_hear_of_a_lapse(ben, eve):
    verdict = make.signed(make.checked(reference="S28"), by=eve)

    change(verdict.claim)

    (signed,), (proposed,) = lately(eve), lately(verdict.proposed_by)
    assert signed.text == "The verdict you signed on S28 lapsed. The statement was changed."
    assert proposed.text.startswith("The verdict you proposed on S28 lapsed.")


def test_who_is_asked_hears_of_a_lapse(ben, eve):
    verdict = make.signed(make.checked(reference="S28"))
    assignments.assign(verdict.claim, ben, by=eve, at=timezone.now() - 2 * DAY)

    change(verdict.claim)

    assert [told.kind for told in lately(ben)] == ["lapsed"]


def test_whom_it_does_not_concern_hears_of_no_lapse(ben):
    verdict = make.signed()

    change(verdict.claim)

    assert lately(ben) == []


def test_a_lapse_over_a_hidden_source_tells_nothing_of_it(eve):
    verdict = make.signed(by=eve)
    with pghistory.context(user=make.member("Reporter").pk):
        make.citation(verdict.claim, make.source(confidentiality=Confidentiality.CONFIDENTIAL))

    (told,) = lately(eve)

    assert told.text.endswith("lapsed. What it rests on was changed.")


def test_a_blind_claim_keeps_its_statement_to_itself(ben, eve):
    assignments.assign(make.checked(is_blind=True), ben, by=eve)

    assert [told.statement for told in lately(ben)] == [""]


def test_a_first_blind_assessment_changes_no_notice_of_others(ben, eve):
    claim, other = make.checked(is_blind=True), make.member("Fact-checker")
    for one in (ben, other):
        assignments.assign(claim, one, by=eve)
    before = lately(other), lately(eve)

    assessments.assess(claim, Finding.ACCURATE, by=ben)

    assert (lately(other), lately(eve)) == before


def test_who_may_not_see_the_claim_hears_nothing(ben, eve):
    assignments.assign(make.checked(), ben, by=eve)
    ben.groups.clear()

    assert lately(type(ben).objects.get(pk=ben.pk)) == []


def test_notices_write_nothing(ben, eve, read_only):
    verdict = make.signed(by=eve)
    change(verdict.claim)

    with read_only():
        assert lately(eve)


def test_many_notices_cost_what_few_do(ben, eve, django_assert_max_num_queries):
    for _ in range(6):
        assignments.assign(make.checked(), eve, by=make.member("Editor"))
        change(make.signed(by=eve).claim)
    eve.get_all_permissions()

    with django_assert_max_num_queries(6):
        told = lately(eve)

    assert len(told) == 12
