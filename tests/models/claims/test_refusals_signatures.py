"""Four eyes: nobody signs what they wrote, whatever their rights and whatever way they take."""

import pghistory
import pytest
from django.db import connection
from django.utils import timezone

from partnerships.actions.claims import verdicts
from partnerships.errors import FourEyes
from partnerships.models import Citation, Source, Verdict
from partnerships.vocabulary import Finding, State
from tests import factories as make
from tests.covered_edits import Bulk, Save, case
from tests.models.claims.test_refusals_verdicts import assess

pytestmark = pytest.mark.django_db


def sql(sentence, *values):
    with connection.cursor() as cursor:
        cursor.execute(sentence, values)


def sign(verdict, by, **fields):
    """Signs as PostgreSQL sees it: one UPDATE, by a session that names `by`."""
    given = {"countersigned_by": by, "countersigned_at": timezone.now()} | fields
    with pghistory.context(user=by.pk):
        Verdict.objects.filter(pk=verdict.pk).update(**given)


def one_digit(case):
    Save().change(case.claim, statement=case.claim.statement.replace("13", "14"))


def one_digit_and_back(case):
    one_digit(case)
    Save().change(case.claim, statement=case.claim.statement)


def a_locator(case):
    Bulk().change(case.citation, locator="Second paragraph")


def many_rows_at_once(case):
    case.citation.says = "It says more."
    Citation.objects.bulk_update([case.citation, case.second], ["says"])


def deleted_and_recorded_again(case):
    Save().remove(case.second)
    make.citation(case.claim, case.second.source)


def deleted_and_recorded_under_its_number(case):
    Save().remove(case.second)
    make.citation(case.claim, case.second.source, pk=case.second.pk, uid=case.second.uid)


def moved_there_and_back(case):
    Bulk().change(case.citation, claim=case.other)
    Bulk().change(case.citation, claim=case.claim)


def the_origin_of_a_source(case):
    Bulk().change(case.source, derives_from=case.wire)


def the_origin_of_an_ancestor(case):
    Bulk().change(case.report, derives_from=case.wire)


def the_name_of_an_origin(case):
    Bulk().change(case.report, slug="renamed-report")


def a_search(case):
    Bulk().change(case.search, sought="Something else")


def history_switched_off(case):
    sql(
        "SELECT set_config('pgtrigger.ignore', array_agg(tgname)::text, true)"
        " FROM pg_trigger WHERE NOT tgisinternal"
    )
    sql(
        "UPDATE partnerships_citation SET locator = 'Second paragraph' WHERE id = %s",
        case.citation.pk,
    )


def a_claim_made_anew(case):
    make_anew("claim", case.claim.pk, "statement", "Microsoft invested $14 billion in April.")


def a_source_made_anew(case):
    make_anew("source", case.second.source_id, "slug", "another-name")


def make_anew(noun, pk, column, value):
    """Keys are asked for at the end of a transaction: until then a row may go and come back."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(quote_ident(attname), ', ') FROM pg_attribute"
            " WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped"
            " AND attgenerated = ''",
            [f"partnerships_{noun}"],
        )
        (columns,) = cursor.fetchone()
        changed = ", ".join("%s" if name == column else name for name in columns.split(", "))
        cursor.execute(
            f"CREATE TEMP TABLE kept ON COMMIT DROP AS"
            f" SELECT {columns} FROM partnerships_{noun} WHERE id = %s",
            [pk],
        )
        cursor.execute(f"DELETE FROM partnerships_{noun} WHERE id = %s", [pk])
        cursor.execute(
            f"INSERT INTO partnerships_{noun} ({columns}) SELECT {changed} FROM kept", [value]
        )


WAYS = [
    *(one_digit, one_digit_and_back, a_locator, many_rows_at_once, deleted_and_recorded_again),
    *(deleted_and_recorded_under_its_number, moved_there_and_back, the_origin_of_a_source),
    *(the_origin_of_an_ancestor, the_name_of_an_origin, a_search, history_switched_off),
    *(a_claim_made_anew, a_source_made_anew),
]
EACH_WAY = pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)


def edited_by(editor, way):
    """A verdict proposed on a case that `editor` changed."""
    before = case()
    with pghistory.context(user=editor.pk):
        way(before)
    return make.proposed(before.claim)


@EACH_WAY
@pytest.mark.parametrize("is_superuser", [False, True])
def test_nobody_signs_what_they_changed(way, is_superuser, refused, as_application):
    editor = make.member("Editor", is_superuser=is_superuser)
    verdict = edited_by(editor, way)

    with as_application(), refused("verdict_is_signed_by_no_author"):
        sign(verdict, editor)


@EACH_WAY
def test_somebody_else_signs_it(way):
    verdict = edited_by(make.member("Editor"), way)

    sign(verdict, make.member("Editor"))

    verdict.refresh_from_db()
    assert verdict.state == State.STANDS


@EACH_WAY
def test_a_verdict_that_stands_lapses(way, as_application):
    before = case()
    verdict = make.signed(before.claim)

    with as_application(), pghistory.context(user=make.member("Editor").pk):
        way(before)
        verdict.refresh_from_db()

    assert verdict.state == State.LAPSED


@pytest.mark.parametrize("is_superuser", [False, True])
def test_the_desk_says_so_before_the_database_does(is_superuser):
    editor = make.member("Editor", is_superuser=is_superuser)
    verdict = edited_by(editor, one_digit)

    with pytest.raises(FourEyes, match="you changed the claim on"):
        verdicts.countersign(verdict, by=editor)


def test_nobody_signs_in_the_statement_that_proposes(refused):
    claim, first, editor = make.checked(), make.member("Editor"), make.member("Editor")
    with pghistory.context(user=editor.pk):
        Bulk().change(claim, date="2024")
    assess(first, claim)

    with refused("verdict_is_signed_by_no_author"):
        signed_at_once(claim, first, editor)


def signed_at_once(claim, first, by, **fields):
    given = {"finding": Finding.ACCURATE, "proposed_by": first, "proposed_at": make.NOON}
    given |= {"countersigned_by": by, "countersigned_at": timezone.now()} | fields
    with pghistory.context(user=by.pk):
        return Verdict.objects.create(claim=claim, **given)


@pytest.mark.parametrize(
    "words", [{"reasons": "Other reasons."}, {"finding": Finding.OPINION}, {"proposed_at": None}]
)
def test_nobody_puts_words_into_a_checkers_mouth(words, refused):
    claim, first, editor = make.checked(), make.member("Editor"), make.member("Editor")
    if words.pop("proposed_at", True):
        assess(first, claim)

    with refused("verdict_is_proposed_in_person"):
        signed_at_once(claim, first, editor, **words)


def test_nobody_edits_and_signs_in_one_statement(refused):
    claim, first, editor = make.checked(), make.member("Editor"), make.member("Editor")
    assess(first, claim)
    statement = claim.statement
    with pghistory.context(user=make.member("Editor").pk):
        Bulk().change(claim, statement="Something else.")

    with refused("verdict_is_signed_by_no_author"), pghistory.context(user=editor.pk):
        sql(
            """
            WITH edited AS (
                UPDATE partnerships_claim SET statement = %s WHERE id = %s RETURNING id
            )
            INSERT INTO partnerships_verdict (
                uid, claim_id, finding, reasons, correction, covers, fingerprint, proposed_by_id,
                proposed_at, countersigned_by_id, countersigned_at, broken_glass, lapse,
                withdrawn_why
            )
            SELECT gen_random_uuid(), id, 'accurate', '', '', '{}', '', %s,
                now(), %s, now(), '', '{}', '' FROM edited
            """,
            statement,
            claim.pk,
            first.pk,
            editor.pk,
        )


def test_what_is_signed_while_it_is_edited_does_not_stand():
    before, editor = case(), make.member("Editor")
    verdict = make.proposed(before.claim)

    with pghistory.context(user=editor.pk):
        sql(
            "WITH edited AS (UPDATE partnerships_citation SET says = 'More.' WHERE id = %s)"
            " UPDATE partnerships_verdict"
            " SET countersigned_by_id = %s, countersigned_at = clock_timestamp()"
            " WHERE id = %s",
            before.citation.pk,
            editor.pk,
            verdict.pk,
        )

    verdict.refresh_from_db()
    assert verdict.state == State.LAPSED


def test_a_signer_does_not_become_the_author_of_what_stands(refused):
    before, editor = case(), make.member("Editor")
    make.signed(before.claim, by=editor)
    columns = ", ".join(
        field.column for field in Citation._meta.concrete_fields if not field.primary_key
    )

    with refused("verdict_is_signed_by_no_author"), pghistory.context(user=editor.pk):
        sql(
            f"WITH gone AS (DELETE FROM partnerships_citation WHERE id = %s RETURNING *)"
            f" INSERT INTO partnerships_citation ({columns}) SELECT {columns} FROM gone",
            before.second.pk,
        )


def test_the_origin_of_what_is_not_cited_is_nobodys_concern():
    editor = make.member("Editor")
    verdict = make.proposed()
    with pghistory.context(user=editor.pk):
        Source.objects.filter(pk=make.source().pk).update(derives_from=make.source())

    sign(verdict, editor)

    verdict.refresh_from_db()
    assert verdict.state == State.STANDS
