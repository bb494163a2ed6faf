"""Tokens: a password gives one, it shows what its owner may see, and it can be revoked."""

from base64 import b64encode
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from knox.models import AuthToken
from rest_framework.test import APIClient

from partnerships.actions.second_factors import new_key, set_up_second_factor
from partnerships.api.authentication import TokenAuthentication
from tests import factories as make
from tests.codes import code_of

TOKENS = "/api/v1/tokens/"


def basic(username, password):
    return {"Authorization": "Basic " + b64encode(f"{username}:{password}".encode()).decode()}


@pytest.fixture
def ann(db):
    return make.editor("ann", "view_claim", password="correct horse")


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


def test_bearer_is_taken_as_others_write_it(api, token):
    make.claim(reference="S1")

    for scheme in ("Bearer", "bearer", "TOKEN"):
        answer = api.get("/api/v1/claims/", headers={"Authorization": f"{scheme} {token}"})
        assert answer.json()["count"] == 1, scheme


@pytest.mark.parametrize(
    "header", ["{}", "Token", "Token  ", "Token {} {}", "Tokn {}", "Digest {}", "Token: {}", "é {}"]
)
def test_who_sends_what_cannot_be_read_is_not_taken_for_nobody(api, token, header):
    answer = api.get("/api/v1/claims/", headers={"Authorization": header.format(token, token)})

    assert answer.status_code == 401
    assert answer.json()["code"] == "authentication_failed"


def test_a_password_is_for_the_address_of_tokens_alone(api, ann):
    answer = api.get("/api/v1/claims/", headers=basic("ann", "correct horse"))

    assert answer.status_code == 401
    assert "Token" in answer.json()["detail"]


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


@pytest.mark.parametrize("body", ['{"note": 1, "note": 2}', '[{"a": {"note": 1, "note": 1}}]'])
def test_json_that_says_one_thing_twice_is_refused(api, ann, body):
    answer = api.post(
        TOKENS, body, content_type="application/json", headers=basic("ann", "correct horse")
    )

    assert (answer.status_code, answer.json()["code"]) == (400, "parse_error")
    assert "“note” twice" in answer.json()["detail"]


@pytest.mark.parametrize("charset", ["rot13", "base64", "hex", "nonsense", "utf-16"])
def test_json_in_a_charset_of_its_own_takes_nothing_down(api, ann, charset):
    answer = api.post(
        TOKENS,
        b"{}",
        content_type=f"application/json; charset={charset}",
        headers=basic("ann", "correct horse"),
    )

    assert answer.status_code in (201, 400)


def test_wrong_passwords_are_counted_whoever_they_are_tried_for(api, monkeypatch):
    monkeypatch.setattr("partnerships.api.tokens.LoginThrottle.rate", "3/min", raising=False)
    for number in range(3):
        assert api.post(TOKENS, headers=basic(f"user{number}", "guess")).status_code == 401

    assert api.post(TOKENS, headers=basic("another", "guess")).status_code == 429


def test_nobody_has_more_tokens_than_the_limit(api, ann):
    for _ in range(20):
        make.token(ann)

    answer = api.post(TOKENS, headers=basic("ann", "correct horse"))

    assert answer.status_code == 403
    assert answer.json()["code"] == "too_many_tokens"


def test_a_token_is_checked_with_one_question(api, token):
    header = {"Authorization": f"Token {token}"}
    api.get("/api/v1/searches/", headers=header)  # the plan is made
    APIClient().get("/api/v1/searches/")

    with CaptureQueriesContext(connection) as anonymous:
        APIClient().get("/api/v1/searches/")
    with CaptureQueriesContext(connection) as with_token:
        api.get("/api/v1/searches/", headers=header)

    assert len(with_token) == len(anonymous) + 1


def test_a_token_gives_the_rights_of_its_owner_and_of_their_groups(api, token, ann):
    ann.groups.set(make.member("Editor").groups.all())
    user, seen = TokenAuthentication().authenticate_credentials(token.encode())

    known = get_user_model().objects.get(pk=ann.pk)
    assert user == known
    assert user.get_all_permissions() == known.get_all_permissions()
    assert user.get_group_permissions() == known.get_group_permissions()
    assert seen.user == ann


def test_the_token_of_somebody_who_left_is_no_good(api, token, ann):
    ann.is_active = False
    ann.save()

    answer = api.get("/api/v1/claims/", headers={"Authorization": f"Token {token}"})

    assert answer.status_code == 401


def test_a_token_clears_away_the_expired_ones_of_its_owner(api, token, ann):
    old, _ = make.token(ann)
    AuthToken.objects.filter(pk=old.pk).update(expiry=timezone.now() - timedelta(days=1))

    api.get("/api/v1/claims/", headers={"Authorization": f"Token {token}"})

    assert not AuthToken.objects.filter(pk=old.pk).exists()


def test_a_token_that_begins_as_another_is_no_good(api, token):
    forged = token[:-1] + ("a" if token[-1] != "a" else "b")

    answer = api.get("/api/v1/claims/", headers={"Authorization": f"Token {forged}"})

    assert answer.status_code == 401


def test_a_password_alone_gives_no_token_to_who_has_a_second_factor(api, ann):
    key = new_key()
    set_up_second_factor(ann, key, code_of(key, -1))

    alone = api.post(TOKENS, headers=basic("ann", "correct horse"))
    both = api.post(TOKENS, headers=basic("ann", "correct horse") | {"Newsroom-Code": code_of(key)})

    assert (alone.status_code, alone.json()["code"]) == (403, "second_factor")
    assert both.status_code == 201
