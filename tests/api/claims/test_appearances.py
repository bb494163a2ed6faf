"""A claim tells in which work of others it appears, to those who may know of that work."""

import json

import pytest
from rest_framework.test import APIClient

from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann():
    return make.member("Reporter", name="ann")


@pytest.fixture
def work():
    return make.source(slug="the-gazette", outlet="The Gazette", title="A tale")


def test_a_claim_shows_the_work_it_appears_in_once_that_is_released(ask, ann, work):
    claim = make.claim(appears_in=work, released_at=make.NOON)
    path = f"claims/{claim.uid}/"

    assert ask(path)["appears_in"] is None
    assert ask(path, by=ann)["appears_in"]["id"] == "the-gazette"
    work.released_at = make.NOON
    work.save()
    told = ask(path)["appears_in"]
    assert (told["id"], told["outlet"], told["title"]) == ("the-gazette", "The Gazette", "A tale")
    assert ask("claims/")["results"][0]["appears_in"] == told


def test_a_program_says_where_a_claim_appears_and_takes_it_back(ann, work):
    client = APIClient()
    client.force_authenticate(ann)
    draft = {
        "collection": make.collection().slug,
        "statement": "It paid $13 billion.",
        "kind": "fact",
        "appears_in": "the-gazette",
    }

    made = client.post("/api/v1/claims/", draft, format="json")
    assert made.status_code == 201, made.content
    assert made.json()["appears_in"]["id"] == "the-gazette"

    changed = client.patch(
        f"/api/v1/claims/{made.json()['id']}/",
        json.dumps({"appears_in": None}),
        content_type="application/json",
        headers={"If-Match": made["ETag"]},
    )
    assert changed.status_code == 200, changed.content
    assert changed.json()["appears_in"] is None


def test_a_work_that_may_not_be_known_is_as_unknown_as_any(ann):
    make.source(slug="secret", confidentiality="confidential")
    client = APIClient()
    client.force_authenticate(ann)
    draft = {"collection": make.collection().slug, "statement": "It paid.", "kind": "fact"}

    unknown, hidden = (
        client.post("/api/v1/claims/", draft | {"appears_in": slug}, format="json")
        for slug in ("nobody-heard-of-it", "secret")
    )

    assert unknown.status_code == hidden.status_code == 422
    assert unknown.content == hidden.content
