"""Sources: who reported what, and where it comes from."""

from django.contrib import admin
from django.db import models
from django.db.models import CharField, Count, OuterRef, Subquery

from ...models import Citation, Snapshot, Source
from ...models.base import related_count
from ...rules.sources import origins
from ...text import dates
from ..base import DeskAdmin
from ..forms import DeskForm, Textarea
from ..import_export import Transfers
from ..list_filters import YearFilter
from ..releasing import (
    RELEASE_ACTS,
    RELEASE_BUTTONS,
    RELEASED,
    readers,
    release_panel,
)
from ..resources import SourceTable
from ..search_boxes import find_sources
from .captures import COPY_PAGES, copies_panel
from .identities import SEALING_PAGES, identity_panel
from .origin_decisions import COMPARING_PAGES, kin_panel


class SourceForm(DeskForm):
    """A source. Who may not know of confidential sources cannot make one either."""

    class Meta:
        widgets = {"says": Textarea({"rows": 4})}


class OutletFilter(admin.SimpleListFilter):
    """The outlets that published most of the list."""

    title = "outlet"
    parameter_name = "outlet"

    def lookups(self, request, model_admin):
        rows = model_admin.get_queryset(request).order_by()
        often = rows.values_list("outlet").annotate(n=Count("pk")).order_by("-n", "outlet")[:20]
        return [(outlet, outlet) for outlet, _ in often]

    def queryset(self, request, queryset):
        return queryset.filter(outlet=self.value()) if self.value() else queryset


class OriginFilter(admin.SimpleListFilter):
    """Whether a source reports for itself or retells another that the editor may know of."""

    title = "origin"
    parameter_name = "origin"

    def lookups(self, request, model_admin):
        return [
            ("own", "Its own report"),
            ("retells", "Retells another"),
            ("retold", "Retold by others"),
        ]

    def queryset(self, request, queryset):
        known = Source.objects.visible_to(request.user).order_by()
        match self.value():
            case "own":
                return queryset.exclude(derives_from__in=known)
            case "retells":
                return queryset.filter(derives_from__in=known)
            case "retold":
                retold = known.filter(derives_from__isnull=False).values("derives_from")
                return queryset.filter(pk__in=retold)
        return queryset


def origin_panel(request, desk, source, context):
    """Whose report a source goes back to, and what leans on it."""
    if request.method != "GET":
        return {}
    return {"folds": True, "standing": origins.standing(source, request.user)}


@admin.register(Source)
class SourceAdmin(Transfers, DeskAdmin):
    """The sources of the desk, each with all that leans on it."""

    pages = [*COPY_PAGES, *SEALING_PAGES, *COMPARING_PAGES]
    panels = [origin_panel, release_panel, copies_panel, identity_panel, kin_panel]
    buttons = RELEASE_BUTTONS
    list_acts = RELEASE_ACTS
    told_with = [(Snapshot, "source")]
    slug_from = ["outlet", "title"]
    readonly_fields = [readers]
    resource_classes = [SourceTable]
    form = SourceForm
    change_form_template = "admin/sources/source.html"
    list_display = ["title", "outlet", "day", "kind", "weight", "seen", "retells", "cited"]
    list_display_links = ["title"]
    search_fields = ["title"]  # Django asks for one; find_sources does it
    search_by = staticmethod(find_sources)
    autocomplete_fields = ["derives_from"]
    formfield_overrides = DeskAdmin.formfield_overrides | {
        models.URLField: {"assume_scheme": "https"}
    }

    def get_list_filter(self, request):
        filters = [
            "tier",
            "kind",
            "seen",
            OriginFilter,
            OutletFilter,
            YearFilter,
            RELEASED,
            "collection",
        ]
        return filters + ["confidentiality"] * self._keeps_secrets(request)

    def get_fieldsets(self, request, obj=None):
        reading = [readers]
        if self._keeps_secrets(request):
            reading = ["confidentiality", readers]
        return [
            (None, {"fields": [("outlet", "authors"), "title", "url"]}),
            ("What it is", {"fields": [("kind", "tier", "language"), "is_unnamed"]}),
            ("When it was published", {"fields": [("published", "published_words")]}),
            ("What it says", {"fields": ["says"]}),
            ("Where it comes from", {"fields": ["derives_from", "origin_note"]}),
            ("How we saw it", {"fields": [("seen", "seen_at")]}),
            ("Who may see it", {"fields": [tuple(reading)]}),
            ("Where it belongs", {"fields": [("slug", "collection")]}),
        ]

    def _keeps_secrets(self, request):
        return request.user.has_perm("partnerships.view_confidential_source")

    # The list

    def for_list(self, queryset, request):
        known = Source.objects.visible_to(request.user).filter(pk=OuterRef("derives_from"))
        citations = Citation.objects.visible_to(request.user).filter(source=OuterRef("pk"))
        return queryset.annotate(
            retold_outlet=Subquery(known.values("outlet"), output_field=CharField()),
            citations_of=related_count(citations, "source"),
        )

    @admin.display(description="published", ordering="earliest")
    def day(self, source):
        return dates.format_date(source.published, between=True)

    @admin.display(description="tier", ordering="tier")
    def weight(self, source):
        return source.tier

    @admin.display(description="retells")
    def retells(self, source):
        return source.retold_outlet or source.origin_note

    @admin.display(description="citations")
    def cited(self, source):
        return source.citations_of
