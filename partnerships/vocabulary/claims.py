"""What is claimed, what speaks for it and against it, and what is concluded."""

from django.db.models import TextChoices


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
    """Where a claim's latest verdict stands, which PostgreSQL computes. A claim may have none."""

    STANDS = "stands", "Signed"
    WAITING = "waiting", "Waiting for a second signature"
    LAPSED = "lapsed", "Lapsed"
    WITHDRAWN = "withdrawn", "Withdrawn"
    UNCHECKED = "unchecked", "Unchecked"


LIVE = (State.STANDS, State.WAITING)  # nothing has happened since that undoes it


class Lapse(TextChoices):
    """What changed under a verdict, so that it no longer stands."""

    STATEMENT = "statement_changed", "the statement was changed"
    KIND = "kind_changed", "the kind of claim was changed"
    ATTRIBUTION = "attribution_changed", "the attribution was changed"
    APPEARANCE = "appearance_changed", "the work it appears in was changed"
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
    PARTY_MERGED = "party_merged", "whom it is about was merged with another record or told apart"


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


class Outcome(TextChoices):
    """What became of a quotation, when its source was looked at again."""

    UNCHANGED = "unchanged", "Unchanged"
    MOVED = "moved", "Moved"
    ALTERED = "altered", "Altered"
    GONE = "gone", "Gone"
    UNREACHABLE = "unreachable", "Unreachable"


STANDING = (Outcome.UNCHANGED, Outcome.MOVED)  # the words stand there still
DRIFTED = (Outcome.ALTERED, Outcome.GONE)  # they do not: what leans on them lapses
