"""Lists as tables: the same rows as the list's, by the same filters and rights, whole."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from openpyxl import load_workbook
from rest_framework.test import APIClient

from partnerships.api import paging, plans, reading
from partnerships.api.urls import NOUNS
from partnerships.formats import tables
from partnerships.vocabulary import Qualifier, Scheme, Step
from tests import factories as make

from .everything import one_of_everything

pytestmark = pytest.mark.django_db
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def take():
    """A function: the answer under /api/v1/ as bytes, read to its end."""

    def take(path, *, by=None, status=200, headers=None):
        client = APIClient()
        if by:
            client.force_authenticate(by)
        answer = client.get(f"/api/v1/{path}", headers=headers)
        assert answer.status_code == status, answer.content.decode()
        return b"".join(answer) if answer.streaming else answer.content

    return take


@pytest.fixture
def rows(take):
    """A function: the rows of a list's CSV."""

    def rows(path, **kwargs):
        sign = "&" if "?" in path else "?"
        told = take(f"{path}{sign}format=csv", **kwargs).decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(told, newline="")))

    return rows


@pytest.mark.walk
@pytest.mark.parametrize("noun", NOUNS)
def test_every_list_is_a_table_in_each_format(noun, ask, take, rows):
    one_of_everything()
    make.edition()
    ids = [row["id"] for row in ask(f"{noun}/")["results"]]
    names = [column.name for column in NOUNS[noun].table]

    found = rows(f"{noun}/")
    lines = [json.loads(line) for line in take(f"{noun}/?format=jsonl").splitlines()]
    sheet = load_workbook(io.BytesIO(take(f"{noun}/?format=xlsx"))).worksheets[0]

    assert [row["id"] for row in found] == [row["id"] for row in lines] == ids
    assert [cell.value for cell in sheet["A"]] == ["id", *ids]
    assert list(found[0]) == list(lines[0]) == [cell.value for cell in sheet[1]] == names


def shape_at(schema, shape, path):
    """What the schema says of the values at the path; a path that leads nowhere is a KeyError."""
    while "$ref" in shape or "anyOf" in shape or "items" in shape or "allOf" in shape:
        if "$ref" in shape:
            shape = schema["components"]["schemas"][shape["$ref"].rpartition("/")[2]]
        elif "items" in shape:
            shape = shape["items"]
        else:
            some = shape.get("anyOf") or shape["allOf"]
            shape = next(each for each in some if each.get("type") != "null")
    if path:
        shape_at(schema, shape["properties"][path[0]], path[1:])


@pytest.mark.parametrize("noun", NOUNS)
def test_each_column_is_a_place_in_what_the_list_shows(noun, api):
    schema = api.get("/api/v1/schema/", headers={"Accept": "application/json"}).json()
    answers = schema["paths"][f"/api/v1/{noun}/"]["get"]["responses"]["200"]["content"]
    page = answers["application/json"]["schema"]["$ref"].rpartition("/")[2]
    row = schema["components"]["schemas"][page]["properties"]["results"]

    for column in NOUNS[noun].table:
        for path in [[field] for field in column.of] or [(column.path or column.name).split(".")]:
            shape_at(schema, row, path)
    assert {"text/csv", XLSX, "application/x-ndjson"} <= set(answers)


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("text/csv", "text/csv"),
        (XLSX, XLSX),
        ("application/x-ndjson", "application/x-ndjson"),
        ("application/json", "application/json"),
        ("*/*", "application/json"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/json"),
    ],
)
def test_accept_says_which_format(api, accept, media_type):
    answer = api.get("/api/v1/claims/", headers={"Accept": accept})

    answer.close()

    assert answer["Content-Type"].partition(";")[0] == media_type
    assert "Accept" in answer["Vary"]


def test_a_table_is_a_file_with_a_name(api):
    answer = api.get("/api/v1/claims/?format=csv")
    answer.close()

    assert answer["Content-Disposition"] == 'attachment; filename="claims.csv"'


def test_a_table_is_narrowed_and_sorted_as_its_list_is(rows):
    about = make.company("Microsoft", slug="microsoft")
    for number in (1, 3, 2):
        claim = make.claim(reference=f"S{number}", released_at=make.NOON, date=f"202{number}")
        claim.parties.add(about)
    make.claim(reference="S4", released_at=make.NOON)

    found = rows("claims/?party=microsoft&ordering=-date")

    assert [row["reference"] for row in found] == ["S3", "S2", "S1"]


def test_a_table_has_all_rows_however_many(rows, monkeypatch):
    monkeypatch.setattr("partnerships.api.records.BATCH", 2)
    for number in range(7):
        make.claim(reference=f"S{number}", released_at=make.NOON, date="2020" if number % 2 else "")

    for ordering in ("reference", "date", "-date"):
        found = [row["reference"] for row in rows(f"claims/?ordering={ordering}")]
        assert sorted(found) == [f"S{number}" for number in range(7)]


def test_a_long_table_asks_a_page_by_key_after_the_other(rows, monkeypatch):
    monkeypatch.setattr("partnerships.api.records.BATCH", 2)
    asked = []
    found = paging._found

    def heard(*words):
        asked.append(words[-1])
        return found(*words)

    monkeypatch.setattr(paging, "_found", heard)
    for number in range(5):
        make.claim(reference=f"S{number}", released_at=make.NOON)

    rows("claims/")

    assert asked == [2, 2, 2, 2]  # the last finds nothing


def test_fields_are_columns_of_a_table(rows, ask, take):
    make.claim(reference="S1", released_at=make.NOON)

    assert rows("claims/?fields=reference,finding") == [{"reference": "S1", "finding": ""}]
    told = ask("claims/", format="csv", fields="citations", status=400)
    assert "There is no field citations here" in told["detail"]


@pytest.mark.parametrize("name", ["page_size=5", "cursor=x"])
def test_a_table_has_no_pages(take, name):
    told = json.loads(take(f"claims/?format=csv&{name}", status=400))

    assert told["errors"][0]["parameter"] == name.partition("=")[0]


def test_a_format_that_there_is_not_is_refused_with_those_that_there_are(ask):
    told = ask("claims/", format="pdf", status=400)

    assert told["detail"] == ("There is no format “pdf” here. Known: json, csv, xlsx, jsonl.")


def test_what_a_table_is_refused_for_is_told_as_ever(api):
    answer = api.get("/api/v1/claims/?format=csv&kind=rumour")

    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["errors"][0]["parameter"] == "kind"


def test_a_single_row_is_no_table(ask):
    claim = make.claim(released_at=make.NOON)

    ask(f"claims/{claim.uid}/", format="csv", status=400)


def test_a_sum_that_is_not_disclosed_is_empty_and_a_ceiling_stands_apart(rows):
    hidden, ceiling, known = (make.released_deal(title=title) for title in "abc")
    make.amount(hidden, qualifier=Qualifier.UNDISCLOSED, low=None, high=None, currency="")
    make.amount(ceiling, qualifier=Qualifier.UP_TO, low=None, high=500)
    make.amount(known, qualifier=Qualifier.ABOUT, low=7, high=7)

    found = rows("deals/?fields=amount_qualifier,amount_low,amount_high,amount_up_to")

    assert [list(row.values()) for row in found] == [
        ["undisclosed", "", "", ""],
        ["up_to", "", "", "500"],
        ["about", "7", "7", ""],
    ]


def test_a_deal_is_told_by_its_widest_sum_and_the_preferred_of_those(rows):
    deal = make.released_deal()
    make.amount(deal, measure="disbursed", low=1, high=1)
    make.amount(deal, measure="total", low=2, high=2)
    make.amount(deal, measure="total", low=3, high=3, rank="preferred")
    make.amount(deal, measure="total", low=4, high=4, rank="deprecated", deprecated_reason="Old.")

    (row,) = rows("deals/?fields=amount_measure,amount_low")

    assert row == {"amount_measure": "total", "amount_low": "3"}


def test_a_company_has_a_column_for_each_register(rows):
    company = make.company(released_at=make.NOON)
    kept = make.identifier(company, Scheme.WIKIDATA)

    (row,) = rows("companies/")

    assert row["wikidata"] == kept.value
    assert row["lei"] == ""


def test_when_a_deal_was_announced_has_columns(rows):
    deal = make.released_deal()
    make.deal_step(deal, Step.ANNOUNCED, "2020-03")
    make.deal_step(deal, Step.SIGNED, "")

    (row,) = rows("deals/?fields=announced,announced_earliest,steps,status")

    assert row == {
        "announced": "2020-03",
        "announced_earliest": "2020-03-01",
        "steps": "announced 2020-03; signed",
        "status": "signed",
    }


def test_words_of_others_are_not_run_by_a_spreadsheet(rows):
    make.claim("=HYPERLINK(1)", released_at=make.NOON)

    (row,) = rows("claims/")

    assert row["statement"] == "'=HYPERLINK(1)"


@pytest.mark.parametrize("form", ["csv", "xlsx", "jsonl"])
def test_a_table_takes_a_turn_and_gives_it_back(api, form, monkeypatch):
    free = tables.TURNS.free
    answer = api.get(f"/api/v1/claims/?format={form}")
    taken = free - tables.TURNS.free
    answer.close()

    assert (taken, tables.TURNS.free) == (1, free)


def test_a_table_that_fails_gives_its_turn_back(take):
    free = tables.TURNS.free

    take("claims/?format=csv&ordering=nonsense", status=400)

    assert tables.TURNS.free == free


def test_more_tables_than_there_are_turns_are_put_off(ask):
    held = [tables.TURNS.take() for _ in range(tables.AT_ONCE)]
    try:
        told = ask("claims/", format="csv", status=503)
        ask("claims/")
    finally:
        for turn in filter(None, held):
            turn.release()

    assert told == told | {"code": "busy", "status": 503}


def test_a_table_shows_nobody_more_than_its_list(rows):
    make.claim(reference="S1")
    shown = make.claim(reference="S2", released_at=make.NOON)
    secret = make.source(slug="secret", confidentiality="confidential")
    make.citation(shown, secret)

    (row,) = rows("claims/")

    assert row["reference"] == "S2"
    assert (row["sources"], row["outlets"]) == ("", "0")
    assert len(rows("claims/", by=make.member("Reader"))) == 2


@pytest.mark.parametrize("noun", NOUNS)
def test_the_documentation_names_every_column_and_what_it_means(noun):
    page = (Path(settings.BASE_DIR) / "docs" / "tables.md").read_text()
    _, _, told = page.partition(f"\n## {noun}\n")
    rows = re.findall(r"^\| `(\w+)` \| (\w+) \| (.*) \|$", told.partition("\n## ")[0], re.M)

    columns = NOUNS[noun].table
    assert rows == [(each.name, each.kind.value, each.meaning) for each in columns]


def test_a_cell_of_a_long_list_says_that_there_is_more(rows, monkeypatch):
    monkeypatch.setattr(reading, "LISTED", 2)
    monkeypatch.setattr(plans, "_kept", {})
    hub = make.company("Hub")
    for name in ("Hub Inc.", "Hub Ltd.", "Hub plc"):
        make.party_name(hub, name)

    [row] = rows("companies/")

    assert row["names"].endswith("; and more")
    assert row["names"].count("Hub") == 2
