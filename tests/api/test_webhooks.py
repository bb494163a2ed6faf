"""Webhooks over the API: one's own addresses are listed, added and removed."""

import pytest
from rest_framework.test import APIClient

from partnerships.actions.webhooks import register_webhook
from partnerships.models import Webhook
from tests import factories as make

pytestmark = pytest.mark.django_db
HOOKS = "/api/v1/webhooks/"
ADDRESS = "https://example.org/told"


@pytest.fixture
def rita(db):
    return make.member("Reader", name="rita")


@pytest.fixture
def program(rita):
    """A program of Rita's, with a token of hers."""
    return APIClient(headers={"Authorization": f"Token {make.token(rita)[1]}"})


def test_nobody_registers_without_a_token(api):
    assert api.get(HOOKS).status_code == 401
    assert api.post(HOOKS, {"url": ADDRESS}).status_code == 401


def test_an_address_is_registered_listed_and_removed(program):
    made = program.post(HOOKS, {"url": ADDRESS}, format="json")

    assert made.status_code == 201
    assert (made.json()["url"], made.json()["last"], made.json()["ended_at"]) == (ADDRESS, 0, None)
    assert program.get(HOOKS).json() == {"results": [made.json()]}
    assert made["Location"] == made.json()["api_url"]
    assert program.get(made["Location"]).json() == made.json() | {"deliveries": []}
    assert program.delete(made["Location"]).status_code == 204
    assert program.get(HOOKS).json() == {"results": []}


def test_the_same_address_is_answered_as_it_is(program):
    made = program.post(HOOKS, {"url": ADDRESS}, format="json")

    again = program.post(HOOKS, {"url": ADDRESS}, format="json")

    assert (again.status_code, again.json()) == (200, made.json())


def test_the_log_tells_what_was_sent(program, rita):
    hook, _ = register_webhook(ADDRESS, by=rita)
    sent = make.delivery(hook, said="It answered 500.", status=500, tries=3)

    (told,) = program.get(f"{HOOKS}{hook.uid}/").json()["deliveries"]

    assert (told["id"], told["after"], told["last"]) == (str(sent.uid), 0, 2)
    assert (told["status"], told["said"], told["taken"]) == (500, "It answered 500.", False)


def test_anothers_address_is_not_there(program):
    hook, _ = register_webhook(ADDRESS, by=make.member("Reader"))

    assert program.get(HOOKS).json() == {"results": []}
    assert program.get(f"{HOOKS}{hook.uid}/").status_code == 404
    assert program.delete(f"{HOOKS}{hook.uid}/").status_code == 404
    assert Webhook.objects.exists()


@pytest.mark.parametrize(
    ("sent", "status", "code", "sentence"),
    [
        ({}, 422, "invalid", "required"),
        ({"url": ""}, 422, "invalid", "blank"),
        ({"url": ADDRESS, "secret": "x"}, 422, "invalid", "Nobody can write this field"),
        ({"url": ADDRESS, "after": -1}, 422, "invalid", "greater than or equal to 0"),
        ({"url": ADDRESS, "after": 1}, 422, "invalid", "The last change so far is 0."),
        ({"url": "http://example.org/"}, 422, "bad_address", "begins https://"),
        ({"url": "https://127.0.0.1/"}, 422, "not_public", "not on the public web"),
        ([ADDRESS], 422, "invalid", "Nothing is saved"),
    ],
)
def test_what_is_wrong_is_said(program, sent, status, code, sentence):
    answer = program.post(HOOKS, sent, format="json")

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert sentence in answer.text


def test_a_sixth_address_is_refused_with_the_laws_sentence(program, rita):
    for number in range(5):
        register_webhook(f"{ADDRESS}/{number}", by=rita)

    answer = program.post(HOOKS, {"url": ADDRESS}, format="json")

    assert (answer.status_code, answer.json()["code"]) == (409, "account_has_five_webhooks_at_most")


def test_a_desk_that_cannot_sign_registers_none(program, settings):
    settings.SEAL_KEYS = []

    assert program.post(HOOKS, {"url": ADDRESS}, format="json").status_code == 503
