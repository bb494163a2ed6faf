"""Stories on their way to print, and what becomes of them afterwards."""

from django.db.models import TextChoices


class TokenKind(TextChoices):
    """What in a manuscript can be wrong, and is checked therefore."""

    MONEY = "money", "Money"
    PERCENTAGE = "percentage", "Percentage"
    FIGURE = "figure", "Figure"
    DATE = "date", "Date"
    NAME = "name", "Name"
    QUOTATION = "quotation", "Quotation"
    SUPERLATIVE = "superlative", "Superlative"
    NEGATION = "negation", "Negation"
    HEDGE = "hedge", "Hedge"
    ATTRIBUTION = "attribution", "Attribution"


class BindingBasis(TextChoices):
    """On which words of a claim a passage leans."""

    STATEMENT = "statement", "On the claim as it stands"
    CORRECTION = "correction", "On what is right instead"


class HoldKind(TextChoices):
    """Why a story is kept from print."""

    EMBARGO = "embargo", "Embargoed"
    LEGAL = "legal", "Waits for legal sign-off"
    KILLED = "killed", "Killed"


class Severity(TextChoices):
    """How much a correction weighs."""

    CLARIFICATION = "clarification", "Clarification"
    CORRECTION = "correction", "Correction"
    RETRACTION = "retraction", "Retraction"


class Cause(TextChoices):
    """What changed under a published passage."""

    VERDICT = "verdict", "the verdict on its claim no longer stands"
    FINDING = "finding", "its claim has another finding"
    CLAIM = "claim", "its claim was changed"
    RECORD = "record", "a record that it leans on was changed"
    SOURCE = "source", "a source that it leans on was changed"
    REMOVED = "removed", "something that it leans on was taken away"


class Decision(TextChoices):
    """What was decided of a published passage under which something changed."""

    CORRECTED = "corrected", "Corrected"
    STANDS = "stands", "Stands as it is"
