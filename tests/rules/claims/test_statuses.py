"""How a claim stands, as its page asks."""

from partnerships.rules.claims.statuses import ClaimStatus
from partnerships.vocabulary import State


def test_a_claim_without_a_verdict_lapsed_by_nobody():
    status = ClaimStatus(claim=None, verdict=None, state=State.UNCHECKED, seen="")

    assert status.lapsed_by is None
    assert not status.lapsed_by_a_look
