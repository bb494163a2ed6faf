"""Comments: said, and resolved."""

import pytest
from django.core.exceptions import PermissionDenied

from partnerships.actions.claims import comments, verdicts
from partnerships.errors import NotWaiting, ObjectionsStand, Refused
from partnerships.models import Comment, Entry
from partnerships.vocabulary import Act, Confidentiality
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_somebody_says_something_of_a_claim():
    claim, ann = make.checked(), make.member("Reporter")

    said = comments.comment(claim, " Which April? ", by=ann)

    assert (said.text, said.written_by, said.citation) == ("Which April?", ann, None)
    assert Entry.objects.get(claim=claim).act == Act.COMMENTED


def test_a_comment_on_a_citation_is_one_on_its_claim():
    citation = make.checked().citations.get()

    said = comments.comment(citation, "Page 3?", by=make.member("Reporter"))

    assert (said.claim, said.citation) == (citation.claim, citation)


def test_somebody_says_something_of_a_deal():
    deal, ann = make.deal(), make.member("Reporter")

    said = comments.comment(deal, "Which round?", by=ann)

    assert (said.deal, said.claim, said.written_by) == (deal, None, ann)
    assert Entry.objects.get(act=Act.COMMENTED).noun == "comment"


def test_a_comment_on_a_deal_is_answered_and_resolved():
    ann, ben = make.member("Reporter"), make.member("Editor")
    said = comments.comment(make.deal(), "Which round?", by=ann)

    answered = comments.answer(said, "The second.", by=ben)
    comments.resolve_comment(said, by=ben)

    assert (answered.deal, answered.head) == (said.deal, said)
    assert not Comment.objects.open().exists()


def test_nobody_comments_on_a_deal_that_they_may_not_know_of():
    reader = make.editor(None, "add_comment", "view_comment")

    with pytest.raises(PermissionDenied):
        comments.comment(make.deal(), "Which round?", by=reader)


def test_what_is_said_of_a_deal_is_seen_by_those_who_may_know_of_it():
    said = comments.comment(make.deal(), "Which round?", by=make.member("Reporter"))
    reader = make.editor(None, "view_comment")

    assert said not in Comment.objects.visible_to(reader)
    assert said in Comment.objects.visible_to(make.member("Editor"))


def test_a_comment_has_words():
    with pytest.raises(Refused, match="Write the comment"):
        comments.comment(make.checked(), "  ", by=make.member("Reporter"))


def test_readers_do_not_comment():
    with pytest.raises(PermissionDenied):
        comments.comment(make.checked(), "Really?", by=make.member("Reader"))


def test_nobody_comments_on_what_they_may_not_know_of():
    secret = make.source(confidentiality=Confidentiality.CONFIDENTIAL)
    citation = make.citation(make.checked(), secret)

    with pytest.raises(PermissionDenied):
        comments.comment(citation, "Who is it?", by=make.member("Editor"))


def test_an_open_comment_holds_up_the_signature():
    verdict, editor = make.proposed(), make.member("Editor")
    said = comments.comment(verdict.claim, "Which April?", by=make.member("Reporter"))

    with pytest.raises(ObjectionsStand, match="A comment is open"):
        verdicts.countersign(verdict, by=editor)
    comments.resolve_comment(said, by=editor)

    assert verdicts.countersign(verdict, by=editor).countersigned_by == editor


def test_one_resolves_ones_own():
    ann = make.member("Reporter")
    said = comments.comment(make.checked(), "Which April?", by=ann)

    comments.resolve_comment(said, by=ann)

    assert not Comment.objects.open().exists()
    assert Entry.objects.order_by("pk").last().act == Act.RESOLVED


def test_somebody_elses_needs_the_right():
    said = comments.comment(make.checked(), "Which April?", by=make.member("Reporter"))

    with pytest.raises(PermissionDenied):
        comments.resolve_comment(said, by=make.member("Reporter"))


def test_nothing_is_resolved_twice():
    ben = make.member("Fact-checker")
    said = comments.comment(make.checked(), "Which April?", by=ben)
    comments.resolve_comment(said, by=ben)

    with pytest.raises(NotWaiting, match="resolved already"):
        comments.resolve_comment(said, by=ben)


# Threads


def test_an_answer_stands_on_what_its_comment_is_on():
    citation, ann = make.checked().citations.get(), make.member("Reporter")
    head = comments.comment(citation, "Page 3?", by=ann)

    answer = comments.answer(head, " Page 4. ", by=make.member("Reporter"))

    assert (answer.head, answer.claim, answer.citation) == (head, citation.claim, citation)
    assert answer.text == "Page 4."
    assert Entry.objects.filter(claim=citation.claim, act=Act.COMMENTED).count() == 2


def test_who_answers_an_answer_answers_the_comment():
    ann = make.member("Reporter")
    head = comments.comment(make.checked(), "Which April?", by=ann)
    first = comments.answer(head, "The last.", by=ann)

    assert comments.answer(first, "Of 2024?", by=ann).head == head


def test_an_answer_neither_resolves_nor_reopens_nor_waits_itself():
    claim, ann = make.checked(), make.member("Reporter")
    head = comments.comment(claim, "Which April?", by=ann)

    comments.answer(head, "The last.", by=ann)
    assert list(Comment.objects.open()) == [head]

    comments.resolve_comment(head, by=ann)
    comments.answer(head, "Thank you.", by=ann)
    assert not Comment.objects.open().exists()


def test_to_resolve_an_answer_is_to_resolve_its_comment():
    ann, checker = make.member("Reporter"), make.member("Fact-checker")
    head = comments.comment(make.checked(), "Which April?", by=ann)
    answer = comments.answer(head, "The last.", by=ann)

    assert comments.resolve_comment(answer, by=checker) == head
    assert not Comment.objects.open().exists()


def test_who_answered_resolves_nobody_elses_comment():
    head = comments.comment(make.checked(), "Which April?", by=make.member("Reporter"))
    ben = make.member("Reporter")
    answer = comments.answer(head, "The last.", by=ben)

    with pytest.raises(PermissionDenied, match="resolve somebody else's comment"):
        comments.resolve_comment(answer, by=ben)


def test_nobody_answers_what_they_may_not_know_of():
    secret = make.source(confidentiality=Confidentiality.CONFIDENTIAL)
    keeper = make.member("Source keeper", "Reporter")
    said = comments.comment(make.citation(make.checked(), secret), "Who is it?", by=keeper)

    with pytest.raises(PermissionDenied):
        comments.answer(said, "Me.", by=make.member("Editor"))
    with pytest.raises(PermissionDenied):
        comments.answer(said, "Me.", by=make.member("Reader"))


def test_an_answer_has_words():
    ann = make.member("Reporter")
    head = comments.comment(make.checked(), "Which April?", by=ann)

    with pytest.raises(Refused, match="Write the comment"):
        comments.answer(head, " ", by=ann)
