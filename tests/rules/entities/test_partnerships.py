"""What held in a partnership on a day."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from partnerships.rules.entities import partnerships
from tests import factories as make

DAY = date(2024, 10, 23)

pytestmark = pytest.mark.django_db


def test_the_valuation_that_counts_is_the_newest_by_then():
    company = make.company()
    tie = make.partnership(company, make.company())
    for day in ["2023-01-01", "2024-10-02", "2025-03-31"]:
        make.valuation(company, date=day)

    (newest,) = partnerships.partnership_on_day(DAY, tie, user=AnonymousUser()).valuations

    assert (newest.date, newest.held) == ("2024-10-02", "certain")


def test_a_valuation_that_may_be_of_a_later_day_is_possible():
    company = make.company()
    tie = make.partnership(company, make.company())
    make.valuation(company, date="2024")

    (newest,) = partnerships.partnership_on_day(DAY, tie, user=AnonymousUser()).valuations

    assert newest.held == "possible"


def test_what_readers_may_not_see_stands_before_nothing_that_they_may():
    company, other = make.company(), make.company()
    tie = make.partnership(company, other)
    make.valuation(company, date="2024-01-01")
    make.valuation(company, date="2024-10-02", released_at=None)
    make.role(make.person(), company, start="2020", ongoing=True, released_at=None)
    make.stake(other, company, start="2020", ongoing=True, released_at=None)

    then = partnerships.partnership_on_day(DAY, tie, user=AnonymousUser())

    assert [each.date for each in then.valuations] == ["2024-01-01"]
    assert (len(then.roles), len(then.stakes)) == (0, 0)


def test_looking_back_changes_nothing(read_only):
    tie = make.partnership(make.company(), make.company())

    with read_only():
        then = partnerships.partnership_on_day(DAY, tie, user=AnonymousUser())
        found = [len(rows) for rows in vars(then).values()]

    assert found == [2, 0, 0, 0, 0]
