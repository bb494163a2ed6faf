"""What programs of the Model Context Protocol may ask the desk: the API's own answers, as anybody
is given them, each with its receipt, and each claim with how far it is checked.

Reads alone. Each tool is one question to the API, asked within this process by its address: no rule
of what may be known is written here a second time. See docs/decisions/mcp.md.
"""

import json
from collections.abc import Callable
from io import BytesIO
from typing import Annotated, Any, Literal
from urllib.parse import quote, urlencode, urlsplit

from asgiref.sync import sync_to_async
from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.db import close_old_connections
from django.urls import resolve
from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations
from pydantic import Field

API = "/api/v1"
UNSIGNED = "UNSIGNED: nobody has signed a finding. Do not present this as checked."
STATES = {
    "accurate": "Signed by two: accurate.",
    "context": "Signed by two: accurate, and misleading without what `verdict.reasons` adds.",
    "imprecise": "Signed by two: IMPRECISE. Say what `correction` says instead.",
    "wrong": "Signed by two: WRONG. Say what `correction` says instead.",
    "reported": "Signed by two: relays one report on unnamed people. Attribute it to that report.",
    "unverified": "Signed by two: UNVERIFIED. The desk searched and found nothing to support it.",
    "opinion": "Signed by two: an opinion, which cannot be checked.",
}
# Of a claim in a list: its evidence is asked for by itself.
LISTED = "id,url,reference,statement,kind,date,as_of,finding,correction"
INSTRUCTIONS = """What a newsroom knows of partnerships between companies, and what it rests on.
A claim is checked only where its `state` says that two people signed; repeat that state whenever
you use one, and its correction where it has one. Sums and facts of records carry the claims and
sources behind them in `sources`: what has none is recorded and not proven. Cite the `receipt` of an
answer: its `replay` gives the same again, and its seal can be checked by anybody."""
WITHOUT = {
    "search": "A search has no receipt: ask for what it found.",
    "past": "An answer of an earlier moment has no receipt; the same question with that moment "
    "gives it again.",
    "no_seal_key": "This newsroom seals nothing.",
}
Moment = Annotated[
    str,
    Field(description="As it was known at this moment, with its zone: 2026-11-19T12:00:00Z."),
]
Noun = Literal[
    *("companies", "people", "deals", "partnerships", "stakes", "roles"),
    *("terms", "valuations", "events", "sources", "citations", "stories"),
]


def reading_server() -> MCPServer:
    """A server with the tools, which reads and never writes."""
    server = MCPServer("newsroom", title="Newsroom", instructions=INSTRUCTIONS, log_level="WARNING")
    reads = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
    for tool in (search, claims, claim, record, totals):
        server.tool(title=tool.__name__.capitalize(), annotations=reads)(tool)
    return server


async def search(
    words: Annotated[str, Field(description="Names, also misspelt, sums such as 10bn, or words.")],
    noun: Literal["", "companies", "people", "deals", "claims", "sources", "stories"] = "",
) -> dict[str, Any]:
    """Find companies, people, deals, claims, sources and stories by words; the likest first."""
    return await _told("search/", {"q": words, "noun": noun}, without="search")


async def claims(
    party: Annotated[str, Field(description="The id of a company or person.")] = "",
    deal: Annotated[str, Field(description="The id of a deal.")] = "",
    finding: Annotated[str, Field(description="Such as wrong,imprecise; null: unsigned.")] = "",
    words: Annotated[str, Field(description="That stand in the claim.")] = "",
    known_at: Moment = "",
) -> dict[str, Any]:
    """List claims about a company, a person or a deal, each with its state; twenty at most."""
    asked = {"party": party, "deal": deal, "finding": finding, "search": words}
    return await _told("claims/", asked | {"page_size": "20", "fields": LISTED}, known_at)


async def claim(
    id: Annotated[str, Field(description="Its id, or its reference such as S28.")],
    known_at: Moment = "",
) -> dict[str, Any]:
    """Read one claim with its evidence: citations, verdict, who signed it, and what is right."""
    return await _told(f"claims/{quote(id, safe='')}/", {}, known_at)


async def record(
    noun: Noun,
    id: Annotated[str, Field(description="Its id, as search and lists give it.")],
    known_at: Moment = "",
) -> dict[str, Any]:
    """Read one company, person, deal or other record, with what backs it."""
    return await _told(f"{noun}/{quote(id, safe='')}/", {}, known_at)


async def totals(
    payer: str = "",
    payee: str = "",
    party: str = "",
    by: Annotated[str, Field(description="Groups: payer, payee, year, kind, deal and so on.")] = "",
    currency: str = "",
    known_at: Moment = "",
) -> dict[str, Any]:
    """Add up what deals come to, low and high, with the rows that each figure is made of."""
    asked = {"payer": payer, "payee": payee, "party": party, "by": by, "currency": currency}
    return await _told("totals/", asked, known_at)


async def _told(path: str, asked: dict[str, str], known_at: str = "", without: str = ""):
    asked = {name: value for name, value in asked.items() if value}
    if known_at:
        asked["known_at"], without = known_at, "past"
    return await sync_to_async(_answer_apart)(path, asked, without)


def _answer_apart(path, asked, without):
    """The same, in a thread whose connections are nobody else's to close."""
    close_old_connections()
    try:
        return api_answer(path, asked, without)
    finally:
        close_old_connections()


def api_answer(path: str, asked: dict[str, str], without: str = "") -> dict[str, Any]:
    """What the API answers anybody at that path, with a receipt unless one is done `without`, and
    why. Raises ToolError with the sentence of a refusal."""
    if not without:
        status, given = _asked(path, asked | {"receipt": "1"})
        if status == 503 and given["code"] == "no_seal_key":
            without = "no_seal_key"
    if without:
        status, given = _asked(path, asked)
    if status != 200:
        raise ToolError(given["detail"])
    if without:
        return {"answer": with_states(given), "receipt": None, "why_no_receipt": WITHOUT[without]}
    answer = json.loads(given.pop("sealed"))["answer"]
    return {"answer": with_states(answer), "receipt": given}


def _asked(path, asked):
    """The status and the JSON of the API's answer to anybody, at the address of the desk."""
    desk = urlsplit(settings.DESK_ADDRESS)
    request = WSGIRequest(
        {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": f"{API}/{path}",
            "QUERY_STRING": urlencode(asked),
            "SERVER_NAME": desk.hostname,
            "SERVER_PORT": str(desk.port or (443 if desk.scheme == "https" else 80)),
            "HTTP_HOST": desk.netloc,
            "wsgi.url_scheme": desk.scheme,
            "wsgi.input": BytesIO(),
        }
    )
    view: Callable[..., Any]
    view, given, named = resolve(request.path_info)
    answer = view(request, *given, **named)
    if hasattr(answer, "render"):
        answer = answer.render()
    return answer.status_code, json.loads(answer.content)


def with_states(told: Any) -> Any:
    """The same, in which each claim says how far it is checked."""
    if isinstance(told, list):
        return [with_states(each) for each in told]
    if not isinstance(told, dict):
        return told
    marked = {name: with_states(value) for name, value in told.items()}
    if "finding" in told and ("statement" in told or told.get("noun") == "claims"):
        marked = {"state": STATES.get(told["finding"], UNSIGNED)} | marked
    return marked
