"""Two wordings beside each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerships.text.differences import LONGEST, word_differences


def told(before, after):
    marks = {"kept": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    return "".join(
        marks[piece.done].format(piece.text) for piece in word_differences(before, after)
    )


@pytest.mark.parametrize(
    ("before", "after", "seen"),
    [
        ("", "New.", "{+New.+}"),
        ("Gone.", "", "[-Gone.-]"),
        ("The same.", "The same.", "The same."),
        ("In April 2024.", "In March 2024.", "In [-April-]{+March+} 2024."),
        ("about $10 billion", "about $13 billion", "about $[-10-]{+13+} billion"),
        ("It was paid.", "It was not paid.", "It was {+not +}paid."),
        ("one two three", "four five three", "[-one two-]{+four five+} three"),
    ],
)
def test_words_change_whole(before, after, seen):
    assert told(before, after) == seen


@given(st.text(max_size=60), st.text(max_size=60))
def test_both_wordings_can_be_read_from_the_pieces(before, after):
    pieces = word_differences(before, after)

    assert "".join(piece.text for piece in pieces if piece.done != "added") == before
    assert "".join(piece.text for piece in pieces if piece.done != "removed") == after


def test_long_wordings_that_share_nothing_stand_whole_beside_each_other():
    before, after = " ".join("a" * LONGEST), " ".join("b" * LONGEST)

    assert [piece.done for piece in word_differences(before, after)] == ["removed", "added"]


def test_long_wordings_are_told_word_by_word_where_they_differ():
    before = " ".join(f"In {number} it was so." for number in range(LONGEST))
    after = before.replace("In 77 it was so", "In 77 it was not so")

    pieces = word_differences(before, after)

    assert [(piece.done, piece.text) for piece in pieces if piece.done != "kept"] == [
        ("added", "not ")
    ]
    assert "".join(piece.text for piece in pieces) == after
