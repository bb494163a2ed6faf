"""Heads of the journal, kept where the database's superuser cannot reach: a line of JSON each.

A journal that is one chain can be made anew from any entry on. Whoever kept how it stood on a day
finds that out.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

ALWAYS = {"at", "entry", "hash"}


class NotAHead(ValueError):
    """A line that tells of no head; the message is its number."""


class Head(NamedTuple):
    """How the journal stood at a moment: its last entry, and what else was sealed then.

    `edition` and `sha256` are the public id and the seal of the edition that went out, if one did.
    `histories` are, by table, the columns, the number and the digest of what was kept before `at`.
    """

    at: str
    entry: int
    hash: str
    edition: str = ""
    sha256: str = ""
    histories: dict[str, tuple[list[str], int, str]] = {}  # none is ever changed


def head_line(head: Head) -> str:
    """The head as it is written down: what it has, in one order."""
    told = {name: value for name, value in head._asdict().items() if value or name in ALWAYS}
    return json.dumps(told, ensure_ascii=False) + "\n"


def read_heads(lines: Iterable[str]) -> Iterator[Head]:
    """The heads that the lines tell; blank lines are passed over. Raises NotAHead."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            head = Head(**json.loads(line))
            datetime.fromisoformat(head.at)
        except (TypeError, ValueError) as error:
            raise NotAHead(str(number)) from error
        if not (isinstance(head.entry, int) and isinstance(head.hash, str)):
            raise NotAHead(str(number))
        yield head
