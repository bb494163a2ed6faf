"""Commenting on words of a manuscript. They are resolved as all comments are."""

from datetime import datetime

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from ...models import Comment, Revision
from ...vocabulary import Act
from ..journal import acting, record
from ..locks import locked
from ..rights import allowed
from .passages import mark_words


def comment_on_words(
    revision: Revision, start: int, end: int, text: str, *, by: User, at: datetime | None = None
) -> Comment:
    """Say something of the words from `start` up to `end`. Until it is resolved the story does not
    go out; later revisions carry it to where its words are, as they do a binding.

    Of a revision that is no longer the latest, the words are carried there; raises Stale when they
    were changed, PermissionDenied when `by` may not know of the story, ValidationError where no
    words of one paragraph stand, and Refused when nothing is said.
    """
    allowed(by, "add_comment")
    if not Revision.objects.visible_to(by).filter(pk=revision.pk).exists():
        raise PermissionDenied("You may not comment on this.")
    with acting(by), locked(revision.story) as story:
        at = at or timezone.now()
        said = Comment.objects.create(
            passage=mark_words(story, revision, start, end, by, at),
            text=text.strip(),
            written_by=by,
            written_at=at,
        )
        record(Act.COMMENTED, said, by=by, at=at)
        return said
