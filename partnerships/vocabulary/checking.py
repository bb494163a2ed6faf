"""Sources and claims, what is concluded of them, and what the desk does."""

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


class Capture(TextChoices):
    """How a copy of a source reached the desk."""

    FETCHED = "fetched", "Fetched from its address"
    UPLOADED = "uploaded", "Uploaded"
    PASTED = "pasted", "Pasted"


class ClaimKind(TextChoices):
    FACT = "fact", "Fact"
    FIGURE = "figure", "Figure"
    DATE = "date", "Date"
    QUOTE = "quote", "Quotation"
    ATTRIBUTION = "attribution", "Attribution"
    OPINION = "opinion", "Opinion"
    PREDICTION = "prediction", "Prediction"
    ABSENCE = "absence", "Absence"


class Stance(TextChoices):
    SUPPORTS = "supports", "Supports"
    QUALIFIES = "qualifies", "Qualifies"
    REFUTES = "refutes", "Refutes"
    CONTEXT = "context", "Context"


class Finding(TextChoices):
    """What two people concluded of a claim."""

    ACCURATE = "accurate", "Accurate"
    CONTEXT = "context", "Accurate, needs context"
    IMPRECISE = "imprecise", "Imprecise"
    WRONG = "wrong", "Wrong"
    REPORTED = "reported", "Reported"
    UNVERIFIED = "unverified", "Unverified"
    OPINION = "opinion", "Opinion"


CORRECTED = (Finding.IMPRECISE, Finding.WRONG)  # these say what is right instead
PLAIN = (Finding.ACCURATE, Finding.OPINION)  # these may go without reasons


class State(TextChoices):
    """Where a claim's latest verdict stands; derived from who signed and what happened since."""

    STANDS = "stands", "Signed"
    WAITING = "waiting", "Waiting for a second signature"
    LAPSED = "lapsed", "Lapsed"
    WITHDRAWN = "withdrawn", "Withdrawn"
    UNCHECKED = "unchecked", "Unchecked"


class Lapse(TextChoices):
    """What changed under a verdict, so that it no longer stands."""

    STATEMENT = "statement_changed", "the statement was changed"
    KIND = "kind_changed", "the kind of claim was changed"
    ATTRIBUTION = "attribution_changed", "the attribution was changed"
    DATE = "date_changed", "a date was changed"
    VALUE = "value_changed", "the figure was changed"
    ADVERSE = "adverse_changed", "whether it speaks against a person was changed"
    CITATION_ADDED = "citation_added", "a citation was added"
    CITATION_REMOVED = "citation_removed", "a citation was removed"
    CITATION_CHANGED = "citation_changed", "a citation was changed"
    SNAPSHOT_REPLACED = "snapshot_replaced", "the copy that a citation quotes was replaced"
    ORIGIN_CHANGED = "origin_changed", "the origin of a source was changed"
    SEARCH_CHANGED = "search_changed", "what was searched for and not found was changed"
    SOURCE_ALTERED = "source_altered", "a source no longer says what was quoted from it"
    SOURCE_GONE = "source_gone", "what was quoted is gone from its source"


class Authoring(TextChoices):
    """How somebody came to be an author of what a verdict covers."""

    WROTE = "wrote", "Wrote"
    CHANGED = "changed", "Changed"
    ADOPTED = "adopted", "Adopted"


class Level(TextChoices):
    """How much an objection weighs."""

    BLOCKING = "blocking", "Blocks"
    WARNING = "warning", "Warns"
    SILENT = "silent", "Says nothing"


class Task(TextChoices):
    """What somebody is asked to do with a claim."""

    CHECK = "check", "Check"
    SIGN = "sign", "Sign"


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
    UNWAIVED = "unwaived", "took back a waiver"
    HELD = "held", "held the story"
    RESUMED = "resumed", "lifted the hold"
    KILLED = "killed", "killed the story"
    PUBLISHED = "published", "published an edition"
    CORRECTED = "corrected", "published a correction"
    DECIDED = "decided", "decided on an open item"


class Kinship(TextChoices):
    """How two sources that share text come to share it."""

    RETELLS = "retells", "One retells the other"
    INDEPENDENT = "independent", "Two reports of their own"
    UNSURE = "unsure", "Not sure"
