"""The journal: every verb of the desk leaves an entry there, in its own transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, ClassVar, Protocol

import pghistory
from django.conf import settings
from django.contrib.auth.models import User
from django.db import IntegrityError, connection, transaction

from ..errors import Refused
from ..models import Claim, Entry
from ..rules.refusals import law, refusal_sentence
from ..vocabulary import Act

# What must not be lost with a machine once somebody was told that it is done (SIGNATURES_WAIT).
KEPT_TWICE = {Act.COUNTERSIGNED, Act.WITHDRAWN, Act.PUBLISHED, Act.CORRECTED}


class Keyed(Protocol):
    """A record that is known outside by a key of its own."""

    _meta: ClassVar[Any]

    def natural_key(self) -> tuple[str, ...]: ...


@contextmanager
def acting(by: User | None) -> Iterator[None]:
    """A transaction whose changes the history and the laws know to be done by `by`; by None is
    what the desk does of itself.

    What PostgreSQL refuses in it is raised as a Refusal, with the sentence of the law.
    """
    with pghistory.context(**({"user": by.pk} if by else {})):
        try:
            with transaction.atomic():
                yield
        except IntegrityError as error:
            raise Refused(refusal_sentence(error), law(error)) from error


def record(act: str, record: Keyed, *, by: User | None, at: datetime, why: str = "") -> Entry:
    """Add an entry on what was done to the record. It gets its number, and is sealed, when the
    transaction ends: that alone is what entries take turns for."""
    if settings.SIGNATURES_WAIT and act in KEPT_TWICE:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit = on")
    with pghistory.context() as context:
        return Entry.objects.create(
            act=act,
            noun=record._meta.verbose_name,
            key=" ".join(map(str, record.natural_key())),
            claim=record if isinstance(record, Claim) else getattr(record, "claim", None),
            by=by,
            at=at,
            why=why,
            door=context.metadata.get("door", ""),
            context=context.id,
        )
