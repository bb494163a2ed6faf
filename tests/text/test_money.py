"""Money in words."""

from decimal import Decimal

import pytest

from partnerships.text.money import counted, format_amount


@pytest.mark.parametrize(
    ("qualifier", "low", "high", "currency", "basis", "text"),
    [
        ("exact", 10**9, 10**9, "USD", "Announced", "$1 billion (announced)"),
        ("about", 10**10, 10**10, "USD", "Reported", "about $10 billion (reported)"),
        ("up_to", None, Decimal("11.9e9"), "USD", "Announced", "up to $11.9 billion (announced)"),
        ("at_least", 650 * 10**6, None, "USD", "", "at least $650 million"),
        ("range", 5 * 10**9, 7 * 10**9, "EUR", "", "between €5 billion and €7 billion"),
        ("undisclosed", None, None, "", "Reported", "undisclosed"),
        ("exact", 10**12, 10**12, "JPY", "", "¥1 trillion"),
        ("exact", 5 * 10**6, 5 * 10**6, "CHF", "", "CHF 5 million"),
        ("exact", 37_500, 37_500, "USD", "", "$37,500"),
        ("exact", Decimal("10.25"), Decimal("10.25"), "USD", "", "$10.25"),
        ("exact", 1_234_567_891, 1_234_567_891, "USD", "", "$1,234,567,891"),
        ("exact", 0, 0, "USD", "", "$0"),
    ],
)
def test_a_sum_is_written_as_people_write_it(qualifier, low, high, currency, basis, text):
    assert format_amount(qualifier, low, high, currency, basis=basis) == text


@pytest.mark.parametrize(
    ("qualifier", "low", "high", "unit", "text"),
    [
        ("about", 49, 49, "%", "about 49 %"),
        ("up_to", None, Decimal("75.0000"), "%", "up to 75 %"),
        ("range", 300, 400, "people", "between 300 and 400 people"),
        ("range", 300, 2 * 10**6, "people", "between 300 and 2,000,000 people"),
        ("", 20, 30, "%", "between 20 and 30 %"),
        ("", 20, None, "%", "at least 20 %"),
        ("", None, 20, "%", "up to 20 %"),
        ("exact", 350_000, 350_000, "GPUs", "350,000 GPUs"),
        ("", None, None, "", ""),
    ],
)
def test_a_figure_of_anything_is_written_as_people_write_it(qualifier, low, high, unit, text):
    assert counted(qualifier, low, high, unit) == text
