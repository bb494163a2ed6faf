"""What lists can be narrowed by. Every parameter says in the schema what it takes."""

from datetime import date
from functools import reduce
from itertools import product
from math import prod
from operator import or_

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, Q
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.utils import extend_schema_field

from ..rules.words_asked import asked_in_words
from ..text import edtf
from .errors import BadParameters
from .known_words import has_word, known_words_for, unknown_sentences

MOST_WORDS = 50
MOST_COMBINATIONS = 20


class WordsField(forms.Field):
    """Words with commas between: a list of lists, since the parameter may be repeated."""

    widget = forms.MultipleHiddenInput  # all values of a parameter that may be repeated

    def __init__(self, *, known=None, **kwargs):
        super().__init__(**kwargs)
        self.known = known

    def clean(self, values):
        groups = [[word.strip() for word in value.split(",") if word.strip()] for value in values]
        groups = [group for group in groups if group]
        if sum(map(len, groups)) > MOST_WORDS:
            raise ValidationError(f"More than {MOST_WORDS} words.")
        return [[self._word(word) for word in group] for group in groups]

    def _word(self, word):
        """The word of the list that is meant, capitals aside; where there is no list, the word."""
        if not self.known:
            return word
        for known in self.known:
            if known.lower() == word.lower():
                return known
        raise ValidationError(f"There is no “{word[:40]}”; choose from {', '.join(self.known)}.")


class ListFilter(django_filters.Filter):
    """A parameter of a list. One that is joined to its rows is not asked of a listing's."""

    is_joined = False


class WordsFilter(ListFilter):
    """`?party=a,b` is either of the two; `?party=a&party=b` both, each in a row of its own.

    `lookup` is the column, or columns any of which will do, or a function of the words and the
    reader that gives the condition; then `of` gives the words that this reader knows. With
    `among`, it is asked of the related rows of that name, and all filters among the same rows are
    asked of one and the same row: a citation by this source that refutes. A word that stands
    nowhere is refused.
    """

    field_class = WordsField

    def __init__(self, lookup, help_text, *, among=None, known=None, repeats=None, of=None):
        super().__init__(known=list(known.values) if known else None)
        self.lookup, self.among, self.of, self.is_open = lookup, among, of, not known
        self.repeats = bool(among) if repeats is None else repeats
        how = "Several with commas between: any of them."
        if self.repeats:
            how += " Repeated: all of them."
        words = f" One of: {', '.join(known.values)}." if known else ""
        word = {"type": "string"} | ({"enum": list(known.values)} if known else {})
        schema = {"type": "array", "items": word, "minItems": 1, "maxItems": MOST_WORDS}
        extend_schema_field(schema | {"description": f"{help_text}{words} {how}"})(self)

    def condition(self, words, reader, known=None):
        if callable(self.lookup):
            return self.lookup(words, reader)
        columns = [self.lookup] if isinstance(self.lookup, str) else self.lookup
        return reduce(or_, (self._in(column, words, known) for column in columns))

    def _in(self, column, words, known):
        if column.endswith("__overlap"):
            return Q(**{column: words})
        if not self.is_open:
            return Q(**{f"{column}__in": words})
        key, _, last = column.rpartition("__")
        if key and last == "slug" and known is not None:
            # By keys, of each of which PostgreSQL knows how many rows have it.
            return Q(**{f"{key}__in": [known.key(word) for word in words]})
        return reduce(or_, (has_word(column, word) for word in words))

    def known_words(self, rows, reader):
        """The words that stand in what the reader may know; None where there is a list of them."""
        if not self.is_open:
            return None
        return self.of(reader) if self.of else known_words_for(rows, self.lookup, reader)

    def unknown(self, words, known):
        """Sentences on those of the words that are not among the known ones."""
        return [] if known is None else unknown_sentences(words, known)

    def filter(self, rows, groups, known=None):
        reader = self.parent.reader
        return rows.filter(*(self.condition(words, reader, known) for words in groups))


class OneField(forms.CharField):
    """One word, read by a function that raises ValueError with a sentence."""

    def __init__(self, *, read, **kwargs):
        super().__init__(**kwargs)
        self.read = read

    def clean(self, value):
        value = super().clean(value)
        if not value:
            return None
        try:
            return self.read(value)
        except ValueError as error:
            raise ValidationError(str(error)) from None


class ValueFilter(ListFilter):
    """A parameter that takes one value; `narrow(rows, value, reader)` does what it asks."""

    field_class = OneField

    def __init__(self, read, narrow, help_text, schema=None):
        super().__init__(read=read)
        self.narrow = narrow
        extend_schema_field({"type": "string", **(schema or {}), "description": help_text})(self)

    def filter(self, rows, value):
        return rows if value is None else self.narrow(rows, value, self.parent.reader)


class Filters(django_filters.FilterSet):
    """The parameters of one noun's list."""

    related = {}  # by name, a function of the reader: rows that point at the listed one
    listings = {}  # by filter, the model that lists the rows under one party, in their orders
    unlisted_orders = frozenset()  # those that the listings know nothing of

    def __init__(self, data=None, *args, reader, **kwargs):
        if data is not None:  # a form of what is asked alone: to make one of all costs half a page
            self.base_filters = {
                name: each for name, each in self.base_filters.items() if name in data
            }
        super().__init__(data, *args, **kwargs)
        self.reader = reader
        self._known = {}

    def filter_queryset(self, rows):
        """The rows, or those of a listing that stand for them where one is asked for by name."""
        self._refuse_unknown_words(rows)
        values = self.form.cleaned_data.items()
        asked = {name: value for name, value in values if value not in (None, [])}
        order = self.data.get("ordering", "").removeprefix("-")
        # What a listing lists is of today.
        is_listed = order not in self.unlisted_orders and self.reader.moment is None
        listings = self.listings if is_listed else {}
        for name, listing in listings.items():
            words = sum(asked.get(name, ()), [])
            if len(words) == 1 and not any(self.filters[each].is_joined for each in asked):
                del asked[name]
                party = self._known_words(name, rows).key(words[0])
                listed = listing.objects.filter(party=party).visible_to(self.reader.user)
                if not asked:
                    return listed
                return listed.filter(**{f"{listing.lists}__in": self._narrowed(rows, asked)})
        return self._narrowed(rows, asked)

    def _narrowed(self, rows, values):
        together = {}
        for name, value in values.items():
            asked = self.filters[name]
            known = self._known.get(name)
            if getattr(asked, "among", None):
                groups = value if isinstance(value, list) else [value]
                conditions = [asked.condition(words, self.reader, known) for words in groups]
                together.setdefault(asked.among, []).append(conditions)
            elif known is not None:
                rows = asked.filter(rows, value, known)
            else:
                rows = asked.filter(rows, value)
        for relation, conditions in together.items():
            if prod(map(len, conditions)) > MOST_COMBINATIONS:
                raise BadParameters({relation: "Too many repeated parameters at once."})
            for one_row in product(*conditions):
                related = self.related[relation](self.reader).filter(*one_row)
                rows = rows.filter(Exists(related))
        return rows

    def _refuse_unknown_words(self, rows):
        faults = {}
        for name, groups in self.form.cleaned_data.items():
            asked = self.filters[name]
            if isinstance(asked, WordsFilter) and groups:
                words = dict.fromkeys(word for group in groups for word in group)
                if told := list(asked.unknown(words, self._known_words(name, rows))):
                    faults[name] = " ".join(told)
        if faults:
            raise BadParameters(faults, code="unknown_word")

    def _known_words(self, name, rows):
        """What the reader may ask of the filter of that name, as far as it has been looked up."""
        if name not in self._known:
            asked = self.filters[name]
            of = self.related[asked.among](self.reader) if asked.among else rows
            self._known[name] = asked.known_words(of, self.reader)
        return self._known[name]


class FilterBackend(DjangoFilterBackend):
    """Filters as the reader may ask them; what cannot be read is refused by parameter."""

    def get_filterset_kwargs(self, request, queryset, view):
        return super().get_filterset_kwargs(request, queryset, view) | {"reader": view.reader}

    def filter_queryset(self, request, queryset, view):
        return self.asked(request, queryset, view).qs

    def asked(self, request, queryset, view):
        """What is asked, read.

        Errors   BadParameters.
        """
        filters = self.get_filterset(request, queryset, view)
        if not filters.is_valid():
            raise BadParameters({name: " ".join(told) for name, told in filters.errors.items()})
        return filters


def day_or_longer(text):
    """A date of any precision: 2024-10-23, 2024-10, 2024."""
    if len(text) > 60:
        raise ValueError("Write a date such as 2024-10-23 or 2024-10.")
    return edtf.parse(text)


def since(column="date", of=None):
    """`date_from`: rows whose date may lie on that day or later.

    `of` carries the question over to rows that point at the listed ones.
    """

    def narrow(rows, asked, reader):
        open_end = Q(latest=None) & ~Q(**{column: ""})
        return rows.filter(Q(latest__gte=asked.earliest or date.min) | open_end)

    help_text = "From this day, month or year on: 2024-10-23, 2024-10."
    return ValueFilter(day_or_longer, of(narrow) if of else narrow, help_text)


def until(column="date", of=None):
    """`date_to`: rows whose date may lie on that day or before."""

    def narrow(rows, asked, reader):
        open_start = Q(earliest=None) & ~Q(**{column: ""})
        return rows.filter(Q(earliest__lte=asked.latest or date.max) | open_start)

    help_text = "Up to this day, month or year."
    return ValueFilter(day_or_longer, of(narrow) if of else narrow, help_text)


def as_of():
    """`as_of`: what held on a day. The rows are narrowed where the view begins with them."""
    return ValueFilter(
        str,
        lambda rows, value, reader: rows,
        "What held on this day, certainly or possibly; each row says which in `held`.",
        {"format": "date"},
    )


def search_filter(narrow, help_text):
    return ValueFilter(str, narrow, help_text)


def in_words(rows, words, reader):
    """Rows whose stored words answer to the search."""
    return rows.filter(search=asked_in_words(words))


def by_name(rows, words, reader):
    """Parties one of whose names contains the words."""
    return rows.named(words)
