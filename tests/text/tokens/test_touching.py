"""What touches a figure and is not understood makes the figure unread."""

from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from partnerships.text.tokens import tokens
from partnerships.text.tokens.english import currencies, numbers, units
from partnerships.vocabulary import CURRENCIES, TokenKind
from tests.volume import tries

FIGURES = {TokenKind.MONEY, TokenKind.PERCENTAGE, TokenKind.FIGURE}
KNOWN = {
    *numbers.ABBREVIATED,
    *numbers.LETTERS,
    *(name for name in units._CALLED),
    *(sign.strip("$.£¥₵¢₹/").lower() for sign in currencies.SIGNS),
    *(code.lower() for code in CURRENCIES),
    *(coin + ending for coin in currencies._COINS for ending in ("", "s", "es")),
    *"pc pct bp bps pp pps ppt ppts cent cents pence penny kmph c f r b th st nd rd".split(),
}
letters = st.text(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZéßżЖа", min_size=1, max_size=6
)
plain = st.integers(1, 10**7).map(str)


def read(text):
    found = tokens(text, names={}, anchor=date(2024, 10, 23))
    return [one.words for one in found if one.kind in FIGURES and one.value.is_read]


@settings(max_examples=tries(600))
@given(figure=plain, glued=letters)
def test_a_figure_with_unknown_letters_after_it_is_unread(figure, glued):
    assume(glued.lower() not in KNOWN)

    assert read(f"It has {figure}{glued} here.") == []
    assert read(f"It paid ${figure}{glued} here.") == []


@settings(max_examples=tries(600))
@given(figure=plain, glued=letters)
def test_a_figure_with_unknown_letters_before_it_is_unread(figure, glued):
    assume(glued.lower() not in KNOWN)

    assert read(f"It has {glued}{figure} here.") == []
    assert read(f"It paid {glued}${figure} here.") == []
    assert read(f"It paid {glued}{figure} million here.") == []


@pytest.mark.parametrize("sign", "²³⁹°′″§№@#^₿±×¤‰")
def test_a_figure_with_an_unknown_sign_is_unread(sign):
    of_its_own = {"‰": ["5‰"], "°": ["5°"]}

    assert read(f"It has 5{sign} here.") == of_its_own.get(sign, [])
    assert read(f"It has {sign}5 here.") == []


@pytest.mark.parametrize("day", ["Today", "yesterday", "Sunday", "May", "2024", "October 2023"])
def test_a_sum_that_touches_a_date_is_unread(day):
    assert read(f"It paid {day}$1 here.") == []
    assert read(f"It paid {day}$1 million here.") == []
    assert "$1 million" in read(f"It paid {day} $1 million here.")


@pytest.mark.parametrize("day", ["FY12", "H1 2024", "Q1", "Sunday"])
def test_a_scale_after_a_date_has_no_number(day):
    assert read(f"It paid {day} million here.") == []
    assert read(f"It costs {day} $3 per million here.") == ["$3", "million"]
