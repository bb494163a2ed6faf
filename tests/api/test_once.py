"""A request that is sent twice with one Idempotency-Key is done once."""

import pytest
from django.db import DatabaseError, transaction
from rest_framework.test import APIClient

from partnerships.models import Claim, IdempotentResponse, Verdict
from tests import factories as make
from tests.races import at_one_moment

KEY = {"Idempotency-Key": "7c1f"}


@pytest.fixture
def ann(db):
    return make.member("Fact-checker", name="ann")


@pytest.fixture
def draft(db):
    return {"collection": make.collection().slug, "statement": "It rains.", "kind": "fact"}


def test_the_same_request_is_answered_again_and_done_once(send, ann, draft):
    first = send("post", "claims/", draft, by=ann, headers=KEY, status=201)
    again = send("post", "claims/", draft, by=ann, headers=KEY, status=201)

    assert again.content == first.content
    assert (again["Location"], again["ETag"]) == (first["Location"], first["ETag"])
    assert "Idempotency-Replayed" not in first
    assert again["Idempotency-Replayed"] == "true"
    assert Claim.objects.count() == 1


def test_a_verdict_is_proposed_once_though_the_claim_has_changed_since(send, ann):
    make.checked(reference="S28")
    tag = send("get", "claims/S28/", by=ann)["ETag"]
    headers = KEY | {"If-Match": tag}

    for _ in range(2):
        send(
            "post",
            "claims/S28/verdict/",
            {"finding": "accurate"},
            by=ann,
            headers=headers,
            status=200,
        )

    assert Verdict.objects.count() == 1


def test_a_key_stands_for_one_request(send, ann, draft):
    send("post", "claims/", draft, by=ann, headers=KEY, status=201)

    answer = send("post", "claims/", draft | {"kind": "date"}, by=ann, headers=KEY, status=422)

    assert answer.json()["code"] == "key_used"
    assert Claim.objects.count() == 1


def test_a_key_is_its_owners(send, ann, draft):
    ben = make.member("Reporter")

    for user in (ann, ben):
        answer = send("post", "claims/", draft, by=user, headers=KEY, status=201)
        assert "Idempotency-Replayed" not in answer
    assert Claim.objects.count() == 2


def test_what_was_refused_may_be_tried_again_with_the_same_key(send, ann, draft):
    send("post", "claims/", draft | {"kind": "x"}, by=ann, headers=KEY, status=422)

    send("post", "claims/", draft, by=ann, headers=KEY, status=201)

    assert IdempotentResponse.objects.get().status == 201


@pytest.mark.parametrize("key", ["", "x" * 201, "é"])
def test_a_key_that_cannot_be_kept_is_refused(send, ann, draft, key):
    answer = send("post", "claims/", draft, by=ann, headers={"Idempotency-Key": key}, status=400)

    assert answer.json()["code"] == "bad_header"


def test_an_answer_is_kept_as_it_is(send, ann, draft):
    send("post", "claims/", draft, by=ann, headers=KEY, status=201)

    with pytest.raises(DatabaseError), transaction.atomic():
        IdempotentResponse.objects.update(body="")


@pytest.mark.django_db(transaction=True)
def test_of_requests_at_once_one_is_done_and_the_others_are_told_of_it():
    ann = make.member("Reporter")
    draft = {"collection": make.collection().slug, "statement": "It rains.", "kind": "fact"}

    def post(client):
        client.force_authenticate(ann)
        return client.post("/api/v1/claims/", draft, format="json", headers=KEY)

    answers = at_one_moment(post, [APIClient() for _ in range(4)])

    assert [answer.status_code for answer in answers] == [201] * 4
    assert len({answer.content for answer in answers}) == 1
    assert sum("Idempotency-Replayed" in answer for answer in answers) == 3
    assert Claim.objects.count() == 1
