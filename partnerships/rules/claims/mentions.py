"""Who is called by name in a comment: @ and a login name, of somebody who may know of it."""

from collections.abc import Iterator
from datetime import datetime

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.db.models.functions import Lower

from ...models import Comment
from ...text.mentions import names_after_at


def calling(user: User, since: datetime, until: datetime) -> Iterator[Comment]:
    """Comments of others that call `user` by name and that they may know of, written after `since`
    until `until`. One query."""
    if not user.has_perm("partnerships.view_comment"):
        return
    name = user.get_username()
    said = (
        Comment.objects.visible_to(user)
        .filter(written_at__gt=since, written_at__lte=until, text__icontains=f"@{name}")
        .exclude(written_by=user.pk)
        .select_related("claim", "deal", "passage__story", "written_by")
    )
    for comment in said.order_by("written_at", "pk"):
        if name.casefold() in map(str.casefold, names_after_at(comment.text)):
            yield comment


def names_that_reach_nobody(comment: Comment) -> list[str]:
    """The names after an @ in the comment that are nobody's who may know of it: unknown ones, and
    those of people who may not, which is told apart to nobody."""
    names = names_after_at(comment.text)
    if not names:
        return []
    people = get_user_model().objects.annotate(name=Lower("username"))
    called = people.filter(name__in=[name.lower() for name in names], is_active=True)
    reached = {user.get_username().casefold() for user in called if _may_know(user, comment)}
    return [name for name in names if name.casefold() not in reached]


def reaching_sentence(comment: Comment) -> str:
    """What the writer is told of names that reach nobody; nothing when all of them do."""
    if not (names := names_that_reach_nobody(comment)):
        return ""
    called = ", ".join(f"@{name}" for name in names)
    return f"Nobody is told by {called}: no such login name, or not one that may see this."


def _may_know(user, comment):
    return (
        user.has_perm("partnerships.view_comment")
        and Comment.objects.visible_to(user).filter(pk=comment.pk).exists()
    )
