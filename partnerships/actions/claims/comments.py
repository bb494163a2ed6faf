"""Commenting on a claim, a citation or a deal; resolving what was said of anything."""

from datetime import datetime

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from ...models import Citation, Claim, Comment, Deal
from ...vocabulary import Act
from ..journal import acting, record
from ..locks import locked, transition
from ..rights import allowed


def comment(
    on: Claim | Citation | Deal, text: str, *, by: User, at: datetime | None = None
) -> Comment:
    """Say something of a claim, a citation or a deal. Until it is resolved it holds the signature
    of the claim up; on a deal it holds nothing up.

    Raises PermissionDenied when `by` may not know of it, and Refused when nothing is said.
    """
    allowed(by, "add_comment")
    if not type(on).objects.visible_to(by).filter(pk=on.pk).exists():
        raise PermissionDenied("You may not comment on this.")
    match on:
        case Citation():
            about = {"claim": on.claim, "citation": on}
        case Claim():
            about = {"claim": on}
        case Deal():
            about = {"deal": on}
    with acting(by), locked(about.get("claim") or on):
        at = at or timezone.now()
        said = Comment.objects.create(text=text.strip(), written_by=by, written_at=at, **about)
        record(Act.COMMENTED, said, by=by, at=at)
        return said


def answer(comment: Comment, text: str, *, by: User, at: datetime | None = None) -> Comment:
    """Answer a comment on anything. Answers stand in one row below it: who answers an answer
    answers what that one answers. It resolves nothing, and what is resolved stays so.

    Raises PermissionDenied when `by` may not know of it, and Refused when nothing is said.
    """
    allowed(by, "add_comment")
    head = comment.head or comment
    if not Comment.objects.visible_to(by).filter(pk=head.pk).exists():
        raise PermissionDenied("You may not comment on this.")
    with acting(by), locked(_held(head)):
        at = at or timezone.now()
        said = Comment.objects.create(
            claim=head.claim,
            citation=head.citation,
            deal=head.deal,
            passage=head.passage,
            head=head,
            text=text.strip(),
            written_by=by,
            written_at=at,
        )
        record(Act.COMMENTED, said, by=by, at=at)
        return said


def resolve_comment(comment: Comment, *, by: User, at: datetime | None = None) -> Comment:
    """Resolve one's own comment, or any for those who may: of an answer, what it answers. Raises
    NotWaiting when it is."""
    comment = comment.head or comment
    if comment.written_by_id != by.pk:
        allowed(by, "resolve_comment")
    if not Comment.objects.visible_to(by).filter(pk=comment.pk).exists():
        raise PermissionDenied("You may not resolve this comment.")
    with acting(by), locked(_held(comment)):
        at = at or timezone.now()
        second = "This comment is resolved already."
        transition(Comment.objects.open(), comment, second, resolved_by=by, resolved_at=at)
        record(Act.RESOLVED, comment, by=by, at=at)
        return comment


def _held(comment):
    """What stays as it is while somebody comments: claim, deal, or the story of the words."""
    return comment.claim or comment.deal or comment.passage.story
