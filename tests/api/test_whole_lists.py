"""Of a long list within a row the first rows are shown, and where the others are."""

import pytest

from partnerships.api import facts, plans, reading
from tests import factories as make


@pytest.fixture(autouse=True)
def _two_rows_are_shown(monkeypatch):
    monkeypatch.setattr(reading, "LISTED", 2)
    monkeypatch.setattr(plans, "_kept", {})


@pytest.fixture
def hub(db):
    """A company with three officers, one of whom only the desk knows of, and two names."""
    hub = make.company("Hub")
    for name in ("Ann", "Ben", "Cleo"):
        role = make.role(make.person(name), hub)
    make.role(make.person("Hidden"), hub, released_at=None)
    make.party_name(hub, "Hub Inc.")
    make.party_name(hub, "Hub Ltd.")
    assert role.company == hub
    return hub


def test_a_long_list_says_where_all_of_it_is(hub, ask, api):
    row = ask("companies/hub/")

    assert [role["person"]["name"] for role in row["roles"]] == ["Ann", "Ben"]
    assert row["more"] == {"roles": "http://testserver/api/v1/roles/?company=hub"}
    assert api.get(row["more"]["roles"]).json()["count"] == 3


def test_what_is_shown_whole_says_nothing_of_more(hub, ask):
    assert "more" not in ask("companies/hub/", fields="names")


def test_it_is_told_whichever_fields_are_asked_for(hub, ask):
    [row] = ask("companies/", fields="roles")["results"]

    assert row.keys() == {"roles", "more"}
    assert row["more"]["roles"].endswith("/roles/?company=hub")


def test_of_a_day_the_list_is_that_of_the_day(hub, ask, api):
    row = ask("companies/hub/", as_of="2024-10-23")

    assert len(row["roles"]) == 2
    assert row["more"]["roles"].endswith("/roles/?company=hub&as_of=2024-10-23")
    assert api.get(row["more"]["roles"]).json()["count"] == 3


def test_a_list_that_the_api_has_nowhere_else_is_told_as_null(hub, ask):
    make.party_name(hub, "Hub plc")

    assert ask("companies/hub/")["more"]["names"] is None


def test_hidden_rows_make_no_list_long(hub, ask):
    hub.officers.get(person__name="Cleo").delete()

    assert "more" not in ask("companies/hub/")


def test_the_rows_within_a_row_have_their_own(ask, monkeypatch):
    monkeypatch.setattr(reading, "LISTED", 100)
    deal = make.released_deal(make.company(), make.company())
    amount = make.amount(deal)
    for _ in range(11):
        make.fact(amount=amount, source=make.source(released_at=make.NOON))

    [shown] = ask(f"deals/{deal.slug}/")["amounts"]

    assert len(shown["sources"]) == 10
    assert shown["more"] == {"sources": f"http://testserver/api/v1/deals/{deal.slug}/backing/"}


def test_all_that_backs_the_parts_of_a_deal_is_told_in_parts(ask, api, monkeypatch):
    monkeypatch.setattr(facts, "LISTED", 2)
    deal = make.released_deal(make.company(), make.company())
    source = make.source(released_at=make.NOON)
    make.fact(amount=make.amount(deal, 1), source=source)
    make.fact(term=make.term(deal, text="Exclusive."), source=source)
    make.fact(deal=deal, claim=make.claim(released_at=make.NOON))
    make.fact(deal=deal, source=make.source())
    make.fact(deal=make.released_deal(), source=source)

    part = ask(f"deals/{deal.slug}/backing/")
    rest = api.get(part["next"]).json()

    told = [(each["part"], each["told"]) for each in part["results"] + rest["results"]]
    assert sorted(told) == [
        ("amount", "$1 billion (announced)"),
        ("deal", deal.title),
        ("term", "Exclusive."),
    ]
    assert rest["next"] is None


def test_what_held_in_a_partnership_is_bounded_too(ask):
    hub, other = make.company("Hub"), make.company("Other")
    tie = make.partnership(hub, other)
    for name in ("Ann", "Ben", "Cleo"):
        make.role(make.person(name), hub)

    row = ask(f"partnerships/{tie.slug}/", as_of="2024-10-23")

    assert (len(row["roles"]), row["more"]) == (2, {"roles": None})


def test_the_schema_tells_of_it(api):
    schema = api.get("/api/v1/schema/", headers={"Accept": "application/json"}).json()
    company = schema["components"]["schemas"]["Company"]

    assert company["properties"]["more"]["additionalProperties"]["format"] == "uri"
    assert "more" not in company["required"]
    assert company["properties"]["roles"]["maxItems"] >= 100
