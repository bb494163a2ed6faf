"""Tables that somebody has shown the desk and not yet confirmed: kept as files until they do."""

from datetime import datetime, timedelta

from django.core.files.storage import default_storage
from django.utils import timezone

FOLDER = "tables"
KEPT = timedelta(days=1)


def forget_old_tables(*, at: datetime | None = None) -> int:
    """Remove the tables that nobody confirmed within a day; how many there were."""
    before = (at or timezone.now()) - KEPT
    try:
        names = default_storage.listdir(FOLDER)[1]
    except FileNotFoundError:  # some storages have folders; none is there before the first table
        return 0
    old = [
        path
        for name in names
        if default_storage.get_modified_time(path := f"{FOLDER}/{name}") < before
    ]
    for path in old:
        default_storage.delete(path)
    return len(old)
