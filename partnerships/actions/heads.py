"""Keeping heads of the journal outside of the database, and reading them again."""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from ..models import Edition
from ..rules.journal_chain import last_entry
from ..text.heads import Head, head_line, read_heads


def keep_head(
    edition: Edition | None = None,
    *,
    histories: dict[str, tuple[list[str], int, str]] | None = None,
    at: datetime | None = None,
) -> None:
    """Write down outside of the database how the journal stands, where the desk is told to.

    To be called when what it is about is committed: the journal is sealed then.
    """
    if not settings.HEADS_FILE:
        return
    entry, seal = last_entry()
    head = Head((at or timezone.now()).isoformat(), entry, seal, histories=histories or {})
    if edition:
        head = head._replace(edition=str(edition.uid), sha256=edition.sha256)
    path = Path(settings.HEADS_FILE)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        file.write(head_line(head))
        file.flush()
        os.fsync(file.fileno())


def kept_heads() -> Iterator[Head]:
    """The heads that were kept, the oldest first. Raises NotAHead, or OSError where there is no
    reading them."""
    if settings.HEADS_FILE:
        with Path(settings.HEADS_FILE).open() as file:
            yield from read_heads(file)
