"""A story by keyboard in a real browser: bind, waive, publish, and read what is out."""

import pytest
from playwright.sync_api import expect

from partnerships.models import Binding, Waiver
from tests import factories as make
from tests.browser.conftest import faults

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = "They put in $13 billion. It was the largest sum."


def test_a_story_goes_out_by_keyboard(log_in, picture):
    claim = make.readable(
        statement="They put in $13 billion.",
        kind="figure",
        value_qualifier="exact",
        value_low=13_000_000_000,
        value_high=13_000_000_000,
        value_unit="USD",
    ).claim
    story = make.story(TEXT)
    page = log_in(make.member("Editor", name="eve"))
    page.goto(f"/admin/partnerships/story/{story.pk}/change/")

    page.keyboard.press("n")
    expect(page.locator(".manuscript .chosen").first).to_have_text("$13 billion■ (blocked)")
    page.keyboard.press("b")
    expect(page.get_by_text(f"Bound to {claim.reference}.")).to_be_visible()
    page.keyboard.press("n")
    expect(page.locator("#place h2")).to_have_text("largest")
    page.keyboard.press("w")
    page.keyboard.type("Nobody measured it otherwise.")
    page.get_by_role("button", name="Waive in my name").click()

    expect(page.get_by_text("The gate is open")).to_be_visible()
    picture(page, "workspace")
    assert faults(page) == []
    assert Binding.objects.get().passage.exact == "They put in $13 billion."
    assert Waiver.objects.get().reason == "Nobody measured it otherwise."

    page.keyboard.press("p")
    expect(page.get_by_role("button", name="Publish revision 1")).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="See it as readers do.").click()

    expect(page.get_by_role("heading", name="The story")).to_be_visible()
    picture(page, "published")
    assert faults(page) == []


def test_a_story_of_15_paragraphs_of_which_nothing_is_settled_prints_on_five_pages(log_in):
    paragraph = (
        "They put in $10 billion. Ada Moor of Quayside said in April 2024 that the board of the"
        " Harbour Group had met twice, and that 40 per cent of its 100 people were told on 3 March"
        " 2023. It was the largest sum, the longest meeting and the first of its kind; nobody at"
        " Microsoft or at OpenAI would say how much of it had been paid, or when the rest is due."
    )
    story = make.story("\n\n".join([paragraph] * 15))
    page = log_in(make.member("Editor", name="eve"))
    page.goto(f"/admin/partnerships/story/{story.pk}/change/")

    printed = page.pdf(format="A4", print_background=False)

    assert printed.count(b"/Type /Page\n") <= 5


def test_words_are_commented_on_by_keyboard_and_the_comment_is_resolved(log_in, picture):
    story = make.story(TEXT)
    page = log_in(make.member("Editor", name="eve", first_name="Eve", last_name="Elder"))
    page.goto(f"/admin/partnerships/story/{story.pk}/change/")

    page.keyboard.press("n")
    expect(page.locator("#place h2")).to_have_text("$13 billion")
    page.keyboard.press("c")
    page.keyboard.type("Since when?")
    page.locator("[data-comment]").get_by_role("button", name="Comment").click()

    expect(page.locator("#place .said")).to_contain_text("Since when?")
    expect(page.locator(".manuscript .commented")).to_have_count(1)
    page.get_by_text("Answer Eve Elder").click()
    page.get_by_label("Your answer to Eve Elder").fill("Since 2019.")
    page.locator(".answering").get_by_role("button", name="Answer").click()
    expect(page.locator("#place .said .answers")).to_contain_text("Since 2019.")
    picture(page, "workspace-comment")
    assert faults(page) == []

    page.get_by_role("button", name="Resolve the comment of Eve Elder").click()
    expect(page.get_by_text("1 resolved comment")).to_be_visible()
    expect(page.locator(".manuscript .commented")).to_have_count(0)
