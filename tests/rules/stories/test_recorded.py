"""The records of deals, as far as whoever asks may know of them."""

import pytest
from django.contrib.auth.models import AnonymousUser

from partnerships.rules.stories.recorded import deal_readings
from partnerships.vocabulary import DealRole
from tests import factories as make

pytestmark = pytest.mark.django_db
READERS = {
    "anybody": AnonymousUser,
    "who may see claims alone": lambda: make.editor(None, "view_claim"),
}


@pytest.fixture
def deal():
    """A released deal in which one company invests in another."""
    made = make.released_deal()
    investor, investee = made.parties.order_by("pk")
    investor.role, investee.role = DealRole.INVESTOR, DealRole.INVESTEE
    investor.save()
    investee.save()
    return made


def test_who_gave_whom_what_is_read_from_the_roles(deal):
    (said,) = deal_readings([deal.pk], make.member("Editor"))[deal.pk].assertions

    assert " invests in " in str(said)


@pytest.mark.parametrize("reader", READERS)
def test_a_deal_that_is_not_released_says_nothing_to_who_may_not_know_of_it(deal, reader):
    user, hidden = READERS[reader](), make.deal(make.company(), make.company())
    make.amount(hidden)

    assert set(deal_readings([deal.pk, hidden.pk], user)) == {deal.pk}


@pytest.mark.parametrize("reader", READERS)
def test_a_valuation_that_is_not_released_says_nothing_to_who_may_not_know_of_it(deal, reader):
    user = READERS[reader]()
    make.valuation(billions=157, deal=deal)
    make.valuation(billions=300, deal=deal, released_at=None)

    told = [one.token.words for one in deal_readings([deal.pk], user)[deal.pk].measured]

    assert told == ["$157 billion"]
