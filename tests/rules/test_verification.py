"""What somebody with every right altered behind the desk's back is found, and where."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from partnerships.models import Claim, Edition, Entry, Party, Verdict
from partnerships.rules.journal_chain import (
    Fault,
    clocks_set_back,
    entries_at_fault,
    last_entry,
)
from partnerships.rules.verification import (
    history_digests,
    latest_verification,
    records_at_fault,
)
from partnerships.text.heads import Head
from tests import factories as make
from tests.shared import made_once

pytestmark = pytest.mark.django_db

RESEAL = """
DO $$
DECLARE
    told record;
    seal text := (SELECT hash FROM partnerships_entry WHERE id = 2);
BEGIN
    FOR told IN SELECT * FROM partnerships_entry WHERE id > 2 ORDER BY id LOOP
        UPDATE partnerships_entry SET previous = 'moved ' || id WHERE id = told.id;
    END LOOP;
    FOR told IN SELECT * FROM partnerships_entry WHERE id > 2 ORDER BY id LOOP
        UPDATE partnerships_entry SET previous = seal, hash = encode(sha256(convert_to(
            jsonb_build_array(
                seal, told.uid, told.act, told.noun, told.key, told.claim_id, told.by_id,
                extract(epoch FROM told.at), told.why, told.door, told.context,
                extract(epoch FROM told.recorded_at)
            )::text, 'UTF8')), 'hex')
        WHERE id = told.id RETURNING hash INTO seal;
    END LOOP;
END $$
"""
APPEND = """
INSERT INTO partnerships_entry (
    id, uid, act, noun, key, by_id, at, why, door, previous, hash, recorded_at
)
SELECT id + 1, gen_random_uuid(), act, noun, key, by_id, at, 'Forged', door, hash,
    repeat('a', 64), recorded_at
FROM partnerships_entry ORDER BY id DESC LIMIT 1
"""
SWAP = """
UPDATE partnerships_entry SET id = -3 WHERE id = 3;
UPDATE partnerships_entry SET id = 3 WHERE id = 4;
UPDATE partnerships_entry SET id = 4 WHERE id = -3
"""
# A sentence behind the triggers' back on a table, the record that is told, and what is told of it.
TAMPERS = {
    "an entry edited": (
        "entry",
        "UPDATE partnerships_entry SET why = 'Forged' WHERE id = 3",
        ("entry 3", "it does not say what was sealed"),
    ),
    "an entry edited and sealed anew": (
        "entry",
        "UPDATE partnerships_entry SET hash = repeat('a', 64) WHERE id = 3",
        ("entry 4", "it does not follow entry 3"),
    ),
    "an entry deleted": (
        "entry",
        "DELETE FROM partnerships_entry WHERE id = 3",
        ("entry 4", "what stood between it and entry 2 is gone: 3"),
    ),
    "entries deleted": (
        "entry",
        "DELETE FROM partnerships_entry WHERE id IN (2, 3)",
        ("entry 4", "what stood between it and entry 1 is gone: 2 to 3"),
    ),
    "the first entry deleted": (
        "entry",
        "DELETE FROM partnerships_entry WHERE id = 1",
        ("entry 2", "what stood between it and entry 0 is gone: 1"),
    ),
    "entries swapped": ("entry", SWAP, ("entry 3", "it does not follow entry 2")),
    "an entry backdated": (
        "entry",
        "UPDATE partnerships_entry SET recorded_at = recorded_at - interval '1 day' WHERE id = 3",
        ("entry 3", "it does not say what was sealed"),
    ),
    "an act given to somebody else": (
        "entry",
        "UPDATE partnerships_entry SET by_id = NULL WHERE id = 3",
        ("entry 3", "it does not say what was sealed"),
    ),
    "a claim edited": (
        "claim",
        "UPDATE partnerships_claim SET statement = 'Forged.' WHERE id = {claim}",
        ("claim {claim}", "not as its history has it: statement"),
    ),
    "a claim edited under its verdict": (
        "claim",
        "UPDATE partnerships_claim SET statement = 'Forged.' WHERE id = {claim}",
        ("verdict {verdict}", "it stands, and its claim is not what was signed"),
    ),
    "a company made": (
        "party",
        "INSERT INTO partnerships_party OVERRIDING SYSTEM VALUE SELECT (p).* FROM ("
        'SELECT jsonb_populate_record(party, \'{{"id": 999999, "slug": "forged"}}\') AS p'
        " FROM partnerships_party AS party WHERE id = {party}) AS made",
        ("party 999999", "no history tells where it comes from"),
    ),
    "a company taken away": (
        "party",
        "DELETE FROM partnerships_party WHERE id = {party}",
        ("party {party}", "it is gone, and its history does not tell of that"),
    ),
    "the history's last row edited": (
        "partyhistory",
        "UPDATE partnerships_partyhistory SET name = 'Forged' WHERE pgh_obj_id = {party}"
        " AND pgh_label = 'update'",
        ("party {party}", "not as its history has it: name"),
    ),
    "the history's first row taken away": (
        "partyhistory",
        "DELETE FROM partnerships_partyhistory WHERE pgh_obj_id = {party} AND pgh_label = 'insert'",
        ("party {party}", "(update) cannot follow what stands before it (delete)"),
    ),
    "an end told of a row that is there": (
        "partyhistory",
        "UPDATE partnerships_partyhistory SET pgh_label = 'delete' WHERE pgh_obj_id = {party}"
        " AND pgh_label = 'update'",
        ("party {party}", "it is there, and its history says that it was removed"),
    ),
    "a history backdated": (
        "partyhistory",
        "UPDATE partnerships_partyhistory SET pgh_created_at = pgh_created_at - interval '1 day'",
        ("partnerships_partyhistory", "are not what they were"),
    ),
    "a history edited in the middle": (
        "partyhistory",
        "UPDATE partnerships_partyhistory SET country = 'GB' WHERE pgh_obj_id = {party}"
        " AND pgh_label = 'insert'",
        ("partnerships_partyhistory", "are not what they were"),
    ),
    "a history made up": (
        "partyhistory",
        "INSERT INTO partnerships_partyhistory OVERRIDING SYSTEM VALUE SELECT (p).* FROM ("
        'SELECT jsonb_populate_record(kept, \'{{"pgh_id": 999999, "pgh_label": "update"}}\')'
        " AS p FROM partnerships_partyhistory AS kept WHERE pgh_obj_id = {party}"
        " AND pgh_label = 'update') AS made",
        ("partnerships_partyhistory", "rows of before"),
    ),
    "who did it rewritten": (
        "pghistory_context",
        "UPDATE pghistory_context SET metadata = metadata || '{{\"user\": 0}}'",
        ("pghistory_context", "are not what they were"),
    ),
    "a role's giving forgotten": (
        "accountchange",
        "DELETE FROM partnerships_accountchange WHERE noun = 'role'",
        ("partnerships_accountchange", "rows of before"),
    ),
    "an edition edited": (
        "edition",
        'UPDATE partnerships_edition SET content = content || \'{{"headline": "Forged"}}\'',
        ("edition {edition}", "its content is not what was sealed"),
    ),
    "an edition edited and sealed anew": (
        "edition",
        'UPDATE partnerships_edition SET content = content || \'{{"headline": "Forged"}}\','
        ' sha256 = fingerprint_of(content || \'{{"headline": "Forged"}}\')',
        ("edition {uid}", "has another seal than when it went out"),
    ),
    "a verdict edited": (
        "verdict",
        'UPDATE partnerships_verdict SET covers = covers || \'{{"statement": "Forged"}}\'',
        ("verdict {verdict}", "it covers other than was signed"),
    ),
    "a seal taken away": (
        "seal",
        "DELETE FROM partnerships_seal WHERE sha256 = '{sha256}'",
        ("seal {sha256}", "it is gone, and the journal tells that it was given"),
    ),
    "a seal made up": (
        "seal",
        "INSERT INTO partnerships_seal (kind, sha256, at, desk, key, signature)"
        " SELECT kind, repeat('f', 64), at, desk, key, signature FROM partnerships_seal",
        ("seal " + "f" * 64, "the journal does not tell that it was given"),
    ),
    "the end cut off": (
        "entry",
        "DELETE FROM partnerships_entry WHERE id > 4",
        ("entry {last}", "the journal ends with entry 4"),
    ),
    "the whole made anew": (
        "entry",
        f"UPDATE partnerships_entry SET why = 'Forged' WHERE id = 3; {RESEAL}",
        ("entry {last}", "the journal is another since entry 2"),
    ),
    "an entry added": ("entry", APPEND, ("entry {next}", "it does not say what was sealed")),
}


@pytest.fixture(scope="module", autouse=True)
def desk(django_db_setup, django_db_blocker):
    """A desk with a story that is out, in a transaction of the tables' owner."""

    def made():
        edition = make.edition()
        party = make.company("OpenAI LP")
        party.name = "OpenAI"
        party.save()
        return edition, party

    with django_db_blocker.unblock(), connection.as_owner():
        yield from made_once(django_db_blocker, made)


@pytest.fixture
def known(desk):
    """What the sentences and what is told of them call by name."""
    edition, party = desk
    claim = edition.dependencies.first().claim
    last, _ = last_entry()
    return {
        "claim": claim.pk,
        "verdict": Verdict.objects.get(claim=claim).pk,
        "party": party.pk,
        "edition": edition.pk,
        "uid": edition.uid,
        "sha256": edition.sha256,
        "last": last,
        "next": last + 1,
    }


@pytest.fixture
def heads(desk):
    """What was kept outside: the second entry, and all of it when the edition was out."""
    edition, _ = desk
    at = timezone.now() + timedelta(days=1)  # within a test, history is of this very moment
    second = Entry.objects.get(pk=2)
    return [
        Head("2026-11-01T00:00:00+00:00", 2, second.hash),
        Head(
            at.isoformat(),
            *last_entry(),
            edition=str(edition.uid),
            sha256=Edition.objects.get(pk=edition.pk).sha256,
            histories=history_digests(at),
        ),
    ]


def behind_its_back(table, sentence):
    """Do something as the owner of the tables, with the table's triggers off meanwhile."""
    with connection.cursor() as cursor:
        table = table if "_" in table else f"partnerships_{table}"
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(sentence)
        settle(cursor)  # keys that were not asked yet would keep the table from being altered
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def settle(cursor):
    """Ask now what waits for the end of the transaction, in which entries are sealed too."""
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def test_a_desk_that_nobody_tampered_with_holds(heads):
    assert list(records_at_fault(heads)) == []


def test_a_desk_that_goes_on_holds(heads):
    Party.objects.update(country="US")
    make.signed()
    Claim.objects.exclude(citations__isnull=False).delete()
    with connection.cursor() as cursor:
        settle(cursor)

    ours = [head._replace(histories={}) for head in heads]  # all is of one moment in a test
    assert list(records_at_fault(ours)) == []


@pytest.mark.parametrize(
    ("table", "sentence", "told"), [pytest.param(*row, id=name) for name, row in TAMPERS.items()]
)
def test_what_is_altered_is_found_and_named(table, sentence, told, heads, known):
    behind_its_back(table, sentence.format(**known) if "{" in sentence else sentence)

    record, what = (words.format(**known) for words in told)
    assert [
        fault for fault in records_at_fault(heads) if fault.record == record and what in fault.what
    ]


def test_a_clock_that_went_back_is_told_and_no_fault(heads):
    behind = "UPDATE partnerships_entry SET recorded_at = recorded_at - interval '1 hour' WHERE id"
    assert list(clocks_set_back()) == []

    behind_its_back("entry", f"{behind} > 2; {RESEAL}")

    assert list(entries_at_fault()) == []
    assert list(clocks_set_back()) == [
        "The database's clock went back by 1:00:00 between entries 2 and 3."
    ]


def test_an_old_dump_put_in_place_is_found(heads):
    later = [*heads, Head("2026-12-01T00:00:00+00:00", last_entry()[0] + 7, "f" * 64)]

    (fault,) = records_at_fault(later)

    assert fault.what.startswith("it is not the one of 2026-12-01T00:00:00+00:00: the journal ends")


def test_another_journal_is_found(heads):
    with transaction.atomic():
        behind_its_back(
            "entry", f"UPDATE partnerships_entry SET why = 'Forged' WHERE id = 3; {RESEAL}"
        )

        told = [
            fault for fault in records_at_fault([heads[-1]]) if fault.record.startswith("entry")
        ]

    assert told[0].what.endswith("it is another journal")


@pytest.mark.parametrize(
    "sentence",
    [
        "ALTER TABLE partnerships_party DISABLE TRIGGER party_update_is_kept",
        "ALTER TABLE partnerships_party ENABLE REPLICA TRIGGER party_update_is_kept",
        "DROP TRIGGER party_update_is_kept ON partnerships_party",
    ],
)
def test_a_law_that_is_switched_off_is_found(sentence, heads):
    with connection.cursor() as cursor:
        cursor.execute(sentence)

    assert list(records_at_fault(heads)) == [
        Fault("partnerships_party", "the law party_update_is_kept is switched off, or is not there")
    ]


def test_a_column_that_a_migration_took_away_is_no_fault(heads):
    *before, last = heads
    columns, number, digest = last.histories["partnerships_partyhistory"]
    older = last._replace(
        histories={"partnerships_partyhistory": (["renamed", *columns], number, digest)}
    )

    assert list(records_at_fault([*before, older])) == []


def test_a_journal_in_which_nothing_was_verified_tells_of_no_verification():
    assert latest_verification() is None
