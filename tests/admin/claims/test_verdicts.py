"""Proposing and signing on the page of a claim, in bulk, and in the reading room."""

import pghistory
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships.actions.claims import verdicts
from partnerships.models import Claim, Verdict
from partnerships.vocabulary import Confidentiality, Finding, Stance, State
from tests import factories as make

pytestmark = pytest.mark.django_db

CLAIMS = "admin:partnerships_claim_changelist"
ROOM = "admin:partnerships_verdict_changelist"


def page(claim, verb="change"):
    return reverse(f"admin:partnerships_claim_{verb}", args=[claim.pk])


@pytest.fixture
def as_(client):
    """The desk in the browser of somebody with that role."""

    def log_in(group, **fields):
        user = make.member(group, **fields)
        client.force_login(user)
        client.user = user
        return client

    return log_in


def said(answer):
    return [str(message) for message in answer.context["messages"]]


def propose(desk, claim, **typed):
    seen = desk.get(page(claim)).context["claim_status"].seen
    return desk.post(page(claim, "propose"), {"seen": seen} | typed, follow=True)


def sign(desk, verdict, **typed):
    typed = {"verdict": verdict.uid} | typed
    return desk.post(page(verdict.claim, "sign"), typed, follow=True)


def test_a_checker_proposes_on_the_page_of_the_claim(as_):
    claim = make.checked()
    desk = as_("Fact-checker")

    answer = propose(desk, claim, finding="accurate", reasons="Both say so.")

    assert said(answer) == ["Proposed. It waits for a second signature."]
    verdict = Verdict.objects.get()
    assert (verdict.finding, verdict.reasons, verdict.proposed_by) == (
        Finding.ACCURATE,
        "Both say so.",
        desk.user,
    )


def test_an_editor_signs_on_the_page_of_the_claim(as_):
    verdict = make.proposed()

    answer = sign(as_("Editor"), verdict)

    verdict.refresh_from_db()
    assert verdict.state == State.STANDS
    assert said(answer) == ["Signed. The verdict stands."]


def test_what_was_typed_comes_back_with_the_refusal(as_):
    claim = make.checked()
    desk = as_("Fact-checker")

    answer = propose(desk, claim, finding="wrong", reasons="It was in March.")

    assert "Say what is right where a claim is imprecise or wrong" in answer.text
    assert answer.context["proposal"]["reasons"].value() == "It was in March."
    assert answer.context["proposal"]["finding"].value() == "wrong"
    assert not Verdict.objects.exists()


def test_a_claim_that_changed_under_the_proposer_is_shown_anew(as_):
    claim = make.checked()
    desk = as_("Fact-checker")
    desk.get(page(claim))

    answer = desk.post(page(claim, "propose"), {"finding": "accurate", "seen": "0" * 64})

    assert "has changed since: look at it again" in answer.text
    assert answer.context["proposal"]["seen"].value() == answer.context["claim_status"].seen


def test_whoever_sends_no_fingerprint_has_not_looked(as_):
    claim = make.checked()

    answer = as_("Fact-checker").post(page(claim, "propose"), {"finding": "accurate"})

    assert "has changed since: look at it again" in answer.text
    assert not Verdict.objects.exists()


def test_the_record_of_a_refused_page_is_saved_at_its_own_address(as_):
    claim = make.checked()

    answer = as_("Fact-checker").post(page(claim, "propose"), {"finding": "wrong"})

    assert f'action="{page(claim)}" method="post" id="claim_form"' in answer.text


def test_whoever_wrote_part_of_it_is_told_why_they_may_not_sign(as_):
    desk = as_("Editor")
    verdict = make.proposed(make.checked(by=desk.user))

    shown = desk.get(page(verdict.claim))
    answer = sign(desk, verdict)

    assert "you wrote citation 1 on" in shown.text
    assert "you wrote citation 1 on" in answer.text
    verdict.refresh_from_db()
    assert verdict.state == State.WAITING


def test_objections_stand_beside_the_button(as_):
    with pghistory.context(user=make.member("Reporter").pk):
        claim = make.claim()
    verdict = make.proposed(claim)
    desk = as_("Editor")

    shown = desk.get(page(claim))
    answer = sign(desk, verdict)

    assert [each.code for each in shown.context["claim_status"].objections] == ["no_support"]
    assert "Not signed. This stands against it:" in answer.text


def test_no_doubt_repeats_an_objection(as_):
    with pghistory.context(user=make.member("Reporter").pk):
        claim = make.claim()
    make.proposed(claim)

    shown = as_("Editor").get(page(claim))

    assert shown.context["doubts"] == []


def test_a_reporter_has_neither_button(as_):
    verdict = make.proposed()
    desk = as_("Reporter")

    shown = desk.get(page(verdict.claim))

    assert "proposal" not in shown.context
    assert "signature" not in shown.context
    assert sign(desk, verdict).status_code == 403
    assert desk.post(page(verdict.claim, "propose"), {"finding": "wrong"}).status_code == 403


def test_strangers_are_sent_to_the_login(client):
    verdict = make.proposed()

    answer = client.post(page(verdict.claim, "sign"), {"verdict": verdict.uid})

    assert answer.status_code == 302
    assert "login" in answer.url


def test_looking_at_an_address_of_a_verb_shows_the_claim(as_):
    claim = make.checked()

    answer = as_("Editor").get(page(claim, "sign"))

    assert answer.url == page(claim)


def test_a_chief_breaks_the_glass_and_it_stays_to_be_seen(as_):
    desk = as_("Editor in chief")
    verdict = make.proposed(make.checked(by=desk.user))

    sign(desk, verdict, glass="Nobody else is in tonight.")
    shown = desk.get(page(verdict.claim))

    assert "The glass was broken:" in shown.text
    assert "Nobody else is in tonight." in shown.text


def test_an_editor_has_no_glass_to_break(as_):
    desk = as_("Editor")
    verdict = make.proposed(make.checked(by=desk.user))

    shown = desk.get(page(verdict.claim))

    assert "Break the glass" not in shown.text
    assert sign(desk, verdict, glass="Nobody else is in.").status_code == 403


def test_a_verdict_is_withdrawn_with_a_reason(as_):
    verdict = make.signed()
    desk = as_("Editor")
    address = page(verdict.claim, "withdraw")

    refused = desk.post(address, {"verdict": verdict.uid, "why": ""})
    desk.post(address, {"verdict": verdict.uid, "why": "We looked at the wrong copy."})

    assert "Say why the verdict is withdrawn." in refused.text
    verdict.refresh_from_db()
    assert verdict.withdrawn_why == "We looked at the wrong copy."


def test_changes_of_nobody_are_adopted_before_a_signature(as_):
    claim = make.checked()
    verdict = make.proposed(claim)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pghistory.context_metadata', '', true)")
    Claim.objects.filter(pk=claim.pk).update(statement="Something else.")
    desk = as_("Editor")

    shown = desk.get(page(claim))
    answer = desk.post(page(claim, "adopt"), follow=True)

    assert shown.context["may_adopt"]
    assert said(answer) == ["Adopted: you answer for these changes now, and somebody else signs."]
    assert not answer.context["may_adopt"]
    verdict.refresh_from_db()


def test_a_lapse_is_told_with_its_reason_and_who(as_):
    claim = make.checked()
    make.signed(claim)
    with pghistory.context(user=make.member("Reporter", first_name="Rita", last_name="Row").pk):
        Claim.objects.filter(pk=claim.pk).update(statement="Something else.")

    shown = as_("Editor").get(page(claim)).text

    assert "when Rita Row saved: the statement was changed." in shown
    assert "was undone exactly" not in shown


def test_a_change_that_was_undone_says_that_nothing_revives(as_):
    claim = make.checked()
    make.signed(claim)
    with pghistory.context(user=make.member("Reporter").pk):
        Claim.objects.filter(pk=claim.pk).update(statement="Something else.")
        Claim.objects.filter(pk=claim.pk).update(statement=claim.statement)

    shown = as_("Editor").get(page(claim)).text

    assert "was undone exactly; the verdict does not revive by itself" in shown


# Many at once


def test_many_claims_are_proposed_with_one_finding(as_):
    chosen = [make.checked(), make.checked()]
    desk = as_("Fact-checker")
    asked = {"action": "propose_many", "_selected_action": [claim.pk for claim in chosen]}

    form = desk.post(reverse(CLAIMS), asked)
    seen = {f"seen-{claim.pk}": claim.seen for claim in form.context["claims"]}
    answer = desk.post(
        reverse(CLAIMS), asked | seen | {"propose": "yes", "finding": "accurate"}, follow=True
    )

    assert said(answer) == ["Proposed 2."]
    assert Verdict.objects.awaiting_signature().count() == 2


def test_of_many_a_claim_that_changed_meanwhile_is_refused(as_):
    claim = make.checked()
    asked = {"action": "propose_many", "_selected_action": [claim.pk], "propose": "yes"}

    answer = as_("Fact-checker").post(
        reverse(CLAIMS),
        asked | {"finding": "accurate", f"seen-{claim.pk}": "0" * 64},
        follow=True,
    )

    assert said(answer)[0].startswith(f"{claim.reference}: The claim or what it rests on has")
    assert not Verdict.objects.exists()


def test_many_are_signed_and_each_refusal_is_told_by_its_claim(as_):
    desk = as_("Editor")
    good, own, unchecked = make.checked(), make.checked(by=desk.user), make.checked()
    make.proposed(good)
    make.proposed(own)
    chosen = [good.pk, own.pk, unchecked.pk]

    answer = desk.post(
        reverse(CLAIMS), {"action": "sign_many", "_selected_action": chosen}, follow=True
    )

    told = said(answer)
    assert any(line.startswith(f"{own.reference}: Needs a second person") for line in told)
    assert f"{unchecked.reference}: Nothing waits for a signature here." in told
    assert told[-2:] == ["Signed 1.", "Refused 2 of 3."]


def test_a_reporter_is_offered_neither_in_bulk(as_):
    make.checked()

    page_of_claims = as_("Reporter").get(reverse(CLAIMS))

    assert page_of_claims.context["action_form"] is None


# The lists


def test_claims_are_listed_with_the_state_of_their_verdict(as_):
    claim = make.checked()
    make.signed(claim)
    make.checked()

    shown = as_("Reader").get(reverse(CLAIMS)).text

    assert "is-accurate" in shown
    assert "Unchecked" in shown


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"state": "stands"}, {"signed"}),
        ({"state": "waiting"}, {"waiting"}),
        ({"state": "unchecked"}, {"unchecked"}),
        ({"finding": "accurate"}, {"signed"}),
    ],
)
def test_claims_are_filtered_by_verdict_and_finding(as_, asked, found):
    for name in ("signed", "waiting", "unchecked"):
        claim = make.checked(note=name)
        if name != "unchecked":
            getattr(make, "signed" if name == "signed" else "proposed")(claim)

    rows = as_("Reader").get(reverse(CLAIMS), asked).context["cl"].result_list

    assert {claim.note for claim in rows} == found


@pytest.mark.walk
@pytest.mark.parametrize("room", [CLAIMS, ROOM])
def test_a_long_list_costs_what_a_short_one_does(as_, room, django_assert_num_queries):
    desk = as_("Editor")
    for _ in range(2):
        make.signed()
    desk.get(reverse(room))
    with CaptureQueriesContext(connection) as short:
        desk.get(reverse(room))
    for _ in range(8):
        make.signed()

    with django_assert_num_queries(len(short)):
        desk.get(reverse(room))


def test_the_reading_room_is_asked_for_what_waits(as_):
    make.signed()
    waiting = make.proposed()

    rows = as_("Reader").get(reverse(ROOM), {"state": "waiting"}).context["cl"].result_list

    assert list(rows) == [waiting]


@pytest.mark.parametrize("state", ["unchecked", "nonsense"])
def test_a_state_in_which_no_verdict_is_leaves_out_none(as_, state):
    signed, waiting = make.signed(), make.proposed()

    rows = as_("Reader").get(reverse(ROOM), {"state": state}).context["cl"].result_list

    assert set(rows) == {signed, waiting}


def test_verdicts_are_signed_from_the_reading_room(as_):
    desk = as_("Editor")
    verdict = make.proposed()

    answer = desk.post(
        reverse(ROOM), {"action": "sign", "_selected_action": [verdict.pk]}, follow=True
    )

    assert said(answer) == ["Signed 1."]


@pytest.mark.parametrize(
    "asked", ["covers__icontains=secret", "fingerprint__startswith=a", "lapse__contains=x"]
)
def test_no_address_asks_what_a_verdict_covers(as_, asked):
    make.signed()

    assert as_("Reader").get(f"{reverse(ROOM)}?{asked}").status_code == 400


def test_no_address_of_the_claims_asks_what_their_verdicts_cover(as_):
    make.signed()

    answer = as_("Reader").get(f"{reverse(CLAIMS)}?current__covers__icontains=secret")

    assert answer.status_code == 400


def test_a_verdict_is_read_on_the_page_of_its_claim(as_):
    verdict = make.signed()
    desk = as_("Reader")

    read = desk.get(reverse("admin:partnerships_verdict_change", args=[verdict.pk]))
    life = desk.get(reverse("admin:partnerships_verdict_history", args=[verdict.pk]))

    assert read.url == page(verdict.claim)
    assert life.url == page(verdict.claim, "timeline")


# Confidential sources


@pytest.mark.django_db(transaction=True)
def test_a_lapse_over_a_hidden_citation_is_told_in_general_words(as_):
    claim = make.checked()
    make.signed(claim)
    keeper = make.member("Source keeper", "Reporter")
    with pghistory.context(user=keeper.pk):
        hidden = make.source(confidentiality=Confidentiality.CONFIDENTIAL, outlet="A quiet voice")
        make.citation(claim, hidden, stance=Stance.CONTEXT)

    shown = as_("Editor").get(page(claim)).text

    assert "what it rests on was changed." in shown
    assert "a citation was added" not in shown
    assert "A quiet voice" not in shown


@pytest.mark.django_db(transaction=True)
def test_a_lapse_over_a_citation_that_one_sees_is_told_as_it_was(as_):
    claim = make.checked()
    make.signed(claim)
    with pghistory.context(user=make.member("Reporter").pk):
        make.citation(claim, stance=Stance.CONTEXT)

    assert "a citation was added." in as_("Editor").get(page(claim)).text


def test_nobody_signs_over_what_they_may_not_see(as_):
    keeper = make.member("Source keeper", "Fact-checker")
    with pghistory.context(user=make.member("Reporter").pk):
        claim = make.claim()
        make.citation(claim, make.source(confidentiality=Confidentiality.CONFIDENTIAL))
    verdict = verdicts.propose(claim, Finding.ACCURATE, by=keeper)

    answer = sign(as_("Editor"), verdict)

    assert "This claim is for other eyes" in answer.text
