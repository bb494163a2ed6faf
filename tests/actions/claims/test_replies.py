"""The right of reply."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from partnerships.actions.claims import replies
from partnerships.errors import Refused
from partnerships.models import Entry
from partnerships.vocabulary import Act
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_it_is_recorded_who_was_asked_and_by_whom():
    claim, whom, ann = make.checked(), make.person(), make.member("Reporter")

    asked = replies.ask_for_reply(claim, whom, "E-mail", by=ann, asked_at=make.NOON)

    assert (asked.party_id, asked.asked_by, asked.asked_at) == (whom.pk, ann, make.NOON)
    assert Entry.objects.get(claim=claim).act == Act.ASKED


def test_the_way_is_said():
    with pytest.raises(Refused, match="Say by which way"):
        replies.ask_for_reply(make.checked(), make.person(), " ", by=make.member("Reporter"))


def test_readers_ask_nobody():
    with pytest.raises(PermissionDenied):
        replies.ask_for_reply(make.checked(), make.person(), "A call", by=make.member("Reader"))


def test_what_they_said_is_recorded():
    ann = make.member("Reporter")
    asked = replies.ask_for_reply(
        make.checked(), make.person(), "A call", by=ann, asked_at=make.NOON
    )

    replies.record_reply(asked, "No comment.", by=ann, answered_at=make.NOON + timedelta(hours=2))

    asked.refresh_from_db()
    assert asked.answer == "No comment."
    assert Entry.objects.order_by("pk").last().act == Act.ANSWERED


def test_an_answer_comes_after_the_question():
    ann = make.member("Reporter")
    asked = replies.ask_for_reply(
        make.checked(), make.person(), "A call", by=ann, asked_at=make.NOON
    )

    with pytest.raises(Refused, match="An answer comes after the question"):
        replies.record_reply(asked, "No.", by=ann, answered_at=make.NOON - timedelta(hours=1))


def test_an_answer_has_words():
    ann = make.member("Reporter")
    asked = replies.ask_for_reply(
        make.checked(), make.person(), "A call", by=ann, asked_at=make.NOON
    )

    with pytest.raises(Refused, match="An answer has its words"):
        replies.record_reply(asked, " ", by=ann)
