"""The browser's own button, pressed in a page of somebody else's, begins a citation at the desk."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from partnerships.models import Citation
from tests import factories as make

from .conftest import faults

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Ties fray</title>
<link rel="icon" href="data:,">
</head><body><article><h1>Ties fray</h1>
<p id="said">Microsoft has invested about $13 billion in OpenAI, two people said.</p>
</article></body></html>"""
MARK = "getSelection().selectAllChildren(document.getElementById('said'))"


@pytest.mark.drill
def test_marked_words_of_a_page_become_a_citation_even_if_one_has_to_log_in(log_in, site, picture):
    rita = make.member("Reporter", name="rita", password="a long one")
    claim = make.claim(statement="Microsoft has invested about $13 billion in OpenAI.")
    page = log_in(rita)
    page.goto(reverse("admin:cite"))
    picture(page, "citing-button")
    assert faults(page) == []
    button = page.get_by_role("link", name="Cite at the desk")
    code = button.get_attribute("href").removeprefix("javascript:")
    button.click()
    expect(page.get_by_text("drag it to your bookmarks")).to_be_visible()

    page.context.clear_cookies()
    page.goto(site.serve("/fray", PAGE.encode()))
    page.evaluate(MARK)
    with page.context.expect_page() as opened:
        page.evaluate(code)
    desk = opened.value
    desk.get_by_label("Username").fill("rita")
    desk.get_by_label("Password").fill("a long one")
    desk.get_by_role("button", name="Log in").click()

    expect(desk.get_by_label("Address of the page")).to_have_value(page.url)
    expect(desk.get_by_label("The words")).to_have_value(
        "Microsoft has invested about $13 billion in OpenAI, two people said."
    )
    assert "#" not in desk.url
    assert desk.evaluate("window.opener") is None
    picture(desk, "citing-form")
    desk.get_by_role("button", name="Cite it for a claim that is there").click()
    desk.wait_for_url("**/citation/add/?**")
    picture(desk, "citing-citation")
    desk.locator("#id_claim + .select2 .select2-selection").click()
    desk.keyboard.type("13 billion")
    expect(desk.locator(".select2-results__option--highlighted")).to_contain_text("invested")
    desk.keyboard.press("Enter")
    desk.get_by_label("Stance").select_option("supports")
    desk.get_by_role("button", name="Save", exact=True).click()

    expect(desk.get_by_text("was added successfully")).to_be_visible()
    citation = Citation.objects.get()
    assert citation.claim == claim
    assert citation.quote.startswith("Microsoft has invested about $13 billion")
    assert citation.position is not None
