"""Who does what to whom by a sentence, and of what its sums are."""

import pytest

from tests.text.assertions.reader import read

DOINGS = {
    "Harbour invested $5 million in Quayside.": ["Harbour invests in Quayside"],
    "Harbour, which owns ships, put $5m into Quayside.": ["Harbour invests in Quayside"],
    "Quayside was backed by Harbour.": ["Harbour invests in Quayside"],
    "Harbour and Mill Bank lent Quayside $5m.": ["Harbour and Mill Bank lends to Quayside"],
    "Quayside borrowed $5m from Mill Bank.": ["Mill Bank lends to Quayside"],
    "Quayside bought ships from Harbour.": ["Harbour sells to Quayside"],
    "Harbour sold ships to Quayside.": ["Harbour sells to Quayside"],
    "Harbour did not sue Quayside.": ["Harbour sues Quayside, denied"],
    "Berg was fired by Harbour.": ["Harbour removes Berg"],
    "Berg joined Quayside.": ["Quayside hires Berg"],
    "Harbour's stake in Quayside grew.": ["Harbour holds a part of Quayside"],
    "Harbour took a seat in Quayside.": [],
    "Harbour grew in Quayside.": [],
}
SUMS = {
    "Quayside raised $5m at a valuation of $90m.": ["raised", "value"],
    "Harbour has paid in $5m.": ["paid in"],
    "Harbour committed $5m.": ["committed"],
    "Harbour holds 27 percent of Quayside.": ["shares"],
    "Harbour holds 27 percent of Quayside's votes.": ["votes"],
    "It lost $5m on $90m in revenue.": ["loss", "revenue"],
    "A $90m contract was signed.": ["price"],
    "It is about $5m.": [""],
}


@pytest.mark.parametrize("text", DOINGS)
def test_a_doing_has_its_two_sides(text):
    assert [str(one) for one in read(text).assertions] == DOINGS[text]


@pytest.mark.parametrize("text", SUMS)
def test_a_sum_is_of_what_the_words_beside_it_say(text):
    assert [one.measure for one in read(text).measured] == SUMS[text]


def test_the_words_that_say_of_what_a_sum_is_belong_to_it():
    text = "Harbour gave $5m of its own shares."
    (sum,) = read(text).measured

    assert text[sum.start : sum.end] == "$5m of its own shares"


def test_a_name_and_the_end_of_it_may_be_the_same():
    (mine,) = read("Eva Quist left.").borne
    (other,) = read("Quist left.").borne

    assert mine.by[0].may_be(other.by[0])


def test_each_word_says_whose_it_is():
    borne = [str(one) for one in read("Harbour's licence ended; Quayside trained a model.").borne]

    assert borne == ["Harbour: licence", "Harbour: ended", "Quayside: trained"]


def test_only_the_word_behind_a_denial_is_surely_denied():
    denied = {
        one.words: (one.denial, one.is_core)
        for one in read("The licence was not renewed by the harbour.").stated
        if one.denial
    }

    assert denied == {"renewed": ("not", True), "harbour": ("not", False)}


def test_of_a_list_nothing_is_read():
    assert read(" and ".join(["Harbour sold ships to Quayside"] * 100)).assertions == []
