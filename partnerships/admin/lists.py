"""The lists of the desk: counted only so far, filtered by what editors ask, found by an index."""

from datetime import date
from decimal import Decimal, InvalidOperation

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.contrib.postgres.fields import ArrayField, RangeField
from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.core.paginator import Paginator
from django.db.models import (
    CharField,
    Count,
    DateField,
    DecimalField,
    FileField,
    GeneratedField,
    GenericIPAddressField,
    JSONField,
    Max,
    Min,
    Q,
    TextField,
)
from django.utils.functional import cached_property

from ..models import Party

COUNTED = 10_001  # rows are counted no further: beyond, the list says "more than 10,000"


# What an address may ask of a column that is no key: each takes any value, or refuses it as Django
# refuses a value that cannot be read. The others end in an error of PostgreSQL's.
ASKED_OF_ALL = {"", "exact", "in", "isnull", "isempty"}
ASKED_OF_ORDERED = {"gt", "gte", "lt", "lte"}
ASKED_OF_DAYS = {"year", "month", "day"}  # the year 0, or one of more figures, overflows
ASKED_OF_TEXT = {"iexact", "contains", "icontains", "startswith", "istartswith"}
NEVER_ASKED = (
    ArrayField,
    RangeField,
    JSONField,
    SearchVectorField,
    FileField,
    GenericIPAddressField,
)


def may_be_asked(field, lookup, value):
    """Whether an address may narrow a list by that lookup of the column, and that value."""
    kind = field.output_field if isinstance(field, GeneratedField) else field
    if isinstance(kind, NEVER_ASKED):
        return lookup == "isnull"
    if lookup in ASKED_OF_DAYS and isinstance(kind, DateField):
        return value.isdecimal() and len(value) <= 4 and int(value) > 0
    if isinstance(kind, DecimalField) and not all(_fits(kind, each) for each in value.split(",")):
        return False
    more = ASKED_OF_TEXT if isinstance(kind, (CharField, TextField)) else ASKED_OF_ORDERED
    return lookup in ASKED_OF_ALL | more


def _fits(column, value):
    """Whether a number is none that is greater or finer than PostgreSQL's own can be."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return True  # Django says so
    return number.is_finite() and abs(number.adjusted()) < column.max_digits


class CappedPaginator(Paginator):
    """Pages of a list that is counted to 10,001 and no further."""

    @cached_property
    def count(self):
        return self.object_list.order_by()[:COUNTED].values("pk").count()


class ReadableChangeList(ChangeList):
    """A list that is asked for nothing that PostgreSQL cannot read."""

    def get_queryset(self, request, exclude_parameters=None):
        if any("\x00" in value for _, values in request.GET.lists() for value in values):
            raise IncorrectLookupParameters("No text here holds U+0000.")
        return super().get_queryset(request, exclude_parameters)


def asked_plainly(desk):
    """The same desk, of accounts, logins and tokens, whose list is asked by hand for no more than
    one of ours."""

    class AskedPlainly(desk):
        def get_changelist(self, request, **kwargs):
            return ReadableChangeList

        def lookup_allowed(self, lookup, value, request=None):
            first, _, asked = lookup.partition("__")
            own = {field.name: field for field in self.opts.concrete_fields}
            if first in own and not own[first].is_relation:
                return may_be_asked(own[first], asked, value)
            return super().lookup_allowed(lookup, value, request)

    AskedPlainly.__name__ = desk.__name__
    return AskedPlainly


class DeskChangeList(ReadableChangeList):
    """A list that asks its page for what the columns count, and nothing else does."""

    def get_queryset(self, request, exclude_parameters=None):
        self.root_queryset = self.model_admin.for_list(self.root_queryset, request)
        return super().get_queryset(request, exclude_parameters)

    @property
    def counted_out(self):
        """Whether the list is longer than its count says."""
        return self.result_count >= COUNTED


def by_words(queryset, words):
    """The rows whose indexed text has the words; the last of them may be a beginning."""
    query = SearchQuery(words, config="english", search_type="websearch")
    *_, last = words.split()
    if last.isalnum():
        beginning = SearchQuery(f"{last}:*", config="english", search_type="raw")
        *before, _ = words.rsplit(maxsplit=1) if " " in words.strip() else ["", ""]
        if before and before[0]:
            before = SearchQuery(before[0], config="english", search_type="websearch")
            beginning = before & beginning
        query = query | beginning
    return queryset.filter(search=query)


def find_parties(queryset, words):
    """Parties by any of their names."""
    return queryset.named(words)


def naming(*keys, words_in=()):
    """A search for rows by the names of the parties that `keys` lead to, or by words of theirs."""

    def search(queryset, words):
        parties = Party.objects.named(words).values("pk")
        found = Q()
        for key in keys:
            found |= Q(**{f"{key}__in": parties})
        for column in words_in:
            found |= Q(**{f"{column}__icontains": words})
        matching = queryset.model._base_manager.filter(found)
        return queryset.filter(pk__in=matching.order_by().values("pk"))

    return search


class YearFilter(admin.SimpleListFilter):
    """The years that the dates of the list lie in, the latest first."""

    title = "year"
    parameter_name = "year"
    column = "earliest"

    def lookups(self, request, model_admin):
        ends = model_admin.get_queryset(request).aggregate(
            first=Min(self.column), last=Max(self.column)
        )
        if not ends["first"]:
            return []
        return [(str(year), year) for year in range(ends["last"].year, ends["first"].year - 1, -1)]

    def queryset(self, request, queryset):
        if self.value() and self.value().isdigit() and 0 < int(self.value()) < 10_000:
            queryset = queryset.filter(**{f"{self.column}__year": int(self.value())})
        return queryset


def party_filter(path, title="party"):
    """A filter by one party, at the end of `path`: those that the list names most often."""

    class PartyFilter(admin.SimpleListFilter):
        parameter_name = title.replace(" ", "_")

        def lookups(self, request, model_admin):
            slug, name = f"{path}__slug", f"{path}__name"
            known = Party.objects.visible_to(request.user).order_by().values("pk")
            rows = model_admin.get_queryset(request).order_by().filter(**{f"{path}__in": known})
            often = rows.values(slug, name).annotate(n=Count("pk")).order_by("-n", name)[:20]
            return [(row[slug], row[name]) for row in often]

        def queryset(self, request, queryset):
            if self.value():
                known = Party.objects.visible_to(request.user)
                party = known.filter(slug=self.value()).order_by().values("pk")
                matching = queryset.model._base_manager.filter(**{f"{path}__in": party})
                queryset = queryset.filter(pk__in=matching.values("pk"))
            return queryset

    PartyFilter.title = title
    return PartyFilter


class HeldOnFilter(admin.SimpleListFilter):
    """What held on a day, certainly or possibly; the day is typed."""

    title = "held on"
    parameter_name = "held_on"
    template = "admin/held_on_filter.html"

    def lookups(self, request, model_admin):
        return [("", "")]

    def has_output(self):
        return True

    def choices(self, changelist):
        kept = changelist.params.items()
        others = [(name, value) for name, value in kept if name not in (self.parameter_name, "p")]
        yield {"value": self.value() or "", "others": others}

    def queryset(self, request, queryset):
        try:
            day = date.fromisoformat(self.value() or "")
        except ValueError:
            return queryset
        return queryset.as_of(day)
