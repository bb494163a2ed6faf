"""Four eyes rest on names: who signs, who adopts, who breaks the glass, and on what is seen."""

from datetime import timedelta

import pghistory
import pytest
from django.db import connection
from django.utils import timezone

from partnerships.actions.claims import verdicts
from partnerships.models import Authorship, Claim, Verdict
from partnerships.rules.claims import authorship
from partnerships.vocabulary import Authoring, State
from tests import factories as make
from tests.covered_edits import Bulk
from tests.models.claims.test_refusals_signatures import a_locator, edited_by, one_digit, sign, sql
from tests.models.claims.test_refusals_verdicts import put

pytestmark = pytest.mark.django_db
NOBODY = "SELECT set_config('pghistory.context_metadata', '', true)"


def test_nobody_signs_in_another_name(refused):
    verdict, other = make.proposed(), make.member("Editor")

    with (
        refused("verdict_is_signed_in_person"),
        pghistory.context(user=make.member("Editor").pk),
    ):
        Verdict.objects.filter(pk=verdict.pk).update(
            countersigned_by=other, countersigned_at=timezone.now()
        )


@pytest.mark.parametrize("named", ["", '{"user": null}', '{"user": "1 "}', '{"user": 999999999}'])
def test_nobody_signs_without_a_name(named, refused):
    verdict, other = make.proposed(), make.member("Editor")

    with refused("verdict_is_signed_in_person"):
        sql("SELECT set_config('pghistory.context_metadata', %s, true)", named)
        sql(
            "UPDATE partnerships_verdict"
            " SET countersigned_by_id = %s, countersigned_at = clock_timestamp()"
            " WHERE id = %s",
            other.pk,
            verdict.pk,
        )


@pytest.fixture
def nameless():
    """A verdict on a claim that nobody named changed."""
    claim = make.checked()
    sql(NOBODY)
    Bulk().change(claim, date="2024")
    return make.proposed(claim)


def test_what_nobody_named_changed_is_not_signed(nameless, refused):
    with refused("verdict_covers_nothing_unattributed"):
        sign(nameless, make.member("Editor"))


def test_what_somebody_adopted_is_signed_by_another(nameless, refused):
    adopter = make.member("Editor")
    verdicts.adopt(nameless.claim, by=adopter)

    with refused("verdict_is_signed_by_no_author"):
        sign(nameless, adopter)
    sign(nameless, make.member("Editor"))

    nameless.refresh_from_db()
    assert nameless.state == State.STANDS


def test_nobody_adopts_in_another_name(nameless, refused):
    other = make.member("Editor")

    with (
        refused("authorship_is_in_person"),
        pghistory.context(user=make.member("Editor").pk),
    ):
        Authorship.objects.create(
            claim=nameless.claim, author=other, how=Authoring.ADOPTED, at=timezone.now()
        )


def test_nobody_adopts_what_is_yet_to_come(refused):
    claim, adopter = make.checked(), make.member("Editor")
    with pghistory.context(user=adopter.pk):
        Authorship.objects.create(
            pk=10**9,
            claim=claim,
            author=adopter,
            how=Authoring.ADOPTED,
            at=timezone.now() + timedelta(days=9),
        )
    sql(NOBODY)
    Bulk().change(claim, date="2024")

    assert authorship.unattributed(claim).exists()


@pytest.mark.parametrize("how", [Authoring.WROTE, Authoring.ADOPTED])
def test_no_more_authors_make_none_fewer(how, refused, as_application):
    editor = make.member("Editor")
    verdict = edited_by(editor, one_digit)

    with as_application(), refused("verdict_is_signed_by_no_author"):
        other = make.member("Editor")
        with pghistory.context(user=other.pk):
            Authorship.objects.create(claim=verdict.claim, author=other, how=how, at=timezone.now())
        sign(verdict, editor)


@pytest.mark.parametrize("table", ["authorship", "citation", "claim", "source", "verdict"])
def test_no_table_of_ones_own_stands_in_for_the_desks(table, refused, as_application):
    editor = make.member("Editor")
    verdict = edited_by(editor, a_locator)

    with as_application(), refused("verdict_is_signed_by_no_author"):
        sql(f"CREATE TEMP TABLE partnerships_{table} (LIKE public.partnerships_{table})")
        with pghistory.context(user=editor.pk):
            sql(
                "UPDATE public.partnerships_verdict"
                " SET countersigned_by_id = %s, countersigned_at = clock_timestamp() WHERE id = %s",
                editor.pk,
                verdict.pk,
            )


def test_each_law_says_where_it_looks():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname FROM pg_proc"
            " JOIN pg_language ON pg_language.oid = prolang AND lanname IN ('plpgsql', 'sql')"
            " WHERE pronamespace = 'public'::regnamespace AND proname NOT LIKE 'pgtrigger%'"
            " AND prosrc ~ 'partnerships_|auth_|law_broken' AND proconfig IS NULL"
        )
        anywhere = cursor.fetchall()

    assert anywhere == []


def test_the_glass_is_broken_by_a_chief_with_a_reason_for_ever(refused, change):
    chief = make.member("Editor in chief")
    verdict = edited_by(chief, one_digit)

    sign(verdict, chief, broken_glass="Nobody else was there.")

    verdict.refresh_from_db()
    assert verdict.state == State.STANDS
    with refused("verdict_is_not_rewritten"):
        change(verdict, "broken_glass = ''")


@pytest.mark.parametrize("is_superuser", [False, True])
def test_nobody_else_breaks_the_glass(is_superuser, refused):
    editor = make.member("Editor", is_superuser=is_superuser)
    verdict = edited_by(editor, one_digit)

    with refused("verdict_glass_is_broken_by_a_chief"):
        sign(verdict, editor, broken_glass="Nobody else was there.")


def test_the_glass_is_broken_for_a_reason(refused):
    chief = make.member("Editor in chief")
    verdict = edited_by(chief, one_digit)

    with refused("verdict_glass_is_broken_for_a_reason"):
        sign(verdict, chief, broken_glass=" \u00a0\u200b\n")


def test_a_chief_does_not_sign_what_they_proposed_either(refused):
    chief = make.member("Editor in chief")
    verdict = make.proposed(by=chief)

    with refused("verdict_has_two_people"):
        sign(verdict, chief, broken_glass="Nobody else was there.")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("level", ["repeatable read", "serializable"])
@pytest.mark.parametrize("doing", ["edits", "proposes", "signs"])
def test_nobody_judges_on_what_is_past(level, doing, refused):
    verdict, editor = make.proposed(), make.member("Editor")
    sql(f"SET default_transaction_isolation TO '{level}'")
    try:
        with refused("verdict_looks_at_what_is_committed"), pghistory.context(user=editor.pk):
            match doing:
                case "edits":
                    Claim.objects.filter(pk=verdict.claim_id).update(date="2024")
                case "proposes":
                    put(editor, verdict.claim)
                case "signs":
                    Verdict.objects.filter(pk=verdict.pk).update(
                        countersigned_by=editor, countersigned_at=timezone.now()
                    )
    finally:
        sql("RESET default_transaction_isolation")
