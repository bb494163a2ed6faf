import json
import re
from collections import Counter
from hashlib import sha256
from itertools import pairwise

import pytest
from django.conf import settings

from tests.corpus.sentences import FOLDER, KINDS, corpus, rows

STORY = settings.BASE_DIR / "fixtures" / "microsoft_openai"
RECORDS = ["06_roles", "07_stakes", "10_deals", "15_valuations", "16_events"]
# How many lines each file had, and what they were, when the gate was first scored by them.
PUBLISHED = {
    "true": (165, "64d64bc2f6bc039bebfb066e09b6b441ffe32d88d4514ff74472c6d088f94f3a"),
    "errors": (1149, "6977220915353f0835eeb3985dfe3c8aa3a6d65b9bac331064f9bf279f1f7457"),
    "harmless": (298, "2f387777c251b0ea371c9df9b7bffd5575e7f2c3bb90d9675b1499123b1875fa"),
}
COPIED = 9  # words in a row that nobody writes twice by chance


def fields(name):
    return [row["fields"] for row in json.loads((STORY / f"{name}.json").read_text())]


def words(text):
    return re.findall(r"[\w’'$%.-]*\w", text.casefold().replace("’", "'"))


def runs(text):
    said = words(text)
    return {tuple(said[start : start + COPIED]) for start in range(len(said) - COPIED + 1)}


def everything():
    whole = corpus()
    return [*whole.true, *whole.errors, *whole.harmless]


def test_each_sentence_is_bound_to_claims_of_the_story_and_names_its_records():
    claims = {row["reference"] for row in fields("20_claims")}
    records = {row["reference"] for name in RECORDS for row in fields(name)}

    assert [one.id for one in corpus().true if not one.claims] == []
    assert [one.id for one in corpus().true if set(one.claims) - claims] == []
    assert [one.id for one in corpus().true if set(one.records) - records] == []


def test_no_id_and_no_text_is_there_twice():
    ids = Counter(one.id for one in everything())
    texts = Counter(one.text for one in everything())

    assert [name for name, times in ids.items() if times > 1] == []
    assert [text for text, times in texts.items() if times > 1] == []


def test_an_error_says_what_the_true_sentence_says_outside_its_wrong_words():
    def around(error):
        edges = [0, *(edge for place in error.wrong for edge in place), len(error.text)]
        return [error.text[start:end] for start, end in list(pairwise(edges))[::2]]

    def stands(error):
        pattern = ".*".join(re.escape(piece) for piece in around(error))
        return re.fullmatch(pattern, error.true.text)

    assert [one.id for one in corpus().errors if not stands(one)] == []


def test_the_wrong_words_of_an_error_are_some():
    marked = {
        one.id: [one.text[start:end].strip() for start, end in one.wrong] for one in corpus().errors
    }

    assert [name for name, told in marked.items() if not told or not all(told)] == []


def test_sentences_are_plain_words_that_begin_and_end_as_such():
    odd = re.compile(r"[\[\]<>*_\n]|  | [,;.]|[,;.]{2}")

    assert [one.id for one in everything() if odd.search(one.text)] == []
    assert [one.id for one in everything() if one.text[0].islower()] == []
    assert [one.id for one in everything() if one.text[-1] != "."] == []


@pytest.mark.parametrize("half", [True, False], ids=["set aside", "open"])
def test_each_kind_of_error_and_the_harmless_are_in_both_halves_often_enough(half):
    kinds = Counter(one.kind for one in corpus().errors if one.true.is_set_aside == half)
    harmless = sum(one.true.is_set_aside == half for one in corpus().harmless)

    assert set(kinds) == set(KINDS)
    assert {kind: times for kind, times in kinds.items() if times < (20 if half else 15)} == {}
    assert harmless >= 100


def test_there_are_true_sentences_and_errors_enough():
    assert len(corpus().true) >= 160
    assert len(corpus().errors) >= 320


def test_no_sentence_is_taken_from_the_manuscripts_or_the_records():
    stories = json.loads((STORY / "manuscripts.json").read_text())["stories"]
    bodies = [act["body"] for story in stories for act in story["acts"] if "body" in act]
    verdicts = json.loads((STORY / "signatures.json").read_text())["verdicts"]
    told = [
        *bodies,
        *(row["statement"] for row in fields("20_claims")),
        *(row.get(field, "") for row in verdicts for field in ("reasons", "correction")),
        *(row.get("quote", "") for row in fields("24_citations")),
    ]
    theirs = set().union(*map(runs, told))

    assert bodies
    assert {one.id: both for one in corpus().true if (both := runs(one.text) & theirs)} == {}


def test_no_case_that_was_published_is_removed_or_changed():
    """A case may be added below. One that turns out mistaken stays, and the page names it."""

    def digest(name, number):
        lines = (FOLDER / f"{name}.jsonl").read_text().splitlines()[:number]
        return len(lines), sha256("\n".join(lines).encode()).hexdigest()

    assert {name: digest(name, number) for name, (number, _) in PUBLISHED.items()} == PUBLISHED


def test_what_is_made_of_a_sentence_names_it():
    made = [*rows("errors"), *rows("harmless")]

    assert [row["id"] for row in made if not row["id"].startswith(f"{row['of']}-")] == []
