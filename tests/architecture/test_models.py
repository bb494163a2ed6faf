"""What every model owes its readers, asked of each, so that a new one cannot forget."""

import re

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.models.constraints import BaseConstraint
from pghistory.models import Event

from partnerships.models import (
    Authorship,
    Correction,
    Edition,
    Entry,
    Errand,
    Imprint,
    KeptAnswer,
    Lean,
    Likeness,
    Passage,
    Placement,
    Revision,
)
from partnerships.models.dates import EDTFField, Period

MODELS = [
    model
    for model in apps.get_app_config("partnerships").get_models()
    if not issubclass(model, Event)
]
TABLES = [model for model in MODELS if not model._meta.proxy]
JOURNALS = [  # never changed or removed: their own only history
    *(Authorship, Correction, Edition, Entry, Imprint, KeptAnswer, Lean, Likeness),
    *(Passage, Placement, Revision),
]
PASSING = [Errand]  # forgotten after a while: what came of it is a record of its own
TRACKED = [model for model in TABLES if model not in JOURNALS + PASSING]
CONSTRAINTS = [
    pytest.param(constraint, id=constraint.name)
    for model in TABLES
    for constraint in model._meta.constraints
    if constraint.name not in ("party_id_and_kind", "source_id_and_agreement")  # for keys alone
]


def conditions(model):
    """Each simple condition in the model's check constraints, as (lookup, value)."""
    waiting = [
        constraint.condition
        for constraint in model._meta.constraints
        if isinstance(constraint, models.CheckConstraint)
    ]
    while waiting:
        node = waiting.pop()
        if isinstance(node, models.Q):
            waiting.extend(node.children)
        elif isinstance(node, tuple):
            yield node


@pytest.mark.parametrize("model", MODELS)
def test_it_says_what_it_is(model):
    assert not model.__doc__.startswith(f"{model.__name__}("), "Django's own docstring"
    assert model.__doc__.splitlines()[0].endswith("."), "one sentence on the first line"
    assert model.__str__ is not models.Model.__str__


@pytest.mark.parametrize("model", MODELS)
def test_its_lists_come_in_one_order(model):
    unique = {field.name for field in model._meta.fields if field.unique} | {"pk"}

    assert model._meta.ordering[-1].lstrip("-") in unique


@pytest.mark.parametrize("model", TABLES)
def test_the_database_knows_its_closed_lists(model):
    known = {
        (lookup, frozenset(values) - {""})
        for lookup, values in conditions(model)
        if lookup.endswith(("__in", "__contained_by"))
    }

    for field in model._meta.fields:
        base = getattr(field, "base_field", None)
        if field.choices:
            words = frozenset(word for word, _ in field.choices if word)
            assert (f"{field.name}__in", words) in known
        elif base is not None and base.choices:
            words = frozenset(word for word, _ in base.choices)
            assert (f"{field.name}__contained_by", words) in known


@pytest.mark.parametrize("model", TABLES)
def test_the_database_reads_its_dates(model):
    checked = {
        constraint.condition.source_expressions[0].name
        for constraint in model._meta.constraints
        if isinstance(constraint, models.CheckConstraint)
        and isinstance(constraint.condition, models.Func)
        and constraint.condition.extra.get("function") == "edtf_is_valid"
    }

    assert {field.name for field in model._meta.fields if isinstance(field, EDTFField)} == checked


@pytest.mark.parametrize("model", [model for model in TABLES if issubclass(model, Period)])
def test_its_periods_are_found_by_index(model):
    indexed = {tuple(index.fields) for index in model._meta.indexes}

    assert {("certain",), ("possible",)} <= indexed


@pytest.mark.parametrize("constraint", CONSTRAINTS)
def test_a_law_has_a_sentence_for_the_editor(constraint):
    sentence = str(constraint.get_violation_error_message())

    assert sentence != BaseConstraint.default_violation_error_message % {"name": constraint.name}
    assert sentence[0] in "“ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    assert sentence.endswith(".")


@pytest.mark.parametrize("constraint", CONSTRAINTS)
def test_the_name_of_a_law_is_a_sentence(constraint):
    assert len(constraint.name.split("_")) >= 3
    assert not constraint.name.startswith("partnerships_")


@pytest.mark.parametrize("model", TRACKED)
def test_its_history_is_kept(model):
    kept = model._meta.get_field("history").related_model

    stored = {field.name for field in model._meta.fields if not field.generated}
    assert issubclass(kept, Event)
    assert stored <= {field.name for field in kept._meta.fields}


@pytest.mark.django_db
@pytest.mark.parametrize("model", TRACKED)
def test_its_history_is_written_and_append_only(model):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT array_agg(tgname::text) FROM pg_trigger WHERE tgrelid = %s::regclass",
            [model._meta.db_table],
        )
        (writing,) = cursor.fetchone()

    noun = model._meta.model_name
    assert {f"{noun}_{act}_is_kept" for act in ["insert", "update", "delete"]} <= set(writing)
    assert is_append_only(model._meta.get_field("history").related_model)


@pytest.mark.django_db
@pytest.mark.parametrize("model", JOURNALS)
def test_a_journal_is_append_only_and_has_no_second_history(model):
    assert not hasattr(model, "history")
    assert is_append_only(model)


def is_append_only(model):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid"
            " WHERE tgrelid = %s::regclass AND proname = 'refuse_change'",
            [model._meta.db_table],
        )
        return cursor.fetchone() == (1,)


@pytest.mark.django_db
@pytest.mark.parametrize("model", TRACKED)
def test_its_history_forgets_no_column(model):
    kept = model._meta.get_field("history").related_model
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT prosrc FROM pg_proc WHERE proname = %s",
            [f"keep_{model._meta.model_name}_history"],
        )
        (law,) = cursor.fetchone()

    own = ["pgh_label", "pgh_created_at", "pgh_context_id", "pgh_obj_id"]
    theirs = [field.column for field in kept._meta.fields if field.column not in [*own, "pgh_id"]]
    written = [
        (columns(into)[: len(own)], columns(into)[len(own) :], columns(values)[len(own) :])
        for into, values in re.findall(
            r"INSERT INTO \w+ \((.+?)\)\s+SELECT (.+?)\s+FROM", law, re.S
        )
    ]
    assert len(written) == 2  # of an update, and of what was added or taken away
    for named, into, values in written:
        assert named == own
        assert into == values
        assert sorted(into) == sorted(theirs)


def columns(text):
    return [word.strip().strip('"') for word in text.split(",")]


@pytest.mark.django_db
def test_the_history_of_an_update_is_found_without_a_join():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), count(*) FILTER (WHERE prosrc ~ 'JOIN') FROM pg_proc"
            r" WHERE proname LIKE 'keep\_%\_history'"
        )
        keeping, joining = cursor.fetchone()

    # The plan of an update of one row would be kept for those of many: minutes, not moments.
    assert (keeping, joining) == (len(TRACKED), 0)


@pytest.mark.parametrize("model", MODELS)
def test_saving_it_does_nothing_unseen(model):
    assert model.save is models.Model.save
    assert model.delete is models.Model.delete


@pytest.mark.parametrize("model", TABLES)
def test_it_is_known_outside_by_a_name_that_counts_no_rows(model):
    assert model.natural_key
    assert hasattr(model._default_manager, "get_by_natural_key")


def test_names_of_laws_are_given_once():
    names = [parameter.id for parameter in CONSTRAINTS]

    assert len(set(names)) == len(names)
