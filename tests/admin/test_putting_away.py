"""The desk puts away what should not be there, lists it, and brings it back."""

import pytest
from django.urls import reverse

from partnerships.actions.putting_away import put_away
from partnerships.models import Claim, Role
from partnerships.vocabulary import Confidentiality
from tests import factories as make

pytestmark = pytest.mark.django_db


def page(record, which="change"):
    return reverse(f"admin:partnerships_{record._meta.model_name}_{which}", args=[record.pk])


def away(noun, record):
    return reverse("admin:away", args=[noun, record.pk])


def said(answer):
    return [str(message) for message in answer.context["messages"]]


def test_the_page_of_a_record_leads_to_where_it_is_put_away(desk):
    person = make.person()

    assert reverse("admin:away", args=["person", person.pk]) in desk.get(page(person)).text


def test_it_is_put_away_for_a_reason_and_brought_back(desk):
    claim = make.claim("Said twice.")

    told = desk.post(away("claim", claim), {"why": "It is S28."}, follow=True)

    assert said(told) == [f"Put away: {claim}"]
    assert "It is S28." in told.text
    assert not Claim.objects.exists()
    back = desk.post(away("claim", claim), {"_bring_back": "1"}, follow=True)
    assert said(back) == [f"Brought back: {claim}"]
    assert Claim.objects.get() == claim


def test_what_leans_on_it_stands_in_place_of_the_form(desk):
    role = make.role()

    answer = desk.get(away("company", role.company))

    assert f'<a href="{page(role)}">Role: {role}</a>' in answer.text
    assert 'name="why"' not in answer.text


def test_what_leans_on_it_leads_nowhere_that_one_may_not_look(client):
    role = make.role()
    client.force_login(make.editor(None, "add_putaway", "view_company", "view_person"))

    told = client.get(away("company", role.company)).text

    assert f"Role: {role}" in told
    assert page(role) not in told


def test_without_a_reason_it_stays(desk):
    claim = make.claim()

    told = desk.post(away("claim", claim), {"why": " "}, follow=True)

    assert said(told) == ["Say why it should not be there, such as of what it is a duplicate."]
    assert Claim.objects.exists()


def test_the_address_of_what_is_away_leads_to_the_way_back(desk, chief):
    role = make.role(released_at=None)
    put_away(role, by=chief, why="It is another's.")

    answer = desk.get(page(role), follow=True)

    assert "Bring it back" in answer.text
    assert answer.context["history"].acts[0].why == "It is another's."
    assert not Role.objects.exists()


def test_who_may_not_put_away_finds_nothing_there(client, chief):
    claim = make.claim()
    put_away(claim, by=chief, why="It is S28.")
    client.force_login(make.member("Reporter"))

    assert client.get(away("claim", claim)).status_code == 403
    assert client.post(away("claim", claim), {"_bring_back": "1"}).status_code == 403
    assert client.get(reverse("admin:away_list")).status_code == 403
    assert "Bring it back" not in client.get(page(claim), follow=True).text


def test_a_confidential_source_is_found_by_its_keepers_alone(client, chief):
    secret = make.source(confidentiality=Confidentiality.CONFIDENTIAL, title="Canary")
    client.force_login(make.member("Editor"))

    assert client.get(away("source", secret)).status_code == 404
    put_away(secret, by=chief, why="Twice.")
    assert client.get(away("source", secret)).status_code == 404
    assert "Canary" not in client.get(reverse("admin:away_list")).text
    assert "Canary" not in client.get(page(secret), follow=True).text


@pytest.mark.parametrize("address", ["/admin/away/story/1/", "/admin/away/claim/999999/"])
def test_what_is_no_such_record_is_not_found(desk, address):
    assert desk.get(address).status_code == 404


def test_the_list_costs_the_same_however_much_is_away(desk, chief, django_assert_max_num_queries):
    for _ in range(5):
        put_away(make.claim(), by=chief, why="Twice.")

    with django_assert_max_num_queries(16):
        assert desk.get(reverse("admin:away_list")).text.count("Twice.") == 5
