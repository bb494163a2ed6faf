"""Every error has one shape, and nothing that is sent takes the server down."""

import pytest
from django.conf import settings

from tests import factories as make


def problem(answer, status, code):
    """The problem in the answer, which is what it should be."""
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    body = answer.json()
    assert (body["status"], body["code"]) == (status, code)
    assert set(body) >= {"type", "title", "detail"}
    return body


@pytest.mark.parametrize("path", ["", "/", "/v1/nothing/", "/v1/claims/a/b/", "/v2/", "/v1/x\x00/"])
@pytest.mark.parametrize("method", ["get", "post", "delete"])
def test_where_no_route_is_there_is_a_problem(api, path, method):
    problem(getattr(api, method)(f"/api{path}"), 404, "not_found")


@pytest.mark.parametrize("letters", ["%FF", "a%C3", "%ED%A0%80"])
def test_a_parameter_that_is_not_in_utf_8_is_refused_by_name(api, letters):
    body = problem(api.get(f"/api/v1/claims/?search={letters}"), 400, "bad_parameter")

    assert "It is not in UTF-8." in str(body)


def test_a_missing_slash_is_put_there(api):
    answer = api.get("/api/v1/claims?kind=fact")

    assert (answer.status_code, answer["Location"]) == (301, "/api/v1/claims/?kind=fact")


@pytest.mark.parametrize("noun", ["claims", "sources", "companies", "roles"])
@pytest.mark.parametrize("key", ["nothing", "a\x00b", "9" * 500, "💥", "%2e%2e", "S28:S28:S28"])
def test_a_row_that_is_not_there_is_a_problem(api, noun, key):
    problem(api.get(f"/api/v1/{noun}/{key}/"), 404, "not_found")


def test_nobody_writes_what_the_api_only_reads(api):
    api.force_authenticate(make.editor("root", is_superuser=True))

    problem(api.post("/api/v1/deals/", {}, format="json"), 405, "method_not_allowed")


@pytest.mark.parametrize("path", ["claims/", "claims/S1/"])
def test_what_is_to_be_had_in_another_format_alone_is_refused(api, path):
    asked = {"Accept": "application/xml"}

    problem(api.get(f"/api/v1/{path}", headers=asked), 406, "not_acceptable")


def test_a_browser_is_shown_json_it_can_read(api):
    answer = api.get("/api/v1/", headers={"Accept": "text/html,*/*;q=0.8"})

    assert answer["Content-Type"] == "application/json"
    assert answer.content.count(b"\n") > 10


def test_a_token_that_is_not_ours_is_a_problem(api):
    for token in ["nonsense", "a" * 600, "a b", "", "é", "a\x00b", "\udcff"]:
        header = f"Token {token}".encode("utf-8", "replace").decode("latin-1")
        answer = api.get("/api/v1/claims/", HTTP_AUTHORIZATION=header)

        problem(answer, 401, "authentication_failed")
        assert answer["WWW-Authenticate"] == "Token"


def test_who_asks_too_often_is_told_how_long_to_wait(api, monkeypatch):
    monkeypatch.setattr("rest_framework.throttling.AnonRateThrottle.rate", "2/min", raising=False)
    for _ in range(2):
        assert api.get("/api/v1/").status_code == 200

    answer = api.get("/api/v1/")

    problem(answer, 429, "throttled")
    assert 0 < int(answer["Retry-After"]) <= 60


def test_nobody_escapes_the_throttle_by_naming_another_address(api, monkeypatch):
    monkeypatch.setattr("rest_framework.throttling.AnonRateThrottle.rate", "1/min", raising=False)
    api.get("/api/v1/", headers={"X-Forwarded-For": "192.0.2.1"})

    answer = api.get("/api/v1/", headers={"X-Forwarded-For": "192.0.2.2"})

    problem(answer, 429, "throttled")


def test_more_parameters_than_anybody_asks_with_are_a_problem(api):
    query = "&".join(f"a{number}=1" for number in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1))

    problem(api.get(f"/api/v1/claims/?{query}"), 400, "parse_error")
