"""Who tells what a sentence says, and whether others name them as telling it."""

import pytest

from partnerships.text.assertions import untold
from tests.text.assertions.reader import read

TELLING = {
    "The quay is sold, Harbour said in May.": ["Harbour"],
    "Harbour and Quayside announced the lease.": ["Harbour", "Quayside"],
    "The quay, Berg told a court, was sold.": ["Berg"],
    "By Harbour's annual report the quay is sold.": ["Harbour"],
    "The quay is sold, according to Harbour.": ["Harbour"],
    "The quay is sold, by the account of Harbour.": ["Harbour"],
    "The sum, put at $2 billion by Harbour, was paid.": ["Harbour"],
    "The quay is said by Harbour to be sold.": ["Harbour"],
    "It was worth $2 billion, by its own filing.": ["filing"],
    "The regulator said that the quay is sold.": ["regulator"],
    "The price of Harbour's quay, the press reported, was low.": [],
    "Harbour has a claim on the quay.": [],
    "Harbour sold the quay.": [],
}


@pytest.mark.parametrize("text", TELLING)
def test_who_tells_is_named_or_is_what_they_are(text):
    assert [one.who.words for one in read(text).tellers] == TELLING[text]


def test_in_notes_a_name_before_a_colon_tells_what_follows():
    told = [(one.who.words, one.is_heading) for one in read("Berg: it was vital.").tellers]

    assert told == [("Berg", True)]


UNTOLD = {
    ("The quay is sold, Harbour said.", "Quayside said that the quay is sold."): ["Harbour"],
    ("The quay is sold, Harbour said.", "Harbour announced the sale of the quay."): [],
    ("The quay is sold, Berg said.", "Anna Berg: the quay is sold."): [],
    ("The court said that it is sold.", "The quay is sold."): ["court"],
    ("The court said that it is sold.", "A court found that the quay is sold."): [],
    ("The quay is sold, the press reported.", "The quay is sold."): [],
}


@pytest.mark.parametrize(("mine", "other"), UNTOLD)
def test_who_is_nowhere_named_as_telling_it_is_told(mine, other):
    assert [one.who.words for one in untold(read(mine), [read(other)])] == UNTOLD[mine, other]
