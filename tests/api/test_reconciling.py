"""The reconciliation service finds what rows of others are about, and says what is known of it."""

import json
import re
from urllib.parse import urlencode

import pytest
from jsonschema import Draft202012Validator

from partnerships.vocabulary import DealKind, Finding, NameKind, Scheme, Stance
from tests import factories as make

pytestmark = pytest.mark.django_db
HERE = "/api/v1/reconcile/"

# Shapes in our own words of what the specification (0.2) says of answers.
TEXT, TYPE = {"type": "string"}, {"type": "object", "required": ["id", "name"]}
CANDIDATE = {
    "type": "object",
    "required": ["id", "name", "score", "match", "type", "description"],
    "properties": {
        "id": TEXT,
        "name": TEXT,
        "description": TEXT,
        "score": {"type": "number"},
        "match": {"type": "boolean"},
        "type": {"type": "array", "items": TYPE},
    },
    "additionalProperties": False,
}
RESULTS = {
    "type": "object",
    "additionalProperties": {
        "type": "object",
        "required": ["result"],
        "properties": {"result": {"type": "array", "items": CANDIDATE}},
    },
}
VALUE = {
    "oneOf": [
        {"type": "object", "maxProperties": 0},
        {
            "type": "object",
            "required": ["str"],
            "properties": {"str": TEXT},
            "additionalProperties": False,
        },
        {
            "type": "object",
            "required": ["id", "name"],
            "properties": {"id": TEXT, "name": TEXT},
            "additionalProperties": False,
        },
    ]
}
EXTENSION = {
    "type": "object",
    "required": ["meta", "rows"],
    "properties": {
        "meta": {"type": "array", "items": TYPE},
        "rows": {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "additionalProperties": {"type": "array", "items": VALUE},
            },
        },
    },
    "additionalProperties": False,
}


def post(api, **sent):
    """The answer to a form as OpenRefine sends it."""
    form = urlencode({name: json.dumps(value) for name, value in sent.items()})
    return api.post(HERE, form, content_type="application/x-www-form-urlencoded")


def found(api, **query):
    """What is found for one query."""
    answer = post(api, queries={"q0": query})
    assert answer.status_code == 200, answer.text
    Draft202012Validator(RESULTS).validate(answer.json())
    return answer.json()["q0"]["result"]


def extended(api, ids, *properties):
    """The values of the records."""
    asked = {"ids": ids, "properties": [{"id": each} for each in properties]}
    answer = post(api, extend=asked)
    assert answer.status_code == 200, answer.text
    Draft202012Validator(EXTENSION).validate(answer.json())
    return answer.json()["rows"]


@pytest.fixture
def acme(db):
    made = make.company("Acme Corporation", country="US", legal_form="public_company")
    make.party_name(made, "Acme Industries", kind=NameKind.ALIAS)
    make.identifier(made, Scheme.WIKIDATA, value="Q7")
    return made


def test_the_manifest_says_what_the_service_is(api):
    told = api.get(HERE).json()

    assert told["versions"] == ["0.2"]
    assert {each["id"] for each in told["defaultTypes"]} == {"company", "person", "deal"}
    assert all("{{id}}" in told[each]["url"] for each in ("view", "preview"))
    assert re.match("https?://", told["identifierSpace"])
    assert re.match("https?://", told["schemaSpace"])
    assert told["suggest"].keys() == {"entity", "type", "property"}


def test_what_the_manifest_names_is_there(api, acme):
    told = api.get(HERE).json()

    for suggested in [*told["suggest"].values(), told["extend"]["propose_properties"]]:
        address = suggested["service_url"] + suggested["service_path"]
        assert api.get(address).status_code == 200
    for template in told["view"], told["preview"]:
        address = template["url"].replace("{{id}}", "companies%2Facme-corporation")
        assert api.get(address).status_code in (200, 302)


@pytest.mark.parametrize(
    "name",
    ["Acme Corporation", "acme industries", "Q7", "companies/acme-corporation", "wikidata Q7"],
)
def test_a_company_is_matched_by_each_of_its_names_and_numbers(api, acme, name):
    make.company("Acme Corporation of Ohio")

    best = found(api, query=name)[0]

    assert (best["id"], best["name"]) == ("companies/acme-corporation", "Acme Corporation")
    assert best["match"]
    assert best["type"] == [{"id": "company", "name": "Company"}]
    assert best["description"] == "Public company, US"


def test_a_part_of_a_name_is_a_candidate_and_no_match(api, acme):
    (only,) = found(api, query="Acme")

    assert not only["match"]
    assert 0 < only["score"] < 100


def test_a_misspelt_name_is_found_and_is_no_match(api, acme):
    (only,) = found(api, query="Acme Corporatoin")

    assert only["id"] == "companies/acme-corporation"
    assert not only["match"]


def test_two_of_one_name_are_no_match(api, acme):
    other = make.company("Acme Corporation", slug="acme-2", country="FR")

    both = found(api, query="Acme Corporation")

    assert [each["match"] for each in both] == [False, False]
    ours = found(api, query="Acme Corporation", properties=[{"pid": "country", "v": "fr"}])
    assert [each["id"] for each in ours] == [f"companies/{other.slug}"]


def test_a_number_alone_finds_whose_it_is(api, acme):
    (only,) = found(api, properties=[{"pid": "wikidata", "v": ["Q7", "Q8"]}])

    assert (only["id"], only["score"], only["match"]) == ("companies/acme-corporation", 100, True)


def test_types_narrow_what_is_found(api, acme):
    make.person("Acme Corporation", slug="a-person")

    assert [each["id"] for each in found(api, query="Acme Corporation", type="person")] == [
        "people/a-person"
    ]
    assert len(found(api, query="Acme Corporation", type=["person", "company"])) == 2


def test_a_deal_is_found_by_its_title(api):
    make.released_deal(title="A lease of chips", kinds=[DealKind.CLOUD])

    best = found(api, query="A lease of chips", type="deal")[0]

    assert (best["id"], best["match"]) == ("deals/a-lease-of-chips", True)
    assert best["description"] == "Deal, cloud"


def test_a_query_gives_no_more_than_its_limit(api):
    for number in range(4):
        make.company(f"Acme {number}")

    assert len(found(api, query="Acme", limit=3)) == 3


def test_get_answers_as_post_does(api, acme):
    queries = {"a": {"query": "Acme Corporation"}, "b": {"query": "nobody"}}

    got = api.get(HERE, {"queries": json.dumps(queries)}).json()

    assert got == post(api, queries=queries).json()
    assert got["b"] == {"result": []}


@pytest.mark.parametrize(
    ("sent", "status", "sentence"),
    [
        ({"queries": []}, 400, "Send an object"),
        ({"queries": {"q": {}}}, 400, "say in `query` what it is called"),
        ({"queries": {"q": 5}}, 400, "send an object."),
        ({"queries": {"q": {"query": "x" * 201}}}, 400, "200 characters at most"),
        ({"queries": {"q": {"query": "x\x00"}}}, 400, "null characters"),
        ({"queries": {"q": {"query": "x", "type": "ship"}}}, 400, "company, person, deal"),
        ({"queries": {"q": {"query": "x", "limit": 0}}}, 400, "a whole number from 1 on"),
        ({"queries": {"q": {"query": "x", "properties": [1]}}}, 400, "a `pid` and a `v`"),
        ({"queries": {str(n): {"query": "x"} for n in range(21)}}, 413, "send fewer"),
        ({"extend": {"ids": 5, "properties": []}}, 400, "a list of texts"),
        ({"extend": {"ids": [], "properties": [{"id": "colour"}]}}, 400, "“colour”"),
        ({"extend": {"ids": ["x"] * 51, "properties": []}}, 413, "50 records"),
        ({}, 400, "Send `queries` or `extend`"),
    ],
)
def test_what_cannot_be_answered_is_said(api, sent, status, sentence):
    answer = post(api, **sent)

    assert answer.status_code == status
    assert sentence in answer.json()["detail"]


@pytest.mark.parametrize("broken", ["{", '{"q": {"query": "\\ud800"}}', "[" * 5_000, "NaN"])
def test_what_is_no_json_is_refused(api, broken):
    assert api.get(HERE, {"queries": broken}).status_code == 400


def test_pages_of_other_sites_may_ask(api):
    for answer in api.get(HERE), post(api, queries={}), post(api, queries=[]):
        assert answer["Access-Control-Allow-Origin"] == "*"


def test_a_login_is_not_looked_at(api, acme):
    hidden = make.company("Acme of the desk", released_at=None)
    api.force_login(make.editor("chief", is_superuser=True))

    assert hidden.name not in post(api, queries={"q": {"query": "Acme"}}).text


def test_entities_are_suggested_by_how_their_names_begin(api, acme):
    (only,) = api.get(f"{HERE}suggest/entity/", {"prefix": "acm"}).json()["result"]

    assert (only["id"], only["notable"]) == (
        "companies/acme-corporation",
        [{"id": "company", "name": "Company"}],
    )
    further = {"prefix": "acm", "cursor": 1}
    assert api.get(f"{HERE}suggest/entity/", further).json() == {"result": []}


def test_types_and_properties_are_suggested(api):
    types = api.get(f"{HERE}suggest/type/", {"prefix": "pers"}).json()["result"]
    properties = api.get(f"{HERE}suggest/property/", {"prefix": "claims.s"}).json()["result"]

    assert types == [{"id": "person", "name": "Person"}]
    assert properties == [{"id": "claims.signers", "name": "Claims: who signed"}]


def test_properties_of_a_type_are_proposed(api):
    told = api.get(f"{HERE}properties/", {"type": "deal", "limit": 2}).json()

    assert (told["type"], told["limit"]) == ("deal", 2)
    assert told["properties"][0] == {"id": "title", "name": "Title"}
    assert len(told["properties"]) == 2


def test_an_id_leads_to_the_page_of_readers(api, acme):
    led = api.get(f"{HERE}view/", {"id": "companies/acme-corporation"})

    assert led.status_code == 302
    assert led["Location"].endswith("/companies/acme-corporation/")
    assert api.get(f"{HERE}view/", {"id": "companies/nobody"}).status_code == 404


def test_a_preview_may_stand_in_anybodys_frame(api, acme):
    preview = api.get(f"{HERE}preview/", {"id": "companies/acme-corporation"})

    assert "Acme Corporation" in preview.text
    assert "X-Frame-Options" not in preview
    assert "frame-ancestors *" in preview["Content-Security-Policy"]


def test_values_of_a_record_are_given(api, acme):
    rows = extended(api, ["companies/acme-corporation"], "name", "aliases", "wikidata", "country")

    assert rows == {
        "companies/acme-corporation": {
            "name": [{"str": "Acme Corporation"}],
            "aliases": [{"str": "Acme Industries"}],
            "wikidata": [{"str": "Q7"}],
            "country": [{"str": "US"}],
        }
    }


def test_a_value_stands_beside_its_date_citation_finding_and_signers(api, acme):
    verdict = make.readable(Finding.ACCURATE)
    claim = verdict.claim
    claim.parties.add(acme)
    citation = claim.citations.filter(stance=Stance.SUPPORTS).first()
    beside = [f"claims.{each}" for each in ("date", "citation", "finding", "signers", "claim")]

    row = extended(api, ["companies/acme-corporation"], "claims", *beside)[
        "companies/acme-corporation"
    ]

    shown = api.get(f"/api/v1/claims/{claim.uid}/").json()
    assert row["claims"] == [{"str": claim.statement}]
    assert row["claims.finding"] == [{"str": "Accurate"}]
    assert citation.source.outlet in row["claims.citation"][0]["str"]
    signers = (shown["verdict"]["proposed_by"], shown["verdict"]["countersigned_by"])
    assert row["claims.signers"] == [{"str": ", ".join(signers)}]
    assert row["claims.claim"] == [{"str": shown["url"]}]


def test_a_claim_that_nobody_signed_says_so(api, acme):
    make.claim("Acme is big.", released_at=make.NOON).parties.add(acme)

    row = extended(api, ["companies/acme-corporation"], "claims.finding", "claims.signers")

    assert row["companies/acme-corporation"] == {
        "claims.finding": [{"str": "unsigned"}],
        "claims.signers": [{}],
    }


def test_a_field_stands_beside_what_backs_it(api, acme):
    source = make.source(outlet="The Gazette", released_at=make.NOON)
    make.fact(party=acme, source=source, field="country")

    asked = ("country", "country.citation", "country.finding", "place")
    told = extended(api, ["companies/acme-corporation"], *asked)["companies/acme-corporation"]

    assert told["country"] == [{"str": "US"}]
    assert told["country.citation"][0]["str"].startswith("The Gazette")
    assert told["country.finding"] == [{"str": "unsigned"}]
    assert told["place"] == []


def test_a_deal_gives_its_parties_and_sums(api):
    deal = make.released_deal(make.company("Payer"), make.company("Payee"), title="The deal")
    make.amount(deal, 5)

    row = extended(api, ["deals/the-deal"], "parties", "amounts", "status")["deals/the-deal"]

    assert {each["id"] for each in row["parties"]} == {"companies/payer", "companies/payee"}
    assert "$5 billion" in row["amounts"][0]["str"]


def test_of_what_nobody_may_read_nothing_is_given(api):
    hidden = make.company("Acme of the desk", released_at=None)
    ids = [f"companies/{hidden.slug}", "companies/nobody", "ships/x", "x"]

    rows = extended(api, ids, "name", "claims")

    assert rows == {each: {"name": [], "claims": []} for each in ids}


def test_each_property_can_be_asked_of_each_type(api, acme, django_assert_max_num_queries):
    make.readable().claim.parties.add(acme, make.person("Ann"))
    deal = make.released_deal(title="The deal")
    make.amount(deal)
    ids = ["companies/acme-corporation", "people/ann", "deals/the-deal"]
    known = api.get(f"{HERE}properties/").json()["properties"]

    for start in range(0, len(known), 40):
        with django_assert_max_num_queries(40):
            extended(api, ids, *(each["id"] for each in known[start : start + 40]))
