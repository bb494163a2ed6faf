"""The right of reply: asking whom a claim speaks against, and recording what they said."""

from datetime import datetime

from django.contrib.auth.models import User
from django.utils import timezone

from ...models import Claim, Party, Reply
from ...vocabulary import Act
from ..journal import acting, record
from ..locks import lock_claim
from ..rights import allowed


def ask_for_reply(
    claim: Claim,
    party: Party,
    channel: str,
    *,
    by: User,
    asked_at: datetime | None = None,
    answer: str = "",
    answered_at: datetime | None = None,
    at: datetime | None = None,
) -> Reply:
    """Record that somebody was asked what they say to a claim, and what they said, if at once.

    Raises Refused when the way is missing, or when an answer lacks its words or its moment.
    """
    allowed(by, "add_reply")
    with acting(by):
        at = at or timezone.now()
        asked = Reply.objects.create(
            claim=lock_claim(claim),
            party=party,
            channel=channel.strip(),
            asked_by=by,
            asked_at=asked_at or at,
            answer=answer.strip(),
            answered_at=answered_at,
        )
        record(Act.ASKED, asked, by=by, at=at)
        if asked.answered_at:
            record(Act.ANSWERED, asked, by=by, at=at)
        return asked


def record_reply(
    reply: Reply,
    words: str,
    *,
    by: User,
    answered_at: datetime | None = None,
    at: datetime | None = None,
) -> Reply:
    """Record what they said, or that they declined to say anything."""
    allowed(by, "change_reply")
    with acting(by):
        lock_claim(reply.claim)
        at = at or timezone.now()
        reply.answer, reply.answered_at = words.strip(), answered_at or at
        reply.save(update_fields=["answer", "answered_at"])
        record(Act.ANSWERED, reply, by=by, at=at)
        return reply
