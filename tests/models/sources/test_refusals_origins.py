"""What PostgreSQL refuses of overlaps, decisions, and of what is under seal."""

import pghistory
import pytest
from django.db import IntegrityError, connection

from partnerships.models import Identity, OriginDecision, TextOverlap, TextSketch
from partnerships.vocabulary import Kinship
from tests import factories as make

pytestmark = pytest.mark.django_db


def origin_decision():
    return make.origin_decision(make.source(), make.source(), Kinship.UNSURE)


def text_overlap(**fields):
    first, second = make.snapshot(), make.snapshot()
    values = {"first": first, "second": second, "version": 1, "shared": 50}
    return TextOverlap.objects.create(**values | {"first_words": 60, "second_words": 90} | fields)


def text_sketch():
    return TextSketch.objects.create(snapshot=make.snapshot(), version=1, sketch=[1, 2])


INSERTED = [
    (
        "origin_decision_answer_is_known",
        lambda: make.origin_decision(make.source(), make.source(), "maybe"),
    ),
    (
        "origin_decision_is_of_two_sources",
        lambda: make.origin_decision(*[make.source()] * 2, Kinship.UNSURE),
    ),
    ("text_overlap_is_part_of_both", lambda: text_overlap(shared=0)),
    ("text_overlap_is_part_of_both", lambda: text_overlap(shared=61)),
    ("text_overlap_is_part_of_both", lambda: text_overlap(second_words=49)),
    ("text_overlap_names_its_copies_in_order", lambda: text_overlap(second=make.snapshot())),
    ("sealed_source_stays_as_agreed", lambda: make.sealed(make.source(outlet="x"), "x")),
]
CHANGED = [
    ("origin_decision_is_not_rewritten", origin_decision, "answer = 'independent'"),
    ("origin_decision_is_not_rewritten", origin_decision, "decided_by_id = NULL"),
    ("identity_is_ciphertext", make.sealed, r"ciphertext = 'Jane Doe, of Redmond'"),
    ("identity_is_ciphertext", make.sealed, "ciphertext = decode(repeat('00', 400), 'hex')"),
    ("sealed_source_stays_as_agreed", make.sealed, "description = 'Jane Doe'"),
    ("identity_is_sealed_in_person", make.sealed, "sealed_at = now()"),
    ("identity_stays_with_its_source", make.sealed, "uid = gen_random_uuid()"),
    ("identity_keeps_its_key", make.sealed, "id = id + 1000"),
    ("origin_decision_keeps_its_key", origin_decision, "id = id + 1000"),
]


@pytest.mark.parametrize(("law", "act"), INSERTED)
def test_a_new_row_is_refused(law, act, refused):
    with refused(law):
        act()


@pytest.mark.parametrize(("law", "make_row", "assignments"), CHANGED)
def test_a_change_is_refused(law, make_row, assignments, refused, change):
    row = make_row()
    by = getattr(row, "sealed_by_id", None)
    by = None if law == "identity_is_sealed_in_person" else by

    with refused(law), pghistory.context(user=by):
        change(row, assignments)


def test_a_judgement_is_not_taken_away(refused):
    row = origin_decision()

    with refused("origin_decision_is_not_rewritten"):
        row.delete()


def test_a_judgement_that_was_replaced_stays_so(refused, change):
    row = origin_decision()
    change(row, "superseded_at = now()")

    with refused("origin_decision_is_not_rewritten"):
        change(row, "superseded_at = NULL")


def test_nobody_judges_in_anothers_name(refused):
    values = {"answer": Kinship.UNSURE, "decided_by": make.editor(), "decided_at": make.NOON}

    with refused("origin_decision_is_given_in_person"), pghistory.context(user=make.editor().pk):
        OriginDecision.objects.create(source=make.source(), other=make.source(), **values)


def test_two_sources_have_one_current_judgement_whichever_comes_first(refused):
    row = origin_decision()

    with refused("sources_have_one_current_origin_decision"):
        make.origin_decision(row.other, row.source, Kinship.INDEPENDENT)


def test_a_copy_is_sketched_once(refused):
    row = text_sketch()

    with refused("text_sketch_is_taken_once"):
        TextSketch.objects.create(snapshot=row.snapshot, version=1)


def test_two_copies_are_compared_once(refused):
    row = text_overlap()

    with refused("text_overlap_is_measured_once"):
        text_overlap(first=row.first, second=row.second)


@pytest.mark.parametrize("assignments", ["confidentiality = 'open'", "outlet = 'Jane Doe'"])
def test_a_sealed_source_stays_as_it_was_agreed(assignments, refused, change):
    identity = make.sealed()

    with refused("sealed_source_stays_as_agreed"):
        change(identity.source, assignments)


def test_nobody_seals_in_anothers_name(refused):
    source = make.source(confidentiality="confidential", outlet="x")
    values = {"description": "x", "ciphertext": b"\x01" + bytes(288), "sealed_at": make.NOON}

    with refused("identity_is_sealed_in_person"), pghistory.context(user=make.editor().pk):
        Identity.objects.create(source=source, sealed_by=make.editor(), **values)


@pytest.mark.parametrize(
    ("law", "sentence"),
    [
        (
            "text_sketch_is_kept_as_it_is",
            "INSERT INTO partnerships_textsketch (snapshot_id, version, sketch)"
            " VALUES (1, 1, '{}'); UPDATE partnerships_textsketch SET version = 2",
        ),
        (
            "text_overlap_is_kept_as_it_is",
            "INSERT INTO partnerships_textoverlap"
            " (first_id, second_id, version, shared, first_words, second_words)"
            " VALUES (1, 2, 1, 5, 6, 7); DELETE FROM partnerships_textoverlap",
        ),
    ],
)
def test_not_even_the_owner_changes_what_was_computed(law, sentence, owner):
    with pytest.raises(IntegrityError) as caught:
        owner.execute(sentence)

    assert caught.value.__cause__.diag.constraint_name == law


def test_the_history_of_what_is_sealed_holds_ciphertext_alone():
    make.sealed()

    with connection.cursor() as cursor:
        cursor.execute("SELECT ciphertext FROM partnerships_identityhistory")
        (kept,) = cursor.fetchone()

    assert bytes(kept) == b"\x01" + bytes(288)
