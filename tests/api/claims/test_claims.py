"""Claims: what a journalist gets for each, and by which name."""

from itertools import product

import pytest
from django.db import IntegrityError, connection, transaction

from partnerships.vocabulary import Qualifier
from tests import factories as make


def released(**fields):
    return make.claim(**{"released_at": make.NOON} | fields)


def released_source(**fields):
    return make.source(**{"released_at": make.NOON} | fields)


def test_a_claim_comes_with_its_citations_their_sources_and_their_origin(ask):
    original = released_source(slug="times", outlet="The Times", title="Fraying")
    copy = released_source(slug="herald", derives_from=original, url="https://herald.example/1")
    claim = released(reference="S28")
    make.citation(claim, copy, quote="today", says="", locator="2nd paragraph")

    (row,) = ask("claims/")["results"]

    (citation,) = row["citations"]
    assert (row["reference"], citation["stance"], citation["quote"]) == ("S28", "supports", "today")
    assert citation["locator"] == "2nd paragraph"
    assert citation["source"]["url"] == "https://herald.example/1"
    assert citation["source"]["origin"] == {
        "id": "times",
        "outlet": "The Times",
        "title": "Fraying",
    }


def test_support_counts_copies_of_one_report_once(ask):
    original = released_source()
    claim = released()
    for source in [original, released_source(derives_from=original)]:
        make.citation(claim, source)
    make.citation(claim, released_source(), stance="refutes")

    (row,) = ask("claims/")["results"]

    assert row["support"] == {"outlets": 2, "origins": 1}


def test_a_claim_shows_its_date_as_worded_as_resolved_and_as_people_write_it(ask):
    released(date_words="in April", date_as_worded="2024-04", date="2024-03-19")

    (row,) = ask("claims/")["results"]

    assert row["date"] == {
        "words": "in April",
        "as_worded": "2024-04",
        "edtf": "2024-03-19",
        "earliest": "2024-03-19",
        "latest": "2024-03-19",
        "text": "19 March 2024",
    }


def test_a_claim_shows_its_figure_in_full_and_in_words(ask):
    released(value_qualifier="about", value_low=10 * 10**9, value_high=10 * 10**9, value_unit="USD")

    (row,) = ask("claims/")["results"]

    assert row["value"]["low"] == row["value"]["high"] == "10000000000"
    assert row["value"]["text"] == "about $10 billion"


def test_what_a_claim_does_not_say_is_null(ask):
    released()

    (row,) = ask("claims/")["results"]

    assert row["date"] is None
    assert row["value"] is None
    assert row["as_of"] is None


def test_a_claim_names_what_it_is_about(ask):
    openai = make.company("OpenAI")
    deal, event = make.released_deal(title="The lease"), make.event(title="The launch")
    claim = released()
    claim.parties.add(openai)
    claim.deals.add(deal)
    claim.events.add(event)

    (row,) = ask("claims/")["results"]

    assert [party["id"] for party in row["parties"]] == ["openai"]
    assert row["parties"][0]["url"] == "http://testserver/api/v1/companies/openai/"
    assert [deal["title"] for deal in row["deals"]] == ["The lease"]
    assert [event["title"] for event in row["events"]] == ["The launch"]


def test_the_address_of_a_row_leads_to_the_row(api, ask):
    released()
    (row,) = ask("claims/")["results"]

    assert api.get(row["url"]).json() == row


def test_a_claim_is_found_by_its_reference(ask):
    released(reference="S28", statement="The hire was in April.")

    assert ask("claims/S28/")["statement"] == "The hire was in April."
    assert ask("claims/microsoft_openai:S28/")["statement"] == "The hire was in April."


def test_a_reference_that_two_collections_have_is_answered_with_the_choices(ask):
    released(reference="S28")
    released(reference="S28", collection=make.collection("other"))

    answer = ask("claims/S28/", status=404)

    assert answer["code"] == "ambiguous_reference"
    assert answer["choices"] == [
        "http://testserver/api/v1/claims/microsoft_openai:S28/",
        "http://testserver/api/v1/claims/other:S28/",
    ]


def test_a_draft_does_not_make_a_reference_ambiguous(ask):
    released(reference="S28", statement="The released one.")
    make.claim(reference="S28", collection=make.collection("other"))

    assert ask("claims/S28/")["statement"] == "The released one."
    ask("claims/other:S28/", status=404)


def test_fields_gives_only_what_is_asked_for(ask, django_assert_num_queries):
    claim = released()
    make.citation(claim, released_source())

    with django_assert_num_queries(3):  # the count, the page, and the rows without relations
        (row,) = ask("claims/", fields="id,statement")["results"]

    assert list(row) == ["id", "statement"]


@pytest.mark.drill
def test_whatever_figure_the_database_takes_the_page_of_the_claim_shows(ask):
    ends, refused = [None, "NaN", -1, 0, 2], []

    for number, (qualifier, low, high) in enumerate(product(["", *Qualifier], ends, ends)):
        claim = released(reference=f"S{number}")
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(
                    "UPDATE partnerships_claim SET value_qualifier = %s, value_low = %s,"
                    " value_high = %s, value_unit = 'USD' WHERE id = %s",
                    [qualifier, low, high, claim.pk],
                )
        except IntegrityError:
            refused.append(qualifier)
            continue
        assert "value" in ask(f"claims/{claim.uid}/")

    assert refused.count(Qualifier.RANGE) > refused.count(Qualifier.ABOUT)
