"""Coming in by a provider of logins, and going out of both, in a real browser."""

import re

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import expect

from newsroom.openid import Provider as Named
from partnerships.admin.provider_client import _client
from tests import factories as make
from tests.http_server import serving
from tests.provider import CLIENT, SECRET, Provider

LOGIN = "/admin/login/"


@pytest.fixture
def provider(settings, transactional_db):
    with serving() as site:
        made = Provider(site)
        made.person["groups"] = ["desk"]
        settings.OPENID = Named(
            made.issuer, CLIENT, SECRET, name="the house login", roles=(("desk", "Editor"),)
        )
        _client.cache_clear()
        yield made


@pytest.fixture
def page(live_server, new_context):
    """A browser in which nobody is logged in, and what its console complains of."""
    complaints = []
    page = new_context(base_url=live_server.url).new_page()
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    yield page
    assert complaints == []


def test_one_comes_in_by_a_link_and_goes_out_of_both(page, provider, faults_by_day_and_night):
    page.goto("/admin/search/")
    found = faults_by_day_and_night(page, "provider-login")
    page.get_by_role("link", name="Log in with the house login").click()
    expect(page).to_have_url(re.compile("/admin/search/$"))

    page.goto("/admin/account/")
    expect(page.get_by_text("With the house login, which also says")).to_be_visible()
    found += faults_by_day_and_night(page, "provider-own")
    page.get_by_role("button", name="Log out", exact=True).click()
    expect(page.get_by_text("still logged in with the house login")).to_be_visible()
    found += faults_by_day_and_night(page, "provider-out")
    page.get_by_role("link", name="Log out there, too").click()

    expect(page.get_by_role("link", name="Log in with the house login")).to_be_visible()
    assert "/out" in provider.site.paths[-1]
    assert found == []


def test_a_password_is_given_for_the_last_time(page, provider, faults_by_day_and_night):
    make.member("Reporter", name="ann", password="as it is")
    page.goto(LOGIN)
    page.get_by_label("Username").fill("ann")
    page.get_by_label("Password").fill("as it is")
    page.get_by_role("button", name="Log in").click()

    page.goto("/admin/account/")
    page.get_by_role("link", name="Log in with the house login from now on").click()
    found = faults_by_day_and_night(page, "provider-tie")
    page.get_by_label("Your password").fill("as it is")
    page.get_by_role("button", name="Log in so from now on").click()

    expect(page.get_by_text("This is how you log in from now on.")).to_be_visible()
    assert not User.objects.get(username="ann").has_usable_password()
    assert found == []


def test_what_went_wrong_stands_on_a_page_that_all_can_read(
    live_server, new_context, provider, faults_by_day_and_night
):
    provider.person["groups"] = []
    page = new_context(base_url=live_server.url).new_page()
    page.goto(LOGIN)

    page.get_by_role("link", name="Log in with the house login").click()

    expect(page.get_by_text("The house login knows you, and none of your")).to_be_visible()
    assert faults_by_day_and_night(page, "provider-trouble") == []
