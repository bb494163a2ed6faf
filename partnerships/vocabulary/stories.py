"""What a story's manuscript is made of, in editors' words."""

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
