"""What a cell of a table holds: text, words, yes or no, another record by its slug."""

import csv
import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import StringIO
from uuid import UUID

from django.db.models import Q
from django.utils.functional import cached_property
from import_export import widgets

from ..models import Party
from ..text import edtf
from ..text.calendar import fault, said_in_full
from ..text.date_words import day_in_words
from ..text.edtf import Precision
from ..text.money import read_number
from .base import visible

SERIAL = re.compile(r"[1-9]\d{4}")  # days since FIRST_DAY, as spreadsheets count them
FIRST_DAY = date(1899, 12, 30)
BETWEEN = "; "  # between several words of one cell
MOST_NAMESAKES = 5
MOST_TOLD = 10


class TextWidget(widgets.CharWidget):
    """Text. A number or a date of a spreadsheet's own kind becomes the text it stands for."""

    def clean(self, value, row=None, **kwargs):
        if isinstance(value, datetime):
            midnight = value.time() == time()
            value = value.date() if midnight else value.isoformat(" ", "minutes")
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


class DayCell(EDTFText):
    """One day."""

    def clean(self, value, row=None, **kwargs):
        text = super().clean(value, row, **kwargs)
        try:
            told = edtf.parse(text) if text else None
        except edtf.NotADate:
            raise ValueError("Write a day as 2024-03-19.") from None
        if told is None:
            return None
        if told.is_interval or not told.is_exact or told.precision != Precision.DAY:
            raise ValueError("This is no single day: write one as 2024-03-19.")
        return told.earliest

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else value.isoformat()


def words_of(cell):
    """The words of a cell, which stand with semicolons between; a word that holds one stands in
    quotation marks."""
    text = " ".join(str("" if cell is None else cell).split())
    try:
        (words,) = csv.reader([text], delimiter=";", skipinitialspace=True, strict=True)
    except csv.Error:
        raise ValueError(
            "Quotation marks stand around a whole word, and twice within it; or leave them out."
        ) from None
    return [word.strip() for word in words if word.strip()]


class WordList(widgets.Widget):
    """Several words in one cell, with semicolons between."""

    def clean(self, value, row=None, **kwargs):
        return words_of(value)

    def render(self, value, obj=None, **kwargs):
        written = StringIO()
        for word in value or []:
            quoted = any(mark in word for mark in ';"')
            written.write(BETWEEN if written.tell() else "")
            written.write(f'"{word.replace(chr(34), chr(34) * 2)}"' if quoted else word)
        return written.getvalue()


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


def recorded_as(model, word, user):
    """Where to write it instead, when somebody wrote a name in place of a slug."""
    if issubclass(model, Party):
        named = Q(name__iexact=word) | Q(names__text__iexact=word)
    elif hasattr(model, "title"):
        named = Q(title__iexact=word)
    elif hasattr(model, "name"):
        named = Q(name__iexact=word)
    else:
        return ""
    rows = visible(model.objects.all(), user).filter(named).order_by("slug").distinct()
    found = list(rows.values_list("slug", flat=True)[:MOST_NAMESAKES])
    if len(found) == 1:
        return f"“{word}” is recorded as {found[0]}: write that."
    return f"“{word}” may be {', '.join(found)}: write the one that is meant." if found else ""


def rows_by_slug(model, words, user):
    """The records with these slugs that the user may know of; who is none of them is named."""
    rows = visible(model.objects.all(), user).filter(slug__in=words)
    if missing := sorted(set(words) - {row.slug for row in rows}):
        told = {word: recorded_as(model, word, user) for word in missing[:MOST_TOLD]}
        unknown = ", ".join(f"“{word}”" for word in missing if not told.get(word))
        faults = [why for why in told.values() if why]
        raise ValueError(" ".join(faults + [f"Not recorded yet: {unknown}."] * bool(unknown)))
    return rows


def slugs_in(cells):
    """The words of all the cells that can be read: what may be asked for at once."""
    for cell in cells:
        try:
            yield from words_of(cell)
        except ValueError:
            continue  # it is refused where its row is read


def learned_by_slug(model, cells, user):
    """The records that the lists in these cells name, so far as the user may know of them."""
    rows = visible(model.objects.filter(slug__in=set(slugs_in(cells))), user)
    return {row.slug: row for row in rows}


class VisibleRecordWidget(widgets.Widget):
    """Another record, by its slug. Who may not know of it finds no such record."""

    def __init__(self, model, key="slug"):
        super().__init__()
        self.model = model
        self.key = key
        self.user = None
        self.learned = {}

    def learn(self, cells, dataset):
        """Ask for all that the cells of a table name at once, and not in each row again."""
        if self.key == "slug":
            words = {str(cell or "").strip() for cell in cells}
            rows = visible(self.model.objects.filter(slug__in=words), self.user)
            self.learned = {row.slug: row for row in rows}

    def find(self, word, row):
        if word in self.learned:
            return self.learned[word]
        rows = visible(self.model.objects.all(), self.user)
        try:
            return rows.get(**{self.key: word})
        except self.model.DoesNotExist:
            noun = self.model._meta.verbose_name
            told = self.key == "slug" and recorded_as(self.model, word, self.user)
            raise ValueError(told or f"There is no {noun} “{word}”: record it first.") from None

    def clean(self, value, row=None, **kwargs):
        word = str(value or "").strip()
        return self.find(word, row) if word else None

    def render(self, value, obj=None, **kwargs):
        return getattr(value, self.key) if value and self._is_known(value) else ""

    def _is_known(self, record):
        if self._keys is None or record.pk in self._keys:
            return True
        return visible(self.model.objects.filter(pk=record.pk), self.user).exists()

    @cached_property
    def _keys(self):
        """The records that the user may know of, in one query for a whole table; None for all.
        Those that the table itself brings are not among them yet."""
        rows = self.model.objects.all()
        known = visible(rows, self.user)
        return None if known is rows else set(known.order_by().values_list("pk", flat=True))


class VisibleRecordsWidget(widgets.ManyToManyWidget):
    """Other records, by their slugs with semicolons between."""

    def __init__(self, model):
        super().__init__(model, separator=BETWEEN, field="slug")
        self.user = None
        self.learned = {}

    def learn(self, cells, dataset):
        self.learned = learned_by_slug(self.model, cells, self.user)

    def clean(self, value, row=None, **kwargs):
        words = words_of(value)
        if self.learned.keys() >= set(words):
            return [row for slug, row in self.learned.items() if slug in words]
        return rows_by_slug(self.model, words, self.user)
