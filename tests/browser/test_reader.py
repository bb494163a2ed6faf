"""Reading a copy and citing from it, in a real browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from partnerships.actions import captures
from partnerships.models import Citation
from partnerships.vocabulary import Stance
from tests import factories as make
from tests.papers import column, pdf

from .conftest import choose

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]

PRICE = "The companies said that the price is $10 billion."
ARTICLE = f"""<!doctype html><html lang="en"><head><title>Ties begin to fray</title></head><body>
<article><h1>Ties begin to fray</h1><p>{PRICE} That is more than anybody had expected of
them at the beginning of the year, and less than they had hoped for in private.</p>
<p>Neither of them would say how much of it was paid. “We are happy partners”, a spokeswoman
said.</p></article></body></html>"""
STRANGE = (
    "Emoji 👩‍👩‍👧 and 𝒢 stand before it.\r\n"
    "שלום עולם, אמרו החברות היום.\n"
    "Cafe\u0301 owners said <b>so</b> & agreed."
)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """Where these tests keep files."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def source(chief):
    return make.source(outlet="The Paper", title="Ties begin to fray", published="2024-10-17")


@pytest.fixture
def copy(source, chief):
    return captures.keep(source, ARTICLE.encode(), "text/html", by=chief, name="fray.html")


def page_of(copy):
    return reverse("admin:partnerships_snapshot_change", args=[copy.pk])


def select(page, words):
    """Select words of the reader as a mouse does: by the nodes and units of the browser."""
    page.evaluate(
        """words => {
            const text = document.querySelector("[data-text]");
            const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
            const nodes = [];
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                if (!node.parentElement.closest("[data-apart]")) nodes.push(node);
            }
            const start = nodes.map((node) => node.data).join("").indexOf(words);
            if (start < 0) throw new Error(`no ${words}`);
            const at = (place) => {
                for (const node of nodes) {
                    if (place <= node.length) return [node, place];
                    place -= node.length;
                }
            };
            const [from, to] = [at(start), at(start + words.length)];
            document.getSelection().setBaseAndExtent(...from, ...to);
        }""",
        words,
    )


def faults(page):
    return [
        (fault["id"], [node["target"] for node in fault["nodes"]])
        for fault in Axe().run(page).response["violations"]
    ]


def test_a_sentence_of_a_copy_becomes_a_citation(log_in, chief, copy, picture):
    claim = make.claim("The price is $10 billion.", reference="C1")
    page = log_in(chief)
    page.goto(page_of(copy))
    select(page, PRICE)
    picture(page, "copy-selected")
    select(page, PRICE)
    page.get_by_role("button", name="Cite the selected words").click()

    page.wait_for_url("**/citation/add/**")
    choose(page, "claim", "price", "The price is")
    page.get_by_label("Stance").select_option("Supports")
    picture(page, "citation-filled")
    page.get_by_role("button", name="Save", exact=True).click()

    page.get_by_text("was added successfully").wait_for()
    citation = Citation.objects.get()
    assert (citation.claim, citation.source, citation.snapshot) == (claim, copy.source, copy)
    assert citation.quote == PRICE
    assert (citation.position, citation.extent) == (copy.text.index(PRICE), len(PRICE))
