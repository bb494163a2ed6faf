"""PostgreSQL and the desk's own rule agree on where a quotation stands."""

import json
import re
import unicodedata
from pathlib import Path
from random import Random

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnerships.text.denials import NEGATIVES
from partnerships.text.quotations import proofs
from partnerships.text.typography import normalized
from tests import text as text_tests
from tests.factories import citation, snapshot
from tests.text.quotation_corpus import AFTER, BEFORE, altered, reset
from tests.text.sample_scripts import SCRIPTS, sentence
from tests.text.sample_scripts import reset as reset_words
from tests.text.sample_scripts import text as whole_text
from tests.text.test_denials import DENIALS, spelled
from tests.volume import IS_FULL, tries

pytestmark = pytest.mark.django_db

SCRIPT = st.text(st.sampled_from("abcéﬁA 19$%.-–—’'“\"\u00a0\u00ad\u200b\n\t…[]"), max_size=40)


def stands(quotation, words):
    with connection.cursor() as cursor:
        cursor.execute("SELECT quotation_stands(%s, %s)", [quotation, words])
        return cursor.fetchone()[0]


def test_what_is_proved_is_never_refused():
    refused = [
        (done, quotation)
        for done, quotation, text in reset()
        for proof in proofs(quotation, normalized(text))
        if not stands(quotation, text[proof.start : proof.end])
    ]

    assert refused == []


def test_what_was_altered_is_always_refused():
    of_spaces = ("space in a word", "spaces dropped", "a word cut short")  # the desk's rule's
    passed = [
        (done, quotation)
        for done, quotation, text in altered()
        if done not in of_spaces and stands(quotation, text.removeprefix(BEFORE).split(AFTER)[0])
    ]

    assert passed == []


@settings(max_examples=tries(150), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(SCRIPT, st.integers(0, 40), st.integers(1, 30))
def test_any_text_that_is_proved_is_accepted(text, start, size):
    quotation = text[start : start + size]

    for proof in proofs(quotation, normalized(text)):
        assert stands(quotation, text[proof.start : proof.end])


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ('"would not invest"', "They “would not in-\nvest”, they said."),
        ("the official price", "It is the of\ufb01cial\u00a0price now."),
        ("It is [...] now", "It is the official price now."),
        ("[t]he official [list] price", "The official price."),
    ],
)
def test_a_quotation_is_kept_where_the_page_sets_it_otherwise(quote, text):
    (proof,) = proofs(quote, normalized(text))
    copy = snapshot(text=text)

    row = citation(
        None,
        copy.source,
        snapshot=copy,
        quote=quote,
        position=proof.start,
        extent=proof.end - proof.start,
    )

    assert row.pk


def test_a_quotation_typed_as_it_stands_finds_its_own_place():
    copy = snapshot(text="They would not invest.")

    row = citation(None, copy.source, snapshot=copy, quote="would not")
    row.refresh_from_db()

    assert (row.position, row.extent) == (5, 9)


CHARACTERS = [
    letter
    for letter in map(chr, range(1, 0x20000))
    if unicodedata.category(letter) not in ("Cn", "Cs", "Co")
]


def ink(text):
    """What the desk's rule leaves of a text, without its spaces."""
    plain = re.sub(r"\s", "", normalized(text).joined)
    return re.sub("(?<![0-9])-(?![0-9])", "", unicodedata.normalize("NFC", plain))


def test_both_read_every_character_alike():
    asked = (
        CHARACTERS
        if IS_FULL
        else [each for each in CHARACTERS if unicodedata.category(each) != "Lo"]
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT array_agg(ink_of('x' || letter || 'y') ORDER BY number)"
            " FROM unnest(%s::text[]) WITH ORDINALITY AS given(letter, number)",
            [asked],
        )
        (read,) = cursor.fetchone()

    wrong = [
        hex(ord(each)) for each, law in zip(asked, read, strict=True) if ink(f"x{each}y") != law
    ]
    assert wrong == []


def test_what_is_proved_in_ten_scripts_is_never_refused():
    chances = [Random(seed) for seed in range(tries(1000))]
    told = [(chance, [sentence(chance, each) for each in SCRIPTS]) for chance in chances]
    asked = []
    for chance, said in told:
        whole = whole_text(chance, said)
        for each in said:
            quotation = reset_words(chance, each)
            asked += [
                (quotation, whole[proof.start : proof.end])
                for proof in proofs(quotation, normalized(whole))
            ]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT quote FROM unnest(%s::text[], %s::text[]) AS given(quote, stood)"
            " WHERE NOT quotation_stands(quote, stood)",
            [[quote for quote, _ in asked], [stood for _, stood in asked]],
        )
        refused = cursor.fetchall()

    assert len(asked) >= 10 * len(told)
    assert refused == []


def test_both_agree_on_the_cases_of_others():
    told = []
    for case in json.loads((Path(text_tests.__file__).parent / "quotation_cases.json").read_text()):
        found = proofs(case["quotation"], normalized(case["copy"]))
        told += [
            (case["quotation"], case["copy"])
            for proof in found
            if not stands(case["quotation"], case["copy"][proof.start : proof.end])
        ]

    assert told == []


def test_the_law_knows_every_word_that_takes_back():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word FROM unnest(%s::text[]) AS word"
            " WHERE NOT takes_back('The town ' || word || ' ') OR takes_back(word || ', the ')"
            " OR takes_back('A ' || word || 'x ')",
            [[*spelled(NEGATIVES), "didn't", "won’t", "has yet to", "did not really want to"]],
        )

        assert cursor.fetchall() == []


def test_the_law_takes_back_what_the_proof_takes_back():
    denials = [word for word in DENIALS if word not in ("almost", "all but")]  # Python's alone
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word FROM unnest(%s::text[]) AS word WHERE takes_back('It ' || word || ' ')",
            [[*denials, "no,", "not only", "did not just", "did"]],
        )

        assert [word for (word,) in cursor] == denials


def test_what_stands_after_a_denial_is_refused_by_the_law():
    copy = snapshot(text="The town didn’t sell the quay.")

    with (
        pytest.raises(IntegrityError, match="citation_quote_is_at_its_place"),
        transaction.atomic(),
    ):
        citation(None, copy.source, snapshot=copy, quote="sell the quay")
