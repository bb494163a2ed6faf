"""What every model owes its readers, asked of each, so that a new one cannot forget.

One test a rule: it lists the models, or the laws, that break it.
"""

import re
from collections import Counter

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.models.constraints import BaseConstraint
from pghistory.models import Event

from partnerships.models import (
    AccountChange,
    Authorship,
    CitationListing,
    ClaimListing,
    ClaimSupport,
    Correction,
    Dump,
    Edition,
    EditionDependency,
    Entry,
    Grant,
    IdempotentResponse,
    KnownOrigin,
    Merge,
    Passage,
    Placement,
    Presence,
    ProviderLogin,
    PutAway,
    Revision,
    Seal,
    SourceJob,
    TableJob,
    TextOverlap,
    TextSketch,
    ToldApart,
    Webhook,
    WebhookDelivery,
)
from partnerships.models.dates import EDTFField, Period

MODELS = [
    model
    for model in apps.get_app_config("partnerships").get_models()
    if not issubclass(model, Event)
]
TABLES = [model for model in MODELS if not model._meta.proxy]
JOURNALS = [  # never changed or removed: their own only history
    *(
        Authorship,
        Correction,
        Edition,
        Entry,
        TextSketch,
        IdempotentResponse,
        EditionDependency,
        TextOverlap,
    ),
    *(AccountChange, Dump, Grant, Merge, Passage, Placement, PutAway, Revision, Seal, ToldApart),
]
# Forgotten after a while: what came of it is a record of its own, or nobody asks any more.
PASSING = [Presence, SourceJob, TableJob, WebhookDelivery]
COUNTED = [ClaimSupport, KnownOrigin]  # what they are counted from has its history
KEPT = [CitationListing, ClaimListing]  # the laws write them from other rows
TOLD = [ProviderLogin, Webhook]  # the journal of accounts tells of them
UNTRACKED = JOURNALS + PASSING + COUNTED + KEPT + TOLD
TRACKED = [model for model in TABLES if model not in UNTRACKED]
CONSTRAINTS = [
    constraint
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


def without(each_of, keeps):
    """The names of the models, or of the laws, that do not keep a rule."""
    broken = [each for each in each_of if not keeps(each)]
    return [getattr(each, "__name__", None) or each.name for each in broken]


def test_a_model_says_what_it_is():
    def says(model):
        first = model.__doc__.splitlines()[0]
        is_djangos = model.__doc__.startswith(f"{model.__name__}(")
        return not is_djangos and first.endswith(".") and model.__str__ is not models.Model.__str__

    assert MODELS
    assert without(MODELS, says) == []


def test_the_rows_of_a_model_come_in_one_order():
    def is_total(model):
        unique = {field.name for field in model._meta.fields if field.unique} | {"pk"}
        return bool(model._meta.ordering) and model._meta.ordering[-1].lstrip("-") in unique

    assert without(MODELS, is_total) == []


def test_the_database_knows_the_closed_lists():
    asked, unknown = [], []
    for model in TABLES:
        known = {
            (lookup, frozenset(values) - {""})
            for lookup, values in conditions(model)
            if lookup.endswith(("__in", "__contained_by"))
        }
        for field in model._meta.fields:
            base = getattr(field, "base_field", None)
            if field.choices:
                law = f"{field.name}__in", frozenset(word for word, _ in field.choices if word)
            elif base is not None and base.choices:
                law = f"{field.name}__contained_by", frozenset(word for word, _ in base.choices)
            else:
                continue
            asked.append(field)
            if law not in known:
                unknown.append(str(field))

    assert asked
    assert unknown == []


def test_the_database_reads_the_dates():
    def reads(model):
        checked = {
            constraint.condition.source_expressions[0].name
            for constraint in model._meta.constraints
            if isinstance(constraint, models.CheckConstraint)
            and isinstance(constraint.condition, models.Func)
            and constraint.condition.extra.get("function") == "edtf_is_valid"
        }
        return checked == {
            field.name for field in model._meta.fields if isinstance(field, EDTFField)
        }

    assert without(TABLES, reads) == []


def test_periods_are_found_by_index():
    def is_indexed(model):
        return {("certain",), ("possible",)} <= {tuple(each.fields) for each in model._meta.indexes}

    periods = [model for model in TABLES if issubclass(model, Period)]
    assert periods
    assert without(periods, is_indexed) == []


def test_a_law_has_a_sentence_for_the_editor():
    def is_sentence(law):
        sentence = str(law.get_violation_error_message())
        is_djangos = sentence == BaseConstraint.default_violation_error_message % {"name": law.name}
        begins = sentence[:1] in [*"“ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
        return not is_djangos and begins and sentence.endswith(".")

    assert CONSTRAINTS
    assert without(CONSTRAINTS, is_sentence) == []


def test_the_name_of_a_law_is_a_sentence():
    def is_sentence(law):
        return len(law.name.split("_")) >= 3 and not law.name.startswith("partnerships_")

    assert without(CONSTRAINTS, is_sentence) == []


def test_a_history_is_kept_of_all_fields():
    def is_kept(model):
        kept = model._meta.get_field("history").related_model
        stored = {field.name for field in model._meta.fields if not field.generated}
        return issubclass(kept, Event) and stored <= {field.name for field in kept._meta.fields}

    assert TRACKED
    assert without(TRACKED, is_kept) == []


@pytest.mark.django_db
def test_a_history_is_written_and_append_only():
    def is_written(model):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass", [model._meta.db_table]
            )
            writing = {name for (name,) in cursor.fetchall()}
        noun = model._meta.model_name
        wanted = {f"{noun}_{act}_is_kept" for act in ["insert", "update", "delete"]}
        return wanted <= writing and is_append_only(model._meta.get_field("history").related_model)

    assert without(TRACKED, is_written) == []


@pytest.mark.django_db
def test_a_journal_is_append_only_and_has_no_second_history():
    assert [model.__name__ for model in JOURNALS if hasattr(model, "history")] == []
    assert without(JOURNALS, is_append_only) == []


def is_append_only(model):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid"
            " WHERE tgrelid = %s::regclass AND proname = 'refuse_change'",
            [model._meta.db_table],
        )
        return cursor.fetchone() == (1,)


@pytest.mark.django_db
def test_a_history_forgets_no_column():
    own = ["pgh_label", "pgh_created_at", "pgh_context_id", "pgh_obj_id"]

    def is_whole(model):
        kept = model._meta.get_field("history").related_model
        columns = [field.column for field in kept._meta.fields]
        theirs = sorted(column for column in columns if column not in [*own, "pgh_id"])
        written = inserted_by(f"keep_{model._meta.model_name}_history")
        return (
            len(written) == 2
            and all(  # of an update, and of what was added or taken away
                into[: len(own)] == own
                and into[len(own) :] == values[len(own) :]
                and sorted(into[len(own) :]) == theirs
                for into, values in written
            )
        )

    assert without(TRACKED, is_whole) == []


def inserted_by(function):
    """What each INSERT of a function of PostgreSQL writes: its columns, and their values."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = %s", [function])
        law = "".join(text for (text,) in cursor.fetchall())
    found = re.findall(r"INSERT INTO \w+ \((.+?)\)\s+SELECT (.+?)\s+FROM", law, re.S)
    return [[listed(part) for part in parts] for parts in found]


def listed(text):
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


def test_saving_a_row_does_nothing_unseen():
    def is_plain(model):
        return model.save is models.Model.save and model.delete is models.Model.delete

    assert without(MODELS, is_plain) == []


def test_a_row_is_known_outside_by_a_name_that_counts_no_rows():
    def is_known(model):
        return bool(getattr(model, "natural_key", None)) and hasattr(
            model._default_manager, "get_by_natural_key"
        )

    assert without(TABLES, is_known) == []


def test_names_of_laws_are_given_once():
    given = Counter(law.name for law in CONSTRAINTS)

    assert [name for name, times in given.items() if times > 1] == []
