"""Where a verdict stands is said once: PostgreSQL computes it, and everybody reads that."""

import pytest
from django.db import DatabaseError, transaction

from partnerships.actions.claims import verdicts
from partnerships.models import Claim, Verdict
from partnerships.vocabulary import State
from tests import factories as make

pytestmark = pytest.mark.django_db


def lapsed():
    verdict = make.signed()
    Claim.objects.filter(pk=verdict.claim_id).update(date="2024")
    return verdict


def withdrawn(verdict):
    return verdicts.withdraw_verdict(verdict, "A mistake.", by=verdict.proposed_by)


STATES = [
    pytest.param(make.proposed, State.WAITING, id="proposed"),
    pytest.param(make.signed, State.STANDS, id="signed"),
    pytest.param(lapsed, State.LAPSED, id="changed"),
    pytest.param(lambda: withdrawn(make.proposed()), State.WITHDRAWN, id="withdrawn"),
    pytest.param(lambda: withdrawn(lapsed()), State.WITHDRAWN, id="changed and withdrawn"),
]


@pytest.mark.parametrize(("made", "state"), STATES)
def test_it_is_in_the_state_that_its_moments_say(made, state):
    verdict = made()

    claim = Claim.objects.with_verdict().get()
    assert Verdict.objects.get(pk=verdict.pk).state == claim.state == state
    assert (claim.finding is not None) == (state == State.STANDS)
    assert [one for one in State if Verdict.objects.in_state(one)] == [state]


def test_a_claim_without_one_is_unchecked():
    make.claim()

    assert Claim.objects.with_verdict().get().state == State.UNCHECKED


def test_one_that_was_replaced_is_in_no_claims_state():
    earlier = make.signed()
    make.proposed(earlier.claim)

    earlier.refresh_from_db()
    assert earlier.state == State.STANDS
    assert not Verdict.objects.standing().exists()
    assert Claim.objects.with_verdict().get().state == State.WAITING


def test_nobody_can_write_it(change):
    verdict = make.proposed()

    refused = pytest.raises(DatabaseError, match="can only be updated to DEFAULT")
    with refused, transaction.atomic():
        change(verdict, "state = 'stands'")
