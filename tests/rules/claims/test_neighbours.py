"""From each claim of one's queue to the next."""

from datetime import date

import pytest

from partnerships.actions.claims import assignments, verdicts
from partnerships.models import Claim
from partnerships.rules.claims.neighbours import neighbours_in_queue
from partnerships.vocabulary import Task
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def eve(db):
    return make.member("Editor", name="eve")


def ask(claim, user, due=None):
    assignments.assign(claim, user, by=make.member("Editor"), task=Task.SIGN, due=due)
    return claim


def beside(claim, user):
    found = neighbours_in_queue(claim, user)
    return found.before, found.after


def test_what_one_is_asked_for_comes_first_by_its_day_then_what_waits_the_longest(eve):
    first, second = (make.proposed().claim for _ in range(2))
    later = ask(make.proposed().claim, eve, date(2999, 2, 1))
    sooner = ask(make.proposed().claim, eve, date(2999, 1, 1))

    row = [sooner, later, first, second]
    assert [beside(claim, eve) for claim in row] == [
        (None, later),
        (sooner, first),
        (later, second),
        (first, None),
    ]


def test_a_claim_that_was_signed_keeps_its_place(eve):
    first, second, third = (make.proposed() for _ in range(3))

    verdicts.countersign(second, by=eve)

    assert beside(second.claim, eve) == (first.claim, third.claim)


def test_a_claim_one_was_asked_for_keeps_its_place_once_it_is_signed(eve):
    verdict, waiting = make.proposed(), make.proposed()
    ask(verdict.claim, eve, date(2999, 1, 1))
    later = ask(make.proposed().claim, eve, date(2999, 2, 1))

    verdicts.countersign(verdict, by=eve)

    assert beside(verdict.claim, eve) == (None, later)
    assert beside(later, eve) == (None, waiting.claim)


def test_from_a_claim_outside_the_queue_one_goes_to_its_beginning(eve):
    waiting = make.proposed()

    assert beside(make.claim(), eve) == (None, waiting.claim)


def test_nobody_is_led_to_what_they_may_not_sign(eve):
    mine = make.proposed(make.checked(by=eve))
    theirs = make.proposed()

    assert beside(theirs.claim, eve) == (None, None)
    assert beside(mine.claim, eve) == (None, theirs.claim)
    assert beside(mine.claim, make.member("Reporter")) == (None, None)


def test_what_was_found_before_a_blind_check_gives_a_claim_no_place(eve):
    first, second = make.proposed(), make.proposed()

    Claim.objects.filter(pk=second.claim_id).update(is_blind=True)
    second.claim.refresh_from_db()

    assert beside(second.claim, eve) == beside(make.claim(is_blind=True), eve)
    assert beside(second.claim, eve) == (None, first.claim)
