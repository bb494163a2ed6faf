"""What a cell of a table holds: text, words, yes or no, another record by its slug."""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from import_export import widgets

from ..text.calendar import fault, said_in_full
from ..text.date_words import day_in_words
from ..text.money import read_number
from .base import visible

SERIAL = re.compile(r"[1-9]\d{4}")  # days since FIRST_DAY, as spreadsheets count them
FIRST_DAY = date(1899, 12, 30)
BETWEEN = "; "  # between several words of one cell


class TextWidget(widgets.CharWidget):
    """Text. A number or a date of a spreadsheet's own kind becomes the text it stands for."""

    def clean(self, value, row=None, **kwargs):
        if isinstance(value, datetime):
            value = value.date()
        if isinstance(value, date):
            value = value.isoformat()
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return super().clean(value, row, **kwargs).strip()


class EDTFText(TextWidget):
    """An uncertain date: EDTF, or any words that say themselves which day or year is meant."""

    def clean(self, value, row=None, **kwargs):
        text = super().clean(value, row, **kwargs)
        text = text.removesuffix(".0") if text[:4].isdigit() else text
        if SERIAL.fullmatch(text):
            day = FIRST_DAY + timedelta(int(text))
            raise ValueError(
                f"{text} is the number of a spreadsheet for {day_in_words(day)}: write {day}."
            )
        if wrong := fault(text):
            raise ValueError(wrong)
        return said_in_full(text) or text


class FigureCell(widgets.Widget):
    """A figure, in full or as people write it. What is said of it stands in columns of its own."""

    def clean(self, value, row=None, **kwargs):
        if value is None or not str(value).strip():
            return None
        if isinstance(value, int | float | Decimal):  # a spreadsheet's own kind
            return Decimal(str(value))
        return read_number(str(value))

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else str(value)


class WordList(widgets.Widget):
    """Several words in one cell, with semicolons between."""

    def clean(self, value, row=None, **kwargs):
        return [word.strip() for word in str(value or "").split(";") if word.strip()]

    def render(self, value, obj=None, **kwargs):
        return BETWEEN.join(value or [])


class YesNo(widgets.Widget):
    """Yes or no; blank is no."""

    def clean(self, value, row=None, **kwargs):
        word = str(value or "no").strip().lower()
        if word not in {"yes", "no", "true", "false", "1", "0"}:
            raise ValueError("Write yes or no.")
        return word in {"yes", "true", "1"}

    def render(self, value, obj=None, **kwargs):
        return "yes" if value else "no"


class PublicId(widgets.Widget):
    """A public id, as the desk shows it outside."""

    def clean(self, value, row=None, **kwargs):
        try:
            return UUID(str(value or "").strip())
        except ValueError:
            raise ValueError(f"“{value}” is no public id. Leave it blank for a new row.") from None


class Known(widgets.Widget):
    """Another record, by its slug. Who may not know of it finds no such record."""

    def __init__(self, model, key="slug"):
        super().__init__()
        self.model = model
        self.key = key
        self.user = None

    def find(self, word, row):
        rows = visible(self.model.objects.all(), self.user)
        try:
            return rows.get(**{self.key: word})
        except self.model.DoesNotExist:
            noun = self.model._meta.verbose_name
            raise ValueError(f"There is no {noun} “{word}”: record it first.") from None

    def clean(self, value, row=None, **kwargs):
        word = str(value or "").strip()
        return self.find(word, row) if word else None

    def render(self, value, obj=None, **kwargs):
        if value is None:
            return ""
        secret = getattr(value, "confidentiality", "") == "confidential"
        if secret and not visible(self.model.objects.filter(pk=value.pk), self.user).exists():
            return ""
        return getattr(value, self.key)


class KnownList(widgets.ManyToManyWidget):
    """Other records, by their slugs with semicolons between."""

    def __init__(self, model):
        super().__init__(model, separator=BETWEEN, field="slug")
        self.user = None

    def clean(self, value, row=None, **kwargs):
        words = {word.strip() for word in str(value or "").split(";") if word.strip()}
        rows = visible(self.model.objects.all(), self.user).filter(slug__in=words)
        if missing := words - {row.slug for row in rows}:
            listed = ", ".join(f"“{word}”" for word in sorted(missing))
            raise ValueError(f"Not recorded yet: {listed}.")
        return rows
