"""Why a quotation is not proved, so that an editor sees what to look at."""

import pytest

from partnerships.text.misquotes import diagnose
from partnerships.text.typography import normalized

TEXT = (
    "Contoso said it would not invest more than $10 billion in Fabrikam. It paid at once. "
    "The board, which met on Friday, may sell the unit. It paid at once."
)


def diagnosis(quotation, text=TEXT, **others):
    return diagnose(
        quotation, normalized(text), [(name, normalized(t)) for name, t in others.items()]
    )


def changes(found):
    return [(each.done, each.text.strip(), each.critical) for each in found.differences
            if each.done != "kept"]  # fmt: skip


def test_words_that_stand_there_once_have_no_diagnosis():
    assert diagnosis("it would not invest more than $10 billion in Fabrikam") is None


@pytest.mark.parametrize(
    ("quotation", "expected"),
    [
        (
            "it would not invest more than $13 billion in Fabrikam",
            [("removed", "10", "figure"), ("added", "13", "figure")],
        ),
        (
            "Contoso said it would invest more than $10 billion",
            [("removed", "not", "negation")],
        ),
        ("The board, which met on Friday, will sell the unit",
         [("removed", "may", "hedge"), ("added", "will", "")]),
        ("Contoso said it would not invest more than $10 billion in Northwind",
         [("removed", "Fabrikam", "name"), ("added", "Northwind", "name")]),
    ],
)  # fmt: skip
def test_words_that_differ_are_shown_word_by_word(quotation, expected):
    found = diagnosis(quotation)

    assert (found.code, changes(found)) == ("altered", expected)


def test_the_place_of_words_that_differ_is_told():
    ((start, end),) = diagnosis("it would not invest more than $13 billion").places

    assert TEXT[start:end] == "it would not invest more than $10 billion"


def test_words_that_stand_there_twice_are_to_be_chosen_from():
    found = diagnosis("It paid at once.")

    assert found.code == "ambiguous"
    assert [TEXT[start:end] for start, end in found.places] == ["It paid at once."] * 2


def test_words_that_stand_in_another_copy_are_said_to():
    found = diagnosis("the price fell by half", later="On Monday the price fell by half.")

    assert (found.code, found.elsewhere) == ("elsewhere", ("later",))


@pytest.mark.parametrize("words", ["10 billion", "invest more than $10", "invest more"])
def test_words_that_were_cut_short_are_said_to_be(words):
    assert diagnosis(words).code == "cut"


def test_one_word_is_too_short():
    assert diagnosis("unit").code == "too_short"


def test_words_of_another_text_stand_nowhere():
    assert diagnosis("An entirely unrelated remark upon shipping lanes").code == "nowhere"


def test_no_words_are_nowhere():
    assert diagnosis("  ").code == "blank"
