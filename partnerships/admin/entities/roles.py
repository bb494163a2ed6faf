"""Roles: who holds which post where, and since when."""

from django.contrib import admin

from ...models import Role
from ...text import dates
from ..base import DeskAdmin
from ..facts import backing_inline
from ..list_filters import HeldOnFilter, party_filter
from ..releasing import RELEASE_ACTS, RELEASE_BUTTONS, RELEASED, release_panel, released
from ..search_boxes import searching

PERIOD = [("start", "end", "ongoing", "confirmed_on"), "date_words"]


@admin.register(Role)
class RoleAdmin(DeskAdmin):
    """The posts, board seats and bylines of people."""

    panels = [release_panel]
    buttons = RELEASE_BUTTONS
    list_acts = RELEASE_ACTS
    inlines = [backing_inline("role", "title", "start", "end", "ongoing", "person", "company")]
    list_display = ["person", "title", "company", "period", "kind", "reference", released]
    list_filter = [
        "kind",
        party_filter("company", "company"),
        HeldOnFilter,
        RELEASED,
        "collection",
    ]
    list_select_related = ["person", "company"]
    search_fields = ["title"]
    search_by = staticmethod(searching("person", "company"))
    autocomplete_fields = ["person", "company"]
    fieldsets = [
        (None, {"fields": [("person", "company"), ("title", "kind"), ("post", "exclusive")]}),
        ("When", {"fields": PERIOD}),
        ("Where it belongs, and notes", {"fields": [("collection", "reference"), "note"]}),
    ]

    @admin.display(description="when", ordering="start")
    def period(self, role):
        return dates.format_date(role.edtf)
