"""What the desk does in the background, and how far it is."""

from django.db.models import TextChoices


class ErrandKind(TextChoices):
    """What a worker is asked to do with a source."""

    CAPTURE = "capture", "Fetch a copy"
    RECHECK = "recheck", "Look at it again"


class Progress(TextChoices):
    """How far an errand is."""

    WAITING = "waiting", "Waiting"
    AT_WORK = "at_work", "At work"
    DONE = "done", "Done"
    FAILED = "failed", "Not done"
