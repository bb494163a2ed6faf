"""The schema: without a warning, whole, and shown from our own files."""

import json
import re

import pytest
from django.core.management import call_command

NOUNS = {
    "companies", "people", "roles", "stakes", "partnerships", "deals",
    "terms", "valuations", "events", "sources", "citations", "claims", "searches", "stories",
}  # fmt: skip


def test_the_schema_is_drawn_without_a_warning(tmp_path):
    call_command("spectacular", fail_on_warn=True, validate=True, file=str(tmp_path / "schema"))


@pytest.fixture
def schema(api):
    return api.get("/api/v1/schema/", headers={"Accept": "application/json"}).json()


def test_it_is_openapi_3_1(schema):
    assert schema["openapi"].startswith("3.1")


def test_whatever_it_refers_to_is_in_it(schema):
    named = {*re.findall(r'"#/components/schemas/(\w+)"', json.dumps(schema))}

    assert len(named) > 50
    assert named - schema["components"]["schemas"].keys() == set()


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


def operations(schema, *methods):
    """Each operation of these methods, with its path, but for those on tokens, on webhooks, which
    nobody changes and which are the same when they are sent twice, and what only asks by POST."""
    others = ("/tokens/", "/webhooks/", "/reconcile/")
    for path, found in schema["paths"].items():
        for method in found.keys() & set(methods):
            if not any(each in path for each in others):
                yield path, found[method]


def test_what_is_changed_needs_an_if_match(schema):
    acts = ("/verdict/", "/countersign/", "/withdraw/", "/assess/", "/publish/")
    for path, operation in operations(schema, "post", "patch", "delete"):
        headers = {each["name"] for each in operation["parameters"] if each["in"] == "header"}
        is_new = "post" in schema["paths"][path] and not path.endswith(acts)
        assert is_new or "If-Match" in headers, path


def test_what_is_posted_may_have_a_key(schema):
    for path, operation in operations(schema, "post"):
        assert "Idempotency-Key" in {each["name"] for each in operation["parameters"]}, path


def test_what_is_sent_has_a_shape_and_its_refusals_are_told(schema):
    for path, operation in operations(schema, "post", "patch"):
        assert "application/json" in operation["requestBody"]["content"], path
        assert {"409", "412", "415", "422", "428"} <= operation["responses"].keys()


def test_the_index_lists_every_route_with_a_line_on_each(api):
    routes = {route["name"]: route for route in api.get("/api/v1/").json()}

    assert set(routes) == NOUNS | {
        "search",
        "totals",
        "conflicts",
        "connections",
        "corrections",
        "outlets",
        "changes",
        "dumps",
        "seals",
        "tokens",
        "webhooks",
        "reconcile",
        "schema",
        "docs",
    }
    for name in NOUNS | {"schema", "docs"}:
        assert routes[name]["about"]
        assert api.get(routes[name]["url"]).status_code == 200


def test_the_page_of_the_schema_has_no_script_or_style_in_it(api):
    page = api.get("/api/v1/docs/").content.decode()

    assert "<style" not in page
    assert "<script>" not in page
    assert "http://" not in page
    assert "https://" not in page
