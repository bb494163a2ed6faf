"""Nobody signs what they corrected, through whatever door; somebody else does, through the same."""

from html import unescape

import pghistory
import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from partnerships.actions.claims import citations
from partnerships.models import Authorship, Verdict
from partnerships.rules.claims import signing
from partnerships.rules.refusals import refusal_sentence
from partnerships.vocabulary import State
from tests import factories as make

pytestmark = pytest.mark.django_db


def at_the_desk(by, address, **typed):
    client = Client()
    client.force_login(by)
    return unescape(client.post(address, typed, follow=True).text)


def on_the_page_of_the_claim(verdict, by):
    address = reverse("admin:partnerships_claim_sign", args=[verdict.claim_id])
    return at_the_desk(by, address, verdict=verdict.uid)


def in_the_list_of_claims(verdict, by):
    address = reverse("admin:partnerships_claim_changelist")
    return at_the_desk(by, address, action="sign_many", _selected_action=verdict.claim_id)


def in_the_list_of_verdicts(verdict, by):
    address = reverse("admin:partnerships_verdict_changelist")
    return at_the_desk(by, address, action="sign", _selected_action=verdict.pk)


def by_a_program(verdict, by):
    token = make.token(by)[1]
    client = APIClient(headers={"Authorization": f"Token {token}"})
    claim = f"/api/v1/claims/{verdict.claim.uid}/"
    seen = {"If-Match": client.get(claim)["ETag"]}
    answer = client.post(f"{claim}verdict/countersign/", headers=seen)
    assert answer.status_code in (200, 409), answer.text
    return answer.json().get("detail", "")


def by_update(verdict, by):
    signature = {"countersigned_by": by, "countersigned_at": timezone.now()}
    waiting = Verdict.objects.filter(pk=verdict.pk)
    return answered(by, lambda: waiting.update(**signature))


def by_sql(verdict, by):
    def sign():
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE partnerships_verdict SET countersigned_by_id = %s,"
                " countersigned_at = clock_timestamp() WHERE id = %s",
                [by.pk, verdict.pk],
            )

    return answered(by, sign)


def answered(by, sign):
    """What PostgreSQL says when `by` signs: nothing when they may."""
    try:
        with pghistory.context(user=by.pk), transaction.atomic():
            sign()
    except IntegrityError as error:
        return refusal_sentence(error)
    return ""


DOORS = [
    *(on_the_page_of_the_claim, in_the_list_of_claims, in_the_list_of_verdicts),
    *(by_a_program, by_update, by_sql),
]
EACH_DOOR = pytest.mark.parametrize("sign", DOORS, ids=lambda door: door.__name__)


@pytest.fixture
def claim(db):
    """A claim whose second citation is wrong in one digit, all by one reporter."""
    with pghistory.context(user=make.member("Reporter").pk):
        claim = make.claim("Microsoft invested $13 billion.", reference="S28")
        make.citation(claim, reference="R1")
        make.citation(claim, reference="R2", quote="It invested $18 billion.")
    return claim


def corrected_by(editor, claim, proposer=None):
    """The verdict that is proposed on the claim once `editor` has corrected that digit."""
    wrong = claim.citations.get(reference="R2")
    citations.change_citation(wrong, {"quote": "It invested $13 billion."}, by=editor)
    return make.proposed(claim, by=proposer)


def why_not(editor):
    day = Authorship.objects.get(author=editor).at
    return (
        f"Needs a second person: you changed citation 2 on {day:%-d %B %Y}."
        " Ask someone who has not edited it."
    )


@EACH_DOOR
@pytest.mark.parametrize("is_superuser", [False, True], ids=["editor", "superuser"])
def test_who_corrected_a_digit_is_told_why_they_may_not_sign(
    sign, is_superuser, claim, as_application
):
    editor = make.member("Editor", is_superuser=is_superuser)
    verdict = corrected_by(editor, claim)

    with as_application():
        told = sign(verdict, editor)
        verdict.refresh_from_db()

    assert verdict.state == State.WAITING
    assert why_not(editor) in told


@EACH_DOOR
def test_postgresql_says_the_same_where_the_desk_does_not_look(
    sign, claim, as_application, monkeypatch
):
    monkeypatch.setattr(signing, "why_not", lambda *_, **__: "")
    editor = make.member("Editor")
    verdict = corrected_by(editor, claim)

    with as_application():
        told = sign(verdict, editor)
        verdict.refresh_from_db()

    assert verdict.state == State.WAITING
    assert why_not(editor) in told


@EACH_DOOR
def test_somebody_else_signs_through_the_same_door(sign, claim, as_application):
    verdict, another = corrected_by(make.member("Editor"), claim), make.member("Editor")

    with as_application():
        sign(verdict, another)
        verdict.refresh_from_db()

    assert (verdict.state, verdict.countersigned_by) == (State.STANDS, another)


def test_postgresql_numbers_no_citation_where_one_is_confidential(claim, as_application):
    editor = make.member("Editor", "Source keeper")
    make.citation(claim, make.source(confidentiality="confidential"), stance="context")
    verdict = corrected_by(editor, claim, make.member("Fact-checker", "Source keeper"))

    with as_application():
        told = by_update(verdict, editor)

    assert "you changed a citation on" in told
