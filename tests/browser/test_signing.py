"""Three people make a verdict: one records, one checks, one signs; and it lapses when one edits."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from partnerships.actions.claims import assessments
from partnerships.models import Claim
from partnerships.vocabulary import Finding
from tests import factories as make

from .conftest import choose, edit

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people(transactional_db):
    """A reporter, a fact-checker and an editor."""
    return (
        make.member("Reporter", name="rita", first_name="Rita", last_name="Row"),
        make.member("Fact-checker", name="cem", first_name="Cem", last_name="Care"),
        make.member("Editor", name="eve", first_name="Eve", last_name="Even"),
    )


def panel(page):
    return page.locator(".beside")


def propose(page, finding, **typed):
    page.keyboard.press("v")
    panel(page).get_by_role("radio", name=finding, exact=True).check()
    for label, text in typed.items():
        panel(page).get_by_label(label).fill(text)
    panel(page).get_by_role("button", name="Propose", exact=True).click()


def save(page):
    page.get_by_role("button", name="Save and continue editing").click()


@pytest.mark.drill
def test_record_check_be_refused_correct_sign_lapse_and_sign_again(log_in, people, picture):
    ritas, cems, eves = (log_in(somebody) for somebody in people)
    make.collection()
    make.source(outlet="The Paper", title="The hire", published="2024-03-19")

    # Record
    ritas.goto("/admin/partnerships/claim/add/")
    ritas.get_by_label("Statement").fill("The hire happened in April 2024.")
    ritas.get_by_label("Kind").first.select_option("Date")
    choose(ritas, "citations-0-source", "hire", "The hire")
    ritas.locator("#id_citations-0-stance").select_option("Supports")
    ritas.locator("#id_citations-0-quote").fill("announced on Tuesday, 19 March 2024")
    save(ritas)
    expect(panel(ritas)).to_contain_text("Nobody has concluded anything of this claim yet.")
    address = f"/admin/partnerships/claim/{Claim.objects.get().pk}/change/"

    # Check, and be refused: what is right is missing, what was typed stays
    cems.goto(address)
    propose(cems, "Wrong", Reasons="It was announced in March.")
    alert = panel(cems).get_by_role("alert")
    expect(alert).to_contain_text("Say what is right where a claim is imprecise or wrong")
    expect(panel(cems).get_by_label("Reasons")).to_have_value("It was announced in March.")
    picture(cems, "refused")
    panel(cems).get_by_label("Correction").fill("The hire was on 19 March 2024.")
    panel(cems).get_by_role("button", name="Propose", exact=True).click()
    expect(cems.get_by_text("It waits for a second signature.").first).to_be_visible()

    # Be refused the signature: what refutes it is filed as support
    eves.goto(address)
    expect(panel(eves)).to_contain_text("needs a citation that refutes or qualifies the claim")
    eves.keyboard.press("s")
    expect(panel(eves).get_by_role("button", name="Sign “Wrong”")).to_be_focused()
    eves.keyboard.press("Enter")
    expect(panel(eves).get_by_role("alert")).to_contain_text("This stands against it")
    picture(eves, "objection")

    # Correct: the proposal lapses and is made again
    ritas.goto(address)
    edit(ritas)
    ritas.locator("#id_citations-0-stance").select_option("Refutes")
    save(ritas)
    expect(panel(ritas)).to_contain_text("when Rita Row saved: a citation was changed.")
    cems.goto(address)
    propose(
        cems,
        "Wrong",
        Reasons="It was announced in March.",
        Correction="The hire was on 19 March 2024.",
    )
    expect(cems.get_by_text("Proposed. It waits")).to_be_visible()
    expect(panel(cems).get_by_role("button", name="Sign")).to_have_count(0)

    # Sign
    eves.goto(address)
    picture(eves, "waiting")
    eves.keyboard.press("s")
    eves.keyboard.press("Enter")
    expect(eves.get_by_text("Signed. The verdict stands.")).to_be_visible()
    expect(panel(eves).locator(".outcome")).to_have_text("✗ Wrong")
    picture(eves, "signed")

    # Lapse
    ritas.goto(address)
    edit(ritas)
    ritas.get_by_label("Statement").fill("The hire happened in April of 2024.")
    save(ritas)
    eves.goto(address)
    expect(panel(eves).locator(".outcome")).to_contain_text("↺ Lapsed")
    expect(panel(eves)).to_contain_text("when Rita Row saved: the statement was changed.")
    picture(eves, "lapsed")
    ritas.get_by_label("Statement").fill("The hire happened in April 2024.")
    save(ritas)
    expect(panel(ritas)).to_contain_text("The change was undone exactly")

    # Sign again
    cems.goto(address)
    picture(cems, "undone")
    propose(
        cems,
        "Wrong",
        Reasons="It was announced in March.",
        Correction="The hire was on 19 March 2024.",
    )
    expect(cems.get_by_text("Proposed. It waits")).to_be_visible()
    eves.goto(address)
    eves.keyboard.press("s")
    eves.keyboard.press("Enter")
    expect(panel(eves).locator(".outcome")).to_have_text("✗ Wrong")

    # Its life
    eves.goto(address.replace("change", "timeline"))
    expect(eves.locator(".moment").first).to_contain_text("“Wrong” signed")
    expect(eves.locator("ins", has_text="of ")).to_be_visible()
    picture(eves, "timeline")

    # In print, for the archive; and for readers
    Claim.objects.update(released_at=timezone.now())
    eves.goto("/")
    expect(eves.get_by_text("✗ Wrong")).to_be_visible()
    picture(eves, "public-story")
    eves.get_by_role("link", name="Claim C1").click()
    expect(eves.get_by_text("signed by Eve Even")).to_be_visible()
    picture(eves, "public-claim")


@pytest.mark.drill
def test_what_is_typed_into_the_record_is_not_lost_without_a_question(log_in, people):
    rita, cem, eve = people
    claim = make.checked(by=rita)
    make.proposed(claim, by=cem)
    asked = []
    page = log_in(eve, asked)
    page.goto(f"/admin/partnerships/claim/{claim.pk}/change/")
    edit(page)

    page.get_by_label("Statement").fill("Half a sent")
    panel(page).get_by_role("button", name="Sign").click()

    assert "did not save it" in asked[0]
    expect(page.get_by_label("Statement")).to_have_value("Half a sent")
    assert not claim.verdicts.standing().exists()


def test_a_blind_check_shows_a_form_and_a_closed_life(log_in, people, picture):
    rita, cem, eve = people
    claim = make.checked(by=rita, is_blind=True)
    assessments.assess(claim, Finding.ACCURATE, by=cem)
    page = log_in(eve)

    page.goto(f"/admin/partnerships/claim/{claim.pk}/timeline/")
    expect(page.get_by_text("once you have given your own assessment")).to_be_visible()
    page.goto(f"/admin/partnerships/claim/{claim.pk}/change/")
    page.keyboard.press("v")
    picture(page, "blind")
    panel(page).get_by_role("radio", name="Accurate", exact=True).check()
    panel(page).get_by_role("button", name="Give your assessment").click()

    expect(panel(page).locator(".outcome")).to_have_text("✓ Accurate")


@pytest.mark.drill
def test_many_are_proposed_and_the_rooms_list_them(log_in, people, picture):
    rita, cem, eve = people
    for _ in range(3):
        make.checked(by=rita)
    make.signed(make.checked(by=rita), by=eve)
    page = log_in(cem)
    page.goto("/admin/partnerships/claim/")
    picture(page, "claims")

    page.locator("#action-toggle").check()
    page.locator("select[name=action]").select_option("Propose a finding …")
    page.get_by_role("button", name="Go", exact=True).click()
    picture(page, "propose-many")
    page.get_by_role("radio", name="Accurate", exact=True).check()
    page.get_by_role("button", name="Propose", exact=True).click()

    expect(page.get_by_text("Proposed 4.")).to_be_visible()
    page.goto("/admin/partnerships/verdict/")
    picture(page, "verdicts")
