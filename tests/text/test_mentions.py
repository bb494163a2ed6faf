"""Login names after an @: read from words alone."""

import pytest

from partnerships.text.mentions import MOST, names_after_at


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@ann, ask @ben.", ["ann", "ben"]),
        ("(@ann-b_c+1?)", ["ann-b_c+1"]),
        ("Write to ann@example.org.", []),
        ("@ann@example.org knows", ["ann@example.org"]),
        ("@Ann or @ann", ["Ann"]),
        ("@élodie…", ["élodie"]),
        ("at @ noon, @. and @@", []),
        ("10 @ $5", []),
    ],
)
def test_a_name_is_what_stands_after_an_at_sign_that_begins_a_word(text, names):
    assert names_after_at(text) == names


def test_a_text_calls_so_many_at_most():
    assert len(names_after_at(" ".join(f"@a{number}" for number in range(1000)))) == MOST


def test_a_long_row_of_at_signs_is_read_once():
    assert names_after_at("@" * 100_000) == []
