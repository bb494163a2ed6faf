"""The journal as JSON lines, for programs that keep it or watch over it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import orjson

KEYS = {  # of an entry, as they stand in a line: the name outside, and the name here
    "entry": "entry",
    "act": "act",
    "noun": "noun",
    "key": "key",
    "claim": "reference",
    "by": "who",
    "at": "at",
    "recorded_at": "recorded_at",
    "why": "why",
    "door": "door",
    "request": "request",
    "previous": "previous",
    "hash": "hash",
}


def journal_lines(entries: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """A JSON object a line for each entry, with every key."""
    for each in entries:
        told = {outside: each[here] for outside, here in KEYS.items()}
        yield orjson.dumps(told, option=orjson.OPT_UTC_Z | orjson.OPT_APPEND_NEWLINE)
