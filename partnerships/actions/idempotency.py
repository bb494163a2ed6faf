"""Doing once what a program sends twice: the answer is kept, and given again."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.utils import timezone

from ..errors import KeyUsed
from ..models import IdempotentResponse


class Once:
    """A turn with a key: the answer `kept` from an earlier turn, or the chance to `keep` one."""

    def __init__(self, user: User, key: str, request: str) -> None:
        self.user, self.key, self.request = user, key, request
        self.kept = IdempotentResponse.objects.filter(user=user, key=key).first()
        if self.kept and self.kept.request != request:
            raise KeyUsed("This key was used for another request: make up a new one.")

    def keep(self, status: int, body: str, headers: Mapping[str, str]) -> None:
        IdempotentResponse.objects.create(
            user=self.user,
            key=self.key,
            request=self.request,
            status=status,
            body=body,
            headers=headers,
            at=timezone.now(),
        )


@contextmanager
def once(user: User, key: str, request: str) -> Iterator[Once]:
    """A transaction that has the user's key to itself: of two requests at once, the second
    waits, and finds the answer to the first.

    `request` is a hash of what was asked; raises KeyUsed when the key stands for something else.
    What is refused leaves nothing behind, so that it may be tried again with the same key.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{user.pk} {key}"]
            )
        yield Once(user, key, request)
