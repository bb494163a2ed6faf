"""The gate tells nobody of a party, name or deal that they may not know of."""

import pytest

from partnerships.rules.stories.publishing import Gate
from partnerships.vocabulary import DealRole
from tests import factories as make

pytestmark = pytest.mark.django_db
OFF = {"released_at": None}


@pytest.fixture
def reader():
    """Who may see stories and claims, and of parties and deals what readers see."""
    return make.editor(None, "view_story", "view_claim", "view_source", "view_citation")


@pytest.fixture
def claim():
    made = make.claim("Alpha and Beta made a deal of $10 billion.")
    made.parties.add(make.company("Alpha", slug="alpha"), make.company("Beta", slug="beta"))
    return made


def gate_says(story, user):
    gate = Gate(story.revisions.current().get(), user)
    objections = [(one.code, one.words, str(one.text)) for one in gate.objections]
    return objections, [(mark.start, mark.end, mark.state) for mark in gate.marks]


def hide_a_party(claim, passage):
    make.company("Zebra Holdings", **OFF)


def hide_a_name_in_small_letters(claim, passage):
    make.party_name(make.company("Zebra", **OFF), "the syndicate")


def hide_a_party_of_the_claim(claim, passage):
    claim.parties.add(make.company("Zebra", **OFF))


def hide_a_deal_that_says_otherwise(claim, passage):
    deal = make.deal(title="Hidden")
    for slug, role in (("alpha", DealRole.INVESTOR), ("beta", DealRole.INVESTEE)):
        make.deal_party(deal, claim.parties.get(slug=slug), role=role)
    claim.deals.add(deal)


def hide_a_valuation_of_a_released_deal(claim, passage):
    beta = claim.parties.get(slug="beta")
    make.valuation(beta, deal=claim.deals.get(), **OFF)


PASSAGES = {
    hide_a_party: "Zebra Holdings invested $10 billion in Beta",
    hide_a_name_in_small_letters: "the syndicate invested $10 billion in Beta",
    hide_a_party_of_the_claim: "Beta invested $10 billion in Alpha",
    hide_a_deal_that_says_otherwise: "Beta invested $10 billion in Alpha",
    hide_a_valuation_of_a_released_deal: "Alpha invested $157 billion in Beta",
}


@pytest.mark.parametrize("hide", PASSAGES, ids=lambda hide: hide.__name__)
def test_what_is_hidden_changes_nothing_that_is_said(claim, reader, hide):
    passage = PASSAGES[hide]
    claim.deals.add(make.released_deal(*claim.parties.all()))
    story = make.story(f"In spring, {passage}. The syndicate, Zebra Holdings and Zebra are here.")
    make.binding(story, passage, claim)
    before = gate_says(story, reader)

    hide(claim, passage)

    assert gate_says(story, reader) == before


def test_a_hidden_name_of_a_hidden_party_is_not_read_as_its_name(claim, reader):
    zebra = make.company("Zebra", **OFF)
    claim.parties.add(zebra)
    passage = "Beta invested $10 billion in Redwood"
    story = make.story(f"{passage}. And more.")
    make.binding(story, passage, claim)
    before = gate_says(story, reader)

    make.party_name(zebra, "Redwood")

    assert gate_says(story, reader) == before


def test_who_may_know_of_it_is_told(claim):
    chief, passage = make.editor(None, is_superuser=True), "Beta invested $10 billion in Alpha"
    story = make.story(f"{passage}. And more.")
    make.binding(story, passage, claim)
    before = gate_says(story, chief)

    hide_a_deal_that_says_otherwise(claim, passage)

    assert gate_says(story, chief) != before
