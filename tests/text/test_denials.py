"""A word that takes back what follows it proves none of it; one list holds all of them."""

import re
from itertools import product

import pytest

from partnerships.text.denials import NEGATIVES
from partnerships.text.misquotes import diagnose
from partnerships.text.quotations import proofs, remarks_on
from partnerships.text.tokens.english.words import NEGATIONS
from partnerships.text.typography import normalized

AUXILIARIES = "ca wo is are was were has have had do does did could would should need might".split()


def spelled(pattern):
    """Every text that a pattern of words matches; what it asks of what follows is left out."""
    return sorted(set(_texts(re._parser.parse(pattern))))


def _texts(parts):
    pieces = [list(_piece(*part)) for part in parts]
    return ["".join(each) for each in product(*pieces)]


def _piece(kind, what):
    match str(kind):
        case "LITERAL":
            yield chr(what)
        case "IN":
            yield from (chr(code) for _, code in what)
        case "SUBPATTERN":
            yield from _texts(what[-1])
        case "BRANCH":
            for each in what[1]:
                yield from _texts(each)
        case "MAX_REPEAT":
            least, most, repeated = what
            for times in range(least, most + 1):
                yield from _texts(list(repeated) * times)
        case "ASSERT" | "ASSERT_NOT":
            yield ""
        case _:
            raise NotImplementedError(kind)


DENIALS = [
    *spelled(NEGATIVES),
    *(f"{word}n{mark}t" for word in AUXILIARIES for mark in "'’"),
    *("has yet to", "no longer wants to", "denied that it would", "could not really", "won't ever"),
    *("did not intend to", "was unable to", "refused\nto", "has\u00a0not", "is not\u00ad"),
    *("didn’t, however,", "did not, it said,", "won’t “ever”", "will never (ever)", "won't *ever*"),
    *("will under no circumstances", "has no immediate plans to", "ruled out its decision to"),
    *("was barred from trying to", "is far from ready to", "almost", "all but"),
]


def proved(said, quotation="sell the quay to the fund"):
    return bool(proofs(quotation, normalized(said)))


def test_the_list_is_long_and_the_tokens_know_all_of_it():
    unknown = [word for word in spelled(NEGATIVES) if not NEGATIONS.fullmatch(word)]

    assert len(spelled(NEGATIVES)) == 82
    assert unknown == []


def test_no_quotation_is_proved_right_after_a_negation():
    passed = [word for word in DENIALS if proved(f"The town {word} sell the quay to the fund.")]
    at_start = [
        word for word in DENIALS if proved(f"{word.capitalize()} sell the quay to the fund.")
    ]

    assert passed == at_start == []


def test_the_diagnosis_says_which_word_takes_it_back():
    told = {
        word: diagnose("sell the quay", normalized(f"The town {word} sell the quay.")).text
        for word in ("didn’t", "has yet to", "refused to")
    }

    assert "“didn't”" in told["didn’t"]
    assert "“yet to”" in told["has yet to"]
    assert "“refused to”" in told["refused to"]


@pytest.mark.parametrize(
    "text",
    [
        "The town did sell the quay to the fund.",
        "Cannot-miss offer: sell the quay to the fund.",
        "It said no. Sell the quay to the fund.".replace("Sell", "sell"),
        "They had, if not the money, the will to sell the quay to the fund.",
        "A knot: sell the quay to the fund.",
        "It said no, sell the quay to the fund.",
        "They will not only sell the quay to the fund.",
        "They did not just sell the quay to the fund, they gave it away.",
    ],
)
def test_what_denies_something_else_takes_nothing_back(text):
    assert proved(text)


DOUBTS = {
    "rejected a plan to": "rejected",
    "is said to have dropped plans to": "dropped",
    "dismissed reports that it would": "dismissed",
    "has given up trying to": "given up",
    "didn’t give its mayor leave to": "didn't",
    "stopped short of agreeing to": "stopped short of",
    "is too weak to": "too",
    "has few reasons to": "few",
}


def test_a_word_further_back_in_the_sentence_that_puts_it_in_doubt_is_told():
    told = {
        said: remarks_on(proof)[-1]
        for said in DOUBTS
        for proof in proofs("sell the quay", normalized(f"The town {said} sell the quay."))
    }

    assert [said for said, word in DOUBTS.items() if f"stands “{word}”" not in told[said]] == []


@pytest.mark.parametrize(
    "before",
    ["It was refused. They", "He was not there; they", "It had a few quays. They", "Too, they"],
)
def test_what_is_said_in_another_sentence_puts_nothing_in_doubt(before):
    (proof,) = proofs("sell the quay", normalized(f"{before} sell the quay."))

    assert remarks_on(proof) == []


@pytest.mark.parametrize(
    ("quotation", "text"),
    [
        ("verkauft den Kai", "Die Stadt hat nicht verkauft den Kai."),
        ("vendu le quai", "La ville n’a pas vendu le quai."),
        ("продал причал", "Город не продал причал."),
        ("出售港口", "政府宣布不出售港口。"),
        ("港を売却", "市は港を売却しないと発表した。"),
        ("항구를 팔", "시는 항구를 팔지 않았다."),
        ("ขายท่าเรือ", "เมืองไม่ขายท่าเรือ"),
        ("profit firm", "It is a non-profit firm."),
    ],
)
def test_denials_of_other_languages_beside_the_words_take_them_back(quotation, text):
    assert not proved(text, quotation)
