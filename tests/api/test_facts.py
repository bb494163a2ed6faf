"""What backs a record, and the parts of a deal."""

import pytest

from tests import factories as make


@pytest.fixture
def deal(db):
    """A deal with an amount and a term, each without a source of its own."""
    deal = make.released_deal(title="The round")
    make.amount(deal)
    make.term(deal)
    return deal


def backing(ask, part):
    (part,) = ask("deals/")["results"][0][part]
    return [fact["source"]["id"] for fact in part["sources"]]


def source(slug):
    return make.source(slug=slug, released_at=make.NOON)


@pytest.mark.parametrize("part", ["amounts", "terms"])
def test_a_part_of_a_deal_lists_what_backs_the_whole_deal(ask, deal, part):
    make.fact(deal=deal, source=source("report"))
    make.fact(deal=deal, source=source("on-its-title"), field="title")
    make.fact(deal=deal, source=make.source(slug="draft"))

    assert backing(ask, part) == ["report"]


@pytest.mark.parametrize(("part", "name"), [("amounts", "amount"), ("terms", "term")])
def test_a_part_with_a_source_of_its_own_lists_that(ask, deal, part, name):
    make.fact(deal=deal, source=source("report"))
    make.fact(**{name: getattr(deal, part).get()}, source=source("filing"))

    assert backing(ask, part) == ["filing"]


def test_a_term_in_its_own_list_lists_what_backs_its_deal(ask, deal):
    make.fact(deal=deal, source=source("report"))

    (term,) = ask("terms/")["results"]
    assert [fact["source"]["id"] for fact in term["sources"]] == ["report"]
