"""PostgreSQL and the desk's own rule agree on where a quotation stands."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnerships.text.quotations import proofs
from partnerships.text.typography import normalized
from tests.factories import citation, snapshot
from tests.text.quotation_corpus import AFTER, BEFORE, altered, reset
from tests.volume import tries

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
