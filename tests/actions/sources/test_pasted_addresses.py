"""A source recorded by its address: the page says what it is, and is kept."""

import pytest
from django.core.exceptions import PermissionDenied

from partnerships.actions.sources.pasted_addresses import record_source_at
from partnerships.errors import NotFetched
from partnerships.models import Source
from partnerships.vocabulary import Seen, SourceKind, Tier
from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = """<!doctype html><html lang="en"><head><title>Ties begin to fray</title>
<meta property="og:site_name" content="The Paper"><meta name="author" content="Ann Able">
<meta property="article:published_time" content="2024-10-17T08:00:00Z"></head><body><article>
<h1>Ties begin to fray</h1><p>The companies said that the price is $10 billion, which is more
than anybody had expected of them at the beginning of the year.</p></article></body></html>"""


def reporter(*more):
    return make.editor(None, "add_source", "view_source", "add_snapshot", "view_snapshot", *more)


@pytest.fixture
def address(site):
    return site.serve("/fray", PAGE.encode())


def test_the_page_says_what_it_is_and_is_kept(address):
    source, is_new = record_source_at(address, make.collection(), by=reporter())

    assert is_new
    source.refresh_from_db()
    assert (source.outlet, source.title) == ("The Paper", "Ties begin to fray")
    assert (source.authors, source.published) == (["Ann Able"], "2024-10-17")
    assert (source.language, source.url, source.seen) == ("en", address, Seen.PAGE)
    assert "the price is $10 billion" in source.snapshots.get().text


def test_one_that_is_recorded_is_not_recorded_again_nor_fetched(address, site):
    known = make.source(url=address)

    assert record_source_at(f" {address} ", make.collection(), by=reporter()) == (known, False)
    assert site.paths == []


def test_it_is_taken_as_the_latest_of_its_site_that_one_may_know_of(address, site):
    make.source(url=site.at("/a"), kind=SourceKind.FILING, tier=Tier.A)
    secret = {"kind": SourceKind.CALL, "tier": Tier.D, "confidentiality": "confidential"}
    make.source(url=site.at("/b"), **secret)

    source, _ = record_source_at(address, make.collection(), by=reporter())

    assert (source.kind, source.tier) == (SourceKind.FILING, Tier.A)


def test_a_page_that_says_nothing_of_itself_is_called_by_its_address(site):
    address = site.serve(
        "/bare", b"Nothing but words, and quite some of them.", media_type="text/plain"
    )

    source, _ = record_source_at(address, make.collection(), by=reporter())

    assert (source.outlet, source.title) == (site.host, address)
    assert (source.kind, source.tier) == (SourceKind.REPORTING, Tier.C)


def test_of_a_page_that_does_not_come_nothing_is_recorded(site):
    with pytest.raises(NotFetched):
        record_source_at(site.serve("/gone", status=410), make.collection(), by=reporter())

    assert Source.objects.count() == 0


def test_who_may_not_is_told_before_anything_is_fetched(address, site):
    with pytest.raises(PermissionDenied, match="keep copies"):
        record_source_at(address, make.collection(), by=make.editor(None, "add_source"))

    assert site.paths == []
