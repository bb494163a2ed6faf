"""Marks of emphasis within a quotation of a manuscript are the desk's, and no part of it."""

from datetime import date

import pytest

from partnerships.text.tokens import tokens


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("He said “we **sell** the _quay_ today”.", "we sell the quay today"),
        ("“*All sold*,” he said.", "All sold,"),
        ("She wrote “use it [here](https://example.org/a) now”.", "use it here now"),
    ],
)
def test_a_quotation_says_its_words_without_their_marks(text, quoted):
    found = tokens(text, names={}, anchor=date(2024, 10, 23))

    assert [each.value for each in found if each.kind == "quotation"] == [quoted]
