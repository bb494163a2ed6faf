"""What answers say besides: who else may read them, and where the next page is."""

import pytest
from rest_framework.test import APIClient

from tests import factories as make

pytestmark = pytest.mark.django_db
MAY_READ = "Access-Control-Allow-Origin"


@pytest.mark.parametrize("path", ["", "claims/", "changes/", "search/?q=rain", "totals/"])
def test_pages_of_other_sites_may_read_what_anybody_may(api, path):
    assert api.get(f"/api/v1/{path}")[MAY_READ] == "*"


def test_pages_of_other_sites_may_read_why_they_were_refused(api):
    answer = api.get("/api/v1/claims/?kind=rumour")

    assert (answer.status_code, answer[MAY_READ]) == (400, "*")


def test_what_a_login_sees_is_for_no_other_site():
    client = APIClient()
    client.force_authenticate(make.editor("desk", "view_claim"))

    assert MAY_READ not in client.get("/api/v1/claims/")


def test_nobody_writes_from_another_site(api):
    assert MAY_READ not in api.post("/api/v1/claims/", {}, format="json")


def test_a_page_says_in_its_headers_where_the_pages_beside_it_are(api):
    for _ in range(3):
        make.company()

    first = api.get("/api/v1/companies/?page_size=1")
    second = api.get(first.json()["next"])

    assert first["Link"] == f'<{first.json()["next"]}>; rel="next"'
    links = [f'<{second.json()[way]}>; rel="{rel}"' for way, rel in
             [("next", "next"), ("previous", "prev")]]  # fmt: skip
    assert second["Link"] == ", ".join(links)
    assert "Link" not in api.get("/api/v1/companies/")
