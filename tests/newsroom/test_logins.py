"""Wrong passwords are counted exactly, and for whoever sent them."""

from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor

import pytest
from axes.models import AccessAttempt
from django.conf import settings as of_the_desk
from django.contrib.auth.models import User
from django.db import connections
from django.test import Client, RequestFactory
from rest_framework.test import APIClient

from newsroom.access_log import address_of
from tests import factories as make

LOGIN = "/admin/login/"
LIMIT = of_the_desk.AXES_FAILURE_LIMIT
PROXY, ANN, STRANGER = "10.0.0.1", "192.0.2.1", "192.0.2.66"


@pytest.fixture
def ann(transactional_db):
    return make.member("Reporter", name="ann", password="as it is")


@pytest.fixture
def behind_a_proxy(settings):
    """A desk whose proxy says from where a request comes."""
    settings.REST_FRAMEWORK = settings.REST_FRAMEWORK | {"NUM_PROXIES": 1}


def log_in(password, *, forwarded="", address=PROXY):
    """The status of a try to log in as Ann: 302 when it went well."""
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    typed = {"username": "ann", "password": password}
    try:
        return Client(REMOTE_ADDR=address, headers=headers).post(LOGIN, typed).status_code
    finally:
        connections.close_all()


def test_of_many_wrong_passwords_at_once_no_more_are_looked_at_than_may_be(ann, monkeypatch):
    looked_at, check = [], User.check_password

    def look(self, password):
        looked_at.append(password)
        return check(self, password)

    monkeypatch.setattr(User, "check_password", look)

    with ThreadPoolExecutor(8) as threads:
        said = list(threads.map(log_in, [f"wrong {n}" for n in range(3 * LIMIT)]))

    assert len(looked_at) == LIMIT
    assert AccessAttempt.objects.get().failures_since_start == len(said)
    assert said.count(429) == len(said) - LIMIT + 1  # the last that is looked at is told, too


def test_the_right_password_comes_in_and_the_count_begins_anew(ann):
    for _ in range(LIMIT - 1):
        assert log_in("wrong") == 200

    assert log_in("as it is") == 302
    assert log_in("wrong") == 200


def test_who_is_locked_out_does_not_come_in_with_the_right_password_either(ann):
    for _ in range(LIMIT):
        log_in("wrong")

    assert log_in("as it is") == 429


@pytest.mark.usefixtures("behind_a_proxy")
def test_behind_a_proxy_a_stranger_locks_out_nobody_but_himself(ann):
    for _ in range(LIMIT):
        log_in("wrong", forwarded=STRANGER)

    assert log_in("as it is", forwarded=STRANGER) == 429
    assert log_in("as it is", forwarded=ANN) == 302


@pytest.mark.usefixtures("behind_a_proxy")
def test_behind_a_proxy_nobody_has_more_tries_by_naming_other_addresses(ann):
    for number in range(LIMIT):
        log_in("wrong", forwarded=f"198.51.100.{number}, {STRANGER}")

    assert log_in("as it is", forwarded=STRANGER) == 429


def test_without_a_proxy_nobody_names_an_address(ann):
    for number in range(LIMIT):
        log_in("wrong", forwarded=f"198.51.100.{number}", address=STRANGER)

    assert log_in("as it is", address=STRANGER) == 429


def test_wrong_passwords_for_a_token_are_counted_too(ann):
    def ask(password):
        header = "Basic " + b64encode(f"ann:{password}".encode()).decode()
        client = APIClient(REMOTE_ADDR=PROXY, HTTP_AUTHORIZATION=header)
        return client.post("/api/v1/tokens/")

    for _ in range(LIMIT):
        ask("wrong")

    assert ask("as it is").status_code in (401, 403, 429)
    assert AccessAttempt.objects.get().failures_since_start == LIMIT + 1


@pytest.mark.usefixtures("behind_a_proxy")
@pytest.mark.parametrize("told", ["nonsense", "", "1.2.3.4:80", "'; --", "\u0661.1.1.1"])
def test_what_is_no_address_is_not_taken_for_one(told):
    request = RequestFactory().get("/", REMOTE_ADDR=PROXY, headers={"X-Forwarded-For": told})

    assert address_of(request) == PROXY


def test_on_a_socket_of_the_machine_there_is_no_address():
    assert address_of(RequestFactory().get("/", REMOTE_ADDR="")) is None
