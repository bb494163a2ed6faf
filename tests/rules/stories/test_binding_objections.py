"""What speaks against leaning on a claim, as the claim and its verdict stand."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from partnerships.actions.claims import comments, verdicts
from partnerships.models import Rulebook
from partnerships.rules.claims.signing import signature_objections
from partnerships.rules.stories.publishing import Gate, story_objections
from partnerships.vocabulary import Finding, Level, Stance
from tests import factories as make

pytestmark = pytest.mark.django_db

WORDS = "$13 billion"


@pytest.fixture
def eve(db):
    return make.member("Editor")


def against(story, user):
    """The codes of the objections to the claims under the story."""
    latest = story.revisions.current().get()
    return [one.code for one in story_objections(latest, user=user) if one.claim and one.passage]


def bound_to(claim, **fields):
    return make.binding(words=WORDS, claim_=claim, **fields).passage.story


def found(finding, **fields):
    stance = Stance.REFUTES if finding in (Finding.WRONG, Finding.IMPRECISE) else Stance.SUPPORTS
    claim = make.checked()
    if stance == Stance.REFUTES:
        make.citation(claim, stance=stance, source_=make.source())
    given = {"reasons": "So it says."} | fields
    if finding in (Finding.WRONG, Finding.IMPRECISE):
        given.setdefault("correction", "It is about $13 billion, all told.")
    if finding == Finding.UNVERIFIED:
        claim.searches.create(place="The archive", sought="A price", searched_on=date(2026, 1, 2))
    author = make.member("Reporter")
    verdicts.adopt(claim, by=author)
    return make.signed(claim, finding, **given).claim


def test_a_claim_that_nobody_checked_shuts_the_gate(eve):
    assert "unchecked" in against(bound_to(make.checked()), eve)


def test_a_claim_that_waits_for_its_second_signature_shuts_the_gate(eve):
    assert "waiting" in against(bound_to(make.proposed().claim), eve)


def test_a_verdict_that_lapsed_shuts_the_gate(eve):
    claim = make.signed().claim
    make.citation(claim, source_=make.source())

    assert "lapsed" in against(bound_to(claim), eve)


def test_a_withdrawn_verdict_shuts_the_gate(eve):
    verdict = make.signed()
    verdicts.withdraw_verdict(verdict, "I misread it.", by=verdict.proposed_by)

    assert "withdrawn" in against(bound_to(verdict.claim), eve)


@pytest.mark.parametrize("finding", [Finding.WRONG, Finding.IMPRECISE])
def test_words_may_not_lean_on_what_is_not_so(finding, eve):
    assert finding.value in against(bound_to(found(finding)), eve)


@pytest.mark.parametrize("finding", [Finding.WRONG, Finding.IMPRECISE])
def test_words_may_lean_on_what_is_right_instead(finding, eve):
    codes = against(bound_to(found(finding), basis="correction"), eve)

    assert finding.value not in codes


def test_words_may_not_lean_on_a_correction_that_is_not_there(eve):
    assert "no_correction" in against(bound_to(make.signed().claim, basis="correction"), eve)


def test_what_could_not_be_verified_shuts_the_gate(eve):
    assert "unverified" in against(bound_to(found(Finding.UNVERIFIED)), eve)


def test_the_words_that_give_the_context_are_asked_for(eve):
    assert "no_context" in against(bound_to(found(Finding.CONTEXT)), eve)


def test_named_context_is_enough_while_its_words_stand(eve):
    story = make.story()
    context = make.passage(story, "October 2024")
    make.binding(story, WORDS, found(Finding.CONTEXT), context=context)
    make.binding(story, "October 2024", make.signed().claim)

    assert not {"no_context", "context_gone"} & set(against(story, eve))

    text = story.revisions.current().get().body
    make.revised(story, text.replace("October 2024", "that autumn"))

    assert "context_gone" in against(story, eve)


def test_a_source_without_a_kept_copy_warns(eve):
    story = bound_to(make.signed().claim)

    warned = [one for one in Gate(story.revisions.get(), eve).objections if one.code == "not_kept"]

    assert [one.level for one in warned] == [Level.WARNING]


def test_a_quotation_that_is_not_proved_in_the_copy_we_keep_shuts_the_gate(eve):
    source = make.source()
    claim = make.checked()
    make.citation(claim, source, quote="thirteen billion", says="")
    make.snapshot(source, "They put in thirteen billion.")

    assert "not_proved" in against(bound_to(claim), eve)


def test_a_person_who_was_not_asked_shuts_the_gate(eve):
    codes = against(bound_to(make.checked(is_adverse=True)), eve)

    assert {"not_asked", "adverse_on_one_origin"} <= set(codes)


def test_the_gate_calls_what_is_lacking_what_the_signature_calls_it(eve):
    claim = make.checked(is_adverse=True)
    comments.comment(claim, "Who says so?", by=make.member("Reporter"))

    asked = [one.code for one in signature_objections(claim, Finding.ACCURATE, eve)]

    assert set(asked) == {"adverse_on_one_origin", "not_asked", "open_comment"}
    assert set(asked) <= set(against(bound_to(claim), eve))


def test_a_person_is_given_time_to_reply(eve):
    claim = make.checked(is_adverse=True)
    asked = {"asked_at": timezone.now(), "asked_by": make.member("Reporter")}
    claim.replies.create(party=make.person(), channel="e-mail", **asked)
    story = bound_to(claim)

    soon = against(story, eve)
    later = timezone.now() + timedelta(hours=25)
    after = [one.code for one in story_objections(story.revisions.get(), user=eve, at=later)]

    assert "no_time_to_reply" in soon
    assert not {"no_time_to_reply", "not_asked"} & set(after)


def test_an_open_comment_shuts_the_gate(eve):
    claim = make.signed().claim
    comments.comment(claim, "Which billion?", by=make.member("Reporter"))

    assert "open_comment" in against(bound_to(claim), eve)


def test_a_claim_past_its_day_warns(eve):
    claim = make.signed().claim
    type(claim).objects.filter(pk=claim.pk).update(good_until=date(2026, 1, 31))

    assert "overdue" in against(bound_to(claim), eve)


@pytest.mark.parametrize("level", [Level.BLOCKING, Level.WARNING, Level.SILENT])
def test_the_rulebook_says_how_much_a_missing_copy_weighs(level, eve):
    Rulebook.objects.create(pk=1, not_kept=level)
    story = bound_to(make.signed().claim)

    weights = [
        one.level
        for one in story_objections(story.revisions.get(), user=eve)
        if one.code == "not_kept"
    ]

    assert weights == ([] if level == Level.SILENT else [level])


def test_a_source_that_the_reader_may_not_know_of_is_not_told(eve):
    claim = make.checked()
    make.citation(claim, make.source(outlet="Deep Throat", confidentiality="confidential"))

    told = [one.text for one in story_objections(bound_to(claim).revisions.get(), user=eve)]

    assert told
    assert not [text for text in told if "Deep Throat" in text]
