"""What two texts have in common, and what of it tells that one retells the other."""

import os
import subprocess
import sys
from random import Random

import pytest

from partnerships.text import shingles
from partnerships.text.overlap import PASSAGE, SHARE, measure
from partnerships.text.shingles import sketch, tokenize_bare
from tests.sample_reports import paragraphs, report, sentence

WIRE = paragraphs("wire")
STATEMENT = " ".join(sentence(Random("statement"), 15) for _ in range(4))  # 60 words
MENU = "Home\nWorld\nBusiness\nMarkets\nTechnology\nSport\nLog in\nSubscribe\nFollow us"
COOKIES = (
    "We and our 842 partners store and access information on your device such as unique "
    "identifiers in cookies to process personal data. We use cookies to show advertising, to "
    "measure it and to learn about audiences. You may accept or manage your choices at any time "
    "by opening the page of the privacy policy. These choices are signalled to our partners and "
    "do not affect what is kept of your visits, nor how long it is kept, nor by whom it is read."
)


def compared(first, second):
    return measure(tokenize_bare(first), tokenize_bare(second))


def test_a_wire_story_with_another_headline_and_two_paragraphs_cut_is_telling():
    reprint = "\n".join(["A headline of their own", *WIRE[:4], *WIRE[5:9], *WIRE[10:]])

    found = compared("\n".join(["As the wire had it", *WIRE]), reprint)

    assert found.is_telling
    assert found.containment > 0.95
    assert 0.75 < found.resemblance < 0.9
    assert len(found.passages) == 3


def test_a_rewrite_that_keeps_three_paragraphs_in_ten_is_telling():
    own = paragraphs("rewrite", number=7)
    rewrite = [own[0], WIRE[1], *own[1:4], WIRE[4], own[4], WIRE[7], *own[5:]]

    found = compared("\n".join(WIRE), "\n".join(rewrite))

    assert found.is_telling
    assert found.containment == pytest.approx(0.3, abs=0.02)


@pytest.mark.parametrize("marks", ["“{}”", '"{}"', "‘{}’", "„{}“", "« {} »"])
def test_a_statement_that_both_quote_is_not_telling(marks):
    quoted = f"The company answered: {marks.format(STATEMENT)}"
    first = [*paragraphs("one", number=3), quoted]
    second = [*paragraphs("two", number=3)[:2], quoted, *paragraphs("two", number=3)[2:]]

    found = compared("\n".join(first), "\n".join(second))

    assert found.shared == 0
    assert not found.is_telling


def test_the_same_statement_out_of_its_marks_would_have_been_telling():
    first = [*paragraphs("one", number=3), STATEMENT]
    second = [STATEMENT, *paragraphs("two", number=3)]

    assert compared("\n".join(first), "\n".join(second)).is_telling


def test_a_quotation_of_two_paragraphs_is_one():
    said = [f"“{sentence(Random(1), 40)}", f"“{sentence(Random(2), 40)}”"]
    first = "\n".join([*paragraphs("one", 2), *said])
    second = "\n".join([*said, *paragraphs("two", 2)])

    assert compared(first, second).shared == 0


def test_what_comes_after_a_quotation_counts():
    text = f'He said: "It is so." {sentence(Random(3), 40)}'

    assert tokenize_bare(text).own == 2 + 40


def test_an_apostrophe_opens_nothing():
    text = f"The firm's plan isn't the board's. {sentence(Random(4), 30)}"

    assert tokenize_bare(text).own == len(tokenize_bare(text).words)


@pytest.mark.parametrize("furniture", [MENU, COOKIES, f"{MENU}\n{COOKIES}"])
def test_menus_and_notices_are_not_telling(furniture):
    first = f"{furniture}\n{report('one', 2)}\n{furniture}"
    second = f"{furniture}\n{report('two', 2)}\n{furniture}"

    found = compared(first, second)

    assert found.shared == 0


def test_a_report_on_cookies_is_a_report():
    text = "\n".join([f"{each} Regulators said that it uses cookies." for each in WIRE[:2]])
    long = text.replace("\n", " ") + " " + " ".join(WIRE[2:])

    assert tokenize_bare(long).own == len(tokenize_bare(long).words)


def test_phrases_that_everybody_writes_are_not_telling():
    phrase = "the chief executive of the company said on Monday"
    first, second = (
        "\n".join(f"{each} {phrase}." for each in paragraphs(seed)) for seed in ("one", "two")
    )

    assert len(phrase.split()) < PASSAGE
    assert compared(first, second).shared == 0


def test_typography_is_no_difference():
    set_by_one = (
        "\n".join(WIRE).replace(" deal", "\u00a0deal").replace("agreement", "agree\u00adment")
    )
    set_by_another = "\n".join(WIRE).replace(". ", ".\n").upper()

    assert compared(set_by_one, set_by_another).containment == 1


def test_a_passage_says_where_it_stands_in_both():
    first, second = f"Before.\n{WIRE[0]}", f"Something else.\n\n{WIRE[0]} After."

    (passage,) = compared(first, second).passages

    assert first[slice(*passage.first)] == WIRE[0].rstrip(".")
    assert second[slice(*passage.second)] == WIRE[0].rstrip(".")
    assert passage.words == 54


def test_a_paragraph_printed_twice_counts_once():
    twice = f"{WIRE[0]}\n{report('own', 3)}\n{WIRE[0]}"

    assert compared(twice, WIRE[0]).shared == compared(WIRE[0], twice).shared == 54


def test_a_short_text_of_forty_words_less_is_never_telling():
    few = sentence(Random(5), 30)

    found = compared(few, few)

    assert found.containment == 1
    assert not found.is_telling


def test_a_script_without_spaces_is_read_sign_by_sign():
    text = (
        "微软公司与开放人工智能公司宣布延长其合作伙伴关系并投资数十亿美元用于云计算基础设施建设项目"
        * 2
    )

    assert compared(text, f"编辑部补充说明如下{text}").is_telling


@pytest.mark.parametrize("text", ["", " ", "Word", "“", "«»", "\u00ad\n" * 10, "'" * 50, '"' * 51])
def test_what_is_no_report_is_like_nothing(text):
    found = compared(text, text)

    assert not found.is_telling
    assert sketch(tokenize_bare(text)) == []


def test_the_sketches_of_a_short_text_and_a_long_one_that_holds_it_meet():
    short = "\n".join(WIRE[:6])
    long = "\n".join([*paragraphs("long", 200), *WIRE[:6]])

    shared = set(sketch(tokenize_bare(short))) & set(sketch(tokenize_bare(long)))

    assert len(sketch(tokenize_bare(long))) < len(tokenize_bare(long).words) / 10
    assert len(shared) >= 2


def test_a_sketch_is_the_same_in_every_process():
    code = (
        "from partnerships.text.shingles import sketch, tokenize_bare; import sys;"
        "print(sketch(tokenize_bare(sys.argv[1]))[:3])"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code, WIRE[0]],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert told == {f"{sketch(tokenize_bare(WIRE[0]))[:3]}\n"}


def test_what_is_telling_is_a_fifth_of_the_shorter():
    assert SHARE == 20
    own = paragraphs("own", number=9)

    assert not compared("\n".join(WIRE), "\n".join([*own, WIRE[0]])).is_telling
    assert compared("\n".join(WIRE), "\n".join([*own[:3], WIRE[0]])).is_telling


def test_comparing_takes_a_time_that_grows_with_the_length():
    """A text of one phrase over and over is the worst that there is."""
    worst = "again and again and again and again and again and again " * 200

    assert measure(tokenize_bare(worst), tokenize_bare(worst)).passages
    assert len(sketch(tokenize_bare(worst))) <= shingles.MOST
