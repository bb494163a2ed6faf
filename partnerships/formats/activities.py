"""What people did to a collection, as a file beside its fixtures: who they are, and what each did.

Not a Django fixture: whoever loads it enters everything again under the name of who did it. People
are named by their login.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User

from ..errors import BadFixture
from ..models import Collection


@dataclass(frozen=True)
class ActivityFile:
    """What such a file says; where there is none it says nothing."""

    collection: str = ""
    accounts: list[dict[str, Any]] = field(default_factory=list)
    rows: list[dict[str, Any]] = field(default_factory=list)


def activity_text(
    collection: Collection, people: Iterable[User], noun: str, rows: list[dict[str, Any]]
) -> str:
    """The text of such a file: the same rows by the same people always give the same bytes."""
    accounts = {
        one.username: {
            "username": one.username,
            "first_name": one.first_name,
            "last_name": one.last_name,
        }
        for one in people
    }
    said = {
        "collection": collection.slug,
        "accounts": [accounts[name] for name in sorted(accounts)],
        noun: rows,
    }
    return json.dumps(said, indent=1, ensure_ascii=False) + "\n"


def read_activities(
    path: Path, noun: str, readable: Callable[[dict[str, Any]], dict[str, Any]]
) -> ActivityFile:
    """What the file at `path` says. `readable` gives a row back when it can be entered, and raises
    KeyError, TypeError or ValueError when not; the file is then refused by name, as BadFixture."""
    if not path.exists():
        return ActivityFile()
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        return ActivityFile(
            str(said["collection"]),
            [dict(account) for account in said["accounts"]],
            [readable(row) for row in said[noun]],
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as fault:
        raise BadFixture(f"{path.name} cannot be read: {fault_sentence(fault)}") from None


def fault_sentence(fault: Exception) -> str:
    return f"{fault} is missing" if isinstance(fault, KeyError) else str(fault)


def iso_moment(at: datetime | None) -> str | None:
    """A moment as these files write it; `datetime.fromisoformat` reads it."""
    return at and at.isoformat().replace("+00:00", "Z")  # type: ignore[return-value]  # no moment is false
