"""What is wrong with a cell of a table, in words that say what to write instead."""

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models

WRITE = [
    (models.URLField, "Write a whole address, such as https://example.org/report."),
    (models.SlugField, "Use small letters, digits and hyphens, such as openai-group."),
    (models.DecimalField, "Write a number, such as 11900000000 or 12.5."),
    (models.IntegerField, "Write a whole number, such as 12."),
    (models.DateField, "Write a day as 2024-03-19."),
    (models.BooleanField, "Write yes or no."),
]


UNREADABLE = "This cell cannot be read: it is of the wrong kind."


def cell_fault(record, column, error):
    """The sentence for what Django has against the cell; what our own laws say stays as it is."""
    try:
        field = record._meta.get_field(column)
    except FieldDoesNotExist:
        return error
    told = error.params or {}
    match error.code:
        case "blank" | "null":
            return "Fill this in."
        case "invalid_choice" if field.flatchoices:
            return _none_of(told.get("value"), field)
        case "item_invalid" if field.base_field.flatchoices:
            return _none_of(told.get("value"), field.base_field)
        case "item_invalid":
            return f"Word {told.get('nth')} is too long, or is none."
        case "max_length":
            limit, shown = told.get("limit_value"), told.get("show_value")
            return f"This is too long: {shown:,} characters, and {limit:,} at most."
        case "max_digits" | "max_whole_digits":
            return f"This has too many digits: {told.get('max')} at most."
        case "max_decimal_places":
            return f"This has too many digits after the point: {told.get('max')} at most."
        case "unique":
            return "This stands in another record already."
        case "null_characters_not_allowed":
            return "A character that nobody can see (U+0000) stands in this cell. Take it out."
        case "invalid" if not isinstance(field, models.CharField) or _is_made_of(field):
            return next((why for kind, why in WRITE if isinstance(field, kind)), UNREADABLE)
    return error


def _is_made_of(field):
    return isinstance(field, (models.URLField, models.SlugField))


def _none_of(value, field):
    words = ", ".join(str(word) for word, _ in field.flatchoices)
    return ValidationError(f"“{str(value)[:40]}” is none of: {words}.")
