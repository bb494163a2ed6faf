"""A page of a hundred costs as many queries as a page of one, whatever hangs on its rows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make

from .everything import one_of_everything


def queries(ask, path, **parameters):
    with CaptureQueriesContext(connection) as asked:
        page = ask(path, **parameters)
    return page, len(asked)


@pytest.mark.parametrize(
    ("noun", "most"),
    [
        ("companies", 15), ("people", 13), ("roles", 8), ("stakes", 8), ("partnerships", 10),
        ("deals", 30), ("terms", 9), ("valuations", 9), ("events", 9), ("sources", 4),
        ("citations", 5), ("claims", 9),
    ],
)  # fmt: skip
def test_a_long_page_costs_what_a_short_one_does(ask, noun, most):
    for _ in range(5):
        one_of_everything()

    one, few = queries(ask, f"{noun}/", page_size=1)
    many, more = queries(ask, f"{noun}/", page_size=100)

    assert len(one["results"]) == 1
    assert len(many["results"]) >= 5
    assert more == few <= most


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
    assert more == few <= 45
