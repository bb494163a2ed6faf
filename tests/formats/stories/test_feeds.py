"""The feeds, read back as Atom."""

from html import unescape
from xml.etree import ElementTree

import pytest
from django.utils.dateparse import parse_datetime

from tests import factories as make

pytestmark = pytest.mark.django_db
ATOM = {"atom": "http://www.w3.org/2005/Atom"}


def feed(client, path):
    """The feed at the path, after a look at what RFC 4287 requires of it and its entries."""
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("application/atom+xml")
    root = ElementTree.fromstring(answer.content)
    assert root.tag == "{http://www.w3.org/2005/Atom}feed"
    for node in [root, *root.findall("atom:entry", ATOM)]:
        for name in ("id", "title", "updated"):
            assert node.findtext(f"atom:{name}", "", ATOM).strip(), name
        assert parse_datetime(node.findtext("atom:updated", "", ATOM)).tzinfo
        links = [link.get("href") for link in node.findall("atom:link", ATOM)]
        assert links
        assert all(link.startswith("http://testserver/stories/") for link in links)
    for entry in root.findall("atom:entry", ATOM):
        assert entry.findtext("atom:author/atom:name", "", ATOM)
        assert "<" not in entry.findtext("atom:summary", "", ATOM)
    ids = [entry.findtext("atom:id", "", ATOM) for entry in root.findall("atom:entry", ATOM)]
    assert len(set(ids)) == len(ids)
    return root


def as_read(summary):
    """What a reader's program shows: of HTML, what its markup stands for."""
    return unescape(summary.text) if summary.get("type") == "html" else summary.text


def entries(root):
    return [
        (entry.findtext("atom:title", "", ATOM), as_read(entry.find("atom:summary", ATOM)))
        for entry in root.findall("atom:entry", ATOM)
    ]


def test_stories_come_with_the_latest_first(client):
    make.edition(make.printable(headline="The first", standfirst="In short."))
    make.edition(make.printable(headline="The second & third"))

    told = entries(feed(client, "/stories/feed.atom"))

    assert told == [
        ("The second & third", "The second & third"),
        ("The first", "In short."),
    ]


def test_a_correction_says_what_was_wrong_and_what_is_right(client):
    story = make.edition(make.printable(headline="A story")).story
    make.corrected(story, was_wrong="It said <b>13</b>.", is_right="It was 10 & more.")
    make.corrected(make.edition(make.printable()).story)

    told = entries(feed(client, f"/stories/{story.slug}/corrections.atom"))

    assert told == [("Correction: A story", "It said <b>13</b>. It was 10 & more.")]
    assert len(entries(feed(client, "/stories/corrections.atom"))) == 2


def test_a_feed_of_nothing_is_a_feed(client):
    story = make.edition().story

    assert entries(feed(client, f"/stories/{story.slug}/corrections.atom")) == []
    assert len(entries(feed(client, "/stories/feed.atom"))) == 1


def test_what_is_not_out_is_in_none(client):
    story = make.printable(headline="The secret merger")
    make.edition()

    for path in ("feed.atom", "corrections.atom"):
        assert b"secret" not in client.get(f"/stories/{path}").content
    assert client.get(f"/stories/{story.slug}/corrections.atom").status_code == 404
