"""Pasting into the text of a story in a real browser, from its own clipboard."""

import pytest
from playwright.sync_api import expect

from tests import factories as make
from tests.browser.conftest import copied

pytestmark = pytest.mark.django_db(transaction=True)

FORM = "/admin/partnerships/story/add/"


@pytest.fixture
def page(log_in):
    page = log_in(make.member("Reporter", name="rob"))
    page.goto(FORM)
    return page


def test_what_is_pasted_takes_the_place_of_the_words_selected_and_can_be_taken_back(page):
    box = page.get_by_label("Text", exact=True)
    box.fill("They said so. They paid, and left.")
    box.evaluate("box => box.setSelectionRange(13, 23)")
    copied(page, "<span>&nbsp;They <b>paid $13&nbsp;billion</b></span>", " They paid $13 billion")

    page.keyboard.press("Control+v")
    expect(box).to_have_value("They said so. They **paid $13 billion**, and left.")
    page.keyboard.press("Control+z")

    expect(box).to_have_value("They said so. They paid, and left.")


@pytest.mark.drill
def test_plain_text_comes_in_as_it_is(page):
    box = page.get_by_label("Text", exact=True)
    box.focus()
    copied(page, None, "<p>Not a paragraph</p>\n* one")

    page.keyboard.press("Control+v")

    expect(box).to_have_value("<p>Not a paragraph</p>\n* one")


@pytest.mark.drill
def test_notes_that_are_written_into_plain_text_stay_outside_and_that_is_told(page):
    box = page.get_by_label("Text", exact=True)
    box.focus()
    copied(page, None, "They paid <!-- Ada Lowe -->nine.[^1]\n\n[^1]: Ada Lowe told us.")

    page.keyboard.press("Control+v")

    expect(page.get_by_text("Footnotes, comments and deletions were left out.")).to_be_visible()
    expect(box).to_have_value("They paid nine.")


def test_what_is_too_large_comes_in_as_plain_text_with_a_sentence(page):
    box = page.get_by_label("Text", exact=True)
    box.focus()
    box.evaluate(
        """box => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/html", `<p>So it was</p>${" ".repeat(box.dataset.most)}`);
            clipboardData.setData("text/plain", "So it was");
            box.dispatchEvent(new ClipboardEvent("paste", { clipboardData, cancelable: true }));
        }"""
    )

    expect(page.get_by_text("Pasted as plain text: it is larger than 1 MB.")).to_be_visible()
    expect(box).to_have_value("So it was")
