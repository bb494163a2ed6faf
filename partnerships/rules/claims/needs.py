"""What a claim still needs, alike before it is signed and before a text may lean on it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from ...models import Rulebook
from ...vocabulary import Tier
from ..moments import format_moment
from .grounds import ClaimEvidence


class ClaimNeed(NamedTuple):
    """One thing that the claim lacks: what its signer is told, and who leans a text on it."""

    code: str
    level: str
    to_sign: str
    to_print: str


def needs_against_a_person(
    evidence: ClaimEvidence, rules: Rulebook, now: datetime
) -> Iterator[ClaimNeed]:
    """What the claim lacks as of `now`; nothing where it speaks against nobody.

    It needs two origins or a primary document, and that the person was asked for a reply and
    gave one, or had the time that the rulebook gives.
    """
    if not evidence.claim.is_adverse:
        return
    if len(evidence.origins) < 2 and not any(c.source.tier == Tier.A for c in evidence.support):
        yield ClaimNeed(
            "adverse_on_one_origin",
            rules.adverse,
            "It speaks against a person: it needs two origins, or a primary document.",
            "it speaks against a person and rests on one origin: find a second one, or a document.",
        )
    if not evidence.replies:
        yield ClaimNeed(
            "not_asked",
            rules.reply,
            "It speaks against a person: ask them for a reply, and record when and how.",
            "it speaks against a person who was not asked for a reply.",
        )
    elif not any(reply.answered_at for reply in evidence.replies):
        asked = min(reply.asked_at for reply in evidence.replies)
        until = asked + timedelta(hours=rules.reply_hours)
        if now < until:
            said = f"person has until {format_moment(until)} to reply."
            yield ClaimNeed("no_time_to_reply", rules.reply, f"The {said}", f"the {said}")


def needs_of_comments(evidence: ClaimEvidence, rules: Rulebook) -> Iterator[ClaimNeed]:
    """That the open comments, if there are any, are resolved."""
    if number := evidence.comments:
        comment = "comment is open: resolve it first."
        many = f"{number} comments are open: resolve them first."
        told = (many, many) if number > 1 else (f"A {comment}", f"a {comment}")
        yield ClaimNeed("open_comment", rules.comment, *told)
