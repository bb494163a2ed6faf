"""What was typed is lost to no tab that was closed, no link, no login that ended or began anew."""

import json
import re

import pytest
from django.conf import settings
from playwright.sync_api import expect

from partnerships.models import Claim, Comment
from partnerships.vocabulary import Confidentiality
from tests import factories as make

from .conftest import choose, edit

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "A sentence that took somebody ten minutes."
KEPT = "() => Object.keys(localStorage).filter((key) => key.startsWith('draft ')).length"


@pytest.fixture
def rita(transactional_db):
    return make.member(
        "Reporter", name="rita", first_name="Rita", last_name="Row", password="a long one"
    )


@pytest.fixture
def claim(transactional_db):
    return make.claim("First words.")


def page_of(record):
    return f"/admin/partnerships/{record._meta.model_name}/{record.pk}/change/"


def typed(page, claim):
    """The page of the claim, with other words typed into its form, and kept by the browser."""
    page.goto(page_of(claim))
    edit(page)
    page.get_by_label("Statement").fill(WORDS)
    expect(page.locator("form[data-draft=kept]")).to_have_count(1)
    return page


def save(page):
    page.get_by_role("button", name="Save", exact=True).click()


def saved(page):
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    return Claim.objects.get().statement


def refused_once(log_in):
    """The console tells of the answer that the form got first, which is meant."""
    (told,) = log_in.complaints
    assert "403" in told
    log_in.complaints.clear()


def test_what_was_typed_before_the_tab_was_closed_is_offered_again(log_in, rita, claim):
    make.source(outlet="The Paper", title="Ties fray")
    page = log_in(rita)
    page.goto(page_of(claim))
    edit(page)
    page.get_by_label("Statement").fill(WORDS)
    page.get_by_text("Add another Citation").click()
    choose(page, "citations-0-source", "fray", "Ties fray")
    page.locator("#id_citations-0-stance").select_option("Supports")
    page.locator("#id_citations-0-says").fill("They do.")
    expect(page.locator("form[data-draft=kept]")).to_have_count(1)
    again = page.context.new_page()
    page.close()

    again.goto(page_of(claim))
    again.get_by_role("button", name="Take it up again").click()
    save(again)

    assert saved(again) == WORDS
    citation = claim.citations.get()
    assert (citation.source.title, citation.says) == ("Ties fray", "They do.")
    assert again.evaluate(KEPT) == 0


def test_a_draft_that_is_thrown_away_is_not_offered_again(log_in, rita, claim):
    page = typed(log_in(rita), claim)
    page.close(run_before_unload=False)
    page = page.context.new_page()
    page.goto(page_of(claim))

    page.get_by_role("button", name="Throw it away").click()

    assert page.evaluate(KEPT) == 0


def test_whoever_leaves_a_changed_form_is_asked(log_in, rita, claim):
    asked = []
    page = typed(log_in(rita, asked), claim)

    page.get_by_role("link", name="Timeline").click()

    expect(page.get_by_label("Statement")).to_have_value(WORDS)
    assert asked == ["beforeunload"]
    save(page)
    assert saved(page) == WORDS


def test_a_login_that_ended_is_begun_again_and_the_form_sent(log_in, rita, claim):
    page = typed(log_in(rita), claim)
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)

    save(page)
    page.get_by_label("Username").fill("rita")
    page.get_by_label("Password").fill("a long one")
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("button", name="Send it again").click()

    assert saved(page) == WORDS
    assert page.evaluate(KEPT) == 0
    refused_once(log_in)


def test_a_login_in_another_tab_costs_a_click_and_no_words(log_in, rita, claim):
    page = typed(log_in(rita), claim)
    other = page.context.new_page()
    other.goto("/admin/")
    other.get_by_role("button", name="Log out").click()
    other.goto("/admin/login/")
    other.get_by_label("Username").fill("rita")
    other.get_by_label("Password").fill("a long one")
    other.get_by_role("button", name="Log in").click()
    other.wait_for_url("**/admin/")

    save(page)
    expect(page.get_by_text("You are logged in as Rita Row.")).to_be_visible()
    page.get_by_role("button", name="Send it again").click()

    assert saved(page) == WORDS
    refused_once(log_in)


def test_drafts_go_with_the_log_out(log_in, rita, claim):
    page = log_in(rita)
    page.goto(page_of(claim))
    page.get_by_label("What is open?").fill("Is that so?")
    expect(page.locator("form[data-draft=kept]")).to_have_count(1)

    page.get_by_role("button", name="Log out").click()
    page.wait_for_url(re.compile("logout"))

    assert page.evaluate(KEPT) == 0
    assert not Comment.objects.exists()


def test_another_account_is_offered_nothing(log_in, rita, claim, chief):
    page = typed(log_in(rita), claim)
    mine = page.evaluate("() => JSON.stringify({ ...localStorage })")
    theirs = log_in(chief)
    theirs.goto("/admin/")
    theirs.evaluate("(kept) => Object.assign(localStorage, JSON.parse(kept))", mine)

    theirs.goto(page_of(claim))

    expect(theirs.get_by_role("heading", name="First words.")).to_be_visible()
    expect(theirs.get_by_text("was not saved")).to_have_count(0)


def test_nothing_of_a_confidential_source_is_kept_in_the_browser(log_in, chief):
    secret = make.source(outlet="Nobody", confidentiality=Confidentiality.CONFIDENTIAL)
    claim = make.claim()
    make.citation(claim, secret)
    told = make.claim("Another.")
    page = log_in(chief)

    page.goto(page_of(secret))
    edit(page)
    page.locator("#id_says").fill("Who it is")
    page.goto(page_of(claim))
    edit(page)
    page.get_by_label("Statement").fill("Who it is")
    page.goto(page_of(told))
    edit(page)
    page.get_by_text("Add another Citation").click()
    page.locator("#id_citations-0-quote").fill("Who it is")
    page.get_by_label("Statement").fill(WORDS)
    expect(page.locator("form[data-draft=kept]")).to_have_count(1)

    offered = page.context.new_page()
    offered.goto(page_of(told))
    offered.get_by_role("button", name="Take it up again").click()
    assert offered.get_by_label("Statement").input_value() == WORDS
    assert "Who it is" not in offered.content()


def test_what_was_typed_is_read_by_nobody_who_has_the_browser_alone(log_in, rita, claim):
    page = typed(log_in(rita), claim)

    kept = json.loads(page.evaluate("() => JSON.stringify({ ...localStorage })"))

    (draft,) = (kept[name] for name in kept if name.startswith("draft "))
    assert set(json.loads(draft)) == {"at", "iv", "sealed"}
    assert not [each for each in kept.values() if "sentence" in each]


def test_a_draft_of_before_that_was_not_encrypted_is_removed(log_in, rita, claim):
    page = log_in(rita)
    page.goto("/admin/")
    page.evaluate("() => localStorage.setItem('draft 1 /', JSON.stringify({ at: Date.now() }))")

    page.goto(page_of(claim))

    assert page.evaluate(KEPT) == 0
