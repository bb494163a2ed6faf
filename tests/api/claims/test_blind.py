"""Nothing that is asked of the API tells whether a first checker has judged a claim."""

import pytest
from django.core.cache import cache
from rest_framework.test import APIClient

from partnerships.actions.claims import assessments
from partnerships.models import Assessment, Claim, Rulebook
from partnerships.vocabulary import Finding
from tests import factories as make
from tests.shared import OF_ONE_REQUEST

from ..everything import one_of_everything
from ..test_visibility import NOUNS

FILTERS = [
    *(f"claims/?finding={finding}" for finding in [*Finding.values, "null"]),
    *(f"claims/?state={state}" for state in ["waiting", "stands", "unchecked", "lapsed"]),
    "claims/?ordering=-released_at",
    "claims/?fields=finding,verdict",
]
OWN = ["claims/S28/", *(f"claims/S28/objections/?finding={each}" for each in ["accurate", "wrong"])]


@pytest.fixture
def claim(db):
    one_of_everything()
    claim = make.checked(released_at=make.NOON, reference="S28", is_blind=True)
    claim.parties.add(make.company("OpenAI"))
    make.fact(role=make.role(), claim=claim)
    return claim


def addresses(claim):
    """Every list and every row of the API that a claim may show in."""
    lists = [f"{noun}/" for noun in NOUNS]
    client = APIClient()
    rows = [
        (row.get("api_url") or row["url"]).partition("/api/v1/")[2]
        for noun in NOUNS
        for row in client.get(f"/api/v1/{noun}/").json()["results"]
    ]
    return ["", *lists, *rows, *FILTERS, *OWN]


def answers(user, paths):
    """What the user is told at each address: status, headers and bytes."""
    cache.clear()
    client = APIClient()
    if user:
        client.force_authenticate(user)
    told = {}
    for path in paths:
        answer = client.get(f"/api/v1/{path}")
        headers = {
            name: value for name, value in answer.headers.items() if name not in OF_ONE_REQUEST
        }
        told[path] = (answer.status_code, headers, answer.content)
    return told


@pytest.mark.walk
@pytest.mark.parametrize("who", [None, "Reader", "Editor"])
def test_no_answer_differs_by_a_byte_with_a_first_assessment(claim, who):
    user = make.member(who) if who else None
    paths = addresses(claim)
    before = answers(user, paths)

    assessments.assess(claim, Finding.ACCURATE, by=make.member("Editor"))

    assert Assessment.objects.count() == 1
    assert answers(user, paths) == before


def test_nor_where_all_claims_of_a_kind_are_checked_blind(claim):
    Claim.objects.filter(pk=claim.pk).update(is_blind=False)
    Rulebook.objects.create(pk=1, blind_kinds=[claim.kind])
    user = make.member("Editor")
    paths = ["claims/", "citations/", *FILTERS, *OWN]
    before = answers(user, paths)

    assessments.assess(claim, Finding.OPINION, by=make.member("Editor"))

    assert answers(user, paths) == before


@pytest.mark.walk
@pytest.mark.parametrize("act", ["verdict/", "verdict/countersign/", "verdict/withdraw/"])
def test_no_refusal_tells_of_a_first_assessment(send, claim, act):
    editor = make.member("Editor")
    body = {"": {}, "verdict/": {"finding": "accurate"}, "verdict/withdraw/": {"why": "So."}}

    def refused():
        answer = send("post", f"claims/S28/{act}", body.get(act), by=editor, seen="claims/S28/")
        return answer.status_code, answer.content

    before = refused()
    assessments.assess(claim, Finding.ACCURATE, by=make.member("Editor"))

    assert refused() == before
    assert before[0] == 409


def test_a_finding_that_lapsed_is_hidden_from_who_may_check_it_blind(ask, claim):
    claim.is_blind = False
    claim.save()
    make.signed(claim, finding=Finding.OPINION, reasons="Nobody can measure it.")
    make.reworded(claim)
    editor = make.member("Editor")
    before = ask("claims/", by=editor, state="lapsed")["count"]
    Claim.objects.filter(pk=claim.pk).update(is_blind=True)

    assert before == 1
    assert ask("claims/S28/", by=editor)["verdict"] is None
    assert ask("claims/", by=editor, state="lapsed")["count"] == 0
    assert "S28" in str(ask("claims/", by=editor, state="unchecked"))


def test_a_proposal_from_before_is_hidden_from_who_may_check_it_blind(ask, claim):
    Claim.objects.filter(pk=claim.pk).update(is_blind=False)
    make.proposed(claim)
    Claim.objects.filter(pk=claim.pk).update(is_blind=True)
    editor = make.member("Editor")

    assert ask("claims/S28/", by=editor)["verdict"] is None
    assert ask("claims/", by=editor, state="waiting")["count"] == 0
    assert "S28" in str(ask("claims/", by=editor, state="unchecked"))
