"""Which of many texts say most of what one says."""

import pytest

from partnerships.text.ranking import Ranking, terms, terms_of_date
from partnerships.text.tokens import Names

NAMES = Names({"Harbour": {1}, "Harbour Ltd": {1}, "Quayside": {2}})


def ranked(words, *texts):
    """The texts that have anything of the words, the best first."""
    ranking = Ranking(terms(text, NAMES) for text in texts)
    scores = sorted(ranking.scores(terms(words, NAMES)), key=lambda one: -one[1])
    return [texts[place] for place, _ in scores]


SAME = [
    ("It paid $5 billion.", "It paid 5bn dollars."),
    ("It paid 1,500 people.", "It paid 1500 people."),
    ("Harbour leads it.", "It was led by Harbour Ltd."),
    ("In October it was sold.", "It sells in October."),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_in_other_words_has_the_same_terms(one, other):
    mine, others = terms(one, NAMES), terms(other, NAMES)

    assert {term for term in mine if not isinstance(term, str)} <= set(others)
    assert set(mine) & set(others)


def test_a_date_gives_its_years_and_months():
    assert terms_of_date("2024-10-02/2025") == terms("October 2024, 2025", NAMES)


def test_what_is_rare_weighs_more_than_what_is_common():
    common = [f"Harbour sold ship number {n}." for n in range(20)]
    rare = "Quayside painted a crane."

    assert ranked("Harbour painted its ship.", *common, rare)[0] == rare


def test_a_long_text_says_less_with_each_word():
    short = "The crane was painted."
    long = f"The crane was painted. {'Ships, piers, ropes, nets, boats and buoys lay there. ' * 9}"

    assert ranked("A painted crane", long, short) == [short, long]


def test_of_nothing_in_common_nothing_is_ranked():
    assert ranked("The weather was fine.", "Harbour sold ships.") == []
    assert ranked("The weather was fine.") == []


def test_who_says_all_of_it_alone_scores_near_one():
    ranking = Ranking([terms("A crane was painted.", NAMES), terms("Ships sail.", NAMES)])

    ((_, score),) = ranking.scores(terms("A crane was painted.", NAMES))

    assert 0.8 < score < 1.2
