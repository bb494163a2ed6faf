"""What the desk reads, how it came by it, and how two reports hang together."""

from django.db.models import TextChoices


class SourceKind(TextChoices):
    PRIMARY = "primary", "Primary document"
    FILING = "filing", "Filing"
    REPORTING = "reporting", "Reporting"
    SYNDICATION = "syndication", "Syndicated copy"
    SUMMARY = "summary", "Summary"
    REFERENCE = "reference", "Reference work"
    INTERVIEW = "interview", "Interview"
    CALL = "call", "Call"
    RECORDING = "recording", "Recording"
    DOCUMENT = "document", "Document"


class Tier(TextChoices):
    A = "A", "A – primary"
    B = "B", "B – original or wire reporting"
    C = "C", "C – summary"
    D = "D", "D – unreliable"


class Seen(TextChoices):
    """How far the desk has read a source."""

    PAGE = "page", "The page itself"
    EXCERPT = "excerpt", "An excerpt of the page"
    COPY = "copy", "A copy elsewhere"
    RELAYED = "relayed", "Another outlet's account"
    NOT_SEEN = "not_seen", "Not seen"


class Confidentiality(TextChoices):
    OPEN = "open", "Open"
    CONFIDENTIAL = "confidential", "Confidential"


class Clearance(TextChoices):
    """Which sources somebody may know of: those released, all but confidential ones, or all."""

    PUBLIC = "public", "Readers"
    DESK = "desk", "The desk"
    KEEPER = "keeper", "Source keepers"


class Capture(TextChoices):
    """How a copy of a source reached the desk."""

    FETCHED = "fetched", "Fetched from its address"
    UPLOADED = "uploaded", "Uploaded"
    PASTED = "pasted", "Pasted"


class Legibility(TextChoices):
    """Whether the text of a copy is what one sees, or what stands against it."""

    LEGIBLE = "legible", "Reads well"
    NO_TEXT = "no_text", "It has no text"
    PAGES_UNREAD = "pages_unread", "Some of its pages have no text"
    OWN_LETTERS = "own_letters", "It has letters of its own"
    MACHINE_READ = "machine_read", "A machine read its words"
    NEEDS_SCRIPTS = "needs_scripts", "The page needs scripts"
    ASKS_CONSENT = "asks_consent", "The page asks for consent"
    ASKS_WHO = "asks_who", "The page asks who comes"
    NOT_FREE = "not_free", "The page is not free"
    FIELDS_APART = "fields_apart", "It has form fields or notes"
    NOT_JUDGED = "not_judged", "Not looked at"

    @property
    def advice(self) -> str:
        """What to do about it; "" where there is nothing to do."""
        return _ADVICE.get(self.value, "")


_ADVICE = {
    "no_text": "It is a scan, or a picture: type or upload what you see.",
    "pages_unread": "They may be scans: type or upload what you see.",
    "own_letters": "What one sees may be other letters than its text has: compare with the page.",
    "machine_read": "They lie over a picture and may be misread: compare with the page.",
    "needs_scripts": "Print it to a PDF in your browser, and upload that.",
    "asks_consent": "Give it in your browser, and upload what you see then.",
    "asks_who": "Open it in your browser, and upload what you see then.",
    "not_free": "See whether the text is whole.",
    "fields_apart": "They stand apart, after its text: read them.",
}


class Kinship(TextChoices):
    """How two sources that share text come to share it."""

    RETELLS = "retells", "One retells the other"
    INDEPENDENT = "independent", "Two reports of their own"
    UNSURE = "unsure", "Not sure"


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


class SourceJobKind(TextChoices):
    """What a worker is asked to do with a source."""

    CAPTURE = "capture", "Fetch a copy"
    RECHECK = "recheck", "Look at it again"


class Progress(TextChoices):
    """How far a job is."""

    WAITING = "waiting", "Waiting"
    AT_WORK = "at_work", "At work"
    DONE = "done", "Done"
    FAILED = "failed", "Not done"
