"""A story as JSON-LD has what its readers' machines ask for, and nothing that is not released."""

import json
from html.parser import HTMLParser

import pytest

from partnerships.vocabulary import Finding
from tests import factories as make

pytestmark = pytest.mark.django_db

# What Google's documentation of fact checks and articles requires, and what we mean to give.
REQUIRED = {
    "Article": {"headline", "datePublished", "dateModified", "author", "publisher", "url"},
    "ClaimReview": {
        *("claimReviewed", "reviewRating", "url", "author", "datePublished", "itemReviewed"),
        "citation",
    },
    "CorrectionComment": {"text", "datePublished"},
    "CreativeWork": {"name", "publisher"},
    "Rating": {"alternateName"},
}


def everything(node):
    """Each thing in the graph that says what it is."""
    if isinstance(node, dict):
        if "@type" in node:
            yield node
        for value in node.values():
            yield from everything(value)
    elif isinstance(node, list):
        for value in node:
            yield from everything(value)


def told(client, story):
    answer = client.get(f"/stories/{story.slug}/article.jsonld")
    assert answer["Content-Type"] == "application/ld+json"
    return answer.json()


def corrected_story(**fields):
    story = make.edition(make.printable(**fields)).story
    make.corrected(story)
    return story


def test_everything_has_what_is_required_of_it(client):
    data = told(client, corrected_story(standfirst="More."))

    assert data["@context"] == "https://schema.org"
    things = list(everything(data))
    assert set(REQUIRED) <= {thing["@type"] for thing in things}
    for thing in things:
        missing = REQUIRED.get(thing["@type"], set()) - set(thing)
        assert not missing, (thing["@type"], missing)
    assert not [thing for thing in things if "" in thing.values() or None in thing.values()]


def test_a_review_says_what_was_found_and_of_what(client):
    verdict = make.readable(Finding.ACCURATE, statement="It paid $13 billion.")
    data = told(client, make.edition(make.printable(claim_=verdict.claim)).story)

    (review,) = [one for one in data["@graph"] if one["@type"] == "ClaimReview"]
    assert review["claimReviewed"] == "It paid $13 billion."
    rating = review["reviewRating"]
    assert (rating["alternateName"], rating["ratingValue"], rating["bestRating"]) == (
        "Accurate",
        5,
        5,
    )
    assert review["citation"][0]["name"] == verdict.claim.citations.get().source.title


def test_the_article_has_its_corrections(client):
    data = told(client, corrected_story())

    article = data["@graph"][0]
    assert article["version"] == 2
    assert [one["text"] for one in article["correction"]] == [
        "It said $13 billion. It was $10 billion."
    ]
    assert article["datePublished"] < article["dateModified"]


def test_nothing_that_is_not_released_is_in_it(client):
    story = make.printable()
    make.binding(story, "OpenAI", make.signed(make.checked(statement="The hidden one.")).claim)
    secret = make.source(confidentiality="confidential", outlet="The hidden outlet")
    claim = make.binding_of(make.printable()).claim
    make.citation(claim, secret)

    data = json.dumps(told(client, make.edition(story).story))

    assert "hidden" not in data


class Scripts(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found, self.inside = [], False

    def handle_starttag(self, tag, attrs):
        self.inside = tag == "script" and ("type", "application/ld+json") in attrs

    def handle_data(self, data):
        if self.inside:
            self.found.append(data)

    def handle_endtag(self, tag):
        self.inside = False


def test_the_page_carries_the_same_whatever_its_words(client):
    story = corrected_story(headline="</script><script>alert(1)</script> & co. <!--")

    page = client.get(f"/stories/{story.slug}/").content.decode()

    scripts = Scripts()
    scripts.feed(page)
    assert "<script>alert" not in page
    assert json.loads("".join(scripts.found)) == told(client, story)
