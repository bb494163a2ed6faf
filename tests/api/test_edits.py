"""What each edit by a program does to a verdict that stands."""

from copy import deepcopy
from datetime import date
from uuid import UUID

import pytest
from rest_framework.test import APIClient

from partnerships.api.claims.citation_drafts import CitationChange, CitationDraft
from partnerships.api.claims.claim_drafts import PATHS, ClaimChange
from partnerships.api.claims.searches import SearchDraft
from partnerships.api.sources.source_drafts import SourceChange
from partnerships.models import Citation, Claim, Search, Snapshot, Source
from tests import factories as make
from tests.covered_edits import (
    SHOWN,
    signed_case,
    stands_as_the_table_says,
    stands_untouched,
    through,
)
from tests.shared import made_once

pytestmark = pytest.mark.django_db

NOUNS = {Claim: "claims", Citation: "citations", Source: "sources", Search: "searches"}
RECORDS = {Citation: CitationDraft, Search: SearchDraft}
CHANGES = {Claim: ClaimChange, Citation: CitationChange, Source: SourceChange}

STAYS = "A citation stays with its claim: a program takes it away and cites it anew."
KEPT = "A program records searches; they are changed and taken away on the page of their claim."
FOR_EVER = "The public id of a source is for ever."
LEFT_OUT = {
    "a citation moved away": STAYS,
    "a citation moved here": STAYS,
    "a search's place": KEPT,
    "what was sought": KEPT,
    "a search's day": KEPT,
    "a search less": KEPT,
    "a source's name": FOR_EVER,
    "an origin's name": FOR_EVER,
    "the name of the work it appears in": FOR_EVER,
    "its release": "Claims are released at the desk alone.",
}
EACH_EDIT = pytest.mark.parametrize("edit", through(LEFT_OUT), ids=str)


class Program:
    """A program with the token of somebody: it looks, and names in If-Match what it saw."""

    def __init__(self, token):
        self.client = APIClient(headers={"Authorization": f"Token {token}"})

    def change(self, record, **fields):
        fields.pop("position", None)
        self.send("patch", record, body_of(record, fields), 200)

    def add(self, model, **fields):
        known = RECORDS[model]().fields.keys()  # the rest, such as an id, the API gives itself
        body = body_of(model(), {name: fields[name] for name in fields.keys() & known})
        made = self.client.post(f"/api/v1/{NOUNS[model]}/", body, format="json")
        assert made.status_code == 201, made.text

    def remove(self, record):
        self.send("delete", record, None, 204)

    def look(self, record):
        return self.client.get(address(record))

    def send(self, method, record, body, status):
        send = getattr(self.client, method)
        headers = {"If-Match": self.look(record)["ETag"]}
        answer = send(address(record), body, format="json", headers=headers)
        assert answer.status_code == status, answer.text
        return answer


def address(record):
    key = record.slug if isinstance(record, Source) else record.uid
    return f"/api/v1/{NOUNS[type(record)]}/{key}/"


def body_of(record, fields):
    """The fields in the shape in which the API shows them: `date` is within `date`."""
    body = {}
    for name, value in fields.items():
        path = PATHS.get(name, name) if isinstance(record, Claim) else name
        above, _, name = path.rpartition(".")
        (body.setdefault(above, {}) if above else body)[name] = sent(value)
    return body


def sent(value):
    match value:
        case Source():
            return value.slug
        case Claim() | Snapshot():
            return str(value.uid)
        case UUID():
            return str(value)
        case date():
            return value.isoformat()
    return value


@pytest.fixture(scope="module")
def shared(django_db_setup, django_db_blocker):
    yield from made_once(django_db_blocker, signed_case)


@pytest.fixture
def before(shared, db):
    """A case with a verdict that stands."""
    return deepcopy(shared)


@pytest.fixture
def actor(db):
    return make.member("Reporter")


@pytest.fixture
def program(actor):
    return Program(make.token(actor)[1])


@pytest.mark.walk
@EACH_EDIT
def test_what_an_edit_by_a_program_does_to_a_verdict_and_whose_it_is(edit, before, program, actor):
    stands_as_the_table_says(edit, before, program, actor)


@pytest.mark.parametrize("of", SHOWN)
def test_what_is_sent_back_as_it_is_shown_lapses_nothing(of, before, program, actor):
    def resend(record):
        row = program.look(record).json()
        writable = CHANGES[type(record)]().fields
        body = {name: value for name, value in row.items() if name in writable}
        program.send("patch", record, body, 200)
        assert {"statement", "stance", "outlet"} & body.keys()

    stands_untouched(of, before, resend, actor)
