"""Each answer says how often one may ask, and how much of that is left."""

import re

import pytest
from rest_framework.test import APIClient

from tests import factories as make

pytestmark = pytest.mark.django_db


def left_of(answer):
    """The name of the rate that an answer tells, and what is left of it."""
    name, left, again = re.fullmatch(r'"(\w+)";r=(\d+);t=(\d+)', answer["RateLimit"]).groups()
    assert 0 <= int(again) <= 60
    return name, int(left)


@pytest.mark.parametrize("path", ["claims/", "changes/", "", "search/?q=a", "companies/none/"])
def test_what_is_left_goes_down_with_each_question(path, api):
    first, second = (api.get(f"/api/v1/{path}") for _ in range(2))

    assert left_of(first) == ("anon", 299)
    assert left_of(second) == ("anon", 298)
    assert first["RateLimit-Policy"] == '"anon";q=300;w=60'


def test_a_login_has_a_rate_of_its_own():
    client = APIClient()
    client.force_authenticate(make.editor())

    answer = client.get("/api/v1/claims/")

    assert left_of(answer) == ("user", 1199)
    assert answer["RateLimit-Policy"] == '"user";q=1200;w=60'


def test_who_asked_too_often_has_nothing_left(api, monkeypatch):
    monkeypatch.setattr("rest_framework.throttling.AnonRateThrottle.rate", "1/min", raising=False)
    api.get("/api/v1/claims/")

    refused = api.get("/api/v1/claims/")

    assert (refused.status_code, left_of(refused)) == (429, ("anon", 0))


def test_the_page_of_another_site_may_read_what_is_left(api):
    assert "RateLimit" in api.get("/api/v1/claims/")["Access-Control-Expose-Headers"].split(", ")
