"""Nonsense, drawn from the API's own schema: it is refused, or answered as the schema says."""

from contextlib import suppress

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
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

from tests import factories as make
from tests.volume import share, tries

from .everything import one_of_everything

EXAMPLES = tries(8)  # of each operation, of each mode
# Not newsroom.wsgi's: whoever imports that has its statements cut off after ten seconds, and so had
# all tests of the process, which a busy machine may take longer for.
application = get_wsgi_application()


@pytest.fixture(scope="module")
def drawn(django_db_setup, django_db_blocker):
    """The schema, which takes a second or two to be drawn, once for all."""
    with django_db_blocker.unblock():
        return schemathesis.openapi.from_wsgi("/api/v1/schema/", application)


@pytest.fixture
def schema(db, monkeypatch, drawn):
    monkeypatch.setattr(SimpleRateThrottle, "allow_request", lambda *_: True)
    one_of_everything()
    # Between requests Django gives up connections that are in a transaction, as a test's is.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield drawn
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def token(schema):
    """The header of somebody who may write all that the API lets anybody write."""
    user = make.member("Editor in chief", "Source keeper")
    return {"Authorization": f"Token {make.token(user)[1]}"}


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_nonsense_never_takes_the_server_down(schema, mode):
    turn = [*GenerationMode].index(mode)
    operations = share([*schema.get_all_operations()], turn)
    nonsense(schema, mode, share(operations, turn))  # two seconds each, to think of nonsense


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_nonsense_that_somebody_of_the_desk_writes_does_neither(schema, mode, token):
    operations = schema.include(method=["POST", "PATCH", "DELETE"])
    operations = operations.exclude(path_regex="tokens").get_all_operations()
    nonsense(schema, mode, operations, headers=token | {"If-Match": '"x"'})


def nonsense(schema, mode, operations, headers=None):
    """Ask nonsense of each operation, and hold each answer against the schema."""
    for found in operations:
        operation = found.ok()

        @settings(
            max_examples=EXAMPLES,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case):
            checks = [not_a_server_error, status_code_conformance, content_type_conformance]
            if "fields" not in (case.query or {}):  # which leaves out what is required otherwise
                checks.append(response_schema_conformance)
            case.validate_response(case.call(headers=headers), checks=checks)

        with suppress(Unsatisfiable):  # without parameters there is no nonsense to ask
            ask()
