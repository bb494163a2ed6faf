"""The verdicts of the story: how many of each, and what they say."""

import pytest
from django.db.models import Count

from partnerships.models import Authorship, Binding, Claim, Entry, Verdict, Waiver
from partnerships.rules.claims import signing
from partnerships.vocabulary import Act, Finding, State
from tests import factories as make


def test_the_findings_are_those_of_the_facts():
    counted = Claim.objects.with_verdict().order_by().values_list("finding").annotate(Count("pk"))

    assert dict(counted) == {
        Finding.ACCURATE: 34,
        Finding.CONTEXT: 16,
        Finding.REPORTED: 13,
        Finding.OPINION: 12,
        Finding.IMPRECISE: 8,
        Finding.WRONG: 1,
        Finding.UNVERIFIED: 1,
    }


def test_s28_is_wrong_and_says_what_is_right():
    verdict = Verdict.objects.standing().get(claim__reference="S28")

    assert verdict.finding == Finding.WRONG
    assert "19 March 2024" in verdict.correction
    assert "Tuesday, March 19" in verdict.reasons


@pytest.mark.parametrize("reference", ["S24", "S25", "S32", "S33", "S34", "S35", "S44"])
def test_what_the_times_alone_says_is_reported(reference):
    assert Verdict.objects.standing().get(claim__reference=reference).finding == Finding.REPORTED


def test_s39_rests_on_a_search_that_found_nothing():
    claim = Claim.objects.with_verdict().get(reference="S39")

    assert (claim.finding, claim.searches.count()) == (Finding.UNVERIFIED, 1)


def test_every_verdict_has_the_evidence_that_its_signature_needs_or_the_story_waives_it():
    reader = make.editor(is_superuser=True)
    verdicts = Verdict.objects.standing().select_related("claim")

    blocked = {
        verdict.claim.reference: {objection.code for objection in objections}
        for verdict in verdicts
        if (objections := signing.blocking(verdict.claim, verdict.finding, reader))
    }

    # One newspaper's account of people whom nobody here could ask: the manuscript waives that.
    waived = Waiver.objects.exclude(excuses=[]).get()
    assert blocked == dict.fromkeys(["S32", "S34"], {"adverse_on_one_origin", "not_asked"})
    assert set(waived.excuses) == {"one_origin", "not_asked"}
    under = Binding.objects.filter(passage__exact=waived.passage.exact)
    assert {"S32", "S34"} <= {binding.claim.reference for binding in under}


def test_nobody_signed_what_they_wrote():
    signers = set(Verdict.objects.values_list("countersigned_by__username", flat=True))
    authors = set(Authorship.objects.values_list("author__username", flat=True))

    assert (signers, authors) == ({"story-editor"}, {"story-loader"})


def test_every_signature_is_in_the_journal():
    signing_acts = Entry.objects.filter(act__in=[Act.PROPOSED, Act.COUNTERSIGNED, Act.LOADED])
    acts = signing_acts.order_by().values_list("act").annotate(Count("pk"))

    # Of L14 two verdicts stood, one after the other.
    assert dict(acts) == {Act.PROPOSED: 86, Act.COUNTERSIGNED: 86, Act.LOADED: 1}


def test_one_changed_figure_lets_one_verdict_lapse():
    Claim.objects.filter(reference="S11").update(statement="Microsoft has invested $10 billion.")

    lapsed = Claim.objects.with_verdict().filter(state=State.LAPSED)
    assert [claim.reference for claim in lapsed] == ["S11"]
