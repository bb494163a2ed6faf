"""The page that tells the life of a claim."""

import pghistory
import pytest
from django.urls import reverse

from partnerships.models import Claim
from tests import factories as make

pytestmark = pytest.mark.django_db


def page(claim):
    return reverse("admin:partnerships_claim_timeline", args=[claim.pk])


def test_it_is_led_to_from_the_claim(desk):
    claim = make.claim()

    shown = desk.get(reverse("admin:partnerships_claim_change", args=[claim.pk])).text

    assert page(claim) in shown


def test_what_came_and_what_went_is_marked_up(desk, chief):
    claim = make.checked(statement="It was in April.")
    with pghistory.context(user=make.member("Reporter").pk):
        Claim.objects.filter(pk=claim.pk).update(statement="It was in March.")

    shown = desk.get(page(claim)).text

    assert "It was in <del>April</del><ins>March</ins>." in shown


def test_who_may_not_see_claims_may_not_see_their_life(client):
    claim = make.claim()
    client.force_login(make.editor("out"))

    assert client.get(page(claim)).status_code in (403, 404)


def test_a_claim_that_is_not_there_has_none(desk):
    assert desk.get("/admin/partnerships/claim/999999/timeline/").status_code == 404
