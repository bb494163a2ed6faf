"""Two people's changes to one text stand in one text, or are told where they touch."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerships.text.merging import Clash, merged

BASE = "Microsoft paid $13 billion. OpenAI is small. Nobody knew."


@pytest.mark.parametrize(
    ("mine", "theirs", "both"),
    [
        (
            ("paid", "has paid"),
            ("knew", "had known"),
            "has paid $13 billion. OpenAI is small. Nobody had known.",
        ),
        (("$13", "$10"), ("small", "large"), "paid $10 billion. OpenAI is large. Nobody knew."),
        ((" OpenAI is small.", ""), ("Microsoft", "It"), "paid $13 billion. Nobody knew."),
        (("paid", "gave"), ("paid", "gave"), "gave $13 billion. OpenAI is small. Nobody knew."),
    ],
)
def test_changes_that_do_not_touch_are_both_made(mine, theirs, both):
    texts = [BASE.replace(*mine), BASE.replace(*theirs)]

    for ours, others in (texts, texts[::-1]):
        text, clashes = merged(BASE, ours, others)
        assert clashes == []
        assert text.endswith(both)


@pytest.mark.parametrize(
    ("mine", "theirs", "clash"),
    [
        (("$13", "$10"), ("$13", "$12"), Clash("$13", "$10", "$12")),
        (("$13", "$6"), ("billion", "million"), Clash("$13 billion", "$6 billion", "$13 million")),
        (
            (" OpenAI is small.", ""),
            ("small", "large"),
            Clash("OpenAI is small.", "", "OpenAI is large."),
        ),
    ],
)
def test_changes_that_touch_are_told(mine, theirs, clash):
    text, clashes = merged(BASE, BASE.replace(*mine), BASE.replace(*theirs))

    assert (text, clashes) == (BASE.replace(*mine), [clash])


@pytest.mark.parametrize(
    ("clash", "told"),
    [
        (Clash("a", "b", "c"), "Ann meanwhile made “c” of “a”, of which you made “b”."),
        (Clash("a", "", "c"), "Ann meanwhile made “c” of “a”, which you took away."),
        (Clash("a", "b", ""), "Ann meanwhile took away “a”, of which you made “b”."),
        (Clash("", "b", "c"), "Ann meanwhile wrote “c” where you wrote “b”."),
    ],
)
def test_a_clash_is_one_sentence(clash, told):
    assert clash.told("Ann") == told


WORDS = st.lists(st.sampled_from(["one", "two", "three.", "four\n\n", "five,"]), max_size=12)
TEXTS = WORDS.map(" ".join)


@given(TEXTS, TEXTS)
def test_what_one_person_changed_is_changed(base, text):
    assert merged(base, text, base) == merged(base, base, text) == merged(base, text, text)
    assert merged(base, text, base) == (text, [])


@given(TEXTS, TEXTS, TEXTS)
def test_no_word_of_anybody_is_lost_without_a_word(base, mine, theirs):
    text, clashes = merged(base, mine, theirs)

    if not clashes:
        for new in (set(mine.split()) | set(theirs.split())) - set(base.split()):
            assert new in text.split()
    else:
        assert text == mine


@given(TEXTS, TEXTS, TEXTS)
def test_it_is_the_same_whoever_comes_first(base, mine, theirs):
    (one, clashes), (other, _) = merged(base, mine, theirs), merged(base, theirs, mine)

    assert clashes or one == other
