"""The journal's chain: whether its entries are those that were sealed, one after the other."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from django.db import connection

from ..models import Entry

UNSEALED = 1 << 62  # from here on entries are numbered that wait for the end of their transaction
JOURNAL = """
SELECT id, before, hash = sealed FROM (
    SELECT id, previous, hash,
        coalesce(lag(id) OVER journal, 0) AS before,
        coalesce(lag(hash) OVER journal, '') AS before_hash,
        encode(sha256(convert_to((
            jsonb_build_array(
                previous, uid, act, noun, key, claim_id, by_id, extract(epoch FROM at), why, door,
                context
            ) || CASE WHEN recorded_at IS NULL THEN '[]'
                ELSE jsonb_build_array(extract(epoch FROM recorded_at)) END
        )::text, 'UTF8')), 'hex') AS sealed
    FROM partnerships_entry WHERE id < %s
    WINDOW journal AS (ORDER BY id)
) AS told
WHERE id <> before + 1 OR previous <> before_hash OR hash <> sealed
ORDER BY id
"""
SET_BACK = """
SELECT id, before, recorded_before - recorded_at FROM (
    SELECT id, recorded_at, lag(id) OVER journal AS before,
        lag(recorded_at) OVER journal AS recorded_before
    FROM partnerships_entry WHERE id < %s
    WINDOW journal AS (ORDER BY id)
) AS told
WHERE recorded_at < recorded_before ORDER BY id
"""


class Fault(NamedTuple):
    """What is not as it was kept: which record, and what is wrong with it, as a sentence."""

    record: str
    what: str

    def __str__(self) -> str:
        return f"{self.record}: {self.what}"


def last_entry() -> tuple[int, str]:
    """The number and the hash of the entry that the journal ends with; 0 and none while empty."""
    found = Entry.objects.filter(pk__lt=UNSEALED).order_by("-pk").values_list("pk", "hash").first()
    return found or (0, "")


def entries_at_fault() -> Iterator[Fault]:
    """Where the journal is no longer the chain that it was sealed as."""
    for number, before, is_whole in asked_rows(JOURNAL, [UNSEALED]):
        if number != before + 1:
            gone = f"{before + 1} to {number - 1}" if number > before + 2 else f"{before + 1}"
            what = f"what stood between it and entry {before} is gone: {gone}"
        elif not is_whole:
            what = "it does not say what was sealed"
        else:
            what = f"it does not follow entry {before}"
        yield Fault(f"entry {number}", what)


def clocks_set_back() -> Iterator[str]:
    """Where the journal goes on at an earlier moment, as it does when a clock is set right: whole
    and in its place, an entry of such a moment is as good as the heads that are kept."""
    for number, before, by in asked_rows(SET_BACK, [UNSEALED]):
        behind = timedelta(seconds=round(by.total_seconds()))
        yield f"The database's clock went back by {behind} between entries {before} and {number}."


def asked_rows(query: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, values or None)
        return cursor.fetchall()
