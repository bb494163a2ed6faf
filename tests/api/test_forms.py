"""Lists as others write their rows: read by the programs that they are for, or by their models."""

import json
import warnings
from datetime import date

import pytest
from citeproc import (
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON

from partnerships.formats.entities.followthemoney import deal_entity
from partnerships.formats.sources.csl import csl_item
from partnerships.vocabulary import NameKind, Qualifier, Scheme, Step
from tests import factories as make
from tests.api.everything import one_of_everything

pytestmark = pytest.mark.django_db

# Of each schema that we write, its properties that we do: of FollowTheMoney 4.11, whose model is in
# github.com/opensanctions/followthemoney (MIT licence). The library itself has to be compiled.
A_THING = {"name", "alias", "previousName", "weakAlias", "sourceUrl", "wikidataId", "country"}
MODEL = {
    "Person": A_THING,
    "Company": A_THING
    | {"leiCode", "cikCode", "ticker", "registrationNumber", "legalForm"}
    | {"incorporationDate", "dissolutionDate"},
    "Event": {"name", "recordId", "sourceUrl", "date", "involved", "keywords", "summary"},
}


@pytest.fixture
def form(api):
    """A function: the bytes of a list in a form, whole."""

    def form(path, media_type):
        answer = api.get(f"/api/v1/{path}")
        assert (answer.status_code, answer["Content-Type"]) == (200, media_type), answer
        return b"".join(answer.streaming_content)

    return form


@pytest.fixture
def csl(form):
    return lambda asked="": json.loads(
        form(f"sources/?format=csl{asked}", "application/vnd.citationstyles.csl+json")
    )


@pytest.fixture
def ftm(form):
    return lambda noun, asked="": [
        json.loads(line)
        for line in form(f"{noun}/?format=ftm{asked}", "application/json+ftm").splitlines()
    ]


def bibliography(items):
    """The items as a program that keeps references prints them."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # of what it does not know
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        made = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
        for item in items:
            made.register(Citation([CitationItem(item["id"])]))
        return [str(entry) for entry in made.bibliography()]


def a_report(**fields):
    told = {"outlet": "The Wire", "title": "Ties fray", "url": "https://wire.example/ties"}
    return make.source(released_at=make.NOON, slug="report", **told | fields)


def test_a_program_that_keeps_references_reads_sources(csl):
    a_report(authors=["Ann Example", "Ben Example"], published="2024-03-19")

    assert bibliography(csl()) == [
        "Ann Example and Ben Example (2024) “Ties fray”, The Wire, 19 March. "
        "Available at: https://wire.example/ties."
    ]


@pytest.mark.parametrize(
    ("published", "issued"),
    [
        ("2024-03", {"date-parts": [[2024, 3]]}),
        ("2019~", {"date-parts": [[2019]], "circa": True}),
        ("2024-06/2024-10-23", {"date-parts": [[2024, 6], [2024, 10, 23]]}),
        ("2023-23", {"literal": "autumn 2023"}),
        ("", None),
    ],
)
def test_a_date_is_told_as_far_as_it_is_known(csl, published, issued):
    a_report(published=published)

    (item,) = csl()

    assert item.get("issued") == issued


def test_what_is_not_known_of_a_source_is_left_out():
    bare = dict.fromkeys(["title", "outlet", "url", "language", "says"], "") | {"authors": []}

    assert csl_item(bare | {"id": "call", "kind": "call", "published": None}) == {
        "id": "call",
        "type": "personal_communication",
    }


def test_the_model_of_followthemoney_has_what_we_write(ftm):
    one_of_everything()

    entities = [each for noun in ("companies", "people", "deals") for each in ftm(noun)]

    assert {each["schema"] for each in entities} == MODEL.keys()
    for each in entities:
        assert each.keys() == {"id", "schema", "properties"}
        assert each["properties"].keys() <= MODEL[each["schema"]]
        assert each["properties"]["name"]
        for values in each["properties"].values():
            assert all(isinstance(value, str) and value for value in values)


def test_a_company_is_known_by_its_names_and_numbers(ftm):
    firm = make.company("OpenAI", country="US", founded="2015-12-11")
    make.party_name(firm, "Open AI", kind=NameKind.FORMER)
    make.identifier(firm, Scheme.CIK, value="0000789019")
    given_up = {"deprecated_on": date(2025, 1, 1), "deprecated_reason": "Lapsed."}
    make.identifier(firm, Scheme.LEI, value="HWUPKR0MPOU8FGXBT394", **given_up)

    (entity,) = ftm("companies")

    assert entity["id"] == firm.slug
    assert entity["properties"] | {"sourceUrl": []} == {
        "name": ["OpenAI"],
        "previousName": ["Open AI"],
        "cikCode": ["0000789019"],
        "country": ["us"],
        "incorporationDate": ["2015-12-11"],
        "sourceUrl": [],
    }


def test_a_deal_involves_its_parties_and_tells_its_sums_in_words(ftm):
    firm, other = make.company("Firm"), make.company("Other")
    deal = make.released_deal(firm, other, title="A lease")
    make.deal_step(deal, Step.ANNOUNCED, "2024-10")
    make.amount(deal, 11.9, qualifier=Qualifier.UP_TO, low=None)

    told = ftm("deals")[0]["properties"]

    assert set(told["involved"]) == {each["id"] for each in ftm("companies")}
    assert told["date"] == ["2024-10"]
    assert told["summary"] == ["total: up to $11.9 billion (announced)"]


def test_a_date_that_is_not_sure_is_no_date_of_followthemoney():
    rest = dict.fromkeys(["parties", "kinds", "amounts"], [])
    steps = [{"step": "announced", "date": {"edtf": "2024~"}}]

    told = deal_entity(
        {"id": "x", "url": "u", "reference": "", "title": "A"} | rest | {"steps": steps}
    )

    assert "date" not in told["properties"]


def test_citations_come_as_a_page_of_annotations(form, api):
    one_of_everything()

    page = json.loads(form("citations/?format=annotations", "application/ld+json"))

    rows = api.get("/api/v1/citations/").json()["results"]
    assert page["type"] == "AnnotationPage"
    assert page["id"] == "http://testserver/api/v1/citations/?format=annotations"
    assert [each["id"] for each in page["items"]] == [row["url"] for row in rows]
    for item, row in zip(page["items"], rows, strict=True):
        one = api.get(row["url"], headers={"Accept": "application/ld+json"}).json()
        assert item | {"@context": page["@context"]} == one


@pytest.mark.parametrize("path", ["sources/?format=csl", "citations/?format=annotations"])
def test_an_empty_list_is_whole(path, api):
    answer = b"".join(api.get(f"/api/v1/{path}").streaming_content)

    told = json.loads(answer)
    assert (told if isinstance(told, list) else told["items"]) == []


def test_entities_of_an_empty_list_are_no_line(ftm):
    assert ftm("deals") == []


def test_a_form_is_asked_for_by_its_media_type_as_well(api):
    a_report()

    answer = api.get(
        "/api/v1/sources/", headers={"Accept": "application/vnd.citationstyles.csl+json"}
    )

    assert b"Ties fray" in b"".join(answer.streaming_content)


def test_a_form_is_narrowed_as_its_list_is_and_given_whole(csl, api):
    a_report()
    make.source(released_at=make.NOON, outlet="Another")

    assert [item["container-title"] for item in csl("&outlet=Another")] == ["Another"]
    refused = api.get("/api/v1/sources/?format=csl&fields=id")
    assert (refused.status_code, refused.json()["errors"][0]["parameter"]) == (400, "fields")


def test_what_is_not_released_is_in_no_form(csl, ftm, form):
    make.source(outlet="The Canary")
    make.company("Canary", released_at=None)
    make.person("Canary Person", released_at=None)
    make.deal(make.company(), make.company(), title="Canary")
    make.citation(make.claim())

    assert csl() == ftm("people") == ftm("deals") == []
    assert "Canary" not in json.dumps(ftm("companies"))
    assert json.loads(form("citations/?format=annotations", "application/ld+json"))["items"] == []
