"""Any text proves its own sentences, in any script and beside any other."""

import unicodedata
from random import Random

import pytest

from partnerships.text.quotations import proofs
from partnerships.text.typography import normalized
from tests.volume import IS_FULL, tries

from .sample_scripts import SCRIPTS, reset, sentence, text

TEXTS = tries(1000)


def chances():
    seeds = Random() if IS_FULL else Random(12)
    return [Random(seeds.random()) for _ in range(TEXTS)]


def test_a_text_in_ten_scripts_proves_its_own_sentences():
    refused, scripts = [], list(SCRIPTS)
    for chance in chances():
        said = [sentence(chance, each) for each in chance.sample(scripts, 10)]
        copy = normalized(text(chance, said))
        refused += [
            (copy.original, words)
            for each in said
            for words in (each, reset(chance, each))
            if not proofs(words, copy)
        ]

    assert len(scripts) == 10
    assert refused == []


def test_no_text_proves_a_sentence_in_which_one_letter_is_another():
    proved = []
    for chance in chances():
        script = chance.choice(list(SCRIPTS))
        words, other = sentence(chance, script), sentence(chance, script)
        copy = normalized(text(chance, [words]))
        letters = [at for at, each in enumerate(words) if unicodedata.category(each)[0] == "L"]
        if not letters:
            continue
        place = chance.choice(letters)
        letter = chance.choice(
            [each for each in f"xy{other}" if each.isalpha() and each != words[place]]
        )
        changed = words[:place] + letter + words[place + 1 :]
        if normalized(changed).text != normalized(words).text and proofs(changed, copy):
            proved.append((words, changed))

    assert proved == []


@pytest.mark.parametrize(
    ("quotation", "text"),
    [
        ("ｶﾞｽ会社", "ガス会社は"),
        ("㈱港", "(株)港は"),
        ("𝐓𝐡𝐞 quay", "The quay"),
        ("ﬁnal oﬀer", "final offer"),
        ("السلام", "ﺍﻟﺴﻼﻡ"),
        ("𝟏𝟎 million", "10 million"),
        ("`quay'", "‘quay’"),
        ("ten–twelve", "ten⸺twelve"),
        ("e\u200b\u0301tat", "état"),
    ],
)
def test_the_same_letters_in_another_shape_are_proved(quotation, text):
    assert proofs(quotation, normalized(text))


@pytest.mark.parametrize(
    ("quotation", "text"),
    [
        ("109 crowns", "10⁹ crowns"),
        ("31 2 crowns", "3½ crowns"),
        ("1 crown", "① crown"),
        ("H2O", "H₂O"),
        ("naive", "naïve"),
        ("九億円", "十九億円"),
        ("क", "कि"),
    ],
)
def test_another_letter_or_figure_is_none(quotation, text):
    assert proofs(quotation, normalized(text)) == []
