"""The API as a journalist asks it."""

import pytest
from django.core.cache import cache
from rest_framework.test import APIClient


@pytest.fixture(autouse=True)
def _nobody_has_asked_yet():
    cache.clear()  # where the throttles count


@pytest.fixture
def api(db):
    """A client that nobody is logged in at."""
    return APIClient()


@pytest.fixture
def ask(db):
    """A function: the JSON under /api/v1/ for a path and parameters, asked by `by` or anybody."""

    def ask(path, *, status=200, by=None, **parameters):
        client = APIClient()
        if by:
            client.force_authenticate(by)
        answer = client.get(f"/api/v1/{path}", parameters)
        assert answer.status_code == status, answer.content.decode()
        return answer.json()

    return ask


@pytest.fixture
def send(db):
    """A function: the answer to a request with a JSON body under /api/v1/, sent by `by`.

    `seen` is a row of the API, such as `claims/S28/`, as `by` saw it when it was sent.
    """

    def send(method, path, body=None, *, by=None, seen=None, status=None, headers=None):
        client = APIClient()
        if by:
            client.force_authenticate(by)
        headers = dict(headers or {})
        if seen:
            headers["If-Match"] = client.get(f"/api/v1/{seen}")["ETag"]
        answer = getattr(client, method)(f"/api/v1/{path}", body, format="json", headers=headers)
        assert status is None or answer.status_code == status, answer.content.decode()
        return answer

    return send
