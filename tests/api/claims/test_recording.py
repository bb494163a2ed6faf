"""Recording by a program: a claim with its citations, in one request."""

import json

import pytest
from pghistory.models import Context
from rest_framework.test import APIClient

from partnerships.models import Authorship, Citation, Claim, Entry
from partnerships.vocabulary import Act
from tests import factories as make


@pytest.fixture
def ann(db):
    return make.member("Reporter", name="ann")


@pytest.fixture
def source(db):
    return make.source(slug="cnbc")


@pytest.fixture
def draft(source):
    """A claim with one citation, as a program sends it."""
    return {
        "collection": make.collection().slug,
        "statement": "The hire happened in April 2024.",
        "kind": "date",
        "citations": [{"source": "cnbc", "stance": "refutes", "quote": " on Tuesday\n"}],
    }


def faults(answer):
    """The sentences of a refusal, by the path of their field."""
    assert answer["Content-Type"] == "application/problem+json"
    return {each["field"]: each["detail"] for each in answer.json()["errors"]}


def test_a_claim_is_recorded_with_its_citations_in_one_request(send, ann, draft):
    answer = send("post", "claims/", draft, by=ann, status=201)

    claim = Claim.objects.get()
    assert answer["Location"] == f"http://testserver/api/v1/claims/{claim.uid}/"
    assert (answer.json()["reference"], claim.reference) == ("C1", "C1")
    assert claim.citations.get().source.slug == "cnbc"


def test_a_quotation_keeps_its_white_space(send, ann, draft):
    answer = send("post", "claims/", draft, by=ann, status=201)

    assert answer.json()["citations"][0]["quote"] == " on Tuesday\n"
    assert Citation.objects.get().quote == " on Tuesday\n"


def test_what_is_written_is_read_back_in_the_same_shape(send, ask, ann, draft):
    make.company("OpenAI")
    deal, event = make.released_deal(slug="lease"), make.event()
    written = draft | {
        "reference": "X1",
        "layer": "article",
        "section": "2",
        "attributed_to": "The Times",
        "date": {"words": "in April", "as_worded": "2024-04", "edtf": "2024-03-19"},
        "as_of": "2024-10-23",
        "value": {"qualifier": "about", "low": "10000000000", "high": "10000000000", "unit": "USD"},
        "link_anchor": "the hire",
        "note": "Ask again.",
        "is_adverse": True,
        "is_blind": False,
    }
    about = {"parties": ["openai"], "deals": [deal.slug], "events": [str(event.uid)]}

    row = send("post", "claims/", written | about, by=ann, status=201).json()

    assert ask("claims/X1/", by=ann) == row
    for name in written.keys() - {"date", "value", "citations"}:
        assert row[name] == written[name]
    for name in ("date", "value"):
        assert written[name].items() <= row[name].items()
    for name, ids in about.items():
        assert [each["id"] for each in row[name]] == ids


def test_a_record_may_be_named_as_the_api_shows_it(send, ask, ann, draft):
    make.company("OpenAI")
    party = ask("companies/openai/", fields="id,url,kind,name")

    row = send("post", "claims/", draft | {"parties": [party]}, by=ann, status=201).json()

    assert row["parties"] == [party]


def test_the_history_names_who_wrote_it_and_by_which_door(send, ann, draft):
    send("post", "claims/", draft, by=ann, status=201)

    entries = Entry.objects.order_by("pk")
    assert [entry.act for entry in entries] == [Act.RECORDED, Act.RECORDED]
    assert {(entry.by, entry.door) for entry in entries} == {(ann, "api")}
    assert Context.objects.get(id=entries[0].context).metadata["door"] == "api"
    wrote = Authorship.objects.exclude(claim=None, citation=None)
    assert {row.author for row in wrote} == {ann}


def test_nothing_is_recorded_when_one_citation_is_refused(send, ann, draft):
    draft["citations"].append({"source": "cnbc", "stance": "maybe"})
    draft["citations"].append({"source": "nowhere", "stance": "supports", "says": "So."})

    answer = send("post", "claims/", draft, by=ann, status=422)

    assert set(faults(answer)) == {"citations.1.stance", "citations.2.source"}
    assert not Claim.objects.exists()


def test_a_citation_of_no_words_is_told_by_its_place(send, ann, draft):
    draft["citations"][0]["quote"] = " \n"

    answer = send("post", "claims/", draft, by=ann, status=422)

    assert faults(answer) == {
        "citations.0.says": "Quote the source, or say in our words what stands there."
    }


def test_two_citations_of_one_place_are_refused(send, ann, draft):
    draft["citations"] *= 2

    answer = send("post", "claims/", draft, by=ann, status=422)

    assert list(faults(answer)) == ["citations.1.locator"]
    assert not Claim.objects.exists()


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ({"statement": " "}, "statement"),
        ({"statement": None}, "statement"),
        ({"statement": "a\x00b"}, "statement"),
        ({"kind": "rumour"}, "kind"),
        ({"date": {"edtf": "tomorrow"}}, "date.edtf"),
        ({"date": "2024"}, "date"),
        ({"date": {"day": "2024"}}, "date.day"),
        ({"as_of": "soon"}, "as_of"),
        ({"value": {"low": "1"}}, "value.high"),
        ({"value": {"low": "2", "high": "1", "unit": "USD"}}, "value.high"),
        ({"value": {"low": "Infinity"}}, "value.low"),
        ({"value": {"low": "1,5"}}, "value.low"),
        ({"value": {"low": "1_000"}}, "value.low"),
        ({"parties": ["nobody"]}, "parties.0"),
        ({"parties": "openai"}, "parties"),
        ({"deals": [{}]}, "deals.0"),
        ({"events": ["no-uuid"]}, "events.0"),
        ({"collection": "none"}, "collection"),
        ({"reference": "x" * 21}, "reference"),
        ({"reference": " S1"}, "reference"),
        ({"citations": "cnbc"}, "citations"),
        ({"citations": [["cnbc"]]}, "citations.0"),
        ({"citations": [{}]}, "citations.0.source"),
        ({"released_at": "2024-01-01"}, "released_at"),
        ({"finding": "accurate"}, "finding"),
        ({"statment": "A typo."}, "statment"),
    ],
)
def test_what_a_form_would_refuse_is_refused_by_its_path(send, ann, draft, fields, path):
    answer = send("post", "claims/", draft | fields, by=ann, status=422)

    assert answer.json()["code"] == "invalid"
    assert path in faults(answer)
    assert not Claim.objects.exists()


def test_half_a_character_is_refused(api, ann, draft):
    api.force_authenticate(ann)
    body = json.dumps(draft | {"statement": "\ud800"})

    answer = api.post("/api/v1/claims/", body, content_type="application/json")

    assert list(faults(answer)) == ["statement"]


@pytest.mark.parametrize("body", [[], None, "words", 1])
def test_a_body_that_is_no_object_is_refused(send, ann, body):
    assert send("post", "claims/", body, by=ann).status_code == 422


def test_a_reference_that_is_taken_is_refused(send, ann, draft):
    make.claim(reference="S28")

    answer = send("post", "claims/", draft | {"reference": "S28"}, by=ann, status=422)

    assert "taken" in faults(answer)["reference"]


def test_a_body_that_cannot_be_read_is_refused(api, ann):
    api.force_authenticate(ann)

    unread = api.post("/api/v1/claims/", "{", content_type="application/json")
    form = api.post("/api/v1/claims/", {"statement": "So."}, format="multipart")

    assert (unread.status_code, form.status_code) == (400, 415)


def test_nobody_writes_without_a_login(send, draft):
    answer = send("post", "claims/", draft, status=401)

    assert answer["WWW-Authenticate"] == "Token"


def test_a_reader_does_not_write(send, draft):
    answer = send("post", "claims/", draft, by=make.member("Reader"), status=403)

    assert answer.json()["detail"] == "You may not record claims."
    assert not Claim.objects.exists()


def test_who_may_not_cite_records_no_citation(send, draft):
    ben = make.editor(None, "view_claim", "view_source", "add_claim")

    answer = send("post", "claims/", draft, by=ben, status=403)

    assert answer.json()["detail"] == "You may not cite sources."


def test_a_session_writes_with_its_token_against_forgery_alone(ann, draft):
    client = APIClient(enforce_csrf_checks=True)
    client.force_login(ann)
    client.cookies["csrftoken"] = token = "a" * 32

    without = client.post("/api/v1/claims/", draft, format="json")
    with_it = client.post("/api/v1/claims/", draft, format="json", headers={"X-CSRFToken": token})

    assert (without.status_code, with_it.status_code) == (403, 201)
    assert Entry.objects.first().by == ann


def test_who_asks_what_may_be_sent_is_told(api, ann):
    api.force_authenticate(ann)

    assert "POST" in api.options("/api/v1/claims/")["Allow"]


def test_a_confidential_source_is_no_such_source(send, ann, draft):
    make.source(slug="secret", confidentiality="confidential")
    hidden = {"citations": [{"source": "secret", "stance": "supports", "says": "So."}]}
    absent = {"citations": [{"source": "absent", "stance": "supports", "says": "So."}]}

    answers = [
        send("post", "claims/", draft | each, by=ann, status=422) for each in (hidden, absent)
    ]

    assert answers[0].content == answers[1].content
    assert faults(answers[0]) == {"citations.0.source": "There is no such source."}


def test_a_keeper_cites_a_confidential_source(send, draft):
    make.source(slug="secret", confidentiality="confidential")
    keeper = make.member("Reporter", "Source keeper")
    draft["citations"][0]["source"] = "secret"

    send("post", "claims/", draft, by=keeper, status=201)

    assert Citation.objects.get().source.slug == "secret"
