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
