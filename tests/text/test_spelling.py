"""How like a name is to what was typed: slips are forgiven, another name is none."""

import pytest

from partnerships.text.spelling import ENOUGH, likest_word, plainly, spelling_likeness

MEANT = [
    ("Mircosoft", "Microsoft"),
    ("Open AI", "OpenAI"),
    ("nadela", "Satya Nadella"),
    ("altmna", "Sam Altman"),
    ("Anthropc", "Anthropic"),
    ("Sequioa Capitol", "Sequoia Capital"),
    ("JP Morgan", "JPMorgan"),
    ("caren", "Karén"),
]
NOT_MEANT = [("gate", "Gap Inc."), ("Oracle", "Apple"), ("", "Apple"), ("it", "SoftBank")]


@pytest.mark.parametrize(("typed", "name"), MEANT)
def test_a_slip_is_like_the_name(typed, name):
    assert spelling_likeness(typed, name) >= ENOUGH


@pytest.mark.parametrize(("typed", "name"), NOT_MEANT)
def test_another_word_is_not_like_it(typed, name):
    assert spelling_likeness(typed, name) < ENOUGH


def test_accents_capitals_and_spaces_are_nothing():
    assert plainly("  KARÉN   Ångström ") == "karen angstrom"
    assert spelling_likeness("karen", "Karén") == 1


def test_the_likest_word_of_a_name_is_told_as_it_stands_there():
    assert likest_word("nadela", "Satya Nadella, Jr.")[1] == "Nadella"
