"""What the desk does, and how people hear of it."""

from django.db.models import TextChoices


class Wish(TextChoices):
    """How somebody wants to hear of what concerns them."""

    EACH = "each", "An e-mail for each"
    DAILY = "daily", "One e-mail a day"
    NONE = "none", "No e-mail"


class Act(TextChoices):
    """What the desk does; each leaves an entry in the journal."""

    RELEASED = "released", "released it to readers"
    TAKEN_BACK = "taken_back", "took it back from readers"
    LOADED = "loaded", "loaded a story"
    RECORDED = "recorded", "recorded it"
    CHANGED = "changed", "changed it"
    REMOVED = "removed", "removed it"
    CAPTURED = "captured", "kept a copy"
    PROPOSED = "proposed", "proposed a verdict"
    COUNTERSIGNED = "countersigned", "signed the verdict"
    WITHDRAWN = "withdrawn", "withdrew the verdict"
    ADOPTED = "adopted", "adopted what nobody had signed for"
    ASSESSED = "assessed", "gave an assessment"
    ASSIGNED = "assigned", "assigned it"
    UNASSIGNED = "unassigned", "took back an assignment"
    COMMENTED = "commented", "commented"
    RESOLVED = "resolved", "resolved a comment"
    ASKED = "asked", "asked for a reply"
    ANSWERED = "answered", "recorded the reply"
    RECHECKED = "rechecked", "looked at the source again"
    JUDGED = "judged", "decided whether two sources share an origin"
    SEALED = "sealed", "sealed who a source is"
    UNSEALED = "unsealed", "opened who a source is"
    PACKED = "packed", "packed it for others to verify"
    REVISED = "revised", "wrote a revision"
    BOUND = "bound", "bound words to a claim"
    UNBOUND = "unbound", "took words off a claim"
    WAIVED = "waived", "waived a check"
    SECONDED = "seconded", "put a second name to a waiver"
    UNWAIVED = "unwaived", "took back a waiver"
    HELD = "held", "held the story"
    RESUMED = "resumed", "lifted the hold"
    KILLED = "killed", "killed the story"
    PUBLISHED = "published", "published an edition"
    CORRECTED = "corrected", "published a correction"
    DECIDED = "decided", "decided on an open item"
    VERIFIED = "verified", "verified the records"
    EMERGENCY = "emergency", "gave the password of an account for emergencies"
    ATTESTED = "attested", "put the desk's seal on it"
