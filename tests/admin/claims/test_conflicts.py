"""The list of conflicts at the desk."""

import pytest
from django.urls import reverse

from partnerships.admin.claims import conflicts
from partnerships.vocabulary import Rank
from tests import factories as make

pytestmark = pytest.mark.django_db
PAGE = "admin:partnerships_claim_conflicts"


def deal_in_conflict(title):
    deal = make.deal(title=title)
    make.amount(deal, 10, rank=Rank.DEPRECATED, deprecated_reason="An early report.")
    make.amount(deal, 13)
    return deal


def test_each_account_leads_to_its_page_and_says_whether_it_is_held(client):
    deal = deal_in_conflict("The round")
    client.force_login(make.member("Reader"))

    page = client.get(reverse(PAGE)).text

    assert "The round" in page
    assert page.count(reverse("admin:partnerships_deal_change", args=[deal.pk])) == 2
    assert "No longer held" in page
    assert "An early report." in page


def test_a_long_list_goes_on_and_is_narrowed_by_kind(client, monkeypatch):
    monkeypatch.setattr(conflicts, "SHOWN", 1)
    deal_in_conflict("First")
    deal_in_conflict("Second")
    client.force_login(make.member("Reader"))

    def page(asked=""):
        return client.get(reverse(PAGE) + asked).text

    assert ("First" in page(), "Second" in page()) == (True, False)
    assert "?kind=values&amp;from=1" in page("?kind=values")
    assert "Second" in page("?kind=values&from=1")
    assert "Nothing that the record holds of this kind" in page("?kind=dates")
    assert "First" in page("?kind=sums&from=x")


def test_who_may_not_see_claims_is_refused_and_sees_no_link(client):
    client.force_login(make.editor())

    assert client.get(reverse(PAGE)).status_code == 403
    assert reverse(PAGE) not in client.get(reverse("admin:index")).text


def test_an_account_on_a_page_that_one_may_not_open_is_no_link(client):
    deal = make.released_deal()
    make.amount(deal, 10)
    make.amount(deal, 13)
    client.force_login(make.editor(None, "view_claim"))

    page = client.get(reverse(PAGE)).text

    assert "$13 billion" in page
    assert reverse("admin:partnerships_deal_change", args=[deal.pk]) not in page
