"""Forms say that they are open, and are forgotten."""

from datetime import timedelta

import pytest
from django.utils import timezone

from partnerships.actions.presences import end_presence, forget_old_presences, tell_presence
from partnerships.models import Presence
from partnerships.rules.presences import OtherPerson, others_present
from tests import factories as make

pytestmark = pytest.mark.django_db
SECONDS, MINUTES = timedelta(seconds=1), timedelta(minutes=1)


@pytest.fixture
def company():
    return make.company()


def ben(**fields):
    return make.editor("ben", first_name="Ben", last_name="Best", **fields)


def others(record, at=make.NOON):
    return others_present(record, make.editor(), at)


def test_a_form_that_is_open_is_told_to_others(company):
    tell_presence(company, by=ben(), at=make.NOON)

    assert others(company) == [OtherPerson("Ben Best", True, False, make.NOON)]


def test_nobody_is_told_of_themselves(company):
    somebody = ben()
    tell_presence(company, by=somebody, at=make.NOON)

    assert others_present(company, somebody, make.NOON) == []


def test_nobody_is_told_of_the_forms_of_other_records(company):
    tell_presence(make.company(), by=ben(), at=make.NOON)
    tell_presence(make.claim(), by=make.editor(), at=make.NOON)

    assert others(company) == []


def test_a_tab_that_is_read_does_not_hide_that_another_one_is_typed_in(company):
    somebody = ben()
    tell_presence(company, by=somebody, is_changing=True, at=make.NOON - 20 * SECONDS)
    tell_presence(company, by=somebody, at=make.NOON)

    assert [each.is_changing for each in others(company)] == [True]


def test_who_comes_back_after_a_while_begins_anew(company):
    somebody = ben()
    tell_presence(company, by=somebody, is_changing=True, at=make.NOON - 5 * MINUTES)
    tell_presence(company, by=somebody, at=make.NOON)

    assert [each.is_changing for each in others(company)] == [False]


def test_who_was_not_heard_of_for_a_minute_had_it_open_then(company):
    heard = make.NOON - 5 * MINUTES
    tell_presence(company, by=ben(), at=heard)

    assert others(company) == [OtherPerson("Ben Best", False, False, heard)]


def test_who_was_not_heard_of_for_an_hour_is_not_told_of(company):
    tell_presence(company, by=ben(), at=make.NOON - 60 * MINUTES)

    assert others(company) == []


def test_who_leaves_the_form_is_gone_at_once(company):
    somebody = ben()
    tell_presence(company, by=somebody, at=make.NOON)

    end_presence(company, by=somebody)

    assert others(company) == []


def test_those_of_an_hour_ago_are_forgotten(company):
    tell_presence(company, by=ben(), at=make.NOON - 60 * MINUTES)
    tell_presence(company, by=(here := make.editor()), at=make.NOON)

    forget_old_presences(at=make.NOON)

    assert [each.user for each in Presence.objects.all()] == [here]


def test_the_application_may_write_it(company, as_application):
    with as_application():
        tell_presence(company, by=(somebody := ben()), at=timezone.now())
        end_presence(company, by=somebody)
        forget_old_presences()

    assert not Presence.objects.exists()
