"""What PostgreSQL refuses of the desk's own records: tasks, comments, replies, rules, journals."""

from contextlib import contextmanager
from datetime import timedelta
from uuid import uuid4

import pghistory
import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from partnerships.actions.claims.comments import resolve_comment
from partnerships.actions.journal import record
from partnerships.models import (
    Assessment,
    Assignment,
    Authorship,
    Comment,
    Entry,
    IdempotentResponse,
    Mailing,
    Reply,
    Rulebook,
    Search,
)
from partnerships.models.claims.rulebook import LEVELS
from partnerships.vocabulary import Act, Authoring, Finding, Task
from tests import factories as make
from tests.factories import NOON

pytestmark = pytest.mark.django_db
NO_RIGHT = "42501"


def search():
    return Search.objects.create(
        claim=make.claim(), place="Filings", sought="Any cut", searched_on="2024-10-20"
    )


def comment(**fields):
    given = {"claim": make.claim, "text": "Which April?", "written_by": make.editor}
    given = {name: value() if callable(value) else value for name, value in given.items()}
    return Comment.objects.create(**given | {"written_at": NOON} | fields)


def assignment(**fields):
    given = {"assigned_by": make.editor(), "assigned_at": NOON}
    return Assignment.objects.create(
        **{"claim": make.claim(), "assignee": make.editor()} | given | fields
    )


def reply(**fields):
    given = {"party": make.person(), "asked_by": make.editor(), "asked_at": NOON}
    return Reply.objects.create(claim=make.claim(), channel="A call", **given | fields)


def rulebook():
    return Rulebook.objects.create(pk=1)


def mailing():
    return Mailing.objects.create(user=make.editor())


def assessment():
    with pghistory.context(user=(checker := make.editor()).pk):
        return Assessment.objects.create(
            claim=make.claim(), finding=Finding.OPINION, checker=checker, given_at=NOON
        )


def entry():
    record(Act.RECORDED, make.claim(), by=make.editor(), at=NOON)
    connection.check_constraints()  # which seals it
    return Entry.objects.latest("pk")


def answer(**fields):
    given = {"user": make.editor(), "key": "one", "request": "0" * 64, "status": 201, "at": NOON}
    return IdempotentResponse.objects.create(**given | fields)


CHANGES = [
    ("search_has_a_place", search, "place = ' '"),
    ("search_says_what_was_sought", search, "sought = ''"),
    ("search_has_a_day", search, "searched_on = ''"),
    ("search_searched_on_is_a_date", search, "searched_on = 'in April'"),
    ("comment_has_words", comment, "text = E'\\u200b'"),
    ("comment_resolution_is_whole", comment, "resolved_at = now()"),
    ("comment_resolution_is_whole", comment, "resolved_by_id = written_by_id"),
    ("assignment_task_is_known", assignment, "task = 'nap'"),
    ("assignment_end_is_whole", assignment, "closed_at = now()"),
    ("reply_has_a_channel", reply, "channel = ''"),
    ("reply_answer_is_whole", reply, "answered_at = now()"),
    ("reply_answer_is_whole", reply, "answer = 'They declined.'"),
    ("reply_answer_is_whole", reply, "answered_at = now(), answer = ' '"),
    (
        "reply_comes_after_the_question",
        reply,
        "answered_at = asked_at - interval '1 day', answer = 'No.'",
    ),
    *((f"rulebook_{name}_is_a_level", rulebook, f"{name} = 'loud'") for name in LEVELS),
    ("rulebook_blind_kinds_are_known", rulebook, "blind_kinds = '{lie}'"),
    ("mailing_wish_is_known", mailing, "wish = 'often'"),
]


@pytest.mark.parametrize(("law", "made", "assignments"), CHANGES)
def test_a_change_is_refused(law, made, assignments, refused, change):
    row = made()

    with refused(law):
        change(row, assignments)


KEYS = [
    *(("assessment_keeps_its_key", assessment), ("assignment_keeps_its_key", assignment)),
    *(("comment_keeps_its_key", comment), ("mailing_keeps_its_key", mailing)),
    *(("reply_keeps_its_key", reply), ("rulebook_keeps_its_key", rulebook)),
    *(("search_keeps_its_key", search), ("verdict_keeps_its_key", make.proposed)),
]


@pytest.mark.parametrize(("law", "made"), KEYS)
def test_a_row_keeps_its_key_under_which_its_history_is_kept(law, made, refused, change):
    row = made()

    with refused(law):
        change(row, "id = id + 1000")


def test_there_is_one_rulebook(refused):
    with refused("rulebook_is_one"):
        Rulebook.objects.create(pk=2)


def test_somebody_is_asked_for_one_thing_once(refused):
    given = assignment()

    with refused("assignment_is_given_once"):
        assignment(claim=given.claim, assignee=given.assignee)


def test_somebody_is_asked_again_once_it_is_closed():
    closed = assignment(closed_at=NOON, closed_by=make.editor())

    again = assignment(claim=closed.claim, assignee=closed.assignee, task=Task.CHECK)

    assert again.pk


def test_a_comment_is_on_a_citation_of_its_claim(refused):
    elsewhere = make.citation()

    with refused("comment_is_on_its_claim"):
        comment(citation=elsewhere)


def test_a_comment_is_on_a_claim_a_deal_or_on_words(refused):
    words, deal = make.passage(), make.deal()

    for on in (
        {"claim": None},
        {"passage": words},
        {"deal": deal},
        {"claim": None, "deal": deal, "passage": words},
    ):
        with refused("comment_is_on_one_thing"):
            comment(**on)
    with refused("comment_is_on_its_claim"):
        comment(claim=None, passage=words, citation=make.citation())
    with refused("comment_is_on_its_claim"):
        comment(claim=None, deal=deal, citation=make.citation())


def test_an_answer_stands_with_the_comment_that_it_answers(refused, change):
    cited = make.citation()
    head = comment(claim=cited.claim, citation=cited)
    on = {"claim": cited.claim, "citation": cited}
    answer = comment(head=head, **on)

    for other in ({}, {"claim": cited.claim}, {"claim": None, "passage": make.passage()}):
        with refused("answer_stands_with_its_head"):
            comment(head=head, **other)
    with refused("answer_stands_with_its_head"):
        comment(head=answer, **on)
    with refused("answer_stands_with_its_head"):
        change(head, "citation_id = NULL")
    with refused("answer_stands_with_its_head"):
        change(head, "head_id = %s", comment(**on).pk)
    with refused("answer_stands_with_its_head"):
        change(answer, "head_id = id")


def test_an_answer_stands_on_the_deal_of_the_comment_that_it_answers(refused, change):
    head = comment(claim=None, deal=make.deal())
    answer = comment(claim=None, deal=head.deal, head=head)

    with refused("answer_stands_with_its_head"):
        comment(claim=None, deal=make.deal(), head=head)
    with refused("answer_stands_with_its_head"):
        change(answer, "deal_id = %s", make.deal().pk)
    with refused("answer_stands_with_its_head"):
        change(head, "deal_id = %s", make.deal().pk)


def test_an_answer_is_not_resolved(refused, change):
    head = comment()
    answer = comment(head=head, claim=head.claim)

    with refused("answer_is_not_resolved"):
        change(answer, "resolved_at = now(), resolved_by_id = written_by_id")


def test_a_comment_stays_on_its_words(refused, change):
    said = make.word_comment()

    with refused("comment_stays_on_its_words"):
        change(said, "passage_id = %s", make.passage().pk)


def test_a_comment_is_made_or_opened_again_on_words_that_have_their_place(refused, change, settle):
    story = make.story("It paid $13 billion.")
    said = make.word_comment(story, "$13 billion")
    resolve_comment(said, by=said.written_by)
    make.revised(story, "It paid $14 billion.")
    settle()  # or the revision would be what is refused

    with refused("live_passages_have_their_place"):
        change(said, "resolved_at = NULL, resolved_by_id = NULL")
    with refused("live_passages_have_their_place"):
        comment(claim=None, passage=said.passage)


def test_no_revision_forgets_words_on_which_a_comment_is_open(refused, settle):
    said = make.word_comment()
    settle()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    story = said.passage.story
    latest = story.revisions.get()

    with refused("live_passages_have_their_place"), pghistory.context(user=latest.written_by_id):
        latest.pk, latest.uid, latest.number = None, uuid4(), 2
        latest.save(force_insert=True)


def test_a_comment_does_not_leave_its_claim(refused, change):
    cited = make.citation()
    said = comment(claim=cited.claim, citation=cited)

    with refused("comment_is_on_its_claim"):
        change(said, "claim_id = %s", make.claim().pk)


@pytest.mark.parametrize(
    ("law", "fields"),
    [
        ("authorship_how_is_known", {"how": "guessed"}),
        ("authorship_is_of_one_record", {"claim_id": None}),
        ("authorship_is_of_one_record", {"source_id": 1}),
        ("authorship_is_adopted_by_somebody", {"how": Authoring.ADOPTED, "author": None}),
    ],
)
def test_an_authorship_is_refused(law, fields, refused):
    given = {"claim_id": 1, "author": make.editor(), "how": Authoring.WROTE, "at": NOON}

    with refused(law):
        Authorship.objects.create(**given | fields)


def test_nobody_is_an_author_by_somebody_elses_word(refused):
    wrote = {"claim_id": make.claim().pk, "how": Authoring.WROTE, "at": NOON}

    with refused("authorship_is_in_person"), pghistory.context(user=make.editor().pk):
        Authorship.objects.create(author=make.editor(), **wrote)


def test_an_entry_says_a_known_act(refused):
    with refused("entry_act_is_known"):
        record("slept", make.claim(), by=make.editor(), at=NOON)


def test_a_key_is_answered_once(refused):
    kept = answer()

    with refused("idempotent_response_is_kept_once_for_a_key"):
        answer(user=kept.user, status=409)


@pytest.fixture
def kept_by(db):
    """A block that the law refuses; where the application has a login of its own, PostgreSQL
    refuses it the right before that."""

    @contextmanager
    def block(law):
        with pytest.raises(DatabaseError) as caught, transaction.atomic():
            yield
        said = caught.value.__cause__
        assert said.diag.constraint_name == law or said.sqlstate == NO_RIGHT

    return block


def authorship():
    make.claim()
    return Authorship.objects.latest("pk")


@pytest.mark.parametrize(
    ("law", "made", "assignments"),
    [
        ("entry_is_kept_as_it_is", entry, "why = 'Another reason.'"),
        ("entry_is_kept_as_it_is", entry, "hash = repeat('0', 64)"),
        ("authorship_is_kept_as_it_is", authorship, "how = 'adopted'"),
        ("authorship_is_kept_as_it_is", authorship, "claim_id = claim_id + 1"),
        ("idempotent_response_is_kept_as_it_is", answer, "status = 500"),
    ],
)
def test_what_is_kept_is_never_changed(law, made, assignments, kept_by, change):
    row = made()

    with kept_by(law):
        change(row, assignments)


@pytest.mark.parametrize(
    ("law", "made"),
    [
        ("entry_is_kept_as_it_is", entry),
        ("authorship_is_kept_as_it_is", authorship),
        ("idempotent_response_is_kept_as_it_is", answer),
    ],
)
def test_what_is_kept_is_never_taken_away(law, made, kept_by):
    row = made()

    with kept_by(law):
        row.delete()


def test_an_answer_may_come_when_it_was_asked_for():
    asked = reply(asked_at=timezone.now() - timedelta(hours=1))

    Reply.objects.filter(pk=asked.pk).update(answered_at=asked.asked_at, answer="They declined.")

    asked.refresh_from_db()
    assert asked.answer == "They declined."


FORK = """
INSERT INTO partnerships_entry (uid, act, noun, key, at, why, door, previous, hash)
    SELECT gen_random_uuid(), 'recorded', 'claim', 'x', now(), '', '', 'root', ''
"""


@pytest.mark.parametrize(("law", "row"), [("entry_follows_one_other", FORK)])
def test_no_two_entries_follow_one(law, row, owner):
    owner.execute("ALTER TABLE partnerships_entry DISABLE TRIGGER entry_waits_to_be_sealed")
    owner.execute(row)

    with pytest.raises(IntegrityError) as caught:
        owner.execute(row)

    assert caught.value.__cause__.diag.constraint_name == law
