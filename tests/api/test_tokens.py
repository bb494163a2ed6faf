"""Tokens: a password gives one, it shows what its owner may see, and it can be revoked."""

from base64 import b64encode
from datetime import timedelta

import pytest
from django.utils import timezone
from knox.models import AuthToken

from tests import factories as make

TOKENS = "/api/v1/tokens/"


def basic(username, password):
    return {"Authorization": "Basic " + b64encode(f"{username}:{password}".encode()).decode()}


@pytest.fixture
def ann(db):
    ann = make.editor("ann", "view_claim")
    ann.set_password("correct horse")
    ann.save()
    return ann


@pytest.fixture
def token(api, ann):
    return api.post(TOKENS, headers=basic("ann", "correct horse")).json()["token"]


def test_a_password_gives_a_token_that_expires(api, ann):
    answer = api.post(TOKENS, headers=basic("ann", "correct horse"))

    assert answer.status_code == 201
    assert answer["Cache-Control"] == "no-store"
    expiry = AuthToken.objects.get().expiry
    assert timedelta(days=29) < expiry - timezone.now() <= timedelta(days=30)


def test_a_token_shows_what_its_owner_may_see(api, token):
    make.claim(reference="S1")

    anonymous = api.get("/api/v1/claims/")
    with_token = api.get("/api/v1/claims/", headers={"Authorization": f"Token {token}"})

    assert (anonymous.json()["count"], with_token.json()["count"]) == (0, 1)


def test_the_newsroom_does_not_keep_the_token_itself(token):
    kept = AuthToken.objects.get()

    assert token not in (kept.digest, kept.token_key)


def test_a_revoked_token_is_no_good(api, token):
    header = {"Authorization": f"Token {token}"}

    assert api.delete(TOKENS, headers=header).status_code == 204
    assert api.get("/api/v1/claims/", headers=header).status_code == 401


def test_an_expired_token_is_no_good(api, token):
    AuthToken.objects.update(expiry=timezone.now() - timedelta(seconds=1))

    answer = api.get("/api/v1/claims/", headers={"Authorization": f"Token {token}"})

    assert answer.status_code == 401


@pytest.mark.parametrize(
    ("username", "password"), [("ann", "wrong"), ("ann\x00", "x"), ("a" * 600, "x"), ("é", "ü")]
)
def test_a_wrong_password_gives_none(api, ann, username, password):
    answer = api.post(TOKENS, headers=basic(username, password))

    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["WWW-Authenticate"].startswith("Basic")
    assert not AuthToken.objects.exists()


def test_a_token_gives_no_other_token(api, token):
    answer = api.post(TOKENS, headers={"Authorization": f"Token {token}"})

    assert answer.status_code == 401


@pytest.mark.parametrize(
    "body", ["[" * 200_000, '{"a":' * 2_000, "{", '{"username": "ann"}', "\x00", "NaN"]
)
def test_what_is_sent_with_it_is_refused(api, ann, body):
    answer = api.post(
        TOKENS, body, content_type="application/json", headers=basic("ann", "correct horse")
    )

    assert answer.status_code == 400
    assert answer.json()["code"] == "parse_error"


def test_wrong_passwords_are_counted_whoever_they_are_tried_for(api, monkeypatch):
    monkeypatch.setattr("partnerships.api.tokens.LoginThrottle.rate", "3/min", raising=False)
    for number in range(3):
        assert api.post(TOKENS, headers=basic(f"user{number}", "guess")).status_code == 401

    assert api.post(TOKENS, headers=basic("another", "guess")).status_code == 429


def test_nobody_has_more_tokens_than_the_limit(api, ann):
    for _ in range(20):
        AuthToken.objects.create(user=ann)

    answer = api.post(TOKENS, headers=basic("ann", "correct horse"))

    assert answer.status_code == 403
    assert answer.json()["code"] == "too_many_tokens"
