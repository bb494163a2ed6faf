"""Threads: comments with the answers below them."""

from collections.abc import Iterable

from ...models import Comment


def in_threads(comments: Iterable[Comment]) -> list[Comment]:
    """The heads among the comments, in their order, each with its `thread`: the answers to it that
    are among them too. No query."""
    heads: list[Comment] = []
    below: dict[int, list[Comment]] = {}
    for comment in comments:
        if comment.head_id is None:
            heads.append(comment)
        else:
            below.setdefault(comment.head_id, []).append(comment)
    for head in heads:
        head.thread = below.get(head.pk, [])  # type: ignore[attr-defined]  # for templates
    return heads
