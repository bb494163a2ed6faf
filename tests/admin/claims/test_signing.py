"""Blind checks at the desk: nothing tells of a first finding before one gives one's own."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from partnerships.actions.claims import assessments, verdicts
from partnerships.models import Assessment, Claim, Rulebook
from partnerships.vocabulary import Finding, State
from tests import factories as make
from tests.clock import standing

pytestmark = pytest.mark.django_db


def page(claim, verb="change"):
    return reverse(f"admin:partnerships_claim_{verb}", args=[claim.pk])


def addresses(claim):
    """Every page at the desk on which the claim could be told of."""
    return [
        page(claim),
        page(claim, "timeline"),
        page(claim, "history"),
        reverse("admin:partnerships_claim_changelist"),
        reverse("admin:partnerships_claim_changelist") + "?state=unchecked",
        reverse("admin:partnerships_verdict_changelist"),
        reverse("admin:partnerships_claim_export"),
        reverse("admin:index"),
        reverse("admin:partnerships_citation_changelist"),
        "/",
    ]


def bytes_of(client, claim, at):
    """What is answered at each address, `at` a moment, without what differs each time anybody
    asks."""
    with standing(at):
        answers = [client.get(address) for address in addresses(claim)]
    token = rb'name="csrfmiddlewaretoken" value="[^"]+"'
    return [(answer.status_code, re.sub(token, b"", answer.content)) for answer in answers]


def assess(client, claim, **typed):
    seen = client.get(page(claim)).context["claim_status"].seen
    return client.post(page(claim, "assess"), {"seen": seen} | typed, follow=True)


def lapsed(claim):
    """A verdict on the claim that stands no longer."""
    verdict = make.signed(claim, finding=Finding.OPINION, reasons="Nobody can measure it.")
    make.reworded(claim)
    return verdict


def withdrawn(claim):
    """A verdict on the claim that was taken back."""
    verdict = make.signed(claim, finding=Finding.OPINION, reasons="Nobody can measure it.")
    verdicts.withdraw_verdict(verdict, why="Look again.", by=verdict.proposed_by)
    return verdict


def proposed(claim):
    """A verdict on the claim that waits for its signature."""
    return make.proposed(claim, finding=Finding.OPINION, reasons="Nobody can measure it.")


def table_of(client):
    """The claims as a table."""
    typed = {"format": "0", "resource": "", "claimtable_id": "on"}
    fields = client.get(reverse("admin:partnerships_claim_export")).context["form"].fields
    typed |= {name: "on" for name in fields if name.startswith("claimtable_")}
    return client.post(reverse("admin:partnerships_claim_export"), typed).content


@pytest.mark.walk
@pytest.mark.parametrize("group", ["Reader", "Fact-checker", "Editor", "Editor in chief", None])
def test_no_page_differs_by_a_byte_whether_somebody_has_assessed_or_not(client, group):
    claim = make.checked(is_blind=True, released_at=make.NOON)
    checker = make.member("Fact-checker")
    other = make.member(group) if group else make.editor("root", is_superuser=True)
    client.force_login(other)
    moment = timezone.now()
    before = bytes_of(client, claim, moment) + [table_of(client)]

    assessments.assess(claim, Finding.OPINION, by=checker, reasons="A secret reason.")

    after = bytes_of(client, claim, moment) + [table_of(client)]
    assert after == before


@pytest.mark.drill
def test_the_same_holds_where_the_desk_checks_a_kind_blind(client):
    Rulebook.objects.create(pk=1, blind_kinds=["fact"])
    claim, checker = make.checked(), make.member("Fact-checker")
    client.force_login(make.member("Editor"))
    moment = timezone.now()
    before = bytes_of(client, claim, moment)

    assessments.assess(claim, Finding.OPINION, by=checker)

    assert bytes_of(client, claim, moment) == before


@pytest.mark.drill
def test_a_second_round_tells_as_little_as_the_first(client):
    claim = make.checked(is_blind=True)
    for _ in range(2):
        assessments.assess(claim, Finding.ACCURATE, by=make.member("Editor"))
    editor, checker = make.member("Editor"), make.member("Fact-checker")
    client.force_login(editor)
    verdict = claim.verdicts.get()
    client.post(page(claim, "withdraw"), {"verdict": verdict.uid, "why": "Look again."})
    client.get(page(claim))  # the message
    moment = timezone.now()
    before = bytes_of(client, claim, moment)

    assessments.assess(claim, Finding.OPINION, by=checker)

    assert bytes_of(client, claim, moment) == before


@pytest.mark.parametrize("was", [proposed, lapsed, withdrawn])
def test_no_page_tells_a_checker_what_was_found_of_it_before(client, was):
    claim = make.checked()
    verdict = was(claim)
    Claim.objects.filter(pk=claim.pk).update(is_blind=True)
    checker = make.member("Fact-checker")
    client.force_login(checker)
    room = reverse("admin:partnerships_verdict_changelist")

    def told():
        listed = page(claim) in client.get(room).text
        return verdict.reasons in client.get(page(claim)).text, listed

    closed, home = told(), client.get(reverse("admin:index")).text
    assessments.assess(claim, Finding.ACCURATE, by=checker)

    assert closed == (False, False)
    assert f"“{verdict.get_finding_display()}”" not in home
    assert told() == (True, True)


def test_a_claim_that_is_checked_blind_is_assessed_instead_of_proposed(client):
    claim = make.checked(is_blind=True)
    client.force_login(make.member("Fact-checker"))

    shown = client.get(page(claim)).text

    assert page(claim, "assess") in shown
    assert page(claim, "propose") not in shown


def test_ones_own_assessment_is_shown_back_and_no_other_is_asked_for(client):
    claim = make.checked(is_blind=True)
    checker = make.member("Fact-checker")
    client.force_login(checker)

    answer = assess(client, claim, finding="opinion", reasons="It cannot be measured.")

    assert "Your assessment is kept. The check goes on." in answer.text
    assert "It cannot be measured." in answer.text
    assert page(claim, "assess") not in answer.text


def test_what_was_typed_into_an_assessment_comes_back_with_the_refusal(client):
    claim = make.checked(is_blind=True)
    client.force_login(make.member("Fact-checker"))

    answer = assess(client, claim, finding="wrong", reasons="In March.")

    assert "Say what is right where a claim is imprecise or wrong" in answer.text
    assert answer.context["proposal"]["reasons"].value() == "In March."
    assert not Assessment.objects.exists()


def test_two_who_agree_on_the_page_make_a_verdict(client):
    claim = make.checked(is_blind=True)
    for _ in range(2):
        client.force_login(make.member("Editor"))
        assess(client, claim, finding="accurate")

    assert claim.verdicts.get().state == State.STANDS


def test_nobody_assesses_a_claim_whose_check_is_over(client):
    claim = make.checked(is_blind=True)
    for _ in range(2):
        assessments.assess(claim, Finding.ACCURATE, by=make.member("Editor"))
    client.force_login(make.member("Editor"))

    answer = assess(client, claim, finding="opinion")

    assert "This check is over" in answer.text


def test_a_closed_life_says_why_and_until_when(client):
    claim = make.checked(is_blind=True)
    client.force_login(make.member("Fact-checker"))

    for verb in ("timeline", "history"):
        assert "once you have given your own assessment" in client.get(page(claim, verb)).text


def test_a_claim_under_a_blind_check_is_left_out_of_the_table(client):
    make.checked(is_blind=True, reference="S1")
    make.checked(reference="S2")
    client.force_login(make.member("Editor"))

    table = table_of(client).decode()

    assert "S2" in table
    assert "S1" not in table


def test_only_who_may_sign_decides_what_is_checked_blind(client):
    claim = make.checked()
    shown = {}
    for group in ("Reporter", "Editor"):
        client.force_login(make.member(group))
        shown[group] = "is_blind" in client.get(page(claim)).context["adminform"].form.fields

    assert shown == {"Reporter": False, "Editor": True}
