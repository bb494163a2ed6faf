"""What PostgreSQL refuses of verdicts and of the assessments that they come of."""

from datetime import timedelta

import pghistory
import pytest
from django.db import connection
from django.utils import timezone

from partnerships.actions.claims import verdicts
from partnerships.models import Assessment, Verdict
from partnerships.vocabulary import Finding
from tests import factories as make
from tests.factories import NOON

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=1)


def put(by, claim=None, **fields):
    """A verdict put into the table by hand."""
    claim = claim or make.checked()
    given = {"finding": Finding.ACCURATE, "proposed_by": by, "proposed_at": NOON}
    with pghistory.context(user=by.pk):
        return Verdict.objects.create(claim=claim, **given | fields)


def assess(by, claim, **fields):
    """An assessment put into the table by hand."""
    given = {"finding": Finding.ACCURATE, "checker": by, "given_at": timezone.now()}
    with pghistory.context(user=by.pk):
        return Assessment.objects.create(claim=claim, **given | fields)


FORMS = [
    ("verdict_finding_is_known", {"finding": "lie"}),
    ("verdict_has_reasons", {"finding": Finding.CONTEXT}),
    ("verdict_has_reasons", {"finding": Finding.REPORTED, "reasons": "\u00a0\u200b"}),
    ("verdict_says_what_is_right", {"finding": Finding.WRONG, "reasons": "It was March."}),
    ("verdict_says_what_is_right", {"correction": "It was March."}),
    ("verdict_signature_is_whole", {"countersigned_at": LATER}),
    ("verdict_broken_glass_is_a_signature", {"broken_glass": "Nobody else was there."}),
    ("verdict_lapse_is_whole", {"lapsed_at": LATER}),
    ("verdict_lapse_is_whole", {"lapse": ["date_changed"]}),
    ("verdict_lapse_is_known", {"lapsed_at": LATER, "lapse": ["boredom"]}),
    ("verdict_withdrawal_is_whole", {"withdrawn_at": LATER}),
    ("verdict_withdrawal_is_whole", {"withdrawn_why": "No reason."}),
    ("verdict_covers_what_is_there", {"fingerprint": "0" * 64}),
]


@pytest.mark.parametrize(("law", "fields"), FORMS)
def test_a_verdict_is_refused(law, fields, refused):
    editor = make.member("Editor")

    with refused(law):
        put(editor, **fields)


@pytest.mark.parametrize(
    ("law", "fields"),
    [
        ("assessment_finding_is_known", {"finding": "lie"}),
        ("assessment_has_reasons", {"finding": Finding.CONTEXT}),
        ("assessment_says_what_is_right", {"correction": "It was March."}),
    ],
)
def test_an_assessment_is_refused(law, fields, refused):
    editor, claim = make.member("Editor"), make.checked()

    with refused(law):
        assess(editor, claim, **fields)


def test_nobody_signs_their_own_proposal(refused):
    editor = make.member("Editor")
    verdict = put(editor)

    with refused("verdict_has_two_people"), pghistory.context(user=editor.pk):
        Verdict.objects.filter(pk=verdict.pk).update(
            countersigned_by=editor, countersigned_at=LATER
        )


def test_a_signature_comes_after_the_proposal(refused):
    verdict, editor = put(make.member("Editor")), make.member("Editor")

    with refused("verdict_is_signed_after_its_proposal"), pghistory.context(user=editor.pk):
        Verdict.objects.filter(pk=verdict.pk).update(
            countersigned_by=editor, countersigned_at=NOON - timedelta(days=1)
        )


def test_a_claim_has_one_current_verdict(refused):
    editor = make.member("Editor")
    verdict = put(editor)

    with refused("claim_has_one_current_verdict"):
        put(editor, verdict.claim)


def test_a_verdict_is_replaced_by_another_or_not_at_all(refused, change):
    verdict = make.signed()

    with refused("verdict_is_replaced_by_another"):
        change(verdict, "superseded_at = now()")


def test_covers_that_are_given_are_not_believed():
    verdict = put(make.member("Editor"), covers={"statement": "Something else."})

    verdict.refresh_from_db()
    assert verdict.covers["statement"] == verdict.claim.statement


REWRITING = [
    "finding = 'opinion'",
    "reasons = 'Other reasons.'",
    "correction = 'What is right.'",
    "covers = '{}'",
    "fingerprint = repeat('0', 64)",
    "as_of = '2020-01-01'",
    "uid = gen_random_uuid()",
    "claim_id = claim_id + 1",
    "proposed_at = proposed_at - interval '1 day'",
    "proposed_by_id = countersigned_by_id, countersigned_by_id = proposed_by_id",
    "countersigned_at = countersigned_at + interval '1 day'",
    "countersigned_by_id = NULL, countersigned_at = NULL",
    "broken_glass = 'Added later.'",
]


@pytest.mark.parametrize("assignment", REWRITING)
def test_a_verdict_is_never_rewritten(assignment, refused, change):
    verdict = make.signed()

    with refused("verdict_is_not_rewritten"):
        change(verdict, assignment)


def lapsed():
    verdict = make.signed()
    with pghistory.context(user=make.member("Reporter").pk):
        type(verdict.claim).objects.filter(pk=verdict.claim_id).update(date="2024")
    return verdict


def withdrawn():
    return verdicts.withdraw_verdict(make.signed(), "A mistake.", by=make.member("Editor"))


def superseded():
    verdict = make.signed()
    make.proposed(verdict.claim)
    return verdict


@pytest.mark.parametrize(
    ("become", "assignment"),
    [
        (lapsed, "lapsed_at = NULL, lapsed_by_id = NULL, lapse = '{}'"),
        (lapsed, "lapsed_by_id = proposed_by_id"),
        (lapsed, "lapsed_at = lapsed_at - interval '1 day'"),
        (lapsed, "lapse = '{statement_changed}'"),
        (withdrawn, "withdrawn_at = NULL, withdrawn_by_id = NULL, withdrawn_why = ''"),
        (withdrawn, "withdrawn_why = 'Another reason.'"),
        (superseded, "superseded_at = NULL"),
    ],
)
def test_what_ended_a_verdict_is_never_rewritten(become, assignment, refused, change):
    verdict = become()

    with refused("verdict_is_not_rewritten"):
        change(verdict, assignment)


def test_a_verdict_is_never_deleted(refused):
    verdict = make.proposed()

    with refused("verdict_is_kept"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM partnerships_verdict WHERE id = %s", [verdict.pk])


@pytest.mark.parametrize(
    "forged",
    [
        "lapsed_at = now(), lapse = '{date_changed}', lapsed_by_id = proposed_by_id",
        "lapsed_at = now(), lapse = '{date_changed}'",
    ],
)
def test_a_verdict_lapses_by_what_changed_and_by_nothing_else(forged, refused, change):
    verdict = make.signed()

    with refused("verdict_lapses_by_what_changed"):
        change(verdict, forged)


def test_nobody_withdraws_in_another_name(refused, change):
    verdict, other = make.signed(), make.member("Editor")

    with (
        refused("verdict_is_withdrawn_in_person"),
        pghistory.context(user=make.member("Editor").pk),
    ):
        change(
            verdict,
            "withdrawn_at = now(), withdrawn_by_id = %s, withdrawn_why = 'A mistake.'",
            other.pk,
        )


@pytest.mark.parametrize("become", [lapsed, withdrawn, superseded])
def test_what_no_longer_waits_is_not_signed(become, refused):
    claim, editor = make.checked(), make.member("Editor")
    verdict = make.proposed(claim)
    with pghistory.context(user=make.member("Editor").pk):
        match become.__name__:
            case "lapsed":
                type(claim).objects.filter(pk=claim.pk).update(date="2024")
            case "withdrawn":
                verdicts.withdraw_verdict(verdict, "A mistake.", by=verdict.proposed_by)
            case "superseded":
                make.proposed(claim)

    with refused("verdict_is_signed_while_it_waits"), pghistory.context(user=editor.pk):
        Verdict.objects.filter(pk=verdict.pk).update(
            countersigned_by=editor, countersigned_at=timezone.now()
        )


def test_a_claim_that_is_checked_blind_has_two_checkers(refused):
    editor, claim = make.member("Editor"), make.checked(is_blind=True)
    assess(editor, claim)

    with refused("blind_check_has_two_checkers"):
        put(editor, claim)


@pytest.fixture
def disagreement():
    """A claim on which two checkers disagree, and the two."""
    claim, one, two = make.checked(is_blind=True), make.member("Editor"), make.member("Editor")
    assess(one, claim)
    assess(two, claim, finding=Finding.OPINION)
    return claim, one, two


def test_neither_of_two_who_disagree_closes_the_check(disagreement, refused):
    claim, one, _ = disagreement
    verdict = put(make.member("Editor"), claim)

    with refused("blind_disagreement_is_closed_by_a_third"), pghistory.context(user=one.pk):
        Verdict.objects.filter(pk=verdict.pk).update(countersigned_by=one, countersigned_at=LATER)


def test_nobody_comes_before_the_two_who_disagree(disagreement, refused):
    claim, third = disagreement[0], make.member("Editor")

    with refused("assessment_follows_those_before_it"):
        assess(third, claim, given_at=timezone.now() - timedelta(days=1))


def test_a_dissent_is_not_put_away_with_an_earlier_verdict(refused, change):
    claim, one = make.checked(), make.member("Editor")
    earlier = make.signed(claim)
    dissent = assess(one, claim, finding=Finding.OPINION)

    with refused("assessment_is_of_its_verdict"):
        change(dissent, "verdict_id = %s", earlier.pk)


def test_an_assessment_is_given_once(refused):
    claim, editor = make.checked(), make.member("Editor")
    assess(editor, claim)

    with refused("assessment_is_given_once"):
        assess(editor, claim, finding=Finding.OPINION)


def test_nobody_gives_anothers_assessment(refused):
    claim, editor = make.checked(), make.member("Editor")

    with refused("assessment_is_given_in_person"):
        assess(editor, claim, checker=make.member("Editor"))


@pytest.mark.parametrize(
    "sentence",
    [
        "UPDATE partnerships_assessment SET finding = 'opinion' WHERE id = %s",
        "UPDATE partnerships_assessment SET given_at = now() WHERE id = %s",
        "DELETE FROM partnerships_assessment WHERE id = %s",
    ],
)
def test_an_assessment_is_never_rewritten_or_taken_away(sentence, refused):
    mine = assess(make.member("Editor"), make.checked())

    with refused("assessment_is_not_rewritten"), connection.cursor() as cursor:
        cursor.execute(sentence, [mine.pk])
