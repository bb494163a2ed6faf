"""Events: what happened on a date, and to whom."""

from django.contrib import admin

from ...models import Event, EventParty
from ...text import dates
from ..base import DeskAdmin, DeskTabular
from ..facts import backing_inline
from ..list_filters import YearFilter, party_filter
from ..releasing import RELEASE_ACTS, RELEASE_BUTTONS, RELEASED, release_panel, released
from ..search_boxes import searching


class EventPartyInline(DeskTabular):
    """Whom it happened to, or who did it."""

    model = EventParty
    verbose_name = "party"
    verbose_name_plural = "parties"
    fields = ["party"]
    autocomplete_fields = ["party"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("party")


@admin.register(Event)
class EventAdmin(DeskAdmin):
    """The dated events of the story."""

    panels = [release_panel]
    buttons = RELEASE_BUTTONS
    list_acts = RELEASE_ACTS
    inlines = [EventPartyInline, backing_inline("event", "title", "kind", "date")]
    list_display = ["title", "day", "kind", "who", "reference", released]
    list_filter = [
        "kind",
        party_filter("parties__party"),
        YearFilter,
        RELEASED,
        "collection",
    ]
    search_fields = ["title"]
    search_by = staticmethod(searching("parties__party"))
    fieldsets = [
        (None, {"fields": ["title", "kind", ("date_words", "date")]}),
        ("Where it belongs, and notes", {"fields": [("collection", "reference"), "note"]}),
    ]

    def for_list(self, queryset, request):
        return queryset.prefetch_related("parties__party")

    @admin.display(description="date", ordering="earliest")
    def day(self, event):
        return dates.format_date(event.date, between=True)

    @admin.display(description="parties")
    def who(self, event):
        return ", ".join(row.party.name for row in event.parties.all())
