"""Where a quotation stands, as others' tools read it: selectors, and a Web Annotation."""

import json

import pytest
from rest_framework.test import APIClient

from tests import factories as make

LD = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'


@pytest.fixture
def citation(db):
    source = make.source(released_at=make.NOON, slug="times", url="https://times.example/1")
    claim = make.claim(released_at=make.NOON)
    copy = make.snapshot(source, "They said: “it rains”.")
    place = {"snapshot": copy, "position": 11, "extent": 10}
    return make.citation(claim, source, quote='"it rains"', **place)


def test_a_proved_quotation_has_its_copy_and_its_selectors(ask, citation):
    row = ask(f"citations/{citation.uid}/")

    assert row["target"] == {
        "snapshot": str(citation.snapshot.uid),
        "sha256": citation.snapshot.sha256,
        "captured_at": "2024-10-23T12:00:00Z",
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": "“it rains”",
                "prefix": "They said: ",
                "suffix": ".",
            },
            {"type": "TextPositionSelector", "start": 11, "end": 21},
        ],
    }
    assert ask("citations/")["results"][0] == row


def test_a_quotation_without_a_copy_has_none(ask, citation):
    other = make.citation(citation.claim, citation.source, quote="It snows.")

    assert ask(f"citations/{other.uid}/")["target"] is None


def test_it_may_be_asked_for_alone(ask, citation):
    (row,) = ask("citations/", fields="target")["results"]

    assert list(row) == ["target"]
    assert row["target"]["selector"]


def annotated(citation, accept=LD, **parameters):
    address = f"/api/v1/citations/{citation.uid}/"
    return APIClient().get(address, parameters, headers={"Accept": accept})


@pytest.mark.parametrize("accept", [LD, "application/ld+json"])
def test_a_citation_comes_as_an_annotation_to_who_asks_for_one(citation, accept):
    answer = annotated(citation, accept)

    found = answer.json()
    assert answer["Content-Type"] == LD
    assert "Accept" in answer["Vary"]
    assert found["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert (found["type"], found["id"]) == (
        "Annotation",
        f"http://testserver/api/v1/citations/{citation.uid}/",
    )
    assert found["body"] == [
        {"id": f"http://testserver/api/v1/claims/{citation.claim.uid}/"},
        {"type": "TextualBody", "value": "supports", "purpose": "classifying"},
        {"type": "TextualBody", "value": "It says so.", "purpose": "describing"},
    ]
    assert found["target"]["source"] == "https://times.example/1"
    assert found["target"]["state"]["sourceDate"] == "2024-10-23T12:00:00Z"
    assert len(found["target"]["selector"]) == 2


def test_a_source_without_an_address_is_known_by_ours(citation):
    citation.source.url = ""
    citation.source.save()

    target = annotated(citation).json()["target"]

    assert target["source"] == "http://testserver/api/v1/sources/times/"


@pytest.mark.parametrize("accept", ["*/*", "application/json", "text/html, */*;q=0.8"])
def test_others_get_json_as_before(citation, accept):
    assert annotated(citation, accept)["Content-Type"] == "application/json"


def test_a_list_is_a_page_of_annotations(citation):
    answer = APIClient().get("/api/v1/citations/", headers={"Accept": "application/ld+json"})

    page = json.loads(b"".join(answer.streaming_content))
    assert page["type"] == "AnnotationPage"
    assert [each["type"] for each in page["items"]] == ["Annotation"]


def test_an_annotation_is_given_whole(citation):
    assert annotated(citation, fields="id").json()["code"] == "bad_parameter"


@pytest.mark.parametrize("confidentiality", ["open", "confidential"])
def test_what_may_not_be_seen_is_no_annotation_either(citation, confidentiality):
    source = citation.source
    source.released_at, source.confidentiality = None, confidentiality
    source.save()

    answer = annotated(citation)

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert "rains" not in answer.content.decode()
