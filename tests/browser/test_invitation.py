"""Three people are invited, set a password and a second factor, and make a verdict together."""

import re
import time
from base64 import b32decode

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.urls import reverse
from django_otp.oath import TOTP
from playwright.sync_api import expect

from partnerships.actions.accounts import send_links
from partnerships.models import Claim, Verdict
from partnerships.vocabulary import State
from tests import factories as make

from .conftest import PATIENCE, choose, faults

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = {"rita": "Reporter", "cem": "Fact-checker", "eve": "Editor"}
PASSWORD = "four plain words here"
LINK = re.compile(r"https?://[^/\s]+(/\S+)")


def invite(page, name, role):
    """Write the invitation of somebody, and give their link back, which the worker sends."""
    page.goto(reverse("admin:auth_user_add"))
    page.get_by_label("Username").fill(name)
    page.get_by_label("Email address").fill(f"{name}@example.org")
    page.get_by_label("First name").fill(name.title())
    page.get_by_label("Last name").fill("Row")
    page.get_by_role("checkbox", name=re.compile(f"^{role}: ")).check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text(f"on its way to {name}@example.org")).to_be_visible()
    send_links(account=get_user_model().objects.get(username=name).pk)
    (address,) = LINK.findall(mail.outbox[-1].body)[:1]
    return address


def code_of(key, later=0):
    """What an app shows that was given the key, so many steps of half a minute later."""
    totp = TOTP(b32decode(key.replace(" ", "")))
    totp.time = time.time() + later * totp.step
    return f"{totp.token():06}"


def come_in(page, name, address, picture):
    """Set a password, be asked for a second factor, and log in with its code."""
    page.goto(address)
    page.locator("#id_new_password1").fill(PASSWORD)
    page.locator("#id_new_password2").fill(PASSWORD)
    page.locator("#id_new_password2").press("Enter")
    page.wait_for_url("**/password_reset/set/")
    page.goto(reverse("admin:index"))
    log_in_with(page, name)
    expect(page.get_by_text("it opens when you have set one up")).to_be_visible()
    key = page.locator("ol code").inner_text()
    picture(page, "invited-second-factor")
    assert faults(page) == []
    page.get_by_label("Code").fill(code_of(key))
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Set it up").click()
    expect(page.locator("ul code")).to_have_count(10)

    page.get_by_role("button", name="Log out").click()
    page.goto(reverse("admin:index"))
    log_in_with(page, name)
    expect(page.get_by_text("Give the code that your app shows, too.")).to_be_visible()
    log_in_with(page, name, code=code_of(key, later=1))
    expect(page.get_by_role("heading", name="The desk")).to_be_visible()


def log_in_with(page, name, code=""):
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Log in").click()


@pytest.mark.drill
def test_three_people_come_from_an_invitation_to_a_signature(
    log_in, chief, live_server, new_context, settings, picture
):
    settings.SECOND_FACTOR_FOR = [*PEOPLE.values()]
    make.collection()
    make.source(outlet="The Paper", title="The hire", published="2024-03-19")
    boss = log_in(chief)
    pages = {}
    for name, role in PEOPLE.items():
        settings.SECOND_FACTOR_FOR = []  # which would ask the chief too
        address = invite(boss, name, role)
        settings.SECOND_FACTOR_FOR = [*PEOPLE.values()]
        page = pages[name] = new_context(base_url=live_server.url).new_page()
        page.set_default_timeout(PATIENCE)
        come_in(page, name, address, picture)

    ritas, cems, eves = pages.values()
    ritas.goto(reverse("admin:partnerships_claim_add"))
    ritas.get_by_label("Statement").fill("The hire was announced on 19 March 2024.")
    ritas.get_by_label("Kind").first.select_option("Date")
    choose(ritas, "citations-0-source", "hire", "The hire")
    ritas.locator("#id_citations-0-stance").select_option("Supports")
    ritas.locator("#id_citations-0-quote").fill("announced on Tuesday, 19 March 2024")
    ritas.get_by_role("button", name="Save and continue editing").click()
    expect(ritas.get_by_text("Nobody has concluded anything of this claim yet.")).to_be_visible()

    page_of = reverse("admin:partnerships_claim_change", args=[Claim.objects.get().pk])
    cems.goto(page_of)
    cems.keyboard.press("v")
    cems.locator(".beside").get_by_role("radio", name="Accurate", exact=True).check()
    cems.locator(".beside").get_by_label("Reasons").fill("The paper gives the day.")
    cems.locator(".beside").get_by_role("button", name="Propose", exact=True).click()
    expect(cems.get_by_text("It waits for a second signature.").first).to_be_visible()

    eves.goto(page_of)
    eves.keyboard.press("s")
    eves.keyboard.press("Enter")
    expect(eves.get_by_text("Signed. The verdict stands.")).to_be_visible()
    picture(eves, "invited-signed")
    verdict = Verdict.objects.get()
    assert verdict.state == State.STANDS
    assert verdict.proposed_by.username == "cem"
    assert verdict.countersigned_by.username == "eve"
