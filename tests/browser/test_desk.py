"""An editor records what an article says, without leaving the page to look anything up."""

import pytest
from playwright.sync_api import expect

from partnerships.models import Claim, Deal
from partnerships.vocabulary import Qualifier, Stance, Step
from tests import factories as make

from .conftest import choose, edit

pytestmark = pytest.mark.django_db(transaction=True)

ADD = "Add another {}"


def test_an_editor_records_a_claim_with_two_citations(log_in, chief, picture):
    microsoft, openai = make.company("Microsoft"), make.company("OpenAI")
    post = make.source(outlet="OpenAI", title="Our partnership", published="2023-01-23")
    report = make.source(outlet="The Paper", title="Ties begin to fray", published="2024-10-17")
    make.collection()
    page = log_in(chief)
    page.goto("/admin/partnerships/claim/add/")

    page.get_by_label("Statement").fill("Microsoft invested about $13 billion in OpenAI by 2024.")
    page.get_by_label("Kind").first.select_option("Figure")
    choose(page, "parties", "micros", "Microsoft")
    choose(page, "parties", "open", "OpenAI")
    page.get_by_label("As of").fill("2024-10-23")
    page.get_by_label("Date as worded").fill("In April")
    expect(page.get_by_label("Date those words give")).to_have_value("")
    page.get_by_role("button", name="In April, as of 23 October 2024: April 2024: take").click()
    expect(page.get_by_label("Date those words give")).to_have_value("2024-04")
    page.get_by_label("Date as resolved").fill("2024-03-19")
    expect(page.locator("#id_date + .in-days")).to_have_text("On 19 March 2024.")

    choose(page, "citations-0-source", "partnership", "Our partnership")
    page.locator("#id_citations-0-stance").select_option("Supports")
    page.locator("#id_citations-0-quote").fill("We have received thirteen billion dollars.")
    page.get_by_text(ADD.format("Citation")).click()
    choose(page, "citations-1-source", "fray", "Ties begin to fray")
    page.locator("#id_citations-1-stance").select_option("Qualifies")
    page.locator("#id_citations-1-locator").fill("4th paragraph")
    page.locator("#id_citations-1-says").fill("It says that not all of it is paid.")
    picture(page, "claim-typed")
    page.get_by_text("Save and continue editing").click()

    expect(page.get_by_text("was added successfully")).to_be_visible()
    expect(page.get_by_role("heading", name="A checker would ask")).to_be_visible()
    picture(page, "claim-saved")
    claim = Claim.objects.get()
    assert claim.reference == "C1"
    assert set(claim.parties.all()) == {microsoft, openai} or claim.parties.count() == 2
    assert {(each.source, each.stance) for each in claim.citations.all()} == {
        (post, Stance.SUPPORTS),
        (report, Stance.QUALIFIES),
    }


def test_a_date_in_a_quotation_is_offered_and_taken_with_one_key(log_in, chief, picture):
    claim = make.claim(date_words="in April", as_of="2024-10-23", date="", kind="date")
    report = make.source(outlet="The Paper", published="2024-03-19")
    make.citation(claim, report, quote="Microsoft said Tuesday that it hired him.")
    page = log_in(chief)
    page.goto(f"/admin/partnerships/claim/{claim.pk}/change/")
    edit(page)

    expect(page.get_by_text("Tuesday, as of 19 March 2024: 19 March 2024")).to_be_visible()
    picture(page, "dates-offered")
    page.locator("#id_citations-0-quote").press("Alt+Enter")
    expect(page.get_by_label("Date as resolved")).to_have_value("2024-03-19")
    page.get_by_label("Date as worded").press("Alt+Enter")
    expect(page.get_by_label("Date those words give")).to_have_value("2024-04")
    expect(page.locator(".takes-date")).to_have_count(0)


@pytest.mark.drill
def test_an_editor_records_a_deal_of_two_parties_up_to_a_sum(log_in, chief, picture):
    make.company("Microsoft")
    make.company("OpenAI")
    make.collection()
    page = log_in(chief)
    page.goto("/admin/partnerships/deal/add/")

    page.get_by_label("Title").press_sequentially("Third investment")
    page.get_by_label("Investment", exact=True).check()
    page.get_by_label("Cloud", exact=True).check()
    choose(page, "parties-0-party", "micro", "Microsoft")
    page.locator("#id_parties-0-role").select_option("Investor")
    choose(page, "parties-1-party", "open", "OpenAI")
    page.locator("#id_parties-1-role").select_option("Investee")
    page.locator("#id_amounts-0-qualifier").select_option("Up to")
    page.locator("#id_amounts-0-low").fill("11.9bn")
    page.locator("#id_amounts-0-currency").fill("usd")
    page.locator("#id_amounts-0-basis").select_option("Announced")
    page.locator("#id_steps-0-step").select_option("Announced")
    page.locator("#id_steps-0-date").fill("2023-01-23")
    expect(page.locator("#id_steps-0-date + .in-days")).to_have_text("On 23 January 2023.")
    picture(page, "deal-typed")
    page.wait_for_load_state("networkidle")  # what a field is told moves the button below it
    page.get_by_text("Save and continue editing").click()

    expect(page.get_by_text("was added successfully")).to_be_visible()
    picture(page, "deal-saved")
    deal = Deal.objects.with_status().get()
    amount = deal.amounts.get()
    assert (deal.slug, deal.status, deal.parties.count()) == ("third-investment", Step.ANNOUNCED, 2)
    assert (amount.qualifier, amount.low, amount.high) == (Qualifier.UP_TO, None, 11_900_000_000)


@pytest.mark.drill
def test_of_two_editors_the_second_is_shown_both_versions(log_in, chief, picture):
    claim = make.claim("First words.")
    ben = make.editor("ben", is_superuser=True, first_name="Ben", last_name="Best")
    address = f"/admin/partnerships/claim/{claim.pk}/change/"
    anns, bens = log_in(chief), log_in(ben)
    anns.goto(address)
    bens.goto(address)
    edit(anns)
    edit(bens)

    bens.get_by_label("Statement").fill("Ben's words.")
    bens.get_by_label("Why this change").fill("A typing error")
    bens.get_by_role("button", name="Save", exact=True).click()
    expect(bens.get_by_text("was changed successfully")).to_be_visible()
    anns.get_by_label("Statement").fill("Ann's words.")
    anns.get_by_role("button", name="Save", exact=True).click()

    panel = anns.get_by_role("alert")
    expect(panel).to_contain_text("Saved meanwhile by Ben Best")
    expect(panel.get_by_role("row").nth(1)).to_contain_text("Ben's words.")
    expect(panel.get_by_role("row").nth(1)).to_contain_text("Ann's words.")
    expect(anns.get_by_label("Statement")).to_have_value("Ann's words.")
    picture(anns, "meanwhile")
    claim.refresh_from_db()
    assert claim.statement == "Ben's words."

    anns.get_by_role("button", name="Save", exact=True).click()
    expect(anns.get_by_text("was changed successfully")).to_be_visible()
    claim.refresh_from_db()
    assert claim.statement == "Ann's words."


@pytest.mark.drill
def test_the_history_shows_before_and_after(log_in, chief, picture):
    claim = make.claim("First words.")
    page = log_in(chief)
    page.goto(f"/admin/partnerships/claim/{claim.pk}/change/")
    edit(page)
    page.get_by_label("Statement").fill("Better words.")
    page.get_by_label("Why this change").fill("A typing error")
    page.get_by_role("button", name="Save", exact=True).click()

    page.goto(f"/admin/partnerships/claim/{claim.pk}/history/")

    row = page.get_by_role("row").filter(has_text="Better words.")
    expect(row).to_contain_text("First words.")
    expect(page.get_by_text("A typing error")).to_be_visible()
    picture(page, "history")


@pytest.mark.drill
def test_words_that_give_another_date_only_offer_it(log_in, chief):
    claim = make.claim(as_of="2024-10-23", date_words="2023", date_as_worded="2023")
    page = log_in(chief)
    page.goto(f"/admin/partnerships/claim/{claim.pk}/change/")
    edit(page)

    page.get_by_label("Date as worded").fill("In April")
    offered = page.get_by_role("button", name="In April, as of 23 October 2024: April 2024: take")
    expect(offered).to_be_visible()
    expect(page.get_by_label("Date those words give")).to_have_value("2023")

    page.get_by_label("Date as worded").press("Alt+Enter")
    expect(page.get_by_label("Date those words give")).to_have_value("2024-04")
