"""The page of a claim is read before it is signed or changed, by keys and by mouse."""

import pghistory
import pytest
from playwright.sync_api import expect

from partnerships.vocabulary import Stance
from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)

COPY = "They met in Redmond. “We would invest about $13 billion,” he said. Nobody asked why."


def page_of(claim):
    return f"/admin/partnerships/claim/{claim.pk}/change/"


@pytest.fixture
def three(transactional_db):
    """Three claims that wait for a signature, the first with three citations, one of a kept
    copy."""
    reporter = make.member("Reporter", name="rita", first_name="Rita", last_name="Row")
    made = [
        make.checked(
            by=reporter,
            statement="Microsoft has invested about $13 billion in OpenAI.",
            attributed_to="The Batch",
            as_of="2024-10-23",
        ),
        make.checked(by=reporter, statement="OpenAI was founded in 2015."),
        make.checked(by=reporter, statement="The board has nine seats."),
    ]
    report = make.source(outlet="The Paper", title="Ties begin to fray", published="2024-10-17")
    copy = make.snapshot(report, text=COPY)
    with pghistory.context(user=reporter.pk):
        make.citation(made[0], report, quote="We would invest about $13 billion", snapshot=copy)
        make.citation(made[0], stance=Stance.QUALIFIES, says="Not all of it is paid.")
    cem = make.member("Fact-checker", name="cem", first_name="Cem", last_name="Care")
    for claim in made:
        make.proposed(claim, by=cem, reasons="The quotations say so.")
    return made


@pytest.fixture
def eve(transactional_db):
    return make.member("Editor", name="eve", first_name="Eve", last_name="Even")


def test_what_a_claim_rests_on_is_read_beside_the_signature(
    log_in, eve, three, faults_by_day_and_night
):
    page = log_in(eve, bypass_csp=True)
    page.set_viewport_size({"width": 1280, "height": 900})

    page.goto(page_of(three[0]))

    for seen in ("We would invest about $13 billion", "Not all of it is paid."):
        expect(page.locator(".evidence").get_by_text(seen)).to_be_in_viewport()
    expect(page.get_by_role("button", name="Sign “Accurate”")).to_be_in_viewport()
    expect(page.get_by_label("Statement")).to_be_hidden()
    assert faults_by_day_and_night(page, "reading-room") == []


def test_the_kept_copy_opens_where_it_is_quoted_and_closes_again(log_in, eve, three):
    page = log_in(eve)
    page.goto(page_of(three[0]))
    link = page.get_by_role("link", name="Read it")

    link.click()
    expect(page.locator(".quoted #lit")).to_have_text("We would invest about $13 billion")
    link.click()

    expect(page.locator(".quoted #lit")).to_have_count(0)


def test_a_row_of_claims_is_signed_by_keys_alone(log_in, eve, three):
    page = log_in(eve)
    page.goto(page_of(three[0]))

    for claim in three:
        expect(page.locator("h1")).to_have_text(claim.statement)
        page.wait_for_load_state()
        page.keyboard.press("s")
        page.keyboard.press("Enter")
        expect(page.get_by_text("Signed. The verdict stands.")).to_be_visible()
        page.wait_for_load_state()
        page.keyboard.press("j")

    for claim in three:
        assert claim.verdicts.standing().exists()


def test_e_unfolds_the_form_and_what_is_refused_stays_unfolded(log_in, chief, three):
    page = log_in(chief)
    page.goto(page_of(three[1]))

    page.keyboard.press("e")
    expect(page.get_by_label("Statement")).to_be_focused()
    page.get_by_label("Statement").fill("")
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.get_by_label("Statement")).to_be_visible()
    expect(page.locator("h1")).to_have_text("OpenAI was founded in 2015.")


def test_on_a_phone_the_verdict_comes_before_the_evidence_and_the_buttons_stay(log_in, eve, three):
    page = log_in(eve)
    page.set_viewport_size({"width": 360, "height": 740})

    page.goto(page_of(three[0]))

    tops = [page.locator(each).bounding_box()["y"] for each in ("h1", ".claim-status", ".quoted")]
    assert tops == sorted(tops)
    expect(page.get_by_role("button", name="Sign “Accurate”")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_claim_prints_on_one_page(log_in, eve, three):
    page = log_in(eve)
    page.goto(page_of(three[0]))

    printed = page.pdf(format="A4", print_background=False)

    assert printed.count(b"/Type /Page\n") == 1
