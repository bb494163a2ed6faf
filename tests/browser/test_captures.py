"""Keeping a copy of a source, in a real browser."""

import pytest
from django.urls import reverse

from partnerships.actions.sources import captures
from tests import factories as make

from .conftest import faults

pytestmark = pytest.mark.django_db(transaction=True)

PAGE = """<!doctype html><html lang="en"><head><title>Ties begin to fray</title>
<meta property="article:published_time" content="2024-10-17"></head><body><article>
<h1>Ties begin to fray</h1><p>The companies said that the price is $10 billion, which is more
than anybody had expected of them at the beginning of the year.</p></article></body></html>"""


@pytest.fixture
def source(chief):
    """A source of which one copy is kept."""
    made = make.source(title="Ties fray")
    captures.paste(made, "An older text.", by=chief)
    make.snapshot(made, said={"title": "Ties begin to fray", "authors": ["Ann Able"]})
    return made


def opened(page, source):
    """The page of the source, with all on it that opens opened."""
    page.goto(reverse("admin:partnerships_source_change", args=[source.pk]))
    for closed in page.locator("details").all():
        closed.evaluate("details => { details.open = true }")
    return page


@pytest.mark.drill
def test_a_page_is_captured_and_its_title_taken_over(log_in, chief, site, worker):
    fray = make.source(title="Ties fray", url=site.serve("/fray", PAGE.encode()))
    page = opened(log_in(chief), fray)
    page.get_by_role("button", name="Fetch a copy now").click()
    worker()
    page.get_by_text("The copy is kept").wait_for()

    page.get_by_role("button", name="Take it over for title").click()

    assert page.locator("#id_title").input_value() == "Ties begin to fray"
    assert fray.snapshots.count() == 1


@pytest.mark.drill
def test_axe_finds_no_fault_with_the_copies(log_in, chief, source, faults_by_day_and_night):
    page = opened(log_in(chief, bypass_csp=True), source)

    assert faults_by_day_and_night(page, "copies") == []


@pytest.mark.drill
@pytest.mark.parametrize("kind", ["source", "claim"])
def test_axe_finds_no_fault_with_what_became_of_quotations(
    log_in, chief, faults_by_day_and_night, kind
):
    source = make.source(title="Ties fray", url="https://example.org/fray")
    words = "Microsoft will never invest more than about $10 billion in OpenAI"
    claim = make.claim()
    quotations = [make.quotation(words, claim, source, locator=place) for place in "1234"]
    make.sighting(quotations[0], "$10", "$13")
    make.sighting(quotations[1], words, "nothing")
    make.sighting(quotations[2], "They said", "They said")
    make.sighting(quotations[3])
    page = log_in(chief, bypass_csp=True)
    record = source if kind == "source" else claim
    page.goto(reverse(f"admin:partnerships_{kind}_change", args=[record.pk]))

    assert page.get_by_text("Altered").first.is_visible()
    assert faults_by_day_and_night(page, f"looks-{kind}") == []


@pytest.mark.drill
def test_what_is_refused_comes_back_with_what_was_typed(log_in, chief, source, picture):
    page = opened(log_in(chief, bypass_csp=True), source)
    page.get_by_label("File").set_input_files(
        {"name": "chart.zip", "mimeType": "application/zip", "buffer": b"PK"}
    )
    page.get_by_label("What stands in it").fill("Up by a tenth.")
    page.get_by_role("button", name="Keep the file").click()
    page.get_by_text("We keep pages, PDFs").wait_for()
    picture(page, "not-kept")

    assert page.get_by_label("What stands in it").input_value() == "Up by a tenth."
    assert faults(page) == []
