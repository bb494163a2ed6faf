"""How long the hands of an editor take to record a claim and a deal, whatever is missing."""

import re

import pytest
from playwright.sync_api import expect

from partnerships.models import Claim, Deal
from partnerships.vocabulary import AmountBasis, PartyKind, Qualifier, Stance
from tests import factories as make

from .conftest import faults
from .keystrokes import Hands

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = """<!doctype html><html lang="en"><head><title>Ties begin to fray</title>
<meta property="og:site_name" content="The Paper"><meta name="author" content="Ann Able">
<meta property="article:published_time" content="2024-10-17"></head><body><article>
<h1>Ties begin to fray</h1><p>Microsoft has invested about $13 billion in OpenAI, two people who
know of it said. Nobody at either company would say how much of that has been paid.</p>
<p>The weather at the meeting of the two was fine, and the board met again in the spring.</p>
</article></body></html>"""


def opened(page):
    """The choice by typing that is open."""
    return page.locator(".select2-results__option--highlighted")


def found(page, name):
    """Wait until what was typed is answered, and the line is the one that Enter takes."""
    expect(opened(page)).to_have_text(re.compile(name))


def choice(page, field):
    return page.locator(f"#id_{field} + .select2 .select2-selection")


@pytest.mark.drill
def test_a_claim_with_two_citations_takes_a_minute_at_most(log_in, chief, site, picture):
    for name in ("Microsoft", "OpenAI"):
        make.company(name)
    kept = make.source(outlet="The Batch", title="A partnership frays", published="2024-10-23")
    make.snapshot(kept, text="Microsoft has invested $13 billion in OpenAI so far. It may grow.")
    address = site.serve("/fray", PAGE.encode())
    page = log_in(chief)
    page.goto("/admin/")
    hands = Hands(page)

    hands.press("/")
    hands.write("new claim")
    expect(page.get_by_role("dialog").get_by_role("link", name="Go to New claim")).to_be_visible()
    hands.press("Enter")
    page.wait_for_url("**/claim/add/**")
    hands.click(page.get_by_label("Statement"))
    hands.write("Microsoft has invested about $13 billion in OpenAI.")
    hands.press("Tab")
    hands.write("Fig")
    hands.click(choice(page, "parties"))
    for typed, name in (("micro", "Microsoft"), ("opena", "OpenAI")):
        hands.write(typed)
        found(page, name)
        hands.press("Enter")
    hands.click(page.get_by_label("As of"))
    hands.write("10232024")

    hands.click(choice(page, "citations-0-source"))
    hands.paste(address)
    found(page, "Record the source at")
    hands.press("Enter")
    hands.press("Tab")
    expect(page.get_by_text("Recorded: The Paper")).to_be_visible()
    page.locator("#id_citations-0-stance").focus()
    hands.write("Sup")
    hands.click(page.get_by_role("button", name="two people who know of it said"))
    hands.click(page.get_by_text("Add another Citation"))
    hands.click(choice(page, "citations-1-source"))
    hands.write("batch")
    found(page, "A partnership frays")
    hands.press("Enter")
    hands.press("Tab")
    page.locator("#id_citations-1-stance").focus()
    hands.write("Qua")
    hands.click(page.get_by_role("button", name="has invested $13 billion in OpenAI so far."))
    expect(page.locator("#id_citations-1-quote")).to_have_value(re.compile("so far"))
    picture(page, "recording-claim")
    hands.click(page.get_by_role("button", name="Save", exact=True))

    expect(page.get_by_text("was added successfully")).to_be_visible()
    claim = Claim.objects.get()
    cited = {each.source.outlet: each for each in claim.citations.select_related("source")}
    assert {outlet: each.stance for outlet, each in cited.items()} == {
        "The Paper": Stance.SUPPORTS,
        "The Batch": Stance.QUALIFIES,
    }
    assert all(each.position is not None for each in cited.values())  # proved in their copies
    assert cited["The Paper"].source.authors == ["Ann Able"]
    assert claim.parties.count() == 2
    print(f"\na claim with two citations: {hands}")
    assert hands.seconds <= 60
    assert hands.loads <= 2  # the form, and the list after it: nothing in between


@pytest.mark.drill
def test_a_deal_with_a_new_person_and_a_new_company_takes_45_seconds_at_most(
    log_in, chief, picture
):
    make.collection()
    page = log_in(chief)
    page.goto("/admin/")
    hands = Hands(page)

    hands.press("/")
    hands.write("new deal")
    expect(page.get_by_role("dialog").get_by_role("link", name="Go to New deal")).to_be_visible()
    hands.press("Enter")
    page.wait_for_url("**/deal/add/**")
    hands.click(page.get_by_label("Title"))
    hands.write("Ada Moor's stake in Quayside")
    hands.click(page.get_by_label("Investment").first)
    hands.click(choice(page, "parties-0-party"))
    hands.write("Quayside")
    found(page, "Create company")
    hands.press("Enter")
    expect(page.get_by_text("Recorded: Quayside")).to_be_visible()
    hands.press("Tab")
    page.locator("#id_parties-0-role").focus()
    hands.write("Investee")
    hands.click(choice(page, "parties-1-party"))
    hands.write("Ada Moor")
    found(page, "Create company")
    hands.press("ArrowDown")
    found(page, "Create person")
    hands.press("Enter")
    expect(page.get_by_text("Recorded: Ada Moor")).to_be_visible()
    hands.press("Tab")
    page.locator("#id_parties-1-role").focus()
    hands.write("Investor")
    hands.click(page.locator("#id_amounts-0-low"))
    hands.write("up to $11.9 billion (announced)")
    picture(page, "recording-deal")
    hands.click(page.get_by_role("button", name="Save", exact=True))

    expect(page.get_by_text("was added successfully")).to_be_visible()
    deal = Deal.objects.get()
    amount = deal.amounts.get()
    assert (amount.qualifier, amount.low, amount.high) == (Qualifier.UP_TO, None, 11_900_000_000)
    assert (amount.currency, amount.basis) == ("USD", AmountBasis.ANNOUNCED)
    kinds = {row.party.name: row.party.kind for row in deal.parties.select_related("party")}
    assert kinds == {"Quayside": PartyKind.COMPANY, "Ada Moor": PartyKind.PERSON}
    print(f"\na deal with a new person and a new company: {hands}")
    assert hands.seconds <= 45
    assert hands.loads <= 2


def test_what_is_refused_is_said_under_the_choice(log_in, chief):
    make.collection()
    page = log_in(chief)
    page.goto("/admin/partnerships/claim/add/")

    choice(page, "citations-0-source").click()
    page.keyboard.insert_text("https://10.0.0.1/private")
    found(page, "Record the source at")
    page.keyboard.press("Enter")

    said = page.locator(".creating-says")
    expect(said).not_to_have_text(re.compile("^(The page is being fetched.*)?$"))
    assert page.locator("#id_citations-0-source").input_value() == ""
    log_in.complaints[:] = [each for each in log_in.complaints if "409" not in each]


def test_axe_finds_nothing_beside_what_is_offered(log_in, chief):
    make.company("Microsoft")
    kept = make.source(outlet="The Batch", title="A partnership frays")
    make.snapshot(kept, text="Microsoft has invested $13 billion in OpenAI so far. It may grow.")
    page = log_in(chief, bypass_csp=True)
    page.goto("/admin/partnerships/claim/add/")
    page.get_by_label("Statement").fill("Microsoft has invested about $13 billion in OpenAI.")

    choice(page, "citations-0-source").click()
    page.keyboard.type("batch")
    found(page, "A partnership frays")
    page.keyboard.press("Enter")

    expect(page.get_by_text("It says, and each may be cited")).to_be_visible()
    assert faults(page) == []
