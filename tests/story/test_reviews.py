"""What the pages of the first story tell machines, read by a parser that is not ours."""

import json
from html.parser import HTMLParser

import pytest
from pyld import jsonld

from partnerships.models import Claim, Source, Story
from partnerships.vocabulary import Finding

SITE = "http://testserver"
CHECKED = "https://www.deeplearning.ai/the-batch/issue-272/"


def _schema_org(url, options):
    """In place of the context that schema.org serves: all its words are its own."""
    assert url == "https://schema.org"
    context = {"@context": {"@vocab": "https://schema.org/", "id": "@id", "url": {"@type": "@id"}}}
    return {"contentType": None, "contextUrl": None, "documentUrl": url, "document": context}


class _Scripts(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found, self.inside, self.anchors = [], False, set()

    def handle_starttag(self, tag, attrs):
        if tag == "script" and ("type", "application/ld+json") in attrs:
            self.inside = True
            self.found.append("")
        self.anchors |= {value for name, value in attrs if name == "id"}

    def handle_data(self, data):
        if self.inside:
            self.found[-1] += data

    def handle_endtag(self, tag):
        self.inside = False


def _page(client, address):
    answer = client.get(address.removeprefix(SITE))
    assert answer.status_code == 200, address
    scripts = _Scripts()
    scripts.feed(answer.content.decode())
    return scripts


def _read(client, address):
    """The things that the page tells of, flattened, by type."""
    things = {}
    for script in _page(client, address).found:
        flat = jsonld.flatten(json.loads(script), options={"documentLoader": _schema_org})
        for node in flat:
            for kind in node.get("@type", []):
                things.setdefault(kind.removeprefix("https://schema.org/"), []).append(node)
    return things


def _values(node, name):
    told = node.get(f"https://schema.org/{name}", [])
    return [value.get("@value", value.get("@id")) for value in told]


@pytest.fixture
def published(story):
    return Story.objects.get(slug="microsoft-openai")


@pytest.mark.drill
def test_no_sentence_of_ours_is_said_to_be_wrong(client, published):
    article = f"{SITE}/stories/{published.slug}/"

    assert not {"ClaimReview", "Rating", "Claim"} & set(_read(client, article))

    reviewed = {}
    for claim in Claim.objects.released().select_related("collection"):
        page = _read(client, f"{SITE}/claims/{claim.collection.slug}/{claim.reference}/")
        works = {url for node in page.get("CreativeWork", []) for url in _values(node, "url")}
        for review in page.get("ClaimReview", []):
            (reviewed[claim.reference],) = _values(review, "claimReviewed")
            assert CHECKED in works
            assert article not in works
    assert (
        len(reviewed)
        == Claim.objects.filter(layer="article")
        .with_verdict()
        .filter(finding__isnull=False)
        .count()
    )
    assert not set(reviewed) & set(
        Claim.objects.exclude(layer="article").values_list("reference", flat=True)
    )


def test_every_review_stands_at_its_address(client, published):
    claim = Claim.objects.get(reference="S28")
    (review,) = _read(client, f"{SITE}/claims/microsoft_openai/S28/")["ClaimReview"]

    (address,) = _values(review, "url")
    page, _, anchor = address.partition("#")
    assert anchor in _page(client, page).anchors
    assert _values(review, "claimReviewed") == [claim.statement]


def test_the_claim_page_names_the_work_that_said_it_and_our_words_that_correct_it(
    client, published
):
    page = client.get("/claims/microsoft_openai/S28/").content.decode()

    work = Source.objects.get(slug="src-batch-272")
    assert f'href="{CHECKED}"' in page
    assert work.title in page
    assert "Our text follows the correction." in page
    assert Claim.objects.with_verdict().get(reference="S28").finding == Finding.WRONG
    (link,) = [
        part.split('"')[0] for part in page.split('href="') if "#note-" in part.split('"')[0]
    ]
    assert link.split("#")[1] in _page(client, link).anchors
