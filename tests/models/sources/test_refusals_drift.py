"""What PostgreSQL refuses of looks at sources, and what it lets lapse by them, by SQL alone."""

import pghistory
import pytest
from django.db import IntegrityError, connection, transaction

from partnerships.models import Recheck, Sighting, Verdict
from partnerships.rules.claims import authorship
from partnerships.vocabulary import State
from tests import factories as make

pytestmark = pytest.mark.django_db

WAS, NOW = "$10", "$11"
LOOK = (
    "INSERT INTO partnerships_recheck (uid, source_id, at, came, status, snapshot_id)"
    " VALUES (gen_random_uuid(), %s, now(), %s, %s, %s) RETURNING id"
)
SIGHTING = (
    "INSERT INTO partnerships_sighting"
    " (uid, recheck_id, citation_id, outcome, quote, copy_id, position, extent, words, first_id)"
    " VALUES (gen_random_uuid(), %s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING id"
)


@pytest.fixture
def sql(db):
    """Runs a sentence with the application's own login, and answers the id it made."""

    def run(sentence, *values):
        with connection.cursor() as cursor:
            cursor.execute(sentence, values)
            return cursor.fetchone()[0]

    return run


@pytest.fixture
def quotation():
    made = make.quotation()
    made.refresh_from_db()
    return made


@pytest.fixture
def newer(quotation):
    return make.snapshot(quotation.source, quotation.snapshot.text.replace(WAS, NOW))


def sighted(quotation, recheck, **fields):
    """The values of a sighting of an alteration, but for what the fields say."""
    made = {"outcome": "altered", "quote": quotation.quote, "copy": quotation.snapshot_id}
    made |= {"position": quotation.position, "extent": quotation.extent}
    made |= {"words": quotation.quote.replace(WAS, NOW), "first": None} | fields
    return recheck, quotation.pk, *made.values()


@pytest.mark.parametrize(
    ("law", "came", "status", "with_copy"),
    [
        ("recheck_came_is_known", "deleted", None, False),
        ("recheck_brings_a_copy_or_says_why_none", "copy", None, False),
        ("recheck_brings_a_copy_or_says_why_none", "not_found", 404, True),
        ("recheck_status_is_one_of_http", "not_found", 4040, False),
    ],
)
def test_a_look_is_refused(law, came, status, with_copy, sql, quotation, newer, refused):
    with refused(law):
        sql(LOOK, quotation.source_id, came, status, newer.pk if with_copy else None)


def test_a_look_brings_a_copy_of_its_source(sql, quotation, refused):
    other = make.snapshot()

    with refused("recheck_copy_is_of_its_source"):
        sql(LOOK, quotation.source_id, "copy", None, other.pk)


@pytest.mark.parametrize(
    ("law", "fields"),
    [
        ("sighting_outcome_is_known", {"outcome": "deleted", "position": None, "extent": None}),
        ("sighting_place_is_whole", {"extent": None}),
        ("sighting_says_what_stands_there", {"outcome": "gone"}),
        ("sighting_says_what_stands_there", {"position": None, "extent": None}),
        ("sighting_says_what_stands_there", {"outcome": "gone", "position": None, "extent": None}),
        ("sighting_is_of_what_is_quoted", {"quote": "another price"}),
        ("sighting_is_at_its_place", {"outcome": "unchanged", "words": ""}),
        ("sighting_is_at_its_place", {"outcome": "moved", "words": ""}),
        ("sighting_is_at_its_place", {"words": "the price is $12 billion"}),
        ("sighting_is_at_its_place", {"position": 100_000}),
        (
            "sighting_is_unreachable_without_a_copy",
            {"outcome": "unreachable", "position": None, "extent": None, "words": ""},
        ),
    ],
)
def test_what_is_not_so_is_refused(law, fields, sql, quotation, newer, refused):
    look = sql(LOOK, quotation.source_id, "copy", None, newer.pk)

    with refused(law):
        sql(SIGHTING, *sighted(quotation, look, **fields))


def test_nothing_is_found_where_no_copy_came(sql, quotation, refused):
    look = sql(LOOK, quotation.source_id, "unavailable", 503, None)

    with refused("sighting_is_unreachable_without_a_copy"):
        sql(SIGHTING, *sighted(quotation, look))


def test_a_quotation_of_another_source_is_not_looked_for(sql, quotation, refused):
    other = make.quotation()
    other.refresh_from_db()
    look = sql(LOOK, other.source_id, "unavailable", 503, None)

    with refused("sighting_is_of_what_is_quoted"):
        sql(SIGHTING, *sighted(quotation, look))


def test_words_of_ours_are_not_looked_for(sql, refused):
    source = make.source()
    copy = make.snapshot(source)
    ours = make.citation(None, source, snapshot=copy)
    look = sql(LOOK, source.pk, "unavailable", 503, None)

    with refused("sighting_is_of_what_is_quoted"):
        sql(
            SIGHTING,
            *sighted(ours, look, outcome="unreachable", position=None, extent=None, words=""),
        )


def test_a_quotation_is_seen_once_a_look(sql, quotation, newer, refused):
    look = sql(LOOK, quotation.source_id, "copy", None, newer.pk)
    sql(SIGHTING, *sighted(quotation, look))

    with refused("sighting_is_made_once_a_look"):
        sql(SIGHTING, *sighted(quotation, look))


@pytest.mark.parametrize("verb", ["UPDATE {} SET uid = gen_random_uuid()", "DELETE FROM {}"])
@pytest.mark.parametrize(
    ("law", "model"),
    [("recheck_is_kept_as_it_is", Recheck), ("sighting_is_kept_as_it_is", Sighting)],
)
def test_what_was_found_is_kept_as_it_is(law, model, verb, quotation):
    make.sighting(quotation, WAS, NOW)

    with pytest.raises(Exception) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(verb.format(model._meta.db_table))

    said = caught.value.__cause__
    assert said.diag.constraint_name == law or said.sqlstate == "42501"


@pytest.mark.parametrize(
    ("law", "table"),
    [
        ("recheck_is_kept_as_it_is", "partnerships_recheck"),
        ("sighting_is_kept_as_it_is", "partnerships_sighting"),
    ],
)
def test_not_even_the_owner_changes_what_was_found(law, table, owner):
    owner.execute("ALTER TABLE partnerships_sighting DISABLE TRIGGER sighting_is_what_was_found")
    owner.execute(LOOK, [1, "robots", None, None])
    owner.execute(SIGHTING, [1, 1, "unreachable", "It is so.", 1, None, None, "", None])

    with pytest.raises(IntegrityError) as caught:
        owner.execute(f"UPDATE {table} SET uid = gen_random_uuid()")

    assert caught.value.__cause__.diag.constraint_name == law


GONE = {"outcome": "gone", "position": None, "extent": None, "words": ""}


@pytest.mark.parametrize(("fields", "code"), [({}, "source_altered"), (GONE, "source_gone")])
def test_a_report_by_sql_with_the_rights_of_the_application_lapses_a_verdict(
    fields, code, quotation, newer, sql, as_application
):
    signed, spared = make.signed(quotation.claim), make.signed()
    somebody = make.member("Reporter")

    with as_application(), pghistory.context(user=somebody.pk):
        look = sql(LOOK, quotation.source_id, "copy", None, newer.pk)
        sql(SIGHTING, *sighted(quotation, look, **fields))
        after = Verdict.objects.get(pk=signed.pk)
        wrote = authorship.claim_authorships(quotation.claim).filter(author=somebody).exists()
        spared.refresh_from_db()

    assert (after.state, after.lapse, after.lapsed_by) == (State.LAPSED, [code], somebody)
    assert spared.state == State.STANDS
    assert not wrote


@pytest.mark.parametrize("outcome", ["unchanged", "moved", "unreachable"])
def test_what_stands_and_what_did_not_come_lapses_nothing(outcome, quotation, sql):
    signed = make.signed(quotation.claim)
    came = outcome != "unreachable"
    copy = quotation.snapshot_id if came else None
    place = {} if came else {"position": None, "extent": None}

    look = sql(LOOK, quotation.source_id, "copy" if came else "refused", None, copy)
    sql(SIGHTING, *sighted(quotation, look, outcome=outcome, words="", **place))

    signed.refresh_from_db()
    assert signed.state == State.STANDS
    assert signed.fingerprint == authorship.fingerprint(quotation.claim)


def test_since_when_it_is_so_is_found_and_not_believed(quotation, newer, sql):
    first = make.sighting(quotation, WAS, NOW)
    first.refresh_from_db()
    stranger = make.sighting(make.quotation(), WAS, NOW)
    look = sql(LOOK, quotation.source_id, "copy", None, newer.pk)

    again = sql(SIGHTING, *sighted(quotation, look, first=stranger.pk))

    assert Sighting.objects.get(pk=again).first == first == first.first


def test_a_citation_without_drift_is_covered_as_before(quotation):
    signed = make.signed(quotation.claim)

    covered = signed.covers["citations"][str(quotation.uid)]
    assert set(covered) == {
        *("source", "origin", "stance", "quote", "translation", "locator", "says", "answer"),
        "snapshot",
    }


def test_a_citation_that_goes_leaves_what_was_found_of_it(quotation):
    made = make.sighting(quotation, WAS, NOW)

    quotation.delete()

    assert Sighting.objects.get(pk=made.pk).quote == quotation.quote
