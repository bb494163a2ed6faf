"""What a company was last said to be worth."""

from datetime import date

import pytest

from tests.factories import company, valuation

pytestmark = pytest.mark.django_db


def test_the_latest_valuation_is_the_one_of_the_latest_first_day():
    openai = company("OpenAI")
    for day in ["2023-01", "2024-10-02", "2024", "2025-10-28", ""]:
        valuation(openai, date=day)

    dates = [row.date for row in openai.valuations.latest_by(date(2025, 1, 1))]

    assert dates == ["2024-10-02", "2024", "2023-01"]


def test_of_two_valuations_of_one_first_day_the_one_that_may_be_later_leads():
    openai = company("OpenAI")
    for day in ["2024-01-01", "2024", "2024-01"]:
        valuation(openai, date=day)

    dates = [row.date for row in openai.valuations.latest_by(date(2024, 1, 1))]

    assert dates == ["2024", "2024-01", "2024-01-01"]
