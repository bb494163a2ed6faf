"""Sentences that lean on a correction: which of them say what it corrects."""

import pytest

from partnerships.text.assertions import nearer_to_the_wrong, without_cautions
from tests.text.assertions.reader import read

WRONG = "The quay was sold for $10 million."
RIGHT = "The quay was leased for about $12 million a year."
LEANING = {
    "Harbour sold the quay.": ["sold"],
    "Harbour sold the quay for $10 million.": ["sold", "$10 million"],
    "Harbour leased the quay; it was not sold for $10 million.": [],
    "About $12 million is paid for the quay.": [],
    "Harbour has a quay.": [],
}


@pytest.mark.parametrize("sentence", LEANING)
def test_words_that_only_the_wrong_statement_has_are_told(sentence):
    told = nearer_to_the_wrong(read(sentence), read(WRONG), [read(RIGHT)])

    assert [one.words for one in told] == LEANING[sentence]


def test_what_is_named_only_to_warn_of_it_is_left_out():
    text = "About $10bn. Not to be confused with the $12bn of 2023. It runs."

    left = without_cautions(text)

    assert left.split() == "About $10bn. It runs.".split()
    assert left.index("It runs") == text.index("It runs")


def test_what_somebody_got_wrong_is_left_out_and_the_rest_of_its_sentence_stays():
    told = "The notice is of 8 June; some sites assert 22 May without a document."
    turned = "They confirm a cap. One site reverses payer and payee."

    assert without_cautions(told).strip() == "The notice is of 8 June;"
    assert without_cautions(turned).strip() == "They confirm a cap."
