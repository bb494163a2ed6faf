"""A client that is made from the schema reads every route of the story, and loses nothing of it."""

import importlib
import inspect
import pkgutil
import subprocess
import sys
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256

import httpx
import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections

from partnerships import models
from partnerships.actions.source_jobs import ask_for_job
from partnerships.vocabulary import SourceJobKind
from tests import factories as make

CONFIG = """
post_hooks: []
content_type_overrides: {application/zip: application/octet-stream}
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The client that openapi-python-client makes, as a package."""
    folder = tmp_path_factory.mktemp("clients")
    schema, config = folder / "schema.json", folder / "config.yml"
    call_command("spectacular", format="openapi-json", file=str(schema))
    config.write_text(CONFIG)
    command = [sys.executable, "-m", "openapi_python_client", "generate", "--fail-on-warning"]
    command += ["--meta", "none", "--path", schema, "--config", config]
    subprocess.run([*command, "--output-path", folder / "newsroom_client"], check=True)
    sys.path.insert(0, str(folder))
    importlib.import_module("newsroom_client.api")
    importlib.import_module("newsroom_client.models")
    yield importlib.import_module("newsroom_client")
    sys.path.remove(str(folder))


@contextmanager
def _in_this_transaction():
    # Between requests Django gives up connections that are in a transaction, as a test's is.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def client(made):
    """The client of somebody of the desk, whose requests our own application answers."""
    cache.clear()
    token = make.token(make.member("Editor in chief", "Source keeper"))[1]
    asked = {"transport": httpx.WSGITransport(app=get_wsgi_application())}
    with _in_this_transaction():
        yield made.AuthenticatedClient("http://localhost", token=token, httpx_args=asked)


def reading(made):
    """The functions of the client that read, by the name of their module."""
    for found in pkgutil.walk_packages(made.api.__path__, f"{made.__name__}.api."):
        noun = found.name.rpartition(".")[2]
        if not found.ispkg and noun.endswith(("_list", "_retrieve")):
            yield noun, importlib.import_module(found.name)


def ids_of(noun):
    """What stands for a row of the noun in an address."""
    if noun == "sources":
        copy = models.Snapshot.objects.select_related("source").first()
        job = ask_for_job(copy.source, SourceJobKind.CAPTURE, by=None)
        return {"id": copy.source.slug, "copy": str(copy.uid), "job": str(job.uid)}
    model = {
        "citations": models.Citation, "claims": models.Claim, "companies": models.Company,
        "deals": models.Deal, "events": models.Event, "partnerships": models.Partnership,
        "people": models.Person, "roles": models.Role, "searches": models.Search,
        "stakes": models.Stake, "stories": models.Story, "terms": models.Term,
        "valuations": models.Valuation,
    }[noun]  # fmt: skip
    row = model.objects.order_by("pk").first()
    return {"id": getattr(row, "slug", None) or str(row.uid), "number": "1"}


def plain(read):
    """What the client read, as it would send it again."""
    return [plain(each) for each in read] if isinstance(read, list) else read.to_dict()


def differences(sent, read, path=""):
    """Where what was read is not what was sent; moments may be written in another way."""
    if isinstance(sent, dict) and isinstance(read, dict):
        for key in sent.keys() | read.keys():
            yield from differences(sent.get(key), read.get(key), f"{path}.{key}")
    elif isinstance(sent, list) and isinstance(read, list) and len(sent) == len(read):
        for number, pair in enumerate(zip(sent, read, strict=True)):
            yield from differences(*pair, f"{path}.{number}")
    elif sent != read:
        try:
            is_same = datetime.fromisoformat(sent) == datetime.fromisoformat(read)
        except (TypeError, ValueError):
            is_same = False
        if not is_same:
            yield f"{path}: {sent!r} is read as {read!r}"


@pytest.mark.drill
def test_a_client_made_from_the_schema_reads_every_route(made, client, media):
    page = b"A page."
    kept = {"content": ContentFile(page, "page"), "size": 7, "sha256": sha256(page).hexdigest()}
    make.snapshot(models.Source.objects.first(), **kept)
    models.Claim.objects.first().searches.create(
        place="The archive", sought="A denial", searched_on="2024-10-23"
    )
    faults, routes = [], set()

    for name, module in reading(made):
        takes = inspect.signature(module._get_kwargs).parameters
        known = ids_of(name.split("_")[0]) if "id" in takes else {}
        known |= {"page_size": 200}
        if name == "claims_objections_list":
            known["finding"] = made.models.ClaimsObjectionsListFinding.ACCURATE
        given = {key: value for key, value in known.items() if key in takes}
        answer = module.sync_detailed(client=client, **given)
        routes.add(name)
        if answer.status_code != 200:
            faults.append(f"{name}: {answer.content[:300]}")
        elif hasattr(answer.parsed, "payload"):
            assert answer.parsed.payload.read() == answer.content, name
        else:
            sent = httpx.Response(200, content=answer.content).json()
            faults += [f"{name}{told}" for told in differences(sent, plain(answer.parsed))]

    assert faults == []
    assert len(routes) > 30


@pytest.mark.drill
def test_it_reads_what_held_on_a_day_and_asks_with_words_of_lists(made, client):
    api = {name: module for name, module in reading(made)}
    day = datetime(2024, 10, 23).date()

    then = api["partnerships_retrieve"].sync(id="microsoft-openai", client=client, as_of=day)
    kinds = made.models.ClaimsListKindItem
    page = api["claims_list"].sync(client=client, kind=[kinds.FIGURE], party=["microsoft"])

    assert then.roles
    assert then.held.value == "certain"
    assert {row.kind.value for row in page.results} == {"figure"}
