"""The page of the addresses that are told what changes: one's own, or all of them for who keeps
accounts."""

import pytest
from django.urls import reverse

from partnerships.actions.webhooks import register_webhook
from partnerships.models import Webhook
from tests import factories as make

pytestmark = pytest.mark.django_db
PAGE = reverse("admin:webhooks")
ADDRESS = "https://example.org/told"


@pytest.fixture
def rita(client):
    somebody = make.member("Reader", name="rita")
    client.force_login(somebody)
    return somebody


def test_an_address_is_registered_and_stands_on_the_page(client, rita):
    told = client.post(PAGE, {"url": ADDRESS}, follow=True)

    assert "What changes from now on is sent there." in told.text
    assert ADDRESS in told.text
    assert Webhook.objects.get().user == rita


def test_what_is_wrong_with_an_address_is_said_at_its_field(client, rita):
    told = client.post(PAGE, {"url": "http://example.org/told"})

    assert "the address begins https://" in told.text
    assert not Webhook.objects.exists()


def test_what_was_sent_and_what_came_of_it_is_told(client, rita):
    hook, _ = register_webhook(ADDRESS, by=rita)
    make.delivery(hook, said="It answered 500.", tries=3)

    told = client.get(PAGE).text

    assert "Changes 1 to 2: It answered 500." in told
    assert "tried 3 times" in told


def test_why_an_address_was_switched_off_is_told(client, rita):
    hook, _ = register_webhook(ADDRESS, by=rita)
    Webhook.objects.update(ended_at=hook.at, why="It answered 410.")

    assert ": It answered 410." in client.get(PAGE).text


def test_ones_own_address_is_removed(client, rita):
    hook, _ = register_webhook(ADDRESS, by=rita)

    told = client.post(reverse("admin:end_webhook", args=[hook.uid]), follow=True)

    assert "Nothing is sent there any more." in told.text
    assert not Webhook.objects.exists()


def test_anothers_address_is_not_there(client, rita):
    hook, _ = register_webhook(ADDRESS, by=make.member("Reader"))

    assert ADDRESS not in client.get(PAGE).text
    assert client.post(reverse("admin:end_webhook", args=[hook.uid])).status_code == 404


def test_who_keeps_accounts_sees_and_removes_the_addresses_of_others(client):
    hook, _ = register_webhook(ADDRESS, by=make.member("Reader", name="rita"))
    client.force_login(make.member("Administrator"))

    assert f"rita: {ADDRESS}" in client.get(PAGE).text
    client.post(reverse("admin:end_webhook", args=[hook.uid]))

    assert not Webhook.objects.exists()


def test_the_page_of_ones_account_leads_there(client, rita):
    assert f'href="{PAGE}"' in client.get(reverse("admin:own_account")).text
