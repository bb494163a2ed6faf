"""What one request may take: its bytes, its turns, and the time of the database server."""

import pytest
from django.db import OperationalError, connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from psycopg_pool import PoolTimeout

from newsroom import limits
from newsroom.limits import PageThrottle
from newsroom.urls import urlpatterns as of_the_desk
from tests import factories as make

pytestmark = pytest.mark.django_db


def work_for_ever(request, *args):
    """A view whose statement takes longer than it may."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 20")
        cursor.execute("SELECT pg_sleep(5)")


def find_no_connection(request):
    raise OperationalError from PoolTimeout("no connection was free")


def take_too_much(request):
    raise MemoryError


def break_down(request):
    raise OperationalError("the disk is full")


@csrf_exempt
def read_the_form(request):
    return HttpResponse(str(len(request.POST)))


urlpatterns = [
    path("slow/", work_for_ever),
    path("busy/", find_no_connection),
    path("broken/", break_down),
    path("much/", take_too_much),
    path("api/v1/much/", take_too_much),
    path("form/", read_the_form),
    path("api/v1/slow/", work_for_ever),
    *of_the_desk,
]
handler400 = "newsroom.limits.not_understood"


@pytest.fixture
def ours(settings):
    """The desk with the views above."""
    settings.ROOT_URLCONF = __name__


@pytest.fixture
def seldom(monkeypatch):
    """Two pages a minute without a login."""
    monkeypatch.setattr(PageThrottle, "rate", "2/min", raising=False)


@pytest.mark.usefixtures("ours")
def test_a_statement_that_is_cut_off_is_told_on_a_page(client):
    answer = client.get("/slow/")

    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert "Ask for less at once" in answer.text


@pytest.mark.usefixtures("ours")
def test_a_statement_that_is_cut_off_is_a_problem_over_the_api(client):
    answer = client.get("/api/v1/slow/")

    assert answer["Content-Type"] == "application/problem+json"
    assert (answer.json()["status"], answer.json()["code"]) == (503, "took_too_long")


def test_a_list_that_is_cut_off_is_a_problem_too(client, monkeypatch):
    monkeypatch.setattr("partnerships.api.records.Records.get_queryset", work_for_ever)

    answer = client.get("/api/v1/claims/")

    assert (answer.status_code, answer.json()["code"]) == (503, "took_too_long")


@pytest.mark.usefixtures("ours")
def test_a_desk_without_a_free_connection_says_to_try_again(client):
    assert "Try again in a moment" in client.get("/busy/").text


@pytest.mark.usefixtures("ours")
@pytest.mark.parametrize("address", ["/much/", "/api/v1/much/"])
def test_what_takes_too_much_memory_is_told_so(client, address):
    answer = client.get(address)

    assert answer.status_code == 503
    assert "more memory than one request" in answer.text


@pytest.mark.usefixtures("ours")
def test_what_breaks_for_another_reason_is_no_matter_of_patience():
    answer = Client(raise_request_exception=False).get("/broken/")

    assert answer.status_code == 500


@pytest.mark.parametrize("error", limits.UNAVAILABLE)
def test_every_way_of_cutting_off_has_a_sentence(error):
    assert limits.UNAVAILABLE[error].endswith(".")
    assert issubclass(error, Exception)


@pytest.mark.usefixtures("seldom")
def test_pages_that_are_asked_for_too_often_are_refused_for_a_while(client):
    answers = [client.get("/stories/") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    wait = int(answers[2]["Retry-After"])
    assert 0 < wait <= 60
    assert f"Ask again in {wait} second" in answers[2].text


@pytest.mark.usefixtures("seldom")
def test_what_is_not_there_is_counted_too(client):
    assert [client.get("/nothing/").status_code for _ in range(3)] == [404, 404, 429]


@pytest.mark.usefixtures("seldom")
def test_who_has_logged_in_is_not_counted(client):
    for _ in range(3):
        client.get("/stories/")
    client.force_login(make.member("Reader"))

    assert {client.get("/stories/").status_code for _ in range(5)} == {200}


@pytest.mark.usefixtures("seldom")
def test_a_made_up_session_is_counted(client):
    client.cookies["sessionid"] = "made-up"

    assert [client.get("/stories/").status_code for _ in range(3)] == [200, 200, 429]


@pytest.mark.usefixtures("seldom")
def test_nobody_gets_more_pages_by_naming_another_address(client):
    asked = [client.get("/stories/", headers={"X-Forwarded-For": f"192.0.2.{n}"}) for n in range(3)]

    assert asked[-1].status_code == 429


@pytest.mark.usefixtures("seldom")
def test_the_api_counts_by_itself(client):
    for _ in range(3):
        client.get("/stories/")

    assert client.get("/api/v1/").status_code == 200


def test_a_page_does_not_differ_by_cookie_because_it_is_counted(client):
    assert "Cookie" not in client.get("/stories/").get("Vary", "")


@pytest.mark.usefixtures("ours")
@pytest.mark.parametrize(
    ("media_type", "most"),
    [("multipart/form-data; boundary=x", "25 MB"), ("text/html", "2.5 MB")],
)
def test_what_is_too_large_is_refused_before_it_is_read(client, media_type, most):
    answer = client.generic(
        "POST", "/form/", b"x", content_type=media_type, CONTENT_LENGTH="25000001"
    )

    assert answer.status_code == 413
    assert f"reads {most} at once" in answer.text


@pytest.mark.usefixtures("ours")
def test_a_form_with_too_long_a_field_is_refused_as_too_large(client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000

    answer = client.post("/form/", {"text": "x" * 1001})

    assert (answer.status_code, "Send the part that matters" in answer.text) == (413, True)


def test_json_that_is_too_long_is_refused_unread(client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    editor = make.member("Editor")
    client.force_login(editor)

    answer = client.post("/api/v1/claims/", "[" + " " * 1000 + "]", content_type="application/json")

    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_a_null_character_in_an_address_is_refused_in_a_sentence(client):
    answer = client.get("/claims/microsoft_openai/%00/")

    assert answer.status_code == 400
    assert limits.NULL_CHARACTER in answer.content.decode()


@pytest.mark.parametrize("length", ["abc", "-5", "9" * 30, "\u0663"])
def test_a_length_that_is_none_breaks_nothing(client, length):
    assert client.get("/", CONTENT_LENGTH=length).status_code in (200, 400, 413)
