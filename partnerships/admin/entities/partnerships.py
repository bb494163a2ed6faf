"""Partnerships: what ties companies together over years."""

from django.contrib import admin
from django.db.models import OuterRef

from ...models import Deal, Partnership, PartnershipParty
from ...models.base import related_count
from ...text import dates
from ..base import DeskAdmin, DeskTabular
from ..facts import backing_inline
from ..list_filters import HeldOnFilter, party_filter
from ..releasing import RELEASE_ACTS, RELEASE_BUTTONS, RELEASED, release_panel, released
from ..search_boxes import searching

SHOWN = 50  # deals on the page of a partnership


class PartnershipPartyInline(DeskTabular):
    """Who is in it, and since when."""

    model = PartnershipParty
    verbose_name = "party"
    verbose_name_plural = "parties"
    fields = ["party", "start", "end", "ongoing", "confirmed_on", "date_words"]
    autocomplete_fields = ["party"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("party", "partnership")


def deals_of_partnership(request, desk, partnership, context):
    """The deals that the page of a partnership lists, and one more where it has others."""
    deals = partnership.deals.visible_to(request.user).with_status()
    return {"deals": list(deals[: SHOWN + 1]), "shown": f":{SHOWN}"}


@admin.register(Partnership)
class PartnershipAdmin(DeskAdmin):
    """The partnerships of the desk, with their parties and deals."""

    buttons = RELEASE_BUTTONS
    list_acts = RELEASE_ACTS
    panels = [release_panel, deals_of_partnership]
    inlines = [PartnershipPartyInline, backing_inline("partnership", "name", "summary")]
    change_form_template = "admin/entities/partnership.html"
    list_display = ["name", "who", "how_many", released]
    list_filter = [
        party_filter("parties__party"),
        HeldOnFilter,
        RELEASED,
        "collection",
    ]
    search_fields = ["name"]
    search_by = staticmethod(searching("parties__party"))
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [(None, {"fields": ["name", "summary", ("slug", "collection")]})]

    def for_list(self, queryset, request):
        deals = Deal.objects.visible_to(request.user).filter(partnership=OuterRef("pk"))
        counted = queryset.annotate(deal_count=related_count(deals, "partnership"))
        return counted.prefetch_related("parties__party")

    @admin.display(description="parties")
    def who(self, partnership):
        return ", ".join(
            f"{row.party.name} ({when})"
            if (when := dates.format_date(row.edtf))
            else row.party.name
            for row in partnership.parties.all()
        )

    @admin.display(description="deals", ordering="deal_count")
    def how_many(self, partnership):
        return partnership.deal_count
