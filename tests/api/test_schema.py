"""The schema: without a warning, whole, and shown from our own files."""

import pytest
from django.core.management import call_command

NOUNS = {
    "companies", "people", "roles", "stakes", "partnerships", "deals",
    "terms", "valuations", "events", "sources", "citations", "claims",
}  # fmt: skip


def test_the_schema_is_drawn_without_a_warning(tmp_path):
    call_command("spectacular", fail_on_warn=True, validate=True, file=str(tmp_path / "schema"))


@pytest.fixture
def schema(api):
    return api.get("/api/v1/schema/", headers={"Accept": "application/json"}).json()


def test_it_is_openapi_3_1(schema):
    assert schema["openapi"].startswith("3.1")


def test_every_noun_has_a_list_and_a_row(schema):
    for noun in NOUNS:
        assert f"/api/v1/{noun}/" in schema["paths"]
        assert any(path.startswith(f"/api/v1/{noun}/{{") for path in schema["paths"])


def test_every_parameter_says_what_it_is(schema):
    parameters = [
        parameter
        for operations in schema["paths"].values()
        for operation in operations.values()
        for parameter in operation.get("parameters", [])
    ]

    assert [each["name"] for each in parameters if not each.get("description")] == []


def test_every_operation_may_answer_with_a_problem(schema):
    for operations in schema["paths"].values():
        for operation in operations.values():
            assert "application/problem+json" in operation["responses"]["400"]["content"]


def test_the_index_lists_every_route_with_a_line_on_each(api):
    routes = {route["name"]: route for route in api.get("/api/v1/").json()}

    assert set(routes) == NOUNS | {"tokens", "schema", "docs"}
    for name in NOUNS | {"schema", "docs"}:
        assert routes[name]["about"]
        assert api.get(routes[name]["url"]).status_code == 200


def test_the_page_of_the_schema_has_no_script_or_style_in_it(api):
    page = api.get("/api/v1/docs/").content.decode()

    assert "<style" not in page
    assert "<script>" not in page
    assert "http://" not in page
    assert "https://" not in page
