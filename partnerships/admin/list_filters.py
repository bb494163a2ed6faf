"""What the lists of the desk are narrowed by."""

import re
from datetime import date

from django.contrib import admin
from django.db.models import Max, Min

from ..models import Party

NAMED = 20  # parties among which one chooses


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
        if re.fullmatch(r"[0-9]{1,4}", self.value() or "") and int(self.value()):
            queryset = queryset.filter(**{f"{self.column}__year": int(self.value())})
        return queryset


def filled_filter(name, filled, empty):
    """A filter by whether a column is filled in, each answer in words."""

    class FilledFilter(admin.EmptyFieldListFilter):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            self.title = name

        def choices(self, changelist):
            for choice, words in zip(
                super().choices(changelist), ("All", empty, filled), strict=True
            ):
                yield choice | {"display": words}

    return FilledFilter


class TypedFilter(admin.SimpleListFilter):
    """A filter whose value is typed: it looks for no choices among the rows."""

    def lookups(self, request, model_admin):
        return [("", "")]

    def has_output(self):
        return True

    def choices(self, changelist):
        kept = changelist.params.items()
        others = [(name, value) for name, value in kept if name not in (self.parameter_name, "p")]
        yield {"value": self.value() or "", "others": others}


def party_filter(path, title="party"):
    """A filter by one party, at the end of `path`, named by the slug or by a part of its names.

    Where several are so named it asks which, and shows the rows of none.
    """

    class PartyFilter(TypedFilter):
        parameter_name = title.replace(" ", "_")
        template = "admin/party_filter.html"
        meant = ()

        def queryset(self, request, queryset):
            words = (self.value() or "").strip()
            if not words:
                return queryset
            self.meant = _parties_meant(words, request.user)
            if len(self.meant) != 1:
                return queryset.none()
            # By its key, of which PostgreSQL knows how many rows have it.
            matching = queryset.model._base_manager.filter(**{path: self.meant[0].pk})
            return queryset.filter(pk__in=matching.values("pk"))

        def choices(self, changelist):
            [choice] = super().choices(changelist)
            address, name = changelist.get_query_string, self.parameter_name
            named = [
                {"name": party.name, "url": address({name: party.slug})} for party in self.meant
            ]
            yield choice | {"meant": named, "all": address(remove=[name])}

    PartyFilter.title = title
    return PartyFilter


def _parties_meant(words, user):
    """The party with that slug, or the first of those with such a name that the user may see."""
    known = Party.objects.visible_to(user).order_by("name", "pk")
    return list(known.filter(slug=words)) or list(known.named(words)[:NAMED])


class HeldOnFilter(TypedFilter):
    """What held on a day, certainly or possibly; the day is typed."""

    title = "held on"
    parameter_name = "held_on"
    template = "admin/held_on_filter.html"
    says_how = True  # it tells of each row how sure that is

    def queryset(self, request, queryset):
        try:
            day = date.fromisoformat(self.value() or "")
        except ValueError:
            return queryset
        return queryset.as_of(day)
