"""A program of the Model Context Protocol asks the desk, by the official SDK's own client."""

import sys
from hashlib import sha256

import pytest
from asgiref.sync import async_to_sync
from django.core.management import CommandError, call_command
from django.utils import timezone
from mcp import Client
from rest_framework.test import APIClient

from partnerships.management import mcp_tools
from partnerships.models import Party
from partnerships.vocabulary import Finding
from tests import factories as make
from tests.api.everything import one_of_everything

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def call(aside, settings):
    """A function: what a tool answers, by its name; what is refused as its sentence."""
    settings.DESK_ADDRESS = "http://testserver"

    async def asked(name, given):
        async with Client(mcp_tools.reading_server()) as client:
            result = await client.call_tool(name, given)
        return result.is_error, result.structured_content, result.content

    def ask(name, **given):
        failed, told, content = aside(lambda: async_to_sync(asked)(name, given))
        return content[0].text if failed else told

    return ask


def test_each_tool_only_reads_and_says_what_it_is_for(aside):
    async def listed():
        async with Client(mcp_tools.reading_server()) as client:
            return (await client.list_tools()).tools

    tools = aside(lambda: async_to_sync(listed)())

    assert [tool.name for tool in tools] == ["search", "claims", "claim", "record", "totals"]
    assert all(tool.description and tool.annotations.read_only_hint for tool in tools)


def test_a_claim_comes_with_its_evidence_state_and_receipt(call):
    claim = make.readable(Finding.ACCURATE).claim

    told = call("claim", id=str(claim.uid))

    assert told["answer"]["state"] == "Signed by two: accurate."
    assert told["answer"]["citations"]
    assert told["receipt"]["seal"]["kind"] == "answer"
    replayed = APIClient().get(told["receipt"]["replay"])
    assert sha256(replayed.content).hexdigest() == told["receipt"]["seal"]["sha256"]
    assert mcp_tools.with_states(replayed.json()["answer"]) == told["answer"]


def test_a_claim_that_nobody_signed_is_marked_wherever_it_stands(call):
    claim, firm = make.claim("Acme sells anvils.", released_at=make.NOON), make.company("Acme")
    claim.parties.add(firm)
    make.fact(party=firm, claim=claim, field="country")

    one = call("claim", id=str(claim.uid))["answer"]
    (listed,) = call("claims", party="acme")["answer"]["results"]
    (found,) = call("search", words="anvils", noun="claims")["answer"]["results"]
    (fact,) = call("record", noun="companies", id="acme")["answer"]["sources"]

    states = {each["state"] for each in (one, listed, found, fact["claim"])}
    assert states == {mcp_tools.UNSIGNED}


def test_each_finding_has_a_state():
    assert mcp_tools.STATES.keys() == {*Finding.values}


def test_sums_are_told_with_their_rows(call):
    make.amount(make.released_deal(make.company("Payer"), make.company("Payee")), 5)

    told = call("totals", by="year")

    assert told["answer"]["results"]
    assert told["receipt"]["replay"]


def test_what_was_known_at_a_moment_has_no_receipt_and_says_why(call):
    make.company("Acme")
    moment = timezone.now()
    Party.objects.update(name="Acme and Sons")

    told = call("record", noun="companies", id="acme", known_at=moment.isoformat())

    assert told["answer"]["name"] == "Acme"
    assert (told["receipt"], told["why_no_receipt"]) == (None, mcp_tools.WITHOUT["past"])


def test_a_moment_that_has_not_come_is_refused(call):
    told = call("claims", known_at="2999-01-01T00:00:00Z")

    assert "That moment has not come yet" in told


def test_a_desk_that_seals_nothing_answers_without_a_receipt(call, settings):
    settings.SEAL_KEYS = []
    make.company("Acme")

    told = call("record", noun="companies", id="acme")

    assert told["answer"]["name"] == "Acme"
    assert (told["receipt"], told["why_no_receipt"]) == (None, "This newsroom seals nothing.")


@pytest.mark.parametrize(
    ("tool", "given"),
    [
        ("claim", {"id": "S999"}),
        ("record", {"noun": "companies", "id": "../deals"}),
        ("claims", {"finding": "true"}),
        ("search", {"words": ""}),
    ],
)
def test_what_cannot_be_answered_is_said_in_a_sentence(call, tool, given):
    sentence = call(tool, **given)

    assert isinstance(sentence, str)
    assert "Traceback" not in sentence
    assert sentence.rstrip().endswith(".")


def test_what_nobody_may_read_is_told_to_no_program(call):
    one_of_everything()
    known = {"words": "company"}
    before = call("search", **known)
    make.company("Company of the desk", slug="canary", released_at=None)
    hidden = make.claim("A company of the desk.")

    assert call("search", **known) == before
    assert call("record", noun="companies", id="canary") == call(
        "record", noun="companies", id="nobody"
    )
    assert isinstance(call("claim", id=str(hidden.uid)), str)


def test_without_the_package_the_command_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "mcp", None)
    monkeypatch.setitem(sys.modules, "mcp.server", None)
    monkeypatch.delitem(sys.modules, "partnerships.management.mcp_tools")

    with pytest.raises(CommandError, match=r"requirements-mcp\.txt"):
        call_command("serve_mcp")
