"""Answers that are stored as they are written, for readers without a right of their own.

A row that anybody may read is written once, by the plan, and taken from its document until
something that it holds is changed: PostgreSQL marks the document in the same transaction
(laws/documents.sql). The first who reads the row after that writes it anew. See
docs/decisions/documents.md.
"""

from hashlib import sha256
from pathlib import Path

import django
import orjson
import rest_framework
from django.conf import settings
from django.db import InternalError, OperationalError, connection, transaction
from django.urls import get_script_prefix
from django.utils import timezone

from . import reading
from .fields import Addresses
from .plans import read_by_plan
from .rendering import write_json
from .statements import binding_cursor

CODE = Path(__file__).parents[1]
# No column holds the first character of what stands for the address of this desk.
HERE = "\x00"
HERE_WRITTEN = b'"\\u0000'

STORED = """
SELECT claim_id, body FROM partnerships_claimdocument AS document
WHERE claim_id = ANY (%s::bigint[]) AND form = %s AND NOT EXISTS (
    SELECT FROM partnerships_outdateddocument AS mark WHERE mark.claim_id = document.claim_id
)
"""
TURN = "SELECT pg_try_advisory_xact_lock(turn_of_documents())"
PATIENCE = (
    "SET LOCAL idle_in_transaction_session_timeout = '5s'"  # with one who keeps others waiting
)
STORE = """
INSERT INTO partnerships_claimdocument (claim_id, form, body)
SELECT claim_id, %s, body FROM unnest(%s::bigint[], %s::bytea[]) AS made (claim_id, body)
ON CONFLICT (claim_id) DO UPDATE SET form = EXCLUDED.form, body = EXCLUDED.body
"""
UNMARK = "DELETE FROM partnerships_outdateddocument WHERE claim_id = ANY (%s::bigint[])"


def are_stored(view, plan) -> bool:
    """Whether the rows of the view, as its reader asks for them, are those that are stored."""
    return bool(
        plan
        and not settings.MIRROR_OF  # which keeps what it is sent, and no more
        and view.stores_documents
        and view.only is None
        and view.moment is None
        and not view.request.user.get_all_permissions()  # who has none is shown what anybody is
    )


def read_stored(plan, keys, reader, request):
    """What is shown of the rows with these primary keys, by key: from documents, which are made
    where there are none."""
    form, here = form_now(), b'"' + Addresses(request).here.encode()
    bodies, rest = stored(keys, form), {}
    if missing := [key for key in keys if key not in bodies]:
        made = _made(plan, missing, reader, form)
        if made is None:
            rest = read_by_plan(plan, missing, reader, Addresses(request))
        else:
            bodies |= made
    return rest | {
        key: orjson.Fragment(body.replace(HERE_WRITTEN, here)) for key, body in bodies.items()
    }


def stored(keys, form):
    """The documents of the rows with these primary keys that hold what is so, by key."""
    with binding_cursor() as cursor:
        cursor.execute(STORED, [keys, form])
        return dict(cursor.fetchall())


def _made(plan, keys, reader, form):
    """The documents of the rows, made and stored; None while somebody changes what documents hold,
    and within a transaction, which would keep others from it until it ends."""
    if connection.in_atomic_block:
        return None
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(PATIENCE)
            return make(plan, keys, reader, form)
    except (OperationalError, InternalError):  # a migration had the tables, or we were too slow
        return None


def make(plan, keys, reader, form):
    """The same, in the transaction that is open."""
    with binding_cursor() as cursor:
        cursor.execute(TURN)
        if not cursor.fetchone()[0]:
            return None
        rows = read_by_plan(plan, keys, reader, Addresses(here=HERE))
        bodies = {key: write_json(row) for key, row in rows.items()}
        cursor.execute(STORE, [form, list(bodies), list(bodies.values())])
        cursor.execute(UNMARK, [list(bodies)])
    return bodies


def form_now() -> bytes:
    """What a document depends on besides what is recorded: this program, and how it is set."""
    of_the_desk = [
        settings.PUBLIC_SIGNERS,
        timezone.get_current_timezone_name(),
        get_script_prefix(),
        reading.LISTED,
    ]
    return sha256(PROGRAM + repr(of_the_desk).encode()).digest()[:16]


def _program():
    """A fingerprint of all that is run to write an answer."""
    made_of = sha256(repr([django.VERSION, rest_framework.VERSION, orjson.__version__]).encode())
    for file in sorted(CODE.rglob("*.py")):
        text = file.read_bytes()
        made_of.update(f"{file.relative_to(CODE)} {len(text)} ".encode() + text)
    return made_of.digest()


# Of the files as they were when this was loaded from them: they may be replaced under a desk that
# runs, which goes on to write what it always wrote.
PROGRAM = _program()
