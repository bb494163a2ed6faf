"""Each request has an id, which its answer, the log and the history tell, and leaves a line."""

import json
import logging

import pghistory
import pytest
from django.test import Client

from newsroom.logs import logged
from newsroom.request_ids import request_id
from newsroom.requests import ANSWERED
from partnerships.models import Claim
from tests import factories as make

pytestmark = pytest.mark.django_db

THEIRS = {"X-Request-ID": "a-request-of-the-proxy"}


def answered(door, method, status):
    return ANSWERED.labels(door, method, status)._value.get()


def test_each_answer_says_the_id_of_its_request():
    said = [Client().get("/")["X-Request-ID"] for _ in range(2)]

    assert len({*said}) == 2
    assert [len(each) for each in said] == [32, 32]
    assert request_id.get() == ""


def test_an_id_is_taken_from_a_proxy_of_ours_alone(settings):
    stranger = Client().get("/", headers=THEIRS)["X-Request-ID"]
    settings.BEHIND_PROXY = True
    ours = Client().get("/", headers=THEIRS)["X-Request-ID"]
    odd = Client().get("/", headers={"X-Request-ID": 'x"} {"level": "ERROR'})["X-Request-ID"]

    assert stranger != THEIRS["X-Request-ID"] == ours
    assert len(odd) == 32


def test_the_history_keeps_the_id_of_the_request_that_changed_something(client):
    claim = make.claim()
    client.force_login(make.editor("ann", is_superuser=True))
    page = f"/admin/partnerships/claim/{claim.pk}/delete/"

    answer = client.post(page, {"post": "yes"})

    assert not Claim.objects.exists()
    last = pghistory.models.Context.objects.latest("created_at")
    assert last.metadata["request"] == answer["X-Request-ID"]


def test_a_line_says_the_route_and_neither_the_address_nor_who_asked(client, caplog):
    client.force_login(make.editor("ann", is_superuser=True))
    caplog.set_level(logging.INFO, "newsroom.requests")

    client.get("/companies/a-name-nobody-may-read/?q=another")

    [line] = [each for each in caplog.records if each.name == "newsroom.requests"]
    assert line.getMessage().startswith("GET companies/<slug:slug>/ 404, ")
    assert "nobody-may-read" not in str(vars(line))
    assert "ann" not in line.getMessage()


def test_what_leads_nowhere_has_no_route(caplog):
    caplog.set_level(logging.INFO, "newsroom.requests")

    Client().get("/wp-login.php")

    assert "GET no route 404" in caplog.text


def test_requests_are_counted_by_door_method_and_status():
    before = answered("api", "GET", 200), answered("web", "other", 405)

    Client().get("/api/v1/claims/")
    Client().generic("BREW", "/stories/feed.atom")

    assert answered("api", "GET", 200) == before[0] + 1
    assert answered("web", "other", 405) <= before[1] + 1


def test_the_log_is_json_where_it_is_asked_for(capsys):
    told = logged("INFO", "json")
    handler = logging.config.DictConfigurator(told)
    handler.configure_handler  # noqa: B018
    formatter = handler.configure_formatter(told["formatters"]["line"])
    record = logging.makeLogRecord(
        {"name": "newsroom.requests", "levelname": "INFO", "msg": 'a "word"', "status": 200}
    )
    record.request_id = "1f"

    line = json.loads(formatter.format(record))

    assert line | {"at": ""} == {
        "at": "",
        "level": "INFO",
        "logger": "newsroom.requests",
        "message": 'a "word"',
        "request_id": "1f",
        "status": 200,
    }
