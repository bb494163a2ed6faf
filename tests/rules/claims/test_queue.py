"""The queue: whose turn it is."""

from datetime import timedelta

import pghistory
import pytest
from django.utils import timezone

from partnerships.actions.claims import assessments, assignments, verdicts
from partnerships.models import Assignment, Claim, Rulebook
from partnerships.rules.claims import lapses, notices, queue
from partnerships.vocabulary import ClaimKind, Confidentiality, Finding, Lapse, Task
from tests import factories as make

pytestmark = pytest.mark.django_db


def asked(claim, to, **fields):
    return assignments.assign(claim, to, by=make.member("Editor"), **fields)


def test_what_is_most_pressing_stands_first():
    ben, today = make.member("Fact-checker"), timezone.localdate()
    whenever = asked(make.checked(), ben)
    tomorrow = asked(make.checked(), ben, due=today + timedelta(days=1))
    now = asked(make.checked(), ben, due=today)

    found = list(queue.asked_of(ben))

    assert found == [now, tomorrow, whenever]


def test_what_others_are_asked_for_is_not_mine():
    asked(make.checked(), make.member("Fact-checker"))

    assert not queue.asked_of(make.member("Fact-checker")).exists()


def test_a_verdict_answers_a_check():
    claim, ben = make.checked(), make.member("Fact-checker")
    asked(claim, ben)

    make.proposed(claim)

    assert not queue.asked_of(ben).exists()


def test_a_verdict_of_before_answers_nothing():
    claim, ben = make.checked(), make.member("Fact-checker")
    make.proposed(claim)

    asked(claim, ben)

    assert queue.asked_of(ben).count() == 1


def test_a_verdict_that_was_withdrawn_answers_nothing():
    claim, ben = make.checked(), make.member("Fact-checker")
    asked(claim, ben)
    verdict = make.proposed(claim, by=ben)

    verdicts.withdraw_verdict(verdict, "Too early.", by=ben)

    assert queue.asked_of(ben).count() == 1


def test_a_proposal_does_not_answer_an_assignment_to_sign():
    claim, eve = make.checked(), make.member("Editor")
    asked(claim, eve, task=Task.SIGN)
    waiting = make.proposed(claim)
    before = queue.asked_of(eve).count()

    verdicts.countersign(waiting, by=eve)

    assert (before, queue.asked_of(eve).count()) == (1, 0)


def test_a_blind_assessment_is_done_to_its_checker_alone():
    claim = make.checked(is_blind=True)
    ben, eve = make.member("Fact-checker"), make.member("Editor")
    mine = asked(claim, ben)

    assessments.assess(claim, Finding.ACCURATE, by=ben)

    assert not queue.asked_of(ben).exists()
    assert list(queue.undone(Assignment.objects.all(), eve)) == [mine]


def test_an_assessment_of_what_has_changed_since_is_asked_for_again():
    claim, ben = make.checked(is_blind=True), make.member("Fact-checker")
    asked(claim, ben)
    assessments.assess(claim, Finding.ACCURATE, by=ben)

    with pghistory.context(user=make.member("Reporter").pk):
        Claim.objects.filter(pk=claim.pk).update(statement="Something else.")

    assert queue.asked_of(ben).count() == 1


def test_the_verdict_of_a_blind_check_answers_it_for_everybody():
    claim = make.checked(is_blind=True)
    ben, eve = make.member("Fact-checker"), make.member("Editor")
    asked(claim, ben)
    asked(claim, eve)
    assessments.assess(claim, Finding.ACCURATE, by=ben)

    assessments.assess(claim, Finding.ACCURATE, by=eve)

    assert not queue.undone(Assignment.objects.all()).exists()


def test_overdue_is_what_others_have_not_done_in_time():
    eve, ben = make.member("Editor"), make.member("Fact-checker")
    before = timezone.now() - timedelta(days=9)
    late = asked(make.checked(), ben, due=timezone.localdate(), at=before)
    asked(make.checked(), ben, due=timezone.localdate() + timedelta(days=9))
    asked(make.checked(), eve, due=timezone.localdate(), at=before)

    found = queue.overdue(eve, timezone.localdate() + timedelta(days=1))

    assert list(found) == [late]


def test_what_is_due_today_is_not_overdue():
    eve, today = make.member("Editor"), timezone.localdate()
    asked(make.checked(), make.member("Fact-checker"), due=today)

    assert not queue.overdue(eve, today).exists()


def test_a_proposal_of_somebody_else_waits_for_an_editor():
    verdict = make.proposed()

    assert list(queue.waiting_for(make.member("Editor"))) == [verdict]


def test_nothing_waits_for_who_may_not_sign():
    make.proposed()

    assert not queue.waiting_for(make.member("Fact-checker")).exists()


def test_what_one_proposed_does_not_wait_for_oneself():
    eve = make.member("Editor")
    make.proposed(by=eve)

    assert not queue.waiting_for(eve).exists()


def test_what_one_wrote_does_not_wait_for_oneself():
    eve = make.member("Editor")
    make.proposed(make.checked(by=eve))

    assert not queue.waiting_for(eve).exists()


def test_what_was_signed_or_lapsed_waits_no_longer():
    make.signed()
    lapsed = make.proposed()
    with pghistory.context(user=make.member("Reporter").pk):
        Claim.objects.filter(pk=lapsed.claim_id).update(statement="Something else.")

    assert not queue.waiting_for(make.member("Editor")).exists()


def test_what_rests_on_hidden_sources_waits_for_those_who_see_them():
    claim = make.checked()
    with pghistory.context(user=make.member("Reporter").pk):
        make.citation(claim, make.source(confidentiality=Confidentiality.CONFIDENTIAL))
    keeper = make.member("Editor", "Source keeper")
    verdict = make.proposed(claim, by=make.member("Fact-checker", "Source keeper"))

    assert not queue.waiting_for(make.member("Editor")).exists()
    assert list(queue.waiting_for(keeper)) == [verdict]


@pytest.mark.parametrize("by_kind", [False, True])
def test_two_who_disagree_do_not_close_their_check(by_kind):
    if by_kind:
        Rulebook.objects.create(pk=1, blind_kinds=[ClaimKind.FACT])
    claim = make.checked(is_blind=not by_kind)
    first, second, third, fourth = (make.member("Editor") for _ in range(4))
    assessments.assess(claim, Finding.ACCURATE, by=first)
    assessments.assess(claim, Finding.OPINION, by=second)

    verdict = verdicts.propose(claim, Finding.OPINION, by=third)

    assert list(queue.waiting_for(fourth)) == [verdict]
    assert not any(queue.waiting_for(one).exists() for one in (first, second, third))


def test_the_queues_cost_one_query_or_two(django_assert_num_queries):
    eve = make.member("Editor")
    for _ in range(5):
        make.proposed()
        asked(make.checked(), eve)
    eve.get_all_permissions()

    with django_assert_num_queries(3):  # one of them for the rulebook
        waiting, mine = list(queue.waiting_for(eve)), list(queue.asked_of(eve))

    assert [len(waiting), len(mine)] == [5, 5]
    assert {one.claim.reference for one in [*waiting, *mine]}


# Why it lapsed


def reasons(verdict, user):
    return lapses.lapse_reasons(queue.lapsed(user), user)[verdict.pk]


def test_a_lapse_says_in_words_what_was_changed():
    verdict = make.signed()
    with pghistory.context(user=make.member("Reporter").pk):
        Claim.objects.filter(pk=verdict.claim_id).update(statement="Something else.")
        make.citation(verdict.claim)

    told = reasons(verdict, make.member("Source keeper"))

    assert told == [Lapse.CITATION_ADDED.label, Lapse.STATEMENT.label]
    assert notices.lapse_sentence(told) == "A citation was added and the statement was changed."


def test_a_lapse_over_a_hidden_source_says_no_more_than_it_must():
    verdict = make.signed()
    with pghistory.context(user=make.member("Reporter").pk):
        make.citation(verdict.claim, make.source(confidentiality=Confidentiality.CONFIDENTIAL))

    assert reasons(verdict, make.member("Editor")) == [lapses.UNSAID]
    assert reasons(verdict, make.member("Source keeper")) == [Lapse.CITATION_ADDED.label]


def test_who_may_not_see_verdicts_hears_of_no_lapse():
    verdict = make.signed()
    with pghistory.context(user=make.member("Reporter").pk):
        Claim.objects.filter(pk=verdict.claim_id).update(statement="Something else.")

    assert not queue.lapsed(make.editor(None, "view_claim")).exists()
