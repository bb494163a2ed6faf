"""When the database is away the desk says so, keeps what was typed, and breaks nothing."""

import copy
import logging.config
from io import StringIO

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from psycopg import errors

from newsroom.postgres.silence import LimitedConnection, Silent
from newsroom.sessions import SessionStore
from newsroom.urls import urlpatterns as of_the_desk
from partnerships.outages import AWAY
from tests import factories as make
from tests.outages import caused

trouble = None  # what the views below break with


@csrf_exempt
def break_down(request):
    raise trouble


def give_a_form(request):
    return HttpResponse("so")


urlpatterns = [
    path("admin/broken/", break_down),
    path("admin/broken/seal/", break_down),
    path("api/v1/broken/", break_down),
    *of_the_desk,
]
handler500 = "newsroom.limits.broken"


@pytest.fixture
def broken(settings, monkeypatch):
    """The desk with views that break with what it is told."""
    settings.ROOT_URLCONF = __name__
    return lambda error: monkeypatch.setattr(f"{__name__}.trouble", error)


@pytest.mark.django_db
def test_the_desk_says_that_it_is_away_and_when_to_come_again(client, broken):
    broken(caused(errors.AdminShutdown("shut down")))

    answer = client.get("/admin/broken/")

    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert AWAY in answer.text


@pytest.mark.django_db
def test_over_the_api_an_outage_is_a_problem(client, broken):
    broken(caused(errors.AdminShutdown("shut down")))

    answer = client.get("/api/v1/broken/")

    assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")
    assert (answer.json()["code"], answer["Retry-After"]) == ("unavailable", "5")


@pytest.mark.django_db
def test_what_was_typed_is_kept_in_the_page_to_be_sent_again(client, broken):
    broken(caused(errors.AdminShutdown("shut down")))

    form = {"csrfmiddlewaretoken": "as each form has it", "to": "a"}
    answer = client.post("/admin/broken/?of=S28", form | {"note": 'He said "no" & left.\nSo.'})

    assert '<form method="post" action="/admin/broken/?of=S28">' in answer.text
    assert "He said &quot;no&quot; &amp; left.\nSo." in answer.text
    assert "as each form has it" in answer.text  # or it could not be sent again
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "sent"),
    [
        ("/admin/broken/", {"username": "Ann Able", "password": "as it was"}),
        ("/admin/broken/seal/", {"who": "Ann Able"}),
        ("/admin/broken/", {"who": "Ann Able"}),
    ],
)
def test_what_is_secret_is_not_repeated(client, broken, address, sent):
    broken(caused(errors.AdminShutdown("shut down")))

    answer = client.post(address, sent)

    assert answer.status_code == 503
    assert "<form" not in answer.text
    assert not [word for word in sent.values() if word in answer.text]


@pytest.mark.django_db
def test_a_session_that_cannot_be_read_is_no_fault_of_the_page(monkeypatch):
    client = Client(raise_request_exception=False)
    client.force_login(make.member("Reporter"))

    def load(self):
        raise caused(errors.CannotConnectNow("starting up"))

    monkeypatch.setattr(SessionStore, "load", load)

    answer = client.post("/admin/", {"note": "Half an hour's work."})

    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert "Half an hour&#x27;s work." in answer.text


@pytest.mark.django_db
def test_an_outage_is_a_line_of_the_log_and_no_traceback(monkeypatch, settings):
    said = StringIO()
    told = copy.deepcopy(settings.LOGGING)
    told["handlers"]["stderr"]["stream"] = said
    client = Client(raise_request_exception=False)
    client.force_login(make.member("Reporter"))

    def load(self):
        raise caused(errors.CannotConnectNow("starting up"))

    monkeypatch.setattr(SessionStore, "load", load)
    try:
        logging.config.dictConfig(told)
        client.get("/admin/")
    finally:
        logging.config.dictConfig(settings.LOGGING)

    (line,) = said.getvalue().splitlines()
    assert line.endswith(f"/admin/: {AWAY}")


@pytest.mark.django_db
def test_what_breaks_before_a_view_and_is_no_outage_is_our_fault(monkeypatch):
    client = Client(raise_request_exception=False)
    client.force_login(make.member("Reporter"))
    monkeypatch.setattr(SessionStore, "load", lambda self: 1 / 0)

    assert client.get("/admin/").status_code == 500


@pytest.mark.django_db
def test_a_server_that_says_nothing_is_given_up():
    params = connection.get_connection_params()
    with LimitedConnection.connect(**params, autocommit=True) as apart:
        apart.patience = 0.1

        with pytest.raises(Silent):
            apart.execute("SELECT pg_sleep(60)")

        assert apart.closed


@pytest.mark.django_db
def test_who_has_patience_waits_for_the_answer():
    params = connection.get_connection_params()
    with LimitedConnection.connect(**params, autocommit=True) as apart:
        apart.patience = 60

        assert apart.execute("SELECT 1 FROM pg_sleep(0.2)").fetchone() == (1,)
