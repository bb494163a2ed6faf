"""The lists of the desk: counted only so far, filtered by what editors ask, found by an index."""

from datetime import date

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.contrib.postgres.search import SearchQuery
from django.core.paginator import Paginator
from django.db.models import Count, Max, Min, Q
from django.utils.functional import cached_property

from ..models import Party

COUNTED = 10_001  # rows are counted no further: beyond, the list says "more than 10,000"


class CappedPaginator(Paginator):
    """Pages of a list that is counted to 10,001 and no further."""

    @cached_property
    def count(self):
        return self.object_list.order_by()[:COUNTED].values("pk").count()


class DeskChangeList(ChangeList):
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
                party = Party.objects.filter(slug=self.value()).values("pk")
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
