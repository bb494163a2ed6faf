"""What PostgreSQL refuses of the history: it is added to, and never changed or taken away."""

import pghistory
import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, ProgrammingError, transaction
from pghistory.models import Context

from partnerships.models import ClaimDeal, ClaimEvent, ClaimParty
from partnerships.vocabulary import Step
from tests.factories import (
    amount,
    binding,
    citation,
    claim,
    collection,
    company,
    deal,
    deal_party,
    deal_step,
    event,
    fact,
    hold,
    identifier,
    partnership,
    party_name,
    role,
    snapshot,
    source,
    stake,
    story,
    term,
    valuation,
    waiver,
)

pytestmark = pytest.mark.django_db

HISTORIES = [
    (
        f"{model._meta.model_name}_history_is_kept_as_it_is",
        model.history.rel.related_model._meta.db_table,
    )
    for model in apps.get_app_config("partnerships").get_models()
    if hasattr(model, "history") and not model._meta.proxy
]
KEPT = ["partnerships_snapshot", "partnerships_recheck", "partnerships_sighting"]
APPEND_ONLY = [*KEPT, *(table for _, table in HISTORIES)]
ROWS = {
    "amount": amount,
    "binding": binding,
    "citation": citation,
    "claim": claim,
    "claimdeal": lambda: ClaimDeal.objects.create(claim=claim(), deal=deal()),
    "claimevent": lambda: ClaimEvent.objects.create(claim=claim(), event=event()),
    "claimparty": lambda: ClaimParty.objects.create(claim=claim(), party=company()),
    "collection": collection,
    "deal": deal,
    "dealparty": deal_party,
    "dealstep": lambda: deal_step(deal(), Step.SIGNED),
    "event": event,
    "eventparty": lambda: event(company()).parties.get(),
    "hold": hold,
    "factsource": lambda: fact("country", party=company()),
    "identifier": identifier,
    "party": company,
    "partyname": party_name,
    "partnership": partnership,
    "partnershipparty": lambda: partnership(company()).parties.get(),
    "role": role,
    "source": source,
    "stake": stake,
    "story": story,
    "term": term,
    "valuation": valuation,
    "waiver": waiver,
}
KEYS = [(f"{name}_keeps_its_key", make) for name, make in ROWS.items()]


IGNORE_ALL = (
    "SELECT set_config('pgtrigger.ignore', array_agg(tgname)::text, true)"
    " FROM pg_trigger WHERE NOT tgisinternal"
)


@pytest.fixture
def told_to_ignore(owner):
    """The owner's cursor, in a session that asks for every trigger to be ignored."""
    owner.execute(IGNORE_ALL)
    return owner


def with_one_row(cursor, table):
    """The id of a new row of history, made up: laws look at no columns."""
    cursor.execute(
        """
        SELECT string_agg(quote_ident(attname), ', '), string_agg(
            CASE WHEN NOT attnotnull THEN 'NULL'
                 WHEN typcategory = 'B' THEN 'false'
                 WHEN typcategory = 'N' THEN '1'
                 WHEN typcategory = 'D' THEN 'now()'
                 WHEN typcategory = 'A' THEN '$${}$$'
                 WHEN typname = 'jsonb' THEN '$${}$$'
                 WHEN typname = 'uuid' THEN 'gen_random_uuid()'
                 ELSE '$$x$$' END, ', ')
        FROM pg_attribute JOIN pg_type ON pg_type.oid = atttypid
        WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped
            AND attname <> 'pgh_id'
        """,
        [table],
    )
    columns, values = cursor.fetchone()
    cursor.execute(f"INSERT INTO {table} ({columns}) VALUES ({values}) RETURNING pgh_id")
    return cursor.fetchone()[0]


@pytest.mark.parametrize(("law", "table"), HISTORIES)
@pytest.mark.parametrize(
    "sentence",
    ["UPDATE {} SET pgh_label = 'forged' WHERE pgh_id = %s", "DELETE FROM {} WHERE pgh_id = %s"],
)
def test_not_even_the_owner_changes_history_whatever_is_to_be_ignored(
    law, table, sentence, told_to_ignore
):
    row = with_one_row(told_to_ignore, table)

    with pytest.raises(IntegrityError) as caught:
        told_to_ignore.execute(sentence.format(table), [row])

    assert caught.value.__cause__.diag.constraint_name == law


@pytest.mark.parametrize(("law", "make"), KEYS)
def test_a_row_keeps_its_key_under_which_its_history_is_kept(law, make, refused, change):
    row = make()

    with refused(law):
        change(row, "id = id + 1000")


@pytest.mark.parametrize(
    "sentence",
    [
        "UPDATE {} SET {} = {}",
        "DELETE FROM {}",
        "TRUNCATE {} CASCADE",
        "ALTER TABLE {} DISABLE TRIGGER ALL",
        "DROP TABLE {} CASCADE",
    ],
)
def test_the_application_may_only_add(sentence, as_application):
    answers = {}
    with as_application() as cursor:
        for table in APPEND_ONLY:
            key = "id" if table in KEPT else "pgh_id"
            answers[table] = state_after(cursor, sentence.format(table, key, key))

    assert answers == dict.fromkeys(APPEND_ONLY, "42501")  # insufficient privilege


def state_after(cursor, sentence):
    """The SQLSTATE that a sentence was refused with, or what it did instead."""
    try:
        with transaction.atomic():
            cursor.execute(sentence)
    except DatabaseError as error:
        return error.__cause__.sqlstate
    return "done"


def test_the_application_cannot_switch_triggers_off(as_application):
    with pytest.raises(ProgrammingError) as caught, as_application() as cursor:
        cursor.execute("SET session_replication_role = replica")

    assert caught.value.__cause__.sqlstate == "42501"


@pytest.mark.parametrize(
    "sentence",
    [
        "ALTER TABLE partnerships_party DISABLE TRIGGER party_update_is_kept",
        "ALTER TABLE partnerships_party DISABLE TRIGGER ALL",
        "DROP TRIGGER party_update_is_kept ON partnerships_party",
        "DROP FUNCTION keep_party_history() CASCADE",
        "ALTER FUNCTION keep_party_history() RENAME TO forget_party_history",
    ],
)
def test_the_application_cannot_switch_the_history_off(sentence, as_application):
    with pytest.raises(ProgrammingError) as caught, as_application() as cursor:
        cursor.execute(sentence)

    assert caught.value.__cause__.sqlstate == "42501"


def test_a_session_that_ignores_triggers_leaves_history_all_the_same(as_application):
    openai = company("OpenAI")

    with as_application() as cursor:
        cursor.execute(IGNORE_ALL)
        cursor.execute("UPDATE partnerships_party SET name = 'Open' WHERE id = %s", [openai.pk])
        cursor.execute("DELETE FROM partnerships_party WHERE id = %s", [openai.pk])
        kept = list(openai.history.order_by("pgh_id").values_list("pgh_label", "name"))

    assert kept == [("insert", "OpenAI"), ("update", "Open"), ("delete", "Open")]


def test_a_table_of_ones_own_hides_no_context(as_application):
    with as_application() as cursor, pghistory.context(user=1):
        cursor.execute("CREATE TEMP TABLE pghistory_context (LIKE public.pghistory_context)")
        cursor.execute("CREATE TEMP TABLE partnerships_partyhistory (note text)")
        openai = company("OpenAI")
        cursor.execute(
            "SELECT metadata ->> 'user' FROM public.partnerships_partyhistory"
            " JOIN public.pghistory_context AS context ON context.id = pgh_context_id"
            " WHERE pgh_obj_id = %s",
            [openai.pk],
        )
        known = cursor.fetchall()

    assert known == [("1",)]


def test_a_change_is_dated_by_the_database(as_application):
    openai = company("OpenAI")

    with as_application() as cursor:
        cursor.execute("SELECT now()")
        (now,) = cursor.fetchone()
        openai.refresh_from_db()

    assert openai.history.get().pgh_created_at <= now


def test_the_application_writes_history_by_changing_rows(as_application):
    openai = company("OpenAI")

    with as_application() as cursor:
        cursor.execute(
            "UPDATE partnerships_party SET name = 'OpenAI LP' WHERE id = %s", [openai.pk]
        )
        kept = openai.history.filter(name="OpenAI LP").exists()

    assert kept


GROWS = "history_context_only_grows"


@pytest.mark.parametrize(
    ("law", "made", "sentence"),
    [
        (GROWS, "now()", "UPDATE pghistory_context SET metadata = '{}'"),
        (GROWS, "now()", "UPDATE pghistory_context SET metadata = metadata || '{\"user\": 7}'"),
        (GROWS, "now()", "UPDATE pghistory_context SET metadata = metadata - 'why'"),
        (GROWS, "now()", "UPDATE pghistory_context SET created_at = created_at - interval '1 day'"),
        (GROWS, "now()", "UPDATE pghistory_context SET id = gen_random_uuid()"),
        (GROWS, "now()", "DELETE FROM pghistory_context"),
        (
            GROWS,
            "now() - interval '1 second'",
            'UPDATE pghistory_context SET metadata = metadata || \'{"door": "api"}\'',
        ),
    ],
)
def test_not_even_the_owner_rewrites_who_changed_what_and_why(law, made, sentence, owner):
    owner.execute(
        "INSERT INTO pghistory_context (id, created_at, updated_at, metadata) VALUES"
        f' (gen_random_uuid(), {made}, now(), \'{{"user": 1, "why": "A correction."}}\')'
    )

    with pytest.raises(IntegrityError) as caught:
        owner.execute(sentence)

    assert caught.value.__cause__.diag.constraint_name == law


def test_a_context_may_learn_more():
    with transaction.atomic(), pghistory.context(door="api"):
        amount()
        with pghistory.context(user=1):
            amount()

    assert Context.objects.latest("created_at").metadata == {"door": "api", "user": 1}


def test_a_context_may_learn_who_it_was_that_was_not_known():
    with transaction.atomic(), pghistory.context(user=None):
        amount()
        with pghistory.context(user=1):
            amount()

    assert Context.objects.latest("created_at").metadata == {"user": 1}


def test_a_kept_copy_leaves_history_too():
    copy = snapshot(text="As it was.")

    assert copy.history.get().text == "As it was."
