import pytest

from tests.corpus.scoring import Heard, is_held_up, outcome, replaced
from tests.corpus.sentences import PlantedError, TrueSentence

TRUE = TrueSentence("T1", "OpenAI bought 5 mills from Oracle in May.", ("S01",), ())
PLACE = (14, 15)  # of the figure, in either sentence


def error(text="OpenAI bought 7 mills from Oracle in May.", wrong=(PLACE,)):
    return PlantedError("T1-e1", TRUE, "wrong value", text, wrong)


def heard(start=14, end=15, code="uncovered", claim="", text="Why.", is_whole=False, blocks=True):
    return Heard(code, claim, text, start, end, is_whole, blocks)


WHOLE = heard(0, 41, "negation", "S01", is_whole=True)
MAY = heard(37, 40)
OF_THE_CLAIM = heard(code="figure", claim="S01")


@pytest.mark.parametrize(
    ("against", "before", "found"),
    [
        ([heard()], [], "at the words"),
        ([heard(10, 21)], [], "at the words"),
        ([OF_THE_CLAIM], [heard()], "at the words"),
        ([heard(), heard(10, 21)], [heard()], "at the words"),
        ([heard()], [MAY], "at the words"),
        ([WHOLE], [], "whole sentence"),
        ([WHOLE, heard()], [heard()], "whole sentence"),
        ([MAY], [], "elsewhere"),
        ([heard(), MAY], [heard()], "elsewhere"),
        ([heard()], [heard()], "alike"),
        ([heard(), MAY, WHOLE], [heard(), MAY, WHOLE], "alike"),
        ([MAY, WHOLE], [MAY, WHOLE], "missed"),
        ([], [heard()], "missed"),
    ],
)
def test_an_error_is_caught_by_what_the_true_sentence_is_not_held_up_for(against, before, found):
    assert outcome(error(), against, before) == found


def test_words_that_are_caught_count_before_what_lies_over_the_sentence():
    assert outcome(error(), [WHOLE, heard()], []) == "at the words"


def test_what_lies_over_the_sentence_is_at_the_words_where_all_of_them_are_wrong():
    lost = error("Oracle sold mills.", ((0, 17),))

    assert outcome(lost, [WHOLE], []) == "at the words"
    assert outcome(lost, [WHOLE], [WHOLE]) == "alike"
    assert outcome(lost, [heard()], [heard()]) == "missed"


def test_a_warning_that_the_true_sentence_has_too_asks_nothing():
    warning = heard(blocks=False)

    assert outcome(error(), [warning], [warning]) == "missed"
    assert outcome(error(), [warning], []) == "at the words"


def test_wrong_words_are_compared_with_those_that_they_took_the_place_of():
    longer = error("OpenAI has bought 7 mills from Oracle in May.", ((7, 11), (18, 19)))

    assert [TRUE.text[start:end] for start, end in replaced(longer)] == ["", "5"]
    assert outcome(longer, [heard(18, 19)], [heard(14, 15)]) == "alike"


@pytest.mark.parametrize(
    ("against", "before", "held"),
    [
        ([heard()], [], True),
        ([heard(), heard()], [heard()], True),
        ([OF_THE_CLAIM], [heard()], True),
        ([heard(3, 4)], [heard()], False),
        ([heard(blocks=False)], [], False),
        ([], [heard()], False),
    ],
)
def test_a_harmless_edit_is_held_up_by_whatever_blocks_it_more_than_the_true_sentence(
    against, before, held
):
    assert is_held_up(against, before) is held
