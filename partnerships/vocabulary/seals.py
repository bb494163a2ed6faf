"""What the desk puts its seal on."""

from django.db.models import TextChoices


class SealKind(TextChoices):
    """What is sealed: its hash and this word are all that a seal tells of it."""

    EDITION = "edition", "An edition of a story"
    PACKET = "packet", "A packet of evidence"
    DUMP = "dump", "A dump of all tables"
    ANSWER = "answer", "An answer of the API"
