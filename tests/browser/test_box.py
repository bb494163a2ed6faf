"""The one box in a real browser: by key on every page, by keyboard alone, and without script."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests import factories as make

from .conftest import faults

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def records(transactional_db):
    microsoft, openai = make.company("Microsoft"), make.company("OpenAI")
    deal = make.released_deal(microsoft, openai, title="Microsoft's investment in OpenAI")
    make.amount(deal, 13)
    make.claim("Microsoft invested $13 billion in OpenAI.", reference="S1", released_at=make.NOON)
    return deal


def box(page):
    return page.get_by_role("dialog", name="Search everything")


def test_a_slash_opens_the_box_and_enter_the_first_that_is_found(log_in, chief, records):
    page = log_in(chief)
    page.goto("/admin/partnerships/source/")

    page.keyboard.press("/")
    page.keyboard.type("mircosoft")
    expect(box(page).get_by_text("Did you mean “Microsoft”?")).to_be_visible()
    page.keyboard.press("Enter")

    page.wait_for_url(re.compile("/company/"))


def test_the_arrows_walk_through_what_is_found(log_in, chief, records):
    page = log_in(chief)
    page.goto("/admin/")

    page.keyboard.press("Control+k")
    page.keyboard.type("13bn")
    expect(box(page).get_by_role("link", name="$13 billion").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    page.wait_for_url(re.compile(f"/deal/{records.pk}/"))


def test_its_last_line_makes_what_was_not_found(log_in, chief, records):
    page = log_in(chief)
    page.goto("/admin/")

    page.keyboard.press("/")
    page.keyboard.type("Quayside")
    box(page).get_by_role("link", name="Create company “Quayside”").click()

    expect(page.get_by_label("Name:", exact=False).first).to_have_value("Quayside")
    expect(page.locator("#id_slug")).to_have_value("quayside")


def test_readers_have_the_same_box(live_server, new_context, records):
    page = new_context(base_url=live_server.url).new_page()
    page.goto("/")

    page.keyboard.press("/")
    page.keyboard.type("opne ai")
    box(page).get_by_role("link", name="OpenAI").first.click()

    page.wait_for_url(re.compile("/companies/openai/"))


@pytest.mark.parametrize("size", [(1280, 900), (360, 740)])
@pytest.mark.parametrize("door", ["/admin/", "/"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_at_the_box(log_in, chief, records, size, door, scheme, picture_of_box):
    page = log_in(chief, color_scheme=scheme)
    page.set_viewport_size(dict(zip(("width", "height"), size, strict=True)))
    page.goto(door)

    page.keyboard.press("Control+k")
    page.keyboard.type("microsoft")
    expect(box(page).get_by_role("link").first).to_be_visible()

    picture_of_box(page, f"box-{'desk' if 'admin' in door else 'readers'}-{size[0]}-{scheme}")
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.fixture
def picture_of_box():
    """Takes a picture of what is in view, where SCREENSHOTS names a folder for them."""

    def take(page, name):
        if folder := os.environ.get("SCREENSHOTS"):
            page.screenshot(path=Path(folder) / f"{name}.png")

    return take


def test_without_script_the_link_leads_to_a_page(log_in, chief, records):
    page = log_in(chief, java_script_enabled=False)
    page.goto("/admin/")

    page.get_by_role("link", name="Search").click()
    page.get_by_role("searchbox").fill("opne ai")
    page.get_by_role("button", name="Search").click()

    expect(page.get_by_role("link", name="OpenAI").first).to_be_visible()
