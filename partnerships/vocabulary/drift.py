"""What comes of looking at a source again."""

from django.db.models import TextChoices


class Came(TextChoices):
    """What a look at a source brought: a copy, or why none. None of these says “deleted”."""

    COPY = "copy", "A copy came"
    NOT_FOUND = "not_found", "The site knows no page at this address"
    NO_LONGER_THERE = "no_longer_there", "The site says that the page is there no longer"
    REFUSED = "refused", "The site refuses us the page"
    ROBOTS = "robots", "The site asks programs not to read the page"
    UNAVAILABLE = "unavailable", "The site cannot serve the page now"
    UNREACHABLE = "unreachable", "The site cannot be reached"
    TOO_SLOW = "too_slow", "The page takes too long to come"
    MISDIRECTED = "misdirected", "The page sends one on and on"
    UNREADABLE = "unreadable", "What comes is no text that we can keep"
    BAD_ADDRESS = "bad_address", "The address is none that we ask"


class Outcome(TextChoices):
    """What became of a quotation, when its source was looked at again."""

    UNCHANGED = "unchanged", "Unchanged"
    MOVED = "moved", "Moved"
    ALTERED = "altered", "Altered"
    GONE = "gone", "Gone"
    UNREACHABLE = "unreachable", "Unreachable"


STANDING = (Outcome.UNCHANGED, Outcome.MOVED)  # the words stand there still
DRIFTED = (Outcome.ALTERED, Outcome.GONE)  # they do not: what leans on them lapses
