"""Signing by a program: two people, over what they saw, with reasons for each refusal."""

import pghistory
import pytest

from partnerships.models import Assessment, Claim, Entry, Verdict
from partnerships.vocabulary import Finding, Stance, State
from tests import factories as make

S28 = "claims/S28/"


@pytest.fixture
def checker(db):
    return make.member("Fact-checker", first_name="Ann", last_name="Checker")


@pytest.fixture
def editor(db):
    return make.member("Editor", first_name="Ben", last_name="Editor")


@pytest.fixture
def claim(db):
    return make.checked(reference="S28")


def test_a_claim_is_proposed_and_signed(send, checker, editor, claim):
    body = {"finding": "context", "reasons": "Two reports say so.", "as_of": "2024-10-23"}

    proposed = send("post", f"{S28}verdict/", body, by=checker, seen=S28, status=200).json()
    signed = send("post", f"{S28}verdict/countersign/", by=editor, seen=S28, status=200).json()

    assert (proposed["finding"], proposed["verdict"]["state"]) == (None, "waiting")
    assert (signed["finding"], signed["verdict"]["state"]) == ("context", "stands")
    assert signed["verdict"]["as_of"] == "2024-10-23"
    assert signed["verdict"]["proposed_by"] == "Ann Checker"
    assert signed["verdict"]["countersigned_by"] == "Ben Editor"
    assert {entry.door for entry in Entry.objects.filter(claim=claim)} == {"api"}


def test_the_tag_of_an_act_is_that_of_the_claim_from_then_on(send, checker, editor, claim):
    proposed = send("post", f"{S28}verdict/", {"finding": "accurate"}, by=checker, seen=S28)

    assert proposed["ETag"] == send("get", S28, by=checker)["ETag"]


@pytest.mark.parametrize("act", ["", "countersign/", "withdraw/"])
def test_every_act_names_what_was_seen(send, editor, claim, act):
    make.proposed(claim)
    body = {"": {"finding": "accurate"}, "withdraw/": {"why": "Hasty."}}.get(act, {})

    without = send("post", f"{S28}verdict/{act}", body, by=editor)
    stale = send("post", f"{S28}verdict/{act}", body, by=editor, headers={"If-Match": '"x"'})

    assert (without.status_code, without.json()["code"]) == (428, "if_match_required")
    assert (stale.status_code, stale.json()["code"]) == (412, "stale")
    assert Verdict.objects.get().state == State.WAITING


def test_what_changed_since_it_was_seen_is_not_signed(send, editor, claim):
    make.proposed(claim)
    tag = send("get", S28, by=editor)["ETag"]
    with pghistory.context(user=make.member("Reporter").pk):
        make.citation(claim, stance=Stance.REFUTES)

    send("post", f"{S28}verdict/countersign/", by=editor, headers={"If-Match": tag}, status=412)

    assert Verdict.objects.get().countersigned_at is None


def test_nobody_signs_what_they_proposed(send, editor, claim):
    make.proposed(claim, by=editor)

    answer = send("post", f"{S28}verdict/countersign/", by=editor, seen=S28, status=409)

    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "four_eyes"
    assert "you proposed this one" in answer.json()["detail"]


def test_nobody_signs_what_they_wrote(send, editor):
    make.proposed(make.checked(by=editor, reference="S28"))

    answer = send("post", f"{S28}verdict/countersign/", by=editor, seen=S28, status=409)

    assert answer.json()["code"] == "four_eyes"
    assert "citation 1" in answer.json()["detail"]


def test_a_chief_breaks_the_glass_with_a_reason(send):
    chief = make.member("Editor in chief")
    make.proposed(make.checked(by=chief, reference="S28"))
    body = {"broken_glass": "Nobody else is here."}

    row = send("post", f"{S28}verdict/countersign/", body, by=chief, seen=S28, status=200).json()

    assert row["verdict"]["broken_glass"] == "Nobody else is here."


def test_objections_come_with_the_refusal(send, editor):
    with pghistory.context(user=make.member("Reporter").pk):
        claim = make.claim(reference="S28")
    make.proposed(claim)

    answer = send("post", f"{S28}verdict/countersign/", by=editor, seen=S28, status=409)

    (objection,) = answer.json()["objections"]
    assert answer.json()["code"] == "objections"
    assert (objection["code"], objection["level"]) == ("no_support", "blocking")
    assert "needs a citation that supports" in objection["text"]


def test_objections_are_listed_before_anybody_signs(ask, checker, claim):
    found = ask(f"{S28}objections/", finding="wrong", by=checker)

    assert [each["code"] for each in found] == ["no_contradiction"]


@pytest.mark.parametrize("parameters", [{}, {"finding": "true"}, {"finding": "wrong", "x": "1"}])
def test_objections_are_to_a_finding(ask, checker, claim, parameters):
    answer = ask(f"{S28}objections/", by=checker, status=400, **parameters)

    assert answer["errors"]


def test_objections_are_the_desks(ask, claim):
    Claim.objects.update(released_at=make.NOON)

    ask(f"{S28}objections/", finding="wrong", status=401)
    ask(f"{S28}objections/", finding="wrong", by=make.editor(), status=403)


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({}, "finding"),
        ({"finding": "true"}, "finding"),
        ({"finding": "context"}, "reasons"),
        ({"finding": "wrong", "reasons": "So."}, "correction"),
        ({"finding": "accurate", "fingerprint": "x"}, "fingerprint"),
    ],
)
def test_a_verdict_that_lacks_something_is_refused_by_field(send, checker, claim, body, path):
    answer = send("post", f"{S28}verdict/", body, by=checker, seen=S28, status=422)

    assert [each["field"] for each in answer.json()["errors"]] == [path]


def test_a_reporter_proposes_nothing(send, claim):
    reporter = make.member("Reporter")

    answer = send("post", f"{S28}verdict/", {"finding": "opinion"}, by=reporter, seen=S28)

    assert (answer.status_code, answer.json()["code"]) == (403, "permission_denied")


def test_nobody_signs_without_a_login(send, claim):
    send("post", f"{S28}verdict/", {"finding": "opinion"}, status=401)


def test_who_does_not_see_all_of_it_judges_nothing(send, checker, claim):
    make.citation(claim, make.source(confidentiality="confidential"))

    answer = send("post", f"{S28}verdict/", {"finding": "accurate"}, by=checker, seen=S28)

    assert (answer.status_code, answer.json()["code"]) == (409, "out_of_sight")


def test_where_no_verdict_waits_there_is_nothing_to_sign(send, editor, claim):
    answer = send("post", f"{S28}verdict/countersign/", by=editor, seen=S28, status=409)

    assert answer.json()["code"] == "not_waiting"


def test_a_verdict_is_withdrawn_with_a_reason(send, editor, claim):
    make.signed(claim)
    path = f"{S28}verdict/withdraw/"

    without = send("post", path, {"why": " "}, by=editor, seen=S28)
    row = send("post", path, {"why": "It was hasty."}, by=editor, seen=S28, status=200).json()

    assert without.status_code == 422
    assert (row["finding"], row["verdict"]["state"]) == (None, "withdrawn")
    assert row["verdict"]["withdrawn_why"] == "It was hasty."


def test_two_who_agree_blind_make_a_verdict(send, editor):
    make.checked(reference="S28", is_blind=True)
    first, body = make.member("Editor"), {"finding": "accurate"}

    mine = send("post", f"{S28}assess/", body, by=first, seen=S28, status=200).json()
    other = send("post", f"{S28}assess/", body, by=editor, seen=S28, status=200).json()

    assert (mine["finding"], mine["verdict"]) == ("accurate", None)
    assert other["verdict"] == str(Verdict.objects.get().uid)
    assert send("get", S28, by=editor).json()["finding"] == "accurate"


def test_a_claim_that_is_checked_blind_is_not_proposed(send, checker):
    make.checked(reference="S28", is_blind=True)

    answer = send("post", f"{S28}verdict/", {"finding": "accurate"}, by=checker, seen=S28)

    assert (answer.status_code, answer.json()["code"]) == (409, "checked_blind")


def test_an_assessment_of_a_claim_that_is_not_checked_blind_is_refused(send, checker, claim):
    answer = send("post", f"{S28}assess/", {"finding": "accurate"}, by=checker, seen=S28)

    assert (answer.status_code, answer.json()["code"]) == (409, "checked_blind")
    assert not Assessment.objects.exists()


def test_a_page_of_verdicts_costs_what_one_does(ask, django_assert_max_num_queries, editor):
    for _ in range(5):
        make.signed(make.checked())
        make.proposed(make.checked(), Finding.OPINION)

    with django_assert_max_num_queries(15):
        rows = ask("claims/", by=editor)["results"]

    assert len(rows) == 10
