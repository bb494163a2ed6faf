"""The journal is one chain: each entry is sealed with the hash of the one before it."""

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from decimal import Decimal
from hashlib import sha256

import pytest
from django.db import DatabaseError, connection, transaction

from partnerships.actions.claims import verdicts
from partnerships.actions.journal import record
from partnerships.models import Entry
from partnerships.vocabulary import Act
from tests import factories as make
from tests.races import at_one_moment

pytestmark = pytest.mark.django_db
WHYS = ["", 'She said "no".', "Tab\there,\nand a line", "13 März — ½ \u200b☃ 🗞", "\\ \x01 \x7f"]


def recomputed(entry):
    """The hash of an entry as docs/records.md describes it, computed without PostgreSQL."""
    sealed = [
        *(entry.previous, str(entry.uid), entry.act, entry.noun, entry.key, entry.claim_id),
        *(entry.by_id, seconds(entry.at), entry.why, entry.door),
        str(entry.context) if entry.context else None,
    ]
    if entry.recorded_at:  # entries of before 0.1.0 have none
        sealed.append(seconds(entry.recorded_at))
    written = json.dumps(sealed, ensure_ascii=False, separators=(", ", ": "))
    for moment in (entry.at, entry.recorded_at):
        if moment:
            written = written.replace(f'"{seconds(moment)}"', seconds(moment))
    return sha256(written.encode()).hexdigest()


def seconds(moment):
    """Seconds since 1970, with six decimals."""
    return f"{Decimal(int(moment.timestamp())) + Decimal(moment.microsecond) / 10**6:.6f}"


def is_one_chain():
    """Whether each entry, in the order of their numbers, seals the one before it, and no number
    is left out."""
    connection.check_constraints()  # entries are sealed when a transaction ends, as a test's never
    entries = list(Entry.objects.order_by("pk"))
    return [entry.pk for entry in entries] == list(range(1, len(entries) + 1)) and all(
        entry.previous == (before.hash if before else "") and entry.hash == recomputed(entry)
        for before, entry in zip([None, *entries], entries, strict=False)
    )


def test_each_hash_is_computed_again():
    claim, editor = make.claim(), make.editor()
    for why in WHYS:
        record(Act.CHANGED, claim, by=editor, at=make.NOON, why=why)

    assert Entry.objects.count() == len(WHYS)
    assert is_one_chain()


def test_what_an_entry_claims_to_follow_is_not_believed():
    claim, editor = make.claim(), make.editor()
    record(Act.RECORDED, claim, by=editor, at=make.NOON)

    Entry.objects.create(
        act=Act.CHANGED, noun="claim", key="x", by=editor, at=make.NOON, previous="a", hash="b"
    )

    assert is_one_chain()


def test_when_an_entry_is_recorded_is_told_by_the_database_alone():
    claim, editor = make.claim(), make.editor()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (before,) = cursor.fetchone()
    Entry.objects.create(
        act=Act.CHANGED, noun="claim", key="x", by=editor, at=make.NOON, recorded_at=make.NOON
    )
    record(Act.CHANGED, claim, by=editor, at=make.NOON)

    assert is_one_chain()
    first, second = Entry.objects.order_by("pk")
    assert before < first.recorded_at < second.recorded_at
    assert first.at == second.at == make.NOON


def test_a_number_that_is_given_is_not_believed():
    claim, editor = make.claim(), make.editor()
    record(Act.RECORDED, claim, by=editor, at=make.NOON)
    Entry.objects.bulk_create(
        Entry(pk=pk, act=Act.CHANGED, noun="claim", key="x", by=editor, at=make.NOON)
        for pk in (10**9, 5)
    )

    record(Act.CHANGED, claim, by=editor, at=make.NOON)

    assert Entry.objects.count() == 4
    assert is_one_chain()


def test_the_numbers_cannot_be_set_back(as_application):
    claim, editor = make.claim(), make.editor()
    for _ in range(3):
        record(Act.RECORDED, claim, by=editor, at=make.NOON)

    with as_application() as cursor:
        cursor.execute("SELECT setval(pg_get_serial_sequence('partnerships_entry', 'id'), 1)")
        record(Act.CHANGED, claim, by=editor, at=make.NOON)
        unbroken = is_one_chain()

    assert unbroken


@pytest.mark.parametrize("sentence", ["DELETE FROM {}", "UPDATE {} SET why = 'x'", "TRUNCATE {}"])
def test_the_application_may_only_add_to_it(sentence, as_application):
    record(Act.RECORDED, make.claim(), by=make.editor(), at=make.NOON)

    with pytest.raises(DatabaseError) as caught, as_application() as cursor:
        cursor.execute(sentence.format("partnerships_entry"))

    assert caught.value.__cause__.sqlstate == "42501"  # insufficient privilege


def test_an_entry_stands_last_before_it_is_sealed_too():
    claim, editor = make.claim(), make.editor()
    for why in ["first", "second"]:
        record(Act.CHANGED, claim, by=editor, at=make.NOON, why=why)
    connection.check_constraints()

    for why in ["third", "fourth"]:
        record(Act.CHANGED, claim, by=editor, at=make.NOON, why=why)

    whys = list(Entry.objects.order_by("pk").values_list("why", flat=True))
    assert whys == ["first", "second", "third", "fourth"]


@pytest.mark.django_db(transaction=True)
def test_eight_sign_while_somebody_is_long_at_work_who_has_written_his_entry():
    told, editor = make.claim(), make.editor()
    waiting = [make.proposed() for _ in range(8)]
    signers = [make.member("Editor") for _ in range(8)]
    before = Entry.objects.count()

    def sign(verdict, signer):
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '60s'")  # rather than for ever
        verdicts.countersign(verdict, by=signer)

    with transaction.atomic():
        for _ in range(3):
            record(Act.CHANGED, told, by=editor, at=make.NOON, why="long at work")
        pairs = list(zip(waiting, signers, strict=True))
        at_one_moment(lambda pair: sign(*pair), pairs)

        # They are through, and he is not.
        assert Entry.objects.filter(act=Act.COUNTERSIGNED).count() == 8

    acts = list(Entry.objects.order_by("pk").values_list("act", flat=True))[before:]
    assert acts == [Act.COUNTERSIGNED] * 8 + [Act.CHANGED] * 3
    assert is_one_chain()


@pytest.mark.django_db(transaction=True)
def test_two_who_write_at_once_write_one_chain():
    claim, editor = make.claim(), make.editor()

    def write(number):
        with closing(connection):
            for turn in range(20):
                with transaction.atomic():
                    record(Act.CHANGED, claim, by=editor, at=make.NOON, why=f"{number} {turn}")
                    if turn % 5 == number:
                        transaction.set_rollback(True)

    with ThreadPoolExecutor(2) as both:
        list(both.map(write, range(2)))

    assert Entry.objects.count() == 32
    assert is_one_chain()
