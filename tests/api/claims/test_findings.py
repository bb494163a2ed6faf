"""Findings over the wire: who sees which verdict, and what a lapse tells them."""

import pghistory
import pytest

from partnerships.actions.claims import verdicts
from partnerships.models import Citation, Claim, Source
from partnerships.vocabulary import Finding, Stance
from tests import factories as make


@pytest.fixture
def desk(db):
    return make.member("Reader")


def released(**fields):
    return make.checked(**{"released_at": make.NOON} | fields)


def changed(claim, **fields):
    """The claim with other values, as somebody of the desk gave it."""
    with pghistory.context(user=make.member("Reporter").pk):
        Claim.objects.filter(pk=claim.pk).update(**fields)


def shown(ask, claim, by=None):
    row = ask(f"claims/{claim.uid}/", by=by)
    return row["finding"], row["verdict"] and row["verdict"]["state"]


def test_s28_reads_in_one_request(ask):
    with pghistory.context(user=make.member("Reporter").pk):
        claim = make.claim(
            "The hire happened in April 2024.", reference="S28", released_at=make.NOON
        )
        source = make.source(released_at=make.NOON, outlet="CNBC via NBC DFW")
        make.citation(claim, source, stance=Stance.REFUTES, says="19 March: hired on Tuesday")
    make.signed(
        claim,
        Finding.WRONG,
        by=make.member("Editor", first_name="Ann", last_name="Editor"),
        reasons="Three reports of that day say so.",
        correction="The hire was announced on 19 March 2024, not in April.",
    )

    row = ask("claims/S28/")

    assert row["finding"] == "wrong"
    assert row["correction"] == "The hire was announced on 19 March 2024, not in April."
    assert [one["source"]["outlet"] for one in row["citations"]] == ["CNBC via NBC DFW"]
    verdict = row["verdict"]
    assert (verdict["state"], verdict["countersigned_by"]) == ("stands", "Ann Editor")
    assert verdict["proposed_by"] == "A member of the desk"
    assert verdict["proposed_at"] < verdict["countersigned_at"]


def test_a_claim_that_nobody_checked_has_no_finding(ask):
    row = ask(f"claims/{released().uid}/")

    assert (row["finding"], row["correction"], row["verdict"]) == (None, None, None)


def test_a_verdict_that_waits_is_the_desks(ask, desk):
    claim = released()
    make.proposed(claim)

    assert shown(ask, claim) == (None, None)
    assert shown(ask, claim, by=desk) == (None, "waiting")


def test_a_verdict_that_lapsed_is_the_desks(ask, desk):
    claim = released()
    make.signed(claim)
    changed(claim, statement="Another.")

    assert shown(ask, claim) == (None, None)
    assert shown(ask, claim, by=desk) == (None, "lapsed")
    lapse = ask(f"claims/{claim.uid}/", by=desk)["verdict"]["lapse"]
    assert lapse == ["statement_changed"]


def test_a_verdict_that_was_withdrawn_is_the_desks(ask, desk):
    claim = released()
    verdicts.withdraw_verdict(make.signed(claim), "It was hasty.", by=make.member("Editor"))

    assert shown(ask, claim) == (None, None)
    assert shown(ask, claim, by=desk) == (None, "withdrawn")


def test_no_login_name_stands_under_a_verdict(ask, desk):
    make.signed(released(), by=make.member("Editor", name="secret.login"))

    assert "secret.login" not in str(ask("claims/", by=desk))


@pytest.mark.parametrize("how", ["added", "removed", "changed"])
def test_a_lapse_does_not_tell_of_a_confidential_source(ask, desk, how):
    keeper = make.member("Source keeper", "Editor")
    claim = released()
    author = make.member("Reporter")
    with pghistory.context(user=author.pk):
        secret = make.source(confidentiality="confidential", slug="secret")
        if how != "added":
            make.citation(claim, secret)
    verdict = verdicts.propose(claim, Finding.ACCURATE, by=keeper)
    with pghistory.context(user=author.pk):
        if how == "added":
            make.citation(claim, secret)
        elif how == "removed":
            Citation.objects.filter(source=secret).delete()
        else:
            Citation.objects.filter(source=secret).update(says="Something else.")

    to_desk = ask(f"claims/{claim.uid}/", by=desk)["verdict"]["lapse"]
    to_keeper = ask(f"claims/{claim.uid}/", by=keeper)["verdict"]["lapse"]

    verdict.refresh_from_db()
    assert to_desk == ["evidence_changed"]
    assert to_keeper == [f"citation_{how}"]


def test_a_lapse_does_not_tell_of_a_confidential_source_that_is_gone_again(ask, desk):
    claim = released()
    make.proposed(claim, at=make.NOON)
    with pghistory.context(user=make.member("Reporter").pk):
        make.citation(claim, make.source(confidentiality="confidential")).delete()

    assert ask(f"claims/{claim.uid}/", by=desk)["verdict"]["lapse"] == ["evidence_changed"]


def test_a_lapse_over_a_hidden_origin_does_not_name_it(ask, desk):
    with pghistory.context(user=make.member("Reporter").pk):
        claim = make.claim(released_at=make.NOON)
        source = make.source(released_at=make.NOON)
        make.citation(claim, source)
    make.signed(claim)
    with pghistory.context(user=make.member("Reporter").pk):
        secret = make.source(confidentiality="confidential")
        Source.objects.filter(pk=source.pk).update(derives_from=secret)

    assert ask(f"claims/{claim.uid}/", by=desk)["verdict"]["lapse"] == ["evidence_changed"]


def test_an_open_lapse_is_told_as_it_is(ask, desk):
    claim = released()
    make.proposed(claim, at=make.NOON)
    with pghistory.context(user=make.member("Reporter").pk):
        make.citation(claim, stance=Stance.CONTEXT)

    assert ask(f"claims/{claim.uid}/", by=desk)["verdict"]["lapse"] == ["citation_added"]


@pytest.fixture
def three(db):
    """A claim that is accurate, one that is opinion, and one that nobody has signed."""
    claims = [released(reference=f"F{number}") for number in (1, 2, 3)]
    make.signed(claims[0])
    make.signed(claims[1], Finding.OPINION)
    make.proposed(claims[2])
    return claims


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("finding=accurate", ["F1"]),
        ("finding=null", ["F3"]),
        ("finding=accurate,opinion", ["F1", "F2"]),
        ("finding=accurate,null", ["F1", "F3"]),
        ("finding=wrong", []),
        ("state=stands", ["F1", "F2"]),
        ("state=unchecked", ["F3"]),
        ("state=waiting", []),
        ("finding=accurate&state=stands", ["F1"]),
    ],
)
def test_claims_are_found_by_finding_and_state(ask, three, query, found):
    page = ask(f"claims/?{query}&ordering=reference")

    assert [row["reference"] for row in page["results"]] == found
    assert page["count"] == len(found)


def test_the_desk_finds_verdicts_in_the_making(ask, desk, three):
    page = ask("claims/?state=waiting", by=desk)

    assert [row["reference"] for row in page["results"]] == ["F3"]


def test_a_finding_that_does_not_exist_is_refused(ask):
    answer = ask("claims/", finding="true", status=400)

    assert "null" in answer["detail"]


def test_findings_alone_cost_no_query_more(ask, three, django_assert_num_queries):
    with django_assert_num_queries(3):  # the count, the page, and the rows
        rows = ask("claims/", fields="reference,finding")["results"]

    assert {row["reference"]: row["finding"] for row in rows} == {
        "F1": "accurate",
        "F2": "opinion",
        "F3": None,
    }


def test_a_claim_beside_what_it_backs_carries_its_finding(ask, three):
    make.fact(role=(role := make.role()), claim=three[0])

    (backing,) = ask(f"roles/{role.uid}/")["sources"]

    assert backing["claim"]["finding"] == "accurate"


def test_a_citation_tells_the_finding_of_its_claim(ask, desk, three):
    (row,) = ask("citations/", claim="F1", by=desk)["results"]

    assert row["claim"]["finding"] == "accurate"


def test_a_claim_says_where_one_searched_and_found_nothing(ask):
    claim = released()
    with pghistory.context(user=make.member("Reporter").pk):
        claim.searches.create(
            place="OpenAI's announcements", sought="any cut", searched_on="2026-01-02"
        )

    (search,) = ask(f"claims/{claim.uid}/")["searches"]

    assert (search["place"], search["sought"]) == ("OpenAI's announcements", "any cut")
    assert search["searched_on"] == "2026-01-02"


def test_the_desks_notes_are_null_to_others(ask, desk):
    claim = released(note="Ask again.", is_adverse=True, is_blind=True)

    def notes(by=None):
        row = ask(f"claims/{claim.uid}/", by=by)
        return row["note"], row["is_adverse"], row["is_blind"]

    assert notes() == (None, None, None)
    assert notes(desk) == ("Ask again.", True, True)


def test_an_answer_is_new_once_its_verdict_lapses(api):
    claim = released()
    make.signed(claim)
    tag = api.get(f"/api/v1/claims/{claim.uid}/")["ETag"]
    changed(claim, attributed_to="Somebody else")

    again = api.get(f"/api/v1/claims/{claim.uid}/", headers={"If-None-Match": tag})

    assert (again.status_code, again.json()["finding"]) == (200, None)
