"""Receipts: an answer as the desk has sealed it, and the same answer again later.

`?receipt=1` gives the answer, its hash and its seal. The address in `replay` asks the same of the
moment at which it was known, and names the hash: it gives the same bytes, or says that they are
given no more. See docs/decisions/seals.md.
"""

import re
from functools import partial
from hashlib import sha256

import pghistory
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import NotFound
from rest_framework.reverse import reverse
from rest_framework.throttling import AnonRateThrottle

from ..actions.attesting import drafted_seal, give_seal, kept_seal
from ..formats.seals import seal_json, seal_moment
from ..rules.known_then import settled_moment
from ..vocabulary import SealKind
from .errors import BadParameters, NotAsSealed
from .parameters import ONCE, moment_asked
from .rendering import JSONRenderer, write_json

RECEIPT, SEALED = TAKEN_OFF = "receipt", "sealed"  # from the question: they are not asked of rows
RECEIPT_TYPE = "application/vnd.newsroom.receipt+json"
SEALED_TYPE = "application/vnd.newsroom.sealed+json"
A_HASH = re.compile(r"[0-9a-f]{64}")

PARAMETERS = [
    OpenApiParameter(
        RECEIPT,
        OpenApiTypes.STR,
        enum=["1"],
        description="The answer as anybody may read it, with its hash and the desk's seal on it.",
    ),
    OpenApiParameter(
        SEALED,
        OpenApiTypes.STR,
        pattern="^[0-9a-f]{64}$",
        description="The SHA-256 of a sealed answer, which is given again or not at all; with "
        "`known_at`, as `replay` of its receipt has both.",
    ),
]


class ReceiptThrottle(AnonRateThrottle):
    """How often an address may ask for receipts, and for what was sealed."""

    scope = "receipts"
    rate = "30/min"

    def get_cache_key(self, request, view):
        return self.cache_format % {"scope": self.scope, "ident": self.get_ident(request)}


def ask_for_receipt(view, request):
    """Let the view answer with a receipt, or with what was sealed, where that is asked for.

    Errors   BadParameters, NotFound, Throttled.
    """
    asked = request.query_params
    if not {RECEIPT, SEALED} & asked.keys() or view.action not in view.tells_the_past:
        return
    if faults := dict(_faults(view, asked)):
        raise BadParameters(faults)
    throttle = ReceiptThrottle()
    if not throttle.allow_request(request, view):
        view.throttled(request, throttle.wait())
    digest = asked.get(SEALED)
    seal = kept_seal(digest) if digest else None
    if digest and (seal is None or seal.kind != SealKind.ANSWER):
        raise NotFound("The desk has sealed no answer with that hash.")
    view.moment = moment_asked(request) if digest else settled_moment()
    _take_off(request, *TAKEN_OFF, "known_at")
    request.user = AnonymousUser()  # whoever asks: a receipt is of what anybody may read
    view.is_watched = False  # what was sealed is read, and told, each time
    give = partial(_sealed_again, seal) if digest else _receipt
    view.get = view.head = partial(give, view, view.get)


def _faults(view, asked):
    """What is wrong with the question, by parameter."""
    if repeated := [name for name in TAKEN_OFF if len(asked.getlist(name)) > 1]:
        yield from ((name, ONCE) for name in repeated)
        return
    if asked.getlist(RECEIPT) not in ([], ["1"]):
        yield RECEIPT, f"Write {RECEIPT}=1, or leave it out."
    elif RECEIPT in asked and SEALED in asked:
        yield (
            RECEIPT,
            f"Ask for a receipt, or for what was sealed: leave out {RECEIPT} or {SEALED}.",
        )
    elif RECEIPT in asked and "known_at" in asked:
        yield "known_at", "A receipt has a moment of its own, which it tells: leave this out."
    digests = [] if RECEIPT in asked else asked.getlist(SEALED)
    if digests and not (len(digests) == 1 and A_HASH.fullmatch(digests[0])):
        yield SEALED, "Write a SHA-256 in 64 digits, as a receipt has it."
    elif digests and "known_at" not in asked:
        yield "known_at", "Give the moment too, as the receipt has it in `replay`."
    if view.request.accepted_renderer.format != JSONRenderer.format:
        yield "format", "A receipt is of JSON: ask for no other format."


def _take_off(request, *names):
    """Ask without these parameters, in the addresses of the answer too."""
    sent = request._request
    asked = sent.GET.copy()
    for name in names:
        asked.pop(name, None)
    sent.GET, sent.META["QUERY_STRING"] = asked, asked.urlencode()


def _receipt(view, answer, *args, **kwargs):
    text = _sealed_text(view, answer, *args, **kwargs)
    digest = sha256(text).hexdigest()
    with pghistory.context(door="api"):
        seal, is_new = give_seal(SealKind.ANSWER, digest)
    question = view.request.build_absolute_uri()
    known_at = f"known_at={seal_moment(view.moment)}&{SEALED}={digest}"
    told = {
        "seal": seal_json(seal if is_new else drafted_seal(SealKind.ANSWER, digest)),
        "url": reverse("api:seal", args=[digest], request=view.request),
        "replay": f"{question}{'&' if '?' in question else '?'}{known_at}",
        SEALED: text.decode(),
    }
    named = {"Content-Disposition": 'inline; filename="receipt.json"'}
    return HttpResponse(write_json(told), content_type=RECEIPT_TYPE, headers=named)


def _sealed_again(seal, view, answer, *args, **kwargs):
    try:
        text = _sealed_text(view, answer, *args, **kwargs)
    except (NotFound, BadParameters):  # the row, or a word of the question, is known no more
        text = b""
    if sha256(text).hexdigest() != seal.sha256:
        raise NotAsSealed(seal_json(seal))
    return HttpResponse(text, content_type=SEALED_TYPE)


def _sealed_text(view, answer, *args, **kwargs):
    """What is sealed of an answer: the question and the answer itself, in one line."""
    with view.as_known():
        data = answer(*args, **kwargs).data
    question = write_json(view.request.build_absolute_uri())
    return b'{"question":%b,"answer":%b}' % (question, JSONRenderer().render(data))


RECEIPT_SHAPE = {
    "type": "object",
    "description": "An answer as it was sealed, and how it is had again.",
    "required": ["seal", "url", "replay", SEALED],
    "properties": {
        "seal": {"$ref": "#/components/schemas/SealOfDesk"},
        "url": {"type": "string", "format": "uri", "description": "Where the seal stands."},
        "replay": {
            "type": "string",
            "format": "uri",
            "description": "Gives the text that was sealed again, byte for byte, or 410.",
        },
        SEALED: {
            "type": "string",
            "description": "The text that was sealed, JSON with `question` and `answer`: the "
            "SHA-256 is of its UTF-8.",
        },
    },
}
SEALED_SHAPE = {
    "type": "object",
    "description": "An answer as it was sealed.",
    "required": ["question", "answer"],
    "properties": {"question": {"type": "string", "format": "uri"}, "answer": {}},
}


def as_receipts(result, generator, request, public):
    """A hook of the schema: what a receipt is, where one can be asked for."""
    schemas = result["components"]["schemas"]
    schemas |= {"Receipt": RECEIPT_SHAPE, "SealedAnswer": SEALED_SHAPE}
    kept = schemas["KeptSeal"]  # of which a receipt holds all but where the keys are
    held = {name: shape for name, shape in kept["properties"].items() if name != "keys"}
    schemas["SealOfDesk"] = kept | {
        "description": "What the desk signed, and its signature.",
        "properties": held,
        "required": [*held],
    }
    shapes = {RECEIPT_TYPE: "Receipt", SEALED_TYPE: "SealedAnswer"}
    for operations in result["paths"].values():
        for operation in operations.values():
            if RECEIPT in {each["name"] for each in operation.get("parameters", [])}:
                operation["responses"]["200"]["content"] |= {
                    media_type: {"schema": {"$ref": f"#/components/schemas/{name}"}}
                    for media_type, name in shapes.items()
                }
    return result
