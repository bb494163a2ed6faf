"""Citations as the Web Annotation model wants them."""

import pytest

from partnerships.formats.claims.annotations import AROUND, selectors, web_annotation
from partnerships.models import Citation
from tests import factories as make

pytestmark = pytest.mark.django_db


def cited(text, quote, **fields):
    """A citation of the quotation in a copy with this text, as it is asked for its place."""
    source = make.source()
    made = make.citation(None, source, quote=quote, snapshot=make.snapshot(source, text, **fields))
    return Citation.objects.with_surroundings().select_related("snapshot").get(pk=made.pk)


def of(citation):
    copy = citation.snapshot
    return selectors(citation, copy.media_type, copy.pages)


@pytest.mark.parametrize(
    ("text", "quote", "prefix", "suffix"),
    [
        ("It rains.", "It rains.", "", ""),
        ("They said it rains.", "it rains", "They said ", "."),
        ("x" * 99 + " it rains " + "y" * 99, "it rains", "x" * 31 + " ", " " + "y" * 31),
        ("🎈é\u0301 “it\nrains”", "it\nrains", "🎈é\u0301 “", "”"),
    ],
)
def test_a_quotation_is_found_by_its_words_and_by_its_place(text, quote, prefix, suffix):
    words, place = of(cited(text, quote))

    exact = text[place["start"] : place["end"]]
    assert exact.split() == quote.split()
    assert words == {
        "type": "TextQuoteSelector",
        "exact": exact,
        "prefix": prefix,
        "suffix": suffix,
    }
    assert place["type"] == "TextPositionSelector"


def test_of_what_surrounds_it_little_is_told():
    words, _ = of(cited("a " * 500 + "it rains" + " b" * 500, "it rains"))

    assert (len(words["prefix"]), len(words["suffix"])) == (AROUND, AROUND)


@pytest.mark.parametrize(("quote", "page"), [("One", "page=1"), ("Two", "page=12")])
def test_in_a_pdf_it_is_found_by_its_page(quote, page):
    pages = {"media_type": "application/pdf", "pages": [[1, 0], [12, 5]]}

    found = of(cited("One. Two. Three.", quote, **pages))[2]

    assert found == {
        "type": "FragmentSelector",
        "conformsTo": "http://tools.ietf.org/rfc/rfc3778",
        "value": page,
    }


def test_a_page_that_is_not_known_is_not_told():
    found = of(cited("One.", "One", media_type="application/pdf", pages=[]))

    assert [each["type"] for each in found] == ["TextQuoteSelector", "TextPositionSelector"]


def test_without_a_copy_there_is_nothing_to_find():
    made = make.citation(quote="It rains.")

    assert selectors(Citation.objects.with_surroundings().get(pk=made.pk)) == []


def test_an_annotation_has_what_the_model_requires():
    citation = cited("They said it rains.", "it rains")
    target = {
        "snapshot": str(citation.snapshot.uid),
        "sha256": "0" * 64,
        "captured_at": citation.snapshot.captured_at,
        "selector": of(citation),
    }

    made = web_annotation(
        citation,
        at="https://desk.example/citations/1/",
        claim="https://desk.example/claims/1/",
        source="https://times.example/1",
        target=target,
    )

    # The model, 3.1: a context, one id, one type; 3.2: bodies and targets; 4: specific resources.
    assert "http://www.w3.org/ns/anno.jsonld" in made["@context"]
    assert (made["id"], made["type"]) == ("https://desk.example/citations/1/", "Annotation")
    assert {body.get("type", "") for body in made["body"]} == {"", "TextualBody"}
    assert all("id" in body or "value" in body for body in made["body"])
    assert made["target"]["type"] == "SpecificResource"
    assert made["target"]["source"] == "https://times.example/1"
    assert all("type" in selector for selector in made["target"]["selector"])
    assert made["target"]["state"] == {
        "type": "TimeState",
        "sourceDate": "2024-10-23T12:00:00Z",
        "cached": f"urn:uuid:{citation.snapshot.uid}",
        "sha256": "0" * 64,
    }


def test_an_annotation_of_what_is_not_proved_names_its_source_alone():
    made = web_annotation(make.citation(), at="a", claim="b", source="https://times.example/1")

    assert made["target"] == {"type": "SpecificResource", "source": "https://times.example/1"}
