"""Figures as somebody types them: the one that is meant, or a question; never another one."""

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnerships.text.money import NotAFigure, format_amount, read_figure, read_number
from partnerships.text.tokens.english.numbers import SMALL, TENS
from partnerships.vocabulary import CURRENCIES, Qualifier
from tests.volume import tries

TYPED = Path(__file__).parents[1] / "faults" / "figures.json"


def read(typed, unit="USD"):
    """What is read, in a line, or "refused"."""
    try:
        found = read_figure(typed, unit)
    except NotAFigure:
        return "refused"
    bounds = [f"{bound.normalize():f}" for bound in (found.low, found.high) if bound is not None]
    hedges = {"about": "about ", "up_to": "up to ", "at_least": "at least "}
    said = hedges.get(found.qualifier, "") + " to ".join(dict.fromkeys(bounds))
    return f"{said} {found.unit}".strip()


def test_what_a_desk_types_is_the_figure_that_is_meant_or_is_asked_back():
    cases = json.loads(TYPED.read_text())

    expected = {case["typed"]: case["expect"] for case in cases}
    assert {typed: read(typed) for typed in expected} == expected


COMMA = "A comma stands before three figures only. If a point is meant,"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("1,5bn", f"{COMMA} write 1.5bn."),
        ("1.234,56", f"{COMMA} write 1,234.56."),
        ("10 000,5", f"{COMMA} write 10,000.5."),
        (",5bn", f"{COMMA} write 0.5bn."),
        (
            "1.500",
            "1.500 is one figure here and another elsewhere: write 1,500, or fewer decimals.",
        ),
        ("€5m", "The figure says EUR, and the box beside it USD."),
        ("$5m EUR", "The figure says both USD and EUR."),
        ("lots", "Write a figure such as 11.9bn, 10 billion or 250,000."),
    ],
)
def test_what_is_not_read_is_told_with_what_to_write(typed, sentence):
    with pytest.raises(NotAFigure) as refused:
        read_figure(typed, "USD")

    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("typed", "unit", "said"),
    [
        ("about 49 %", "%", "about 49 %"),
        ("49 percent", "%", "49 %"),
        ("49 percentage points", "%", "refused"),
        ("350,000 GPUs", "GPUs", "350000 GPUs"),
        ("350,000 people", "GPUs", "refused"),
        ("4.5MW", "megawatts", "4.5 megawatts"),
        ("4.5GW", "megawatts", "refused"),
        ("10 TRY", "TRY", "10 TRY"),
        ("10 TRY", "", "10 TRY"),
        ("€5m", "", "5000000 EUR"),
    ],
)
def test_the_unit_in_the_text_is_the_one_that_is_meant(typed, unit, said):
    assert read(typed, unit) == said


def test_a_number_stands_alone_where_its_unit_has_a_place_of_its_own():
    assert read_number("11.9bn") == 11_900_000_000
    for typed in ("$5m", "about 5m", "5%", "up to 5m"):
        with pytest.raises(NotAFigure):
            read_number(typed)


figures = st.decimals(0, 10**15, places=2)


@settings(max_examples=tries(1000))
@given(
    figure=figures,
    more=st.decimals("0.01", 10**9, places=2),
    qualifier=st.sampled_from([each for each in Qualifier if each != Qualifier.UNDISCLOSED]),
    currency=st.sampled_from(CURRENCIES),
)
def test_what_we_write_we_read(figure, more, qualifier, currency):
    low = None if qualifier == Qualifier.UP_TO else figure
    high = None if qualifier == Qualifier.AT_LEAST else figure
    if qualifier == Qualifier.RANGE:
        high = figure + more

    found = read_figure(format_amount(qualifier, low, high, currency), currency)

    assert (found.qualifier, found.low, found.high) == (qualifier, low, high)


# How figures are grouped and divided in English, German, French, Swiss and Indian writing.
WRITINGS = [
    (",", ".", 3),
    (".", ",", 3),
    (" ", ",", 3),
    ("\u202f", ",", 3),
    ("'", ".", 3),
    (",", ".", 2),
]


def grouped(whole, mark, size):
    digits, groups = str(whole)[:-3], [str(whole)[-3:]]
    while digits:
        groups.append(digits[-size:])
        digits = digits[:-size]
    return mark.join(reversed(groups))


def readings(text):
    """Every number that a text can be by one of the writings."""
    for mark, point, size in WRITINGS:
        whole, _, parts = text.partition(point)
        plain = whole.replace(mark, "")
        is_whole = whole in (plain, grouped(plain, mark, size))
        is_number = plain.isdigit() and plain == str(int(plain))  # no 0001
        if is_number and is_whole and (parts.isdigit() or point not in text):
            yield Decimal(f"{plain}.{parts or 0}")


@settings(max_examples=tries(2000))
@given(
    whole=st.integers(0, 10**9),
    parts=st.text("0123456789", max_size=4),
    writing=st.sampled_from(WRITINGS),
    is_grouped=st.booleans(),
)
def test_no_figure_is_ten_a_hundred_or_a_thousand_times_another_reading_of_it(
    whole, parts, writing, is_grouped
):
    mark, point, size = writing
    text = grouped(whole, mark, size) if is_grouped else str(whole)
    text += f"{point}{parts}" if parts else ""

    said = read(text)

    if said != "refused" and not re.fullmatch(r"[1-9]\d{0,2}(,\d{3})+", text):  # 1,500 as promised
        assert {Decimal(said)} == set(readings(text))


def spelled(number):
    """A number in English words."""
    for scale, word in (
        (10**9, "billion"),
        (10**6, "million"),
        (1000, "thousand"),
        (100, "hundred"),
    ):
        if number >= scale:
            rest = number % scale
            joint = " and " if 0 < rest < 100 else " "
            head = f"{spelled(number // scale)} {word}"
            return f"{head}{joint}{spelled(rest)}" if rest else head
    small = {figure: word for word, figure in SMALL.items()}
    tens = {figure: word for word, figure in TENS.items()}
    if number < 20:
        return small[number]
    return tens[number - number % 10] + (f"-{small[number % 10]}" if number % 10 else "")


@settings(max_examples=tries(500))
@given(st.integers(2, 10**11))
def test_a_number_in_words_is_that_number(number):
    assert read(spelled(number)) == str(number)
