"""Who came in, who did not and what was refused is told in the log, in one line each."""

import logging
import re
import sys
from base64 import b64encode

import pytest
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from newsroom.limits import PageThrottle
from newsroom.logs import OneLine, logged
from partnerships.actions.second_factors import is_code_of, new_key, set_up_second_factor
from tests import factories as make
from tests.codes import code_of

pytestmark = pytest.mark.django_db
LOGIN = "/admin/login/"


@pytest.fixture
def eve():
    return make.editor("eve", password="as it is")


@pytest.fixture
def said(caplog):
    """What our logs say from here on."""
    caplog.set_level(logging.INFO, "newsroom.access_log")
    return lambda: [
        record.getMessage()
        for record in caplog.records
        if record.name.startswith(("newsroom", "partnerships"))
    ]


def log_in(client, password="as it is", **more):
    return client.post(LOGIN, {"username": "eve", "password": password} | more)


def test_who_comes_in_is_told_and_from_where(client, eve, said):
    log_in(client)

    assert said() == [f"Account {eve.pk} came in by password from 127.0.0.1"]


def test_that_a_code_was_given_is_told(client, eve, said):
    key = new_key()
    set_up_second_factor(eve, key, code_of(key, -1))

    log_in(client, code=code_of(key))

    assert said() == [f"Account {eve.pk} came in by password and code from 127.0.0.1"]


def test_who_goes_is_told(client, eve, said):
    client.force_login(eve)
    client.post("/admin/logout/")

    assert said()[-1] == f"Account {eve.pk} went, from 127.0.0.1"


def test_a_wrong_password_is_told_once_and_not_repeated(client, eve, said):
    log_in(client, "a wrong one")

    assert said() == [f"Wrong password for account {eve.pk} from 127.0.0.1"]


def test_a_name_that_nobody_has_is_not_repeated(client, said):
    client.post(LOGIN, {"username": "my password, by mistake", "password": "x"})

    assert said() == ["Wrong password for no account from 127.0.0.1"]


def test_a_wrong_password_for_a_token_is_told(eve, said):
    header = "Basic " + b64encode(b"eve:wrong").decode()

    APIClient(HTTP_AUTHORIZATION=header).post("/api/v1/tokens/")

    assert f"Wrong password for account {eve.pk} from 127.0.0.1" in said()


def test_a_wrong_code_is_told(eve, said):
    key = new_key()
    set_up_second_factor(eve, key, code_of(key, -1))

    is_code_of(eve, "000000")

    assert said() == [f"Account {eve.pk} gave a wrong code"]


def test_what_is_refused_is_told_with_whom_and_without_a_record(client, eve, said):
    client.force_login(eve)
    claim = make.claim()

    client.get(reverse("admin:partnerships_claim_change", args=[claim.pk]))

    (line,) = [line for line in said() if line.startswith("Refused")]
    assert line.startswith("Refused with 403: GET admin/partnerships/claim/<")
    assert line.endswith(f"/change/, to account {eve.pk} from 127.0.0.1")


def test_what_a_program_is_refused_is_told_with_whose_it_is(eve, said):
    _, token = make.token(eve)

    APIClient(HTTP_AUTHORIZATION=f"Token {token}").post("/api/v1/claims/", {}, format="json")

    (line,) = [line for line in said() if line.startswith("Refused")]
    assert line.startswith("Refused with 403: POST api/v1/claims/")
    assert line.endswith(f"to account {eve.pk} from 127.0.0.1")
    assert token not in line


def test_who_asks_too_often_is_told(client, said, monkeypatch):
    monkeypatch.setattr(PageThrottle, "rate", "1/min", raising=False)
    for _ in range(2):
        client.get("/stories/")

    assert said() == ["Refused with 429: GET web, to nobody who is known from 127.0.0.1"]


def line_of(words, given=(), error=None):
    """How the desk's log writes a record."""
    told = logged("WARNING")["formatters"]["line"]
    record = logging.LogRecord("desk", logging.WARNING, __file__, 1, words, given, error)
    return OneLine(told["format"]).format(record)


def test_a_line_has_its_moment_in_utc():
    line = line_of("so it is")

    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z WARNING desk: so it is", line)


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\x1b[2K", "\x00", "\x85", "\u2028"])
def test_nothing_that_somebody_sent_begins_a_line_of_the_log(end):
    line = line_of("sent: %s", (f"a{end}2026-11-30 WARNING all is well",))

    assert len(line.splitlines()) == 1
    assert end not in line


def test_a_traceback_is_set_in():
    try:
        raise ValueError("a\nWARNING all is well")
    except ValueError:
        first, *others = line_of("broke", error=sys.exc_info()).splitlines()

    assert first.endswith("desk: broke")
    assert others
    assert all(line.startswith("    ") for line in others)


def test_every_log_goes_to_stderr_alone():
    told = logged("WARNING")

    assert {handler["class"] for handler in told["handlers"].values()} == {"logging.StreamHandler"}
    assert told["root"]["handlers"] == ["stderr"]
    assert not [name for name, one in told["loggers"].items() if one.get("handlers")]


def test_a_forged_form_is_told(eve, caplog):
    client = Client(enforce_csrf_checks=True)
    client.force_login(eve)

    client.post("/admin/logout/", headers={"Origin": "https://elsewhere.example"})

    assert any(record.name == "django.security.csrf" for record in caplog.records)


def test_what_breaks_is_told_with_where(client, caplog, monkeypatch):
    def break_down(*_):
        raise RuntimeError("out of order")

    client.raise_request_exception = False
    monkeypatch.setattr("newsroom.limits.PageThrottle.allow_request", break_down)
    client.get("/stories/")

    (record,) = [record for record in caplog.records if record.name == "django.request"]
    assert record.getMessage() == "Internal Server Error: /stories/"
    assert record.exc_info[0] is RuntimeError
