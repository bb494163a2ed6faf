"""What is out as JSON-LD says what its readers' machines ask for, and blames nobody falsely."""

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
    "Claim": {"appearance"},
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


class Scripts(HTMLParser):
    """The scripts of JSON-LD in a page, and the places that an address can lead to."""

    def __init__(self, page):
        super().__init__()
        self.found, self.inside, self.anchors = [], False, set()
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.inside = tag == "script" and ("type", "application/ld+json") in attrs
        self.anchors |= {value for name, value in attrs if name == "id"}

    def handle_data(self, data):
        if self.inside:
            self.found.append(data)

    def handle_endtag(self, tag):
        self.inside = False


def claim_page(client, claim):
    page = client.get(f"/claims/{claim.collection.slug}/{claim.reference}/")
    assert page.status_code == 200
    return Scripts(page.content.decode())


def review(client, claim):
    """The review on the page of a claim; None where there is none."""
    found = claim_page(client, claim).found
    return json.loads("".join(found)) if found else None


def said_of_others(finding=Finding.ACCURATE, work=None, **fields):
    """A claim that a work of others makes, on which a verdict stands."""
    work = work or make.source(outlet="The Gazette", title="A tale", released_at=make.NOON)
    return make.readable(finding, appears_in=work, **fields).claim


def corrected_story(**fields):
    story = make.edition(make.printable(**fields)).story
    make.corrected(story)
    return story


def test_everything_has_what_is_required_of_it(client):
    of_article = told(client, corrected_story(standfirst="More."))
    of_claim = review(client, said_of_others())

    things = list(everything([of_article, of_claim]))
    assert {of_article["@context"], of_claim["@context"]} == {"https://schema.org"}
    assert set(REQUIRED) <= {thing["@type"] for thing in things}
    for thing in things:
        missing = REQUIRED.get(thing["@type"], set()) - set(thing)
        assert not missing, (thing["@type"], missing)
    assert not [thing for thing in things if "" in thing.values() or None in thing.values()]


def test_an_article_rates_none_of_its_own_sentences(client):
    story = make.edition(make.printable(claim_=said_of_others())).story

    data = told(client, story)

    assert {thing["@type"] for thing in everything(data)} == {
        *("Article", "Organization", "CreativeWork"),
    }
    (record,) = data["isBasedOn"]
    assert client.get(record.removeprefix("http://testserver")).status_code == 200


def test_a_review_says_what_was_found_and_in_which_work(client):
    work = make.source(
        outlet="The Gazette",
        title="A tale",
        url="https://example.org/tale",
        authors=["Ann Example"],
        published="2024-10-23",
        released_at=make.NOON,
    )
    claim = said_of_others(work=work, statement="It paid $13 billion.")

    data = review(client, claim)

    assert data["claimReviewed"] == "It paid $13 billion."
    rating = data["reviewRating"]
    assert (rating["alternateName"], rating["ratingValue"], rating["bestRating"]) == (
        "Accurate",
        5,
        5,
    )
    assert data["itemReviewed"]["appearance"] == {
        "@type": "CreativeWork",
        "name": "A tale",
        "url": "https://example.org/tale",
        "publisher": {"@type": "Organization", "name": "The Gazette"},
        "author": [{"@type": "Person", "name": "Ann Example"}],
        "datePublished": "2024-10-23",
    }
    assert data["citation"][0]["name"] == claim.citations.get().source.title


def test_a_review_stands_at_the_address_that_it_gives(client):
    claim = said_of_others()

    page, _, anchor = review(client, claim)["url"].removeprefix("http://testserver").partition("#")

    found = Scripts(client.get(page).content.decode())
    assert json.loads("".join(found.found))["@id"].endswith(f"{page}#{anchor}")
    assert anchor in found.anchors


def test_what_we_state_ourselves_is_no_review(client):
    assert review(client, make.readable().claim) is None


def test_what_is_not_signed_is_no_review(client):
    work = make.source(released_at=make.NOON)

    assert review(client, make.claim(appears_in=work, released_at=make.NOON)) is None


def test_a_claim_in_a_work_that_was_not_released_is_no_review(client):
    claim = said_of_others(work=make.source(outlet="The hidden outlet"))

    assert review(client, claim) is None
    assert (
        "The hidden outlet"
        not in client.get(f"/claims/{claim.collection.slug}/{claim.reference}/").text
    )


@pytest.mark.parametrize(
    ("words", "said_by"),
    [
        ("Microsoft", {"@type": "Organization", "name": "Microsoft"}),
        ("Sam Altman", {"@type": "Person", "name": "Sam Altman"}),
        ("Sam", {"@type": "Person", "name": "Sam"}),
        ("Smith", None),  # a company and a person bear it
        ("Unnamed ('reportedly')", None),
        ("The article", None),
        ("Desk", None),
        ("", None),
    ],
)
def test_a_claimant_is_a_party_that_the_words_name(client, words, said_by):
    make.company("Microsoft")
    altman = make.person("Sam Altman")
    make.party_name(altman, "Sam")
    make.company("Smith")
    make.person("Smith", slug="smith-person")

    data = review(client, said_of_others(attributed_to=words))

    assert data["itemReviewed"].get("author") == said_by


def test_a_claimant_who_was_not_released_is_nobody(client):
    make.person("Sam Altman", released_at=None)
    renamed = make.company("Another", released_at=None)
    make.party_name(renamed, "Microsoft")

    for words in ("Sam Altman", "Microsoft"):
        data = review(client, said_of_others(attributed_to=words))
        assert "author" not in data["itemReviewed"]


def test_the_article_has_its_corrections(client):
    article = told(client, corrected_story())

    assert article["version"] == 2
    assert [one["text"] for one in article["correction"]] == [
        "It said $13 billion. It was $10 billion."
    ]
    assert article["datePublished"] < article["dateModified"]


def test_nothing_that_is_not_released_is_in_it(client):
    story = make.printable()
    make.binding(story, "OpenAI", make.signed(make.checked(statement="The hidden one.")).claim)
    make.excused(story)
    secret = make.source(confidentiality="confidential", outlet="The hidden outlet")
    claim = make.binding_of(make.printable()).claim
    make.citation(claim, secret)

    data = json.dumps(told(client, make.edition(story).story))

    assert "hidden" not in data


def test_the_page_carries_the_same_whatever_its_words(client):
    story = corrected_story(headline="</script><script>alert(1)</script> & co. <!--")

    page = client.get(f"/stories/{story.slug}/").content.decode()

    assert "<script>alert" not in page
    assert json.loads("".join(Scripts(page).found)) == told(client, story)


@pytest.mark.parametrize(
    ("published", "told"),
    [("2024", "2024"), ("2024-10", "2024-10"), ("2024-10-23", "2024-10-23")]
    + [(vague, None) for vague in ("2024-21", "2024-10~", "2024/2025", "")],
)
def test_only_a_plain_date_is_given_as_the_day_of_a_work(client, published, told):
    work = make.source(published=published, released_at=make.NOON)

    appearance = review(client, said_of_others(work=work))["itemReviewed"]["appearance"]

    assert appearance.get("datePublished") == told
