"""Verifying the records."""

from datetime import datetime
from typing import NamedTuple

import pghistory
from django.conf import settings
from django.utils import timezone

from ..models import Entry
from ..rules import verification
from ..rules.journal_chain import Fault, clocks_set_back, last_entry
from ..rules.sources import kept_files
from ..text.heads import NotAHead
from ..vocabulary import Act
from .attesting import seals_unsigned
from .heads import keep_head, kept_heads

HOLDS = "All holds."
UNSETTLED = (
    "Somebody whose work the desk cannot look into has a transaction open: what the histories hold"
    " until now was not noted down, and is looked at only from the next time on."
)


class Verified(NamedTuple):
    """What came of a verification: the faults, what proves nothing by itself, and the head."""

    faults: list[Fault]
    remarks: list[str]
    entry: int
    hash: str


def verify_records(*, at: datetime | None = None) -> Verified:
    """Look at all that is kept, and write into the journal whether it holds.

    When it does, the head of the journal and the digests of the histories are kept outside, so that
    the next time finds what was altered since. To be called outside a transaction: the tables are
    looked at one by one.
    """
    at = at or timezone.now()
    until = verification.settled_until()
    heads, faults, remarks = _heads()
    faults += verification.records_at_fault(heads)
    faults += (Fault(*each) for each in seals_unsigned())
    faults += (Fault(*each) for each in kept_files.files_at_fault())
    remarks += (f"{name} is the file of no copy." for name in kept_files.files_of_no_copy())
    remarks += clocks_set_back()
    entry, seal = last_entry()
    with pghistory.context() as context:
        Entry.objects.create(
            act=Act.VERIFIED,
            noun="journal",
            key=str(entry),
            at=at,
            why=f"{len(faults)} at fault." if faults else HOLDS,
            door=context.metadata.get("door", ""),
        )
    if not faults and until:
        keep_head(histories=verification.history_digests(until), at=until)
    elif not faults:
        keep_head()
        remarks.append(UNSETTLED)
    return Verified(faults, remarks, entry, seal)


def _heads():
    """The heads that were kept, the faults of their file, and what is odd about it."""
    place = settings.HEADS_FILE
    if not place:
        return (
            [],
            [],
            ["HEADS_FILE is not set: a journal made anew from its first entry is not found."],
        )
    try:
        return list(kept_heads()), [], []
    except FileNotFoundError:
        return [], [], [f"No heads are kept in {place} yet, or they were taken away."]
    except OSError as error:
        return [], [Fault(place, f"it cannot be read: {error.strerror or error}")], []
    except NotAHead as error:
        return [], [Fault(place, f"its line {error} is no head of the journal")], []
