"""Marked words stay the words that were marked, or are asked for again."""

from itertools import count
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnerships.text.anchoring import Carrying, carry_words
from tests.sample_manuscripts import Manuscript, edit, spans, texts
from tests.volume import tries

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
PAID = "In 2023 Microsoft invested $13 billion in OpenAI. It was paid in part."


def carried(marked, old, new):
    """What the words, where they first stand in `old`, are in `new`, between their neighbours."""
    place = carry_words(marked, old.index(marked), old, new)
    if place is None:
        return None
    start, end = place
    assert new[start:end] == marked
    return f"{new[max(0, start - 6) : start]}[{marked}]{new[end : end + 6]}"


@settings(max_examples=tries(1000), suppress_health_check=SLOW)
@given(st.data())
def test_after_each_edit_a_mark_stands_on_the_very_words_or_on_none(data):
    manuscript = Manuscript(data.draw(texts()))
    marked = [spans(data.draw, manuscript) for _ in range(4)]
    marked = {(start, end): manuscript.marks(start, end) for start, end in marked}
    for _ in range(3):
        before = manuscript.text
        done = edit(data.draw, manuscript)
        carrying = Carrying(before, manuscript.text)
        still = {}
        for (start, end), marks in marked.items():
            exact = before[start:end]
            place = carrying.place(exact, start)
            if place is not None:
                told = f"{done}: {exact!r} at {start}"
                assert manuscript.text[slice(*place)] == exact, told
                assert manuscript.has_some(marks, place[0]), told
                still[place] = manuscript.marks(*place)
        marked = still


@settings(max_examples=tries(300), suppress_health_check=SLOW)
@given(st.data())
def test_where_every_word_is_another_a_mark_is_kept_through_all_that_does_not_touch_it(data):
    names = count(100)
    words = st.builds(lambda: f"word{next(names)}")
    manuscript = Manuscript(data.draw(texts(words, shortest=6)))
    before, places = manuscript.text, manuscript.words()
    number = data.draw(st.integers(1, len(places) - 2))
    (start, end), (begun, _), (_, done) = (places[number + step] for step in (0, -1, 1))
    marks, around = manuscript.marks(start, end), manuscript.marks(begun, done)

    edit(data.draw, manuscript, words)

    is_doubled = manuscript.text.count(before[start:end]) > 1
    if manuscript.where(around) is not None and not is_doubled:
        place = manuscript.where(marks)
        assert carry_words(before[start:end], start, before, manuscript.text) == (
            place,
            place + end - start,
        )


@pytest.mark.parametrize(
    ("new", "seen"),
    [
        (PAID, "ested [$13 billion] in Op"),
        (PAID.replace("In 2023", "As we know, in 2023"), "ested [$13 billion] in Op"),
        (PAID.replace("invested", "invested roughly"), "ughly [$13 billion] in Op"),
        (PAID.replace("billion", "billion, after losing $5 billion,"), "ested [$13 billion], afte"),
        (
            PAID.replace("invested $13 billion", "has put roughly $13 billion so far"),
            None,  # what stood on either side is gone: is it still the same sum?
        ),
        (
            PAID.replace("invested", "invested roughly").replace("billion", "billion so far"),
            "ughly [$13 billion] so fa",
        ),
        (PAID.replace("$13 billion", "**$13 billion**"), "ted **[$13 billion]** in "),
        (PAID.replace("$13", "$10"), None),
        (PAID.replace("$13", "$13.5"), None),
        (PAID.replace("$13", "$130"), None),
        (PAID.replace("$13", "$1 3"), None),
        (PAID.replace("$13 billion", "$13  billion"), None),
        (PAID.replace("billion", "billions"), None),
        (PAID.replace("$13 billion ", ""), None),
        ("A preface.\n\n" + PAID, "ested [$13 billion] in Op"),
        ("", None),
    ],
)
def test_words_are_carried_until_they_are_touched(new, seen):
    assert carried("$13 billion", PAID, new) == seen


def test_the_same_words_elsewhere_never_catch_the_mark():
    new = PAID.replace("$13 billion", "a sum").replace("paid", "worth $13 billion when paid")

    assert carried("$13 billion", PAID, new) is None


def test_one_of_two_like_sums_keeps_its_own_mark():
    old = "Microsoft put in $13 billion. Later it put in $13 billion more. That was all."
    new = old.replace("$13 billion more", "roughly $13 billion more")

    assert carried("$13 billion", old, new) == "ut in [$13 billion]. Late"
    second = old.rindex("$13")
    place = carry_words("$13 billion", second, old, new)
    assert place == (new.rindex("$13"), new.rindex("$13") + 11)


def test_when_one_of_two_like_sentences_is_gone_nobody_can_say_which():
    old = "It paid $13 billion. It paid $13 billion. That was all."

    assert carried("$13 billion", old, old.replace("It paid $13 billion. ", "", 1)) is None


def test_a_paragraph_takes_its_marks_along():
    first, second = "Microsoft paid $13 billion in cash.", "Nobody else has paid so much so far."
    old = f"A start.\n\n{first}\n\n{second}\n\nAn end."
    new = f"A start.\n\n{second}\n\n{first}\n\nAn end."

    assert carried("$13 billion", old, new) == " paid [$13 billion] in ca"
    assert carried("so much", old, new) == " paid [so much] so fa"


def test_a_sentence_that_is_moved_to_where_it_stands_already_loses_its_marks():
    said = "Microsoft paid $13 billion in cash."
    old = f"{said} Nobody knew. And then nobody said: {said}"

    assert carried("$13 billion", old, old.replace(f"{said} ", "", 1)) is None


def test_ten_thousand_words_are_compared_while_one_waits():
    old = " ".join(f"{number % 700} firms paid ${number}." for number in range(3_400))
    new = old.replace(" 699 firms", " 699 small firms").replace("$17.", "$18.", 1)
    begun = process_time()
    carrying = Carrying(old, new)
    places = [
        carrying.place(f"${number}", old.index(f"${number}.")) for number in range(20, 3_400, 7)
    ]

    assert None not in places
    assert process_time() - begun < 3
