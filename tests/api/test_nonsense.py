"""Nonsense, drawn from the API's own schema: it is refused, or answered as the schema says."""

from contextlib import suppress

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from rest_framework.throttling import SimpleRateThrottle
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from newsroom.wsgi import application

from .everything import one_of_everything

EXAMPLES = 8  # of each operation, of each mode


@pytest.fixture
def schema(db, monkeypatch):
    monkeypatch.setattr(SimpleRateThrottle, "allow_request", lambda *_: True)
    one_of_everything()
    # Between requests Django gives up connections that are in a transaction, as a test's is.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/v1/schema/", application)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_nonsense_never_takes_the_server_down(schema, mode):
    for found in schema.get_all_operations():
        operation = found.ok()

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case):
            checks = [not_a_server_error, status_code_conformance, content_type_conformance]
            if "fields" not in (case.query or {}):  # which leaves out what is required otherwise
                checks.append(response_schema_conformance)
            case.validate_response(case.call(), checks=checks)

        with suppress(Unsatisfiable):  # without parameters there is no nonsense to ask
            ask()
