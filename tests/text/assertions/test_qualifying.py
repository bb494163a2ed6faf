"""What denials and hedges are of."""

import pytest

from tests.text.assertions.reader import read

QUALIFIED = {
    "The quay was bought; the licence was not renewed.": {"not": {"licence", "renew"}},
    "The ferry perhaps sank, but the licence holds.": {"perhaps": {"sank"}},
    "It is a claim on profits rather than shares.": {"rather than": {"claim", "profit", "share"}},
    "The contract bound neither of them.": {"neither": {"contract", "bind"}},
    "The sum leaves out the licence.": {"leaves": {"licence"}},
    "It was about $5 million in about May 2024.": {},
}


@pytest.mark.parametrize("text", QUALIFIED)
def test_a_denial_or_hedge_is_of_its_clause(text):
    told = {one.token.words: one.senses for one in read(text).qualified}

    assert {words: senses & QUALIFIED[text][words] for words, senses in told.items()} == (
        QUALIFIED[text]
    )


def test_what_another_clause_says_is_not_denied():
    (denial,) = read("The quay was bought; the licence was not renewed.").qualified

    assert "buy" not in denial.senses


def test_a_denial_may_be_of_another_that_shares_what_is_denied():
    (mine,) = read("The licence was not renewed.").qualified
    (alike,) = read("Nobody renewed it.").qualified
    (unlike,) = read("Nobody sold the quay.").qualified

    assert mine.may_be_of(alike)
    assert not mine.may_be_of(unlike)
