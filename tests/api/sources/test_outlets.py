"""Sources counted by who published them."""

import pytest

from tests import factories as make

pytestmark = pytest.mark.django_db


def reports(outlet, number, **fields):
    return [make.source(outlet=outlet, released_at=make.NOON, **fields) for _ in range(number)]


def test_outlets_come_with_their_sources_counted_the_most_first(ask):
    (first, *_) = reports("The Wire", 2)
    reports("The Gazette", 3, derives_from=first)

    assert ask("outlets/") == {
        "next": None,
        "results": [
            {"outlet": "The Gazette", "sources": 3, "originals": 0},
            {"outlet": "The Wire", "sources": 2, "originals": 2},
        ],
    }


def test_they_are_narrowed_as_sources_are(ask):
    reports("The Wire", 1, language="en")
    reports("Die Zeitung", 1, language="de")

    (told,) = ask("outlets/", language="de")["results"]

    assert told["outlet"] == "Die Zeitung"
    assert ask("outlets/", nothing="x", status=400)["code"] == "unknown_parameter"


def test_what_retells_a_report_that_a_reader_may_not_know_of_is_its_own_to_them(ask):
    hidden = make.source(outlet="The Canary")
    reports("The Wire", 1, derives_from=hidden)

    assert ask("outlets/")["results"] == [{"outlet": "The Wire", "sources": 1, "originals": 1}]


def test_many_come_in_parts(ask, monkeypatch):
    monkeypatch.setattr("partnerships.api.sources.outlets.OUTLETS_SHOWN", 1)
    reports("The Wire", 2)
    reports("The Gazette", 1)

    first = ask("outlets/")
    second = ask("outlets/", skip=1)

    assert first["next"].endswith("/outlets/?skip=1")
    assert [row["outlet"] for row in first["results"] + second["results"]] == [
        "The Wire",
        "The Gazette",
    ]
    assert second["next"] is None
