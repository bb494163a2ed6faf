"""What changed, as programs that read feeds read it."""

import feedparser
import pytest

from partnerships.models import Party
from tests import factories as make

pytestmark = pytest.mark.django_db

SERVER = "http://testserver/api/v1"


@pytest.fixture
def feed(api):
    """A function: the feed as a reader of feeds has it."""

    def feed():
        answer = api.get("/api/v1/changes/feed.atom")
        assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
        return feedparser.parse(answer.content)

    return feed


def test_a_reader_of_feeds_is_told_of_each_change_the_latest_first(feed, api):
    make.company("Firm", slug="firm")
    feed()
    Party.objects.update(name="Another")

    told = feed()

    assert not told.bozo
    assert [entry.title for entry in told.entries] == [
        "changed: companies firm",
        "released: companies firm",
    ]
    assert {entry.link for entry in told.entries} == {f"{SERVER}/companies/firm/"}
    assert told.entries[0].summary == "It says something else."
    numbers = [row["number"] for row in api.get("/api/v1/changes/").json()["results"]]
    assert [entry.id for entry in told.entries] == [
        f"{SERVER}/changes/?after={number - 1}" for number in reversed(numbers)
    ]


def test_what_is_gone_is_told_without_a_word_of_it(feed):
    make.company("The Canary", slug="firm")
    feed()
    Party.objects.update(released_at=None)

    gone = feed().entries[0]

    assert (gone.title, gone.link) == ("gone: companies firm", f"{SERVER}/changes/")


def test_an_entry_stays_what_it_was(feed):
    make.company("Firm", slug="firm")
    before = feed().entries
    make.company("Other", slug="other")

    assert feed().entries[1:] == before


def test_an_empty_feed_is_a_feed(feed):
    assert (feed().bozo, feed().entries) == (False, [])
