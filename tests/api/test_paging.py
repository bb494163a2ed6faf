"""Pages: nobody is shown twice, nobody is lost, and a cursor is only good where it was given."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core import signing
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make


def claims(*dates):
    return [make.claim(released_at=make.NOON, date=date) for date in dates]


def pages(api, address, way="next"):
    """The rows of each page, following the addresses given."""
    while address:
        page = api.get(address).json()
        yield page["results"]
        address = page[way]


def references(pages):
    return [row["reference"] for page in pages for row in page]


@pytest.mark.walk
@pytest.mark.parametrize("ordering", ["reference", "-reference", "date", "-date", "released_at"])
@pytest.mark.parametrize("size", [1, 2, 3])
def test_every_row_is_on_one_page(api, ordering, size):
    made = claims("2024-03", "", "2023", "", "2024-03", "../2017", "2025-01-01")

    seen = references(pages(api, f"/api/v1/claims/?ordering={ordering}&page_size={size}"))

    assert sorted(seen) == sorted(claim.reference for claim in made)


@pytest.mark.parametrize("ordering", ["date", "-date"])
def test_rows_without_a_date_come_last(api, ordering):
    claims("", "2023", "2024", "")

    rows = sum(pages(api, f"/api/v1/claims/?ordering={ordering}&page_size=1"), [])

    days = [row["date"] and row["date"]["edtf"] for row in rows]
    dated = ["2023", "2024"] if ordering == "date" else ["2024", "2023"]
    assert days == [*dated, None, None]


@pytest.mark.parametrize("ordering", ["date", "-date", "reference", "-reference"])
def test_the_way_back_is_the_way_there(api, ordering):
    claims("2024", "", "2023", "", "2022", "2024")
    there = list(pages(api, f"/api/v1/claims/?ordering={ordering}&page_size=2"))
    last = f"/api/v1/claims/?ordering={ordering}&page_size=2"
    while following := api.get(last).json()["next"]:
        last = following

    back = list(pages(api, last, "previous"))

    assert back == there[::-1]


def test_a_row_that_comes_before_the_page_shifts_nothing(api):
    claims("2022", "2023", "2024")
    first = api.get("/api/v1/claims/?ordering=date&page_size=2").json()
    claims("2021")

    second = api.get(first["next"]).json()

    assert [row["date"]["edtf"] for row in second["results"]] == ["2024"]


def test_next_keeps_the_other_parameters(api):
    for date in ["2022", "2023", "2024"]:
        make.claim(released_at=make.NOON, kind="date", date=date)

    page = api.get("/api/v1/claims/?kind=date&page_size=1&fields=id,reference").json()

    asked = parse_qs(urlsplit(page["next"]).query)
    assert asked.pop("cursor")
    assert asked == {"kind": ["date"], "page_size": ["1"], "fields": ["id,reference"]}
    assert list(api.get(page["next"]).json()["results"][0]) == ["id", "reference"]


def test_a_page_is_found_by_comparing_rows(api):
    claims("2022", "2023", "2024")
    following = api.get("/api/v1/claims/?ordering=date&page_size=1").json()["next"]

    with CaptureQueriesContext(connection) as asked:
        api.get(following)

    sql = " ".join(query["sql"] for query in asked)
    assert '("partnerships_claim"."earliest", "partnerships_claim"."uid") > (' in sql
    assert "OFFSET" not in sql


def test_the_last_page_has_no_next_and_the_first_no_previous(ask):
    claims("2022", "2023")

    page = ask("claims/", page_size=2)

    assert (page["next"], page["previous"], page["count"]) == (None, None, 2)


@pytest.mark.parametrize("cursor", ["abc", "a:b", "é", "W10:abc", ":" * 50])
def test_a_cursor_that_is_not_ours_is_refused(ask, cursor):
    claims("2022")

    assert ask("claims/", status=400, cursor=cursor)["code"] == "bad_cursor"


def test_a_cursor_belongs_to_its_order_and_to_its_noun(api, ask):
    claims("2022", "2023")
    following = api.get("/api/v1/claims/?ordering=date&page_size=1").json()["next"]
    (cursor,) = parse_qs(urlsplit(following).query)["cursor"]

    answers = [
        ask("claims/", status=400, cursor=cursor),
        ask("claims/", status=400, cursor=cursor, ordering="-date"),
        ask("events/", status=400, cursor=cursor, ordering="date"),
    ]

    assert {answer["code"] for answer in answers} == {"bad_cursor"}


def test_a_cursor_does_not_tell_how_many_rows_there_are(api):
    claims("2022", "2023")
    following = api.get("/api/v1/claims/?ordering=date&page_size=1").json()["next"]
    (cursor,) = parse_qs(urlsplit(following).query)["cursor"]

    _, _, *values = signing.Signer(salt="api.claims").unsign_object(cursor)

    assert [len(value) for value in values] == [len("2022-01-01"), len(str(make.claim().uid))]


def test_a_page_is_no_longer_than_the_largest(ask):
    make.source(released_at=make.NOON)

    assert ask("sources/", page_size=10**30)["count"] == 1


@pytest.mark.parametrize("size", ["0", "-1", "many", "1.5", "٣"])
def test_a_page_size_that_is_no_number_is_refused(ask, size):
    (error,) = ask("claims/", status=400, page_size=size)["errors"]

    assert error["parameter"] == "page_size"


def test_deals_are_ordered_by_when_they_were_announced(api):
    for days in (3, 1, 2):
        deal = make.released_deal(title=f"Deal {days}")
        make.deal_step(deal, "announced", str((make.NOON + timedelta(days)).date()))
    make.released_deal(title="Deal without a day")

    rows = sum(pages(api, "/api/v1/deals/?ordering=announced&page_size=1&fields=title"), [])

    titles = [row["title"] for row in rows]
    assert titles == ["Deal 1", "Deal 2", "Deal 3", "Deal without a day"]
