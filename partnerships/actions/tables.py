"""Tables that somebody has shown the desk and not yet confirmed: kept as files until they do."""

from datetime import timedelta

from django.core.files.storage import default_storage
from django.utils import timezone

FOLDER = "tables"
KEPT = timedelta(days=1)


def forget(at=None):
    """Remove the tables that nobody confirmed within a day; how many there were."""
    if not default_storage.exists(FOLDER):
        return 0
    before = (at or timezone.now()) - KEPT
    old = [
        path
        for name in default_storage.listdir(FOLDER)[1]
        if default_storage.get_modified_time(path := f"{FOLDER}/{name}") < before
    ]
    for path in old:
        default_storage.delete(path)
    return len(old)
