"""From a page on the web to a verdict that lapses when that page changes, in a real browser."""

import pghistory
import pytest
from django.urls import reverse
from playwright.sync_api import expect

from partnerships.vocabulary import State
from tests import factories as make

from .conftest import choose, edit, faults, select

pytestmark = pytest.mark.django_db(transaction=True)

PRICE = "The companies said that the price is $10 billion."
PAID = "Neither of them would say how much of it was paid in the end."
ARTICLE = f"""<!doctype html><html lang="en"><head><title>Ties begin to fray</title></head><body>
<article><h1>Ties begin to fray</h1><p>{PRICE} That is more than anybody had expected of
them at the beginning of the year, and less than they had hoped for in private.</p>
<p>{PAID} A spokeswoman would not comment.</p></article></body></html>"""


def address(record, page="change"):
    return reverse(f"admin:partnerships_{record._meta.model_name}_{page}", args=[record.pk])


def cite(page, words, claim):
    """Select words of the copy that is open, and cite them for the claim."""
    select(page, words)
    page.get_by_role("button", name="Cite the selected words").click()
    page.wait_for_url("**/citation/add/**")
    choose(page, "claim", claim.statement[:12], claim.statement)
    page.get_by_label("Stance").select_option("Supports")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("was added successfully").wait_for()


def state(claim):
    return claim.verdicts.current().get().state


@pytest.mark.drill
def test_a_captured_page_is_cited_and_what_leans_on_it_lapses_when_it_changes(
    log_in, chief, site, worker, picture
):
    url = site.serve("/f", ARTICLE.encode())
    with pghistory.context(user=chief.pk):
        source = make.source(outlet="The Paper", title="Ties fray", url=url)
        price = make.claim("The price is $10 billion.", reference="C1")
        paid = make.claim("They kept quiet about what was paid.", reference="C2")
    page = log_in(chief, bypass_csp=True)

    page.goto(address(source))
    page.get_by_role("button", name="Fetch a copy now").click()
    expect(page.get_by_text("waits for its turn")).to_be_visible()
    picture(page, "proof-1-asked")
    worker()
    expect(page.get_by_text("The copy is kept")).to_be_visible()
    picture(page, "proof-2-kept")
    assert faults(page) == []

    copy = source.snapshots.get()
    for words, claim in [(PRICE, price), (PAID, paid)]:
        page.goto(address(copy))
        cite(page, words, claim)
        make.signed(claim)
    assert [state(price), state(paid)] == [State.STANDS, State.STANDS]

    site.serve("/f", ARTICLE.replace("$10", "$13").encode())
    page.goto(address(source))
    page.get_by_role("button", name="Recheck").click()
    edit(page)
    page.locator("#id_title").fill("Ties begin to fray")  # typed, not saved: it is not lost
    worker()
    page.get_by_role("button", name="Show what came").click()
    looks = page.locator("#looks")
    expect(looks).to_contain_text("1 unchanged, 1 altered")
    expect(looks.locator("ins")).to_have_text("13")
    picture(page, "proof-3-looked-again")
    assert faults(page) == []

    page.goto(address(price))
    expect(page.locator("body")).to_contain_text("no longer says what was quoted from it")
    picture(page, "proof-4-lapsed")
    page.goto("/admin/")
    lapsed = page.locator("main").get_by_text("C1")
    expect(lapsed.first).to_be_visible()
    picture(page, "proof-5-home")
    assert [state(price), state(paid)] == [State.LAPSED, State.STANDS]
