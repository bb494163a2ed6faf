"""Since when something is so, and until when."""

import pytest

from tests.text.assertions.reader import clashes, read

TIMED = {
    "Since 3 May 2024 Harbour has held the quay.": {"Since 3 May 2024": True},
    "Harbour held the quay until about May 2024.": {"until about May 2024": False},
    "Starting in 2027 Harbour is to supply ships.": {"Starting in 2027": True},
    "The rights run to 2032.": {"to 2032": False},
    "Harbour bought the quay in May 2024.": {},
    "Harbour has not held the quay since May 2024.": {},  # so it may have until then
    "The lease ended after May 2024.": {},
}


@pytest.mark.parametrize("text", TIMED)
def test_a_date_begins_or_ends_what_its_clause_says(text):
    assert {one.words: one.is_after for one in read(text).bounded} == TIMED[text]


@pytest.mark.parametrize(
    ("mine", "told"),
    [
        ("Until May 2024 Harbour held the quay.", "From May 2024 Harbour holds the quay."),
        ("It supplies ships until 2027.", "From 2027 it is to supply $5m of ships."),
    ],
)
def test_what_is_so_since_a_day_was_not_so_until_then(mine, told):
    (clash,) = clashes(mine, told)

    assert "until" in clash.lower().split("; c1 says: ")[0]


@pytest.mark.parametrize(
    ("mine", "told"),
    [
        ("Until May 2024 Harbour held the quay.", "Harbour bought ships from May 2024 on."),
        ("Until May 2024 Harbour held the quay.", "From June 2024 Harbour holds the quay."),
    ],
)
def test_two_clauses_about_other_things_or_days_clash_with_nothing(mine, told):
    assert clashes(mine, told) == []


def test_who_says_so_too_is_enough():
    told = ["From May 2024 Harbour holds the quay.", "Until May 2024 Harbour held a quay."]

    assert clashes("Until May 2024 Harbour held the quay.", *told) == []
