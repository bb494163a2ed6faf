"""Reading a copy and citing from it, in a real browser."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from partnerships.actions.sources import captures
from partnerships.models import Citation
from partnerships.vocabulary import Stance
from tests import factories as make
from tests.sample_pdfs import column, pdf

from .conftest import choose, edit, select

pytestmark = pytest.mark.django_db(transaction=True)

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


@pytest.fixture
def source(chief):
    return make.source(outlet="The Paper", title="Ties begin to fray", published="2024-10-17")


@pytest.fixture
def copy(source, chief):
    return captures.keep(source, ARTICLE.encode(), "text/html", by=chief, name="fray.html")


def page_of(copy):
    return reverse("admin:partnerships_snapshot_change", args=[copy.pk])


def test_a_sentence_of_a_captured_page_becomes_a_citation(log_in, chief, site, picture):
    address = site.serve("/fray", ARTICLE.encode())
    source = make.source(outlet="The Paper", title="Ties begin to fray", url=address)
    copy = captures.capture(source, by=chief)
    claim = make.claim("The price is $10 billion.", reference="C1")
    page = log_in(chief)

    page.goto(page_of(copy))
    picture(page, "copy")
    select(page, PRICE)
    page.get_by_role("button", name="Cite the selected words").click()
    page.wait_for_url("**/citation/add/**")
    choose(page, "claim", "price", "The price is")
    page.get_by_label("Stance").select_option("Supports")
    picture(page, "citation-filled")
    page.get_by_role("button", name="Save", exact=True).click()

    page.get_by_text("was added successfully").wait_for()
    citation = Citation.objects.get()
    assert (citation.claim, citation.source, citation.snapshot) == (claim, source, copy)
    assert citation.quote == PRICE
    assert (citation.position, citation.extent) == (copy.text.index(PRICE), len(PRICE))


@pytest.fixture
def cited(source, copy):
    """A claim that cites the copy twice, and another that refutes it with overlapping words."""
    claim = make.claim("The price is $10 billion.", reference="C1")
    make.citation(claim, source, quote=PRICE, snapshot=copy)
    make.citation(claim, source, quote="We are happy partners", snapshot=copy)
    other = make.claim("They agreed on a price.", reference="C2")
    words = "the price is $10 billion. That is more"
    make.citation(other, source, quote=words, snapshot=copy, stance=Stance.REFUTES)
    return claim


@pytest.mark.drill
def test_axe_finds_no_fault_with_the_reader(log_in, chief, copy, cited, faults_by_day_and_night):
    page = log_in(chief, bypass_csp=True)
    place = cited.citations.first()

    page.goto(f"{page_of(copy)}?words=of")
    found = {"copy": faults_by_day_and_night(page, "reader")}
    page.goto(reverse("admin:partnerships_citation_change", args=[place.pk]))
    found["citation"] = faults_by_day_and_night(page, "citation")
    page.goto(reverse("admin:partnerships_claim_change", args=[cited.pk]))
    edit(page)
    page.get_by_role("link", name="Read this copy").first.click()
    page.locator(".dock #lit").wait_for()
    found["claim"] = faults_by_day_and_night(page, "dock")

    assert found == dict.fromkeys(found, [])


@pytest.mark.drill
def test_places_are_counted_in_characters_of_unicode(log_in, chief, source):
    strange = captures.keep(source, STRANGE.encode(), "text/plain", by=chief, name="strange.txt")
    page = log_in(chief)
    for words in ["𝒢 stand before", "אמרו החברות", "Cafe\u0301 owners", "<b>so</b> & agreed"]:
        page.goto(page_of(strange))
        select(page, words)
        with page.expect_navigation(url="**/citation/add/**"):
            page.keyboard.press("c")

        place = int(page.locator("#id_which").input_value())
        assert page.locator("#id_quote").input_value() == words
        assert strange.text[place : place + len(words)] == words


@pytest.mark.drill
def test_a_new_row_of_a_claim_is_filled_from_the_copy_beside_it(log_in, chief, source, picture):
    paper = pdf(column(60, "The cover."), column(60, "It was paid.", "Later it was paid again."))
    copy = captures.keep(source, paper, "application/pdf", by=chief, name="paper.pdf")
    claim = make.claim("It was paid.", reference="C1")
    page = log_in(chief)
    page.goto(reverse("admin:partnerships_claim_change", args=[claim.pk]))
    edit(page)
    page.get_by_text("Add another Citation").click()
    choose(page, "citations-0-source", "fray", "Ties begin to fray")
    page.locator("#id_citations-0-stance").select_option("Supports")
    page.get_by_role("button", name="Read its copy").click()
    page.locator(".dock [data-text]").wait_for()

    select(page, "it was paid again")
    page.get_by_role("button", name="Cite the selected words").click()
    expect(page.get_by_role("status").filter(has_text="Taken into the citation")).to_be_visible()
    picture(page, "dock-cited")
    page.get_by_role("button", name="Save and continue editing").click()

    page.get_by_text("was changed successfully").wait_for()
    citation = Citation.objects.get()
    place = copy.text.index("it was paid again")
    assert (citation.snapshot, citation.position, citation.extent) == (copy, place, 17)
    assert (citation.quote, citation.locator) == ("it was paid again", "page 2")


@pytest.mark.drill
def test_of_several_places_one_is_chosen(log_in, chief, source):
    copy = captures.paste(source, "First it paid. Then it paid again.", by=chief)
    citation = make.citation(None, source, quote="Something else.")
    page = log_in(chief)
    page.goto(reverse("admin:partnerships_citation_change", args=[citation.pk]))
    page.get_by_label("Quote").fill("it paid")
    page.get_by_role("button", name="Read its copy").click()
    page.get_by_text("The words stand 2 times: choose the place.").wait_for()
    page.get_by_role("link", name="Then it paid again.").last.click()
    expect(page.locator("[data-reader]")).to_have_attribute("data-at", "20")
    page.get_by_role("button", name="Cite the selected words").click()
    expect(page.locator("#id_which")).to_have_value("20")
    page.get_by_role("button", name="Save", exact=True).click()

    page.get_by_text("was changed successfully").wait_for()
    citation.refresh_from_db()
    assert (citation.snapshot, citation.position, citation.extent) == (copy, 20, 7)


def test_a_copy_is_read_and_cited_by_keys_alone(log_in, chief, copy):
    page = log_in(chief)
    page.goto(page_of(copy))
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('[data-text]')"):
            break

    for key in ["ArrowRight", "ArrowDown", "ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight"]:
        page.keyboard.press(key)
    with page.expect_navigation(url="**/citation/add/**"):
        page.keyboard.press("c")

    assert page.locator("#id_quote").input_value() == "companies said that"


@pytest.mark.drill
def test_a_copy_opens_at_its_quotation(log_in, chief, source):
    lines = [f"Line {number} of a long paper." for number in range(9_000)]
    copy = captures.paste(source, "\n".join(lines), by=chief)
    citation = make.citation(None, source, quote="Line 7654 of a long paper", snapshot=copy)
    citation.refresh_from_db()  # PostgreSQL has found its place
    page = log_in(chief)

    page.goto(f"{page_of(copy)}?at={citation.position}&for={citation.extent}")
    page.wait_for_timeout(200)
    on_its_page = page.locator("#lit").bounding_box()["y"]
    page.goto(reverse("admin:partnerships_citation_change", args=[citation.pk]))
    region = page.locator("[data-text]").bounding_box()
    beside = page.locator("#lit").bounding_box()

    assert page.locator("#lit").text_content() == "Line 7654 of a long paper"
    assert 0 < on_its_page < 900
    assert region["y"] < beside["y"] < region["y"] + region["height"]
    assert page.evaluate("window.scrollY") == 0


@pytest.mark.drill
def test_lines_are_as_long_as_the_eye_likes(log_in, chief, source):
    copy = captures.paste(source, "They said that it was paid in full. " * 60, by=chief)
    page = log_in(chief)
    page.goto(page_of(copy))

    lines = page.evaluate(
        """() => {
            const range = document.createRange();
            range.selectNodeContents(document.querySelector("[data-text] p"));
            return new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size;
        }"""
    )

    assert 60 <= len(copy.text) / lines <= 75


def test_without_script_a_copy_is_read_and_cited_by_its_links(log_in, chief, copy):
    page = log_in(chief, java_script_enabled=False)
    page.goto(page_of(copy))
    page.get_by_label("Find").fill("happy partners")
    page.get_by_role("button", name="Find").click()
    assert page.locator("#lit").text_content() == "happy partners"

    page.get_by_role("link", name="Cite these words").click()

    assert page.get_by_label("Quote").input_value() == "happy partners"
    assert page.get_by_role("button", name="Cite the selected words").count() == 0


@pytest.mark.drill
def test_the_source_opens_by_a_key(log_in, chief):
    source = make.source(url="https://example.org/fray")
    copy = captures.paste(source, "It was paid.", by=chief)
    page = log_in(chief)
    page.context.route("https://example.org/**", lambda route: route.fulfill(body="There."))
    page.goto(page_of(copy))

    with page.context.expect_page() as opened:
        page.keyboard.press("o")

    assert opened.value.url == "https://example.org/fray"


@pytest.mark.drill
def test_a_phone_scrolls_the_reader_one_way(log_in, chief, copy, cited):
    page = log_in(chief, viewport={"width": 360, "height": 740})
    width = "document.documentElement.scrollWidth"
    page.goto(f"{page_of(copy)}?words=of")
    widths = [page.evaluate(width)]
    page.goto(reverse("admin:partnerships_claim_change", args=[cited.pk]))
    edit(page)
    page.get_by_role("link", name="Read this copy").first.click()
    page.locator(".dock #lit").wait_for()

    assert [*widths, page.evaluate(width)] == [360, 360]


@pytest.mark.drill
def test_the_dock_closes_and_gives_the_focus_back(log_in, chief, cited):
    page = log_in(chief)
    page.goto(reverse("admin:partnerships_claim_change", args=[cited.pk]))
    edit(page)
    link = page.get_by_role("link", name="Read this copy").first
    link.click()
    page.locator(".dock #lit").wait_for()

    page.keyboard.press("Escape")

    expect(page.locator(".dock")).to_be_hidden()
    expect(link).to_be_focused()


@pytest.mark.drill
def test_a_copy_prints_as_its_text(log_in, chief, copy, cited):
    page = log_in(chief)
    page.goto(page_of(copy))
    page.emulate_media(media="print")

    assert page.get_by_text("Neither of them would say").is_visible()
    assert page.get_by_text("Supports C1").first.is_visible()
    assert not page.get_by_role("button", name="Cite the selected words").is_visible()
