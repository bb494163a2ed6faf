"""The evidence rules, each at its edges."""

from datetime import timedelta

import pytest

from partnerships.actions.claims import comments
from partnerships.models import Reply, Rulebook, Search
from partnerships.models.claims.rulebook import TO_SIGN
from partnerships.rules.claims import signing
from partnerships.rules.people import departed
from partnerships.vocabulary import Confidentiality, Finding, Level, Stance, State, Tier
from tests import factories as make

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def eve(db):
    return make.member("Editor", name="eve")


def codes(claim, finding, user, at=None):
    return [objection.code for objection in signing.signature_objections(claim, finding, user, at)]


def cited(stance=Stance.SUPPORTS, **fields):
    claim = make.claim()
    make.citation(claim, stance=stance, **fields)
    return claim


# What each finding needs


@pytest.mark.parametrize("finding", [Finding.ACCURATE, Finding.CONTEXT, Finding.REPORTED])
@pytest.mark.parametrize("stance", [Stance.QUALIFIES, Stance.CONTEXT])
def test_what_is_said_to_be_so_needs_support(finding, stance, eve):
    assert codes(cited(stance), finding, eve) == ["no_support"]
    assert codes(cited(), finding, eve) == []


@pytest.mark.parametrize("finding", [Finding.IMPRECISE, Finding.WRONG])
def test_what_is_said_not_to_be_so_needs_something_against_it(finding, eve):
    assert codes(cited(), finding, eve) == ["no_contradiction"]
    assert codes(cited(Stance.QUALIFIES), finding, eve) == []
    assert codes(cited(Stance.REFUTES), finding, eve) == []


def test_unverified_needs_a_search_that_found_nothing(eve):
    claim = make.claim()
    before = codes(claim, Finding.UNVERIFIED, eve)

    Search.objects.create(claim=claim, place="Here", sought="That", searched_on=make.NOON.date())

    assert (before, codes(claim, Finding.UNVERIFIED, eve)) == (["no_search"], [])


def test_an_opinion_needs_nothing(eve):
    assert codes(make.claim(), Finding.OPINION, eve) == []


# Sources that refute


@pytest.mark.parametrize(("answer", "stands"), [("", True), ("  ", True), ("It is older.", False)])
def test_a_refutation_is_answered(answer, stands, eve):
    claim = cited()
    make.citation(claim, stance=Stance.REFUTES, answer=answer)

    assert ("unanswered_refutation" in codes(claim, Finding.ACCURATE, eve)) is stands


def test_a_refutation_stands_in_the_way_of_accurate_alone(eve):
    claim = cited()
    make.citation(claim, stance=Stance.REFUTES)

    assert codes(claim, Finding.CONTEXT, eve) == []


# Against a person


def against_a_person(*sources):
    claim = make.claim(is_adverse=True)
    for source in sources:
        make.citation(claim, source)
    asked(claim, answered_at=make.NOON + HOUR, answer="No comment.")
    return claim


def asked(claim, **fields):
    given = {"party": make.person(), "asked_at": make.NOON, "channel": "A call"}
    return Reply.objects.create(claim=claim, asked_by=make.member("Reporter"), **given | fields)


def test_one_origin_is_not_enough_against_a_person(eve):
    report = make.source()
    claim = against_a_person(report, make.source(derives_from=report))

    assert codes(claim, Finding.ACCURATE, eve) == ["adverse_on_one_origin"]


def test_two_origins_are_enough_against_a_person(eve):
    assert codes(against_a_person(make.source(), make.source()), Finding.ACCURATE, eve) == []


def test_a_primary_document_is_enough_against_a_person(eve):
    assert codes(against_a_person(make.source(tier=Tier.A)), Finding.ACCURATE, eve) == []


def test_a_document_that_does_not_support_it_does_not_count(eve):
    claim = against_a_person(make.source())
    make.citation(claim, make.source(tier=Tier.A), stance=Stance.CONTEXT)

    assert codes(claim, Finding.ACCURATE, eve) == ["adverse_on_one_origin"]


def test_what_is_against_nobody_may_stand_on_one_origin(eve):
    assert codes(cited(), Finding.ACCURATE, eve) == []


# The right of reply


def adverse():
    claim = make.claim(is_adverse=True)
    make.citation(claim, make.source(tier=Tier.A))
    return claim


def test_whom_it_is_against_is_asked(eve):
    assert codes(adverse(), Finding.ACCURATE, eve) == ["not_asked"]


@pytest.mark.parametrize(("hours", "stands"), [(0, True), (23.99, True), (24, False), (48, False)])
def test_whom_it_is_against_has_time_to_answer(hours, stands, eve):
    claim = adverse()
    asked(claim)

    found = codes(claim, Finding.ACCURATE, eve, at=make.NOON + hours * HOUR)

    assert ("no_time_to_reply" in found) is stands


def test_how_long_is_the_desks_to_set(eve):
    Rulebook.objects.create(pk=1, reply_hours=1)
    claim = adverse()
    asked(claim)

    assert codes(claim, Finding.ACCURATE, eve, at=make.NOON + HOUR) == []


def test_an_answer_ends_the_wait(eve):
    claim = adverse()
    asked(claim, answered_at=make.NOON + HOUR, answer="No comment.")

    assert codes(claim, Finding.ACCURATE, eve, at=make.NOON + 2 * HOUR) == []


def test_the_objection_says_until_when(eve):
    claim = adverse()
    asked(claim)

    (objection,) = signing.signature_objections(claim, Finding.ACCURATE, eve, at=make.NOON)

    assert str(objection) == "The person has until 24 October 2024, 12:00 UTC to reply."


# One origin, unnamed people, parties that speak for themselves


def test_unnamed_people_of_one_report_fit_reported(eve):
    report = make.source(is_unnamed=True)
    claim = cited(source_=report)
    make.citation(claim, make.source(derives_from=report))

    assert codes(claim, Finding.ACCURATE, eve) == ["fits_reported"]
    assert codes(claim, Finding.REPORTED, eve) == []


def test_unnamed_people_of_two_reports_do_not(eve):
    claim = cited(source_=make.source(is_unnamed=True))
    make.citation(claim)

    assert codes(claim, Finding.ACCURATE, eve) == []


def test_a_report_that_names_its_people_does_not(eve):
    assert codes(cited(source_=make.source(is_unnamed=False)), Finding.ACCURATE, eve) == []


def test_a_party_that_speaks_for_itself_is_labelled(eve):
    claim = cited(source_=make.source(outlet="Initech (press release)"))
    claim.about_parties.create(party=make.company("Initech"))

    (objection,) = signing.signature_objections(claim, Finding.ACCURATE, eve)

    assert (objection.code, objection.blocks) == ("own_statement", False)
    assert str(objection) == "Initech speaks for itself in the support."


# Comments and levels


def test_open_comments_are_counted_together(eve):
    claim = cited()
    for text in ("Which April?", "Which year?"):
        comments.comment(claim, text, by=eve)

    (objection,) = signing.signature_objections(claim, Finding.ACCURATE, eve)

    assert str(objection) == "2 comments are open: resolve them first."


def test_a_comment_on_a_hidden_citation_is_not_counted_for_others(eve):
    claim = cited()
    hidden = make.citation(claim, make.source(confidentiality=Confidentiality.CONFIDENTIAL))
    comments.comment(hidden, "Who?", by=make.member("Reporter", "Source keeper"))

    assert "open_comment" not in codes(claim, Finding.ACCURATE, eve)


BROKEN = {
    "evidence": (make.claim, Finding.ACCURATE),
    "refutation": (lambda: _and(cited(), stance=Stance.REFUTES), Finding.ACCURATE),
    "adverse": (lambda: against_a_person(make.source()), Finding.ACCURATE),
    "reply": (adverse, Finding.ACCURATE),
    "comment": (lambda: _commented(), Finding.ACCURATE),
    "one_origin": (lambda: cited(source_=make.source(is_unnamed=True)), Finding.ACCURATE),
    "own_statement": (lambda: _speaking_for_itself(), Finding.ACCURATE),
}


def _and(claim, **fields):
    make.citation(claim, **fields)
    return claim


def _commented():
    claim = cited()
    comments.comment(claim, "Which April?", by=make.member("Reporter"))
    return claim


def _speaking_for_itself():
    claim = cited(source_=make.source(outlet="Initech"))
    claim.about_parties.create(party=make.company("Initech"))
    return claim


def test_every_level_of_the_rulebook_has_its_rule():
    assert set(BROKEN) == set(TO_SIGN)


@pytest.mark.parametrize("rule", BROKEN)
@pytest.mark.parametrize("level", Level)
def test_each_rule_weighs_what_the_desk_says(rule, level, eve):
    Rulebook.objects.create(pk=1, **{rule: level})
    broken, finding = BROKEN[rule]

    found = [objection.level for objection in signing.signature_objections(broken(), finding, eve)]

    assert found == ([] if level == Level.SILENT else [level])


def test_what_blocks_stands_before_what_warns(eve):
    claim = cited(source_=make.source(is_unnamed=True))
    make.citation(claim, stance=Stance.REFUTES)

    found = signing.signature_objections(claim, Finding.ACCURATE, eve)

    assert [objection.blocks for objection in found] == [True, False]
    assert signing.blocking(claim, Finding.ACCURATE, eve) == found[:1]


def test_looking_writes_nothing(eve, read_only):
    claim = cited()

    with read_only():
        signing.signature_objections(claim, Finding.ACCURATE, eve)


# Who signed


def test_the_signature_of_somebody_who_left_stands_and_is_marked():
    verdict = make.signed()
    verdict.countersigned_by.is_active = False
    verdict.countersigned_by.save()

    verdict.refresh_from_db()

    assert verdict.state == State.STANDS
    assert departed(verdict.countersigned_by) == "no longer at the desk"
    assert departed(verdict.proposed_by) == departed(None) == ""
