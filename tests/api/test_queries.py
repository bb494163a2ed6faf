"""A page of a hundred costs as many queries as a page of one, whatever hangs on its rows."""

import pghistory
import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make

from .everything import one_of_everything


def queries(ask, path, **parameters):
    with CaptureQueriesContext(connection) as asked:
        page = ask(path, **parameters)
    return page, len(asked)


@pytest.mark.walk
@pytest.mark.parametrize(
    ("noun", "most"),
    [
        ("companies", 15), ("people", 13), ("roles", 8), ("stakes", 8), ("partnerships", 10),
        ("deals", 33), ("terms", 9), ("valuations", 9), ("events", 9), ("sources", 4),
        ("citations", 6), ("claims", 11), ("searches", 4),
    ],
)  # fmt: skip
def test_a_long_page_costs_what_a_short_one_does(ask, noun, most):
    one_of_everything()
    short, few = queries(ask, f"{noun}/", page_size=100)
    for _ in range(4):
        one_of_everything()

    long, more = queries(ask, f"{noun}/", page_size=100)

    assert len(long["results"]) == 5 * len(short["results"]) > 0
    assert more == few <= most


def test_the_texts_of_copies_stay_where_they_are(ask):
    one_of_everything()

    with CaptureQueriesContext(connection) as asked:
        page = ask("citations/")
        ask(f"citations/{page['results'][0]['id']}/")

    assert page["results"][0]["target"]["selector"]
    sql = " ".join(query["sql"] for query in asked)
    assert 0 < sql.count('"."text"') == sql.count('SUBSTRING("partnerships_snapshot"."text"')


def test_verdicts_in_every_state_cost_the_desk_the_same_for_two_claims_and_for_many(ask):
    desk = make.member("Reader")

    def one_of_each():
        make.signed(make.checked())
        make.proposed(make.checked())
        make.signed(lapsed := make.checked())
        with pghistory.context(user=make.member("Reporter").pk):
            make.citation(lapsed)

    one_of_each()
    _, few = queries(ask, "claims/", by=get_user_model().objects.get(pk=desk.pk))
    for _ in range(3):
        one_of_each()

    page, more = queries(ask, "claims/", by=get_user_model().objects.get(pk=desk.pk))

    assert len(page["results"]) == 12
    assert more == few <= 20


def test_what_held_on_a_day_costs_the_same_for_one_deal_and_for_many(ask):
    tie = one_of_everything()
    path = f"partnerships/{tie.slug}/"
    short, few = queries(ask, path, as_of="2020-06-01")
    first = tie.deals.get()
    for _ in range(4):
        deal = make.released_deal(partnership=tie)
        make.amount(deal)
        make.fact(term=make.term(deal), source=first.facts.exclude(source=None).first().source)

    long, more = queries(ask, path, as_of="2020-06-01")

    assert len(long["deals"]) == len(short["deals"]) + 4
    assert more == few <= 50


def test_of_names_that_parties_bore_those_of_the_answer_alone_are_read(ask):
    deal = make.released_deal(make.company(), make.company(), start="2020-06-01")
    for party in (*[each.party for each in deal.parties.all()], make.company()):
        make.party_name(party, kind="former", end="2021")

    with CaptureQueriesContext(connection) as asked:
        page = ask("deals/")

    assert [each["name_then"] for each in page["results"][0]["parties"]] != [None, None]
    (sql,) = [each["sql"] for each in asked if 'FROM "partnerships_partyname"' in each["sql"]]
    with connection.cursor() as cursor:
        cursor.execute(sql)
        assert len(cursor.fetchall()) == 2
