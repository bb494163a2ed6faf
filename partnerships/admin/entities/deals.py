"""Deals: who agreed what, for how much, how far it came, and which claims speak of it."""

from django import forms
from django.contrib import admin
from django.db.models import Prefetch

from ...models import Amount, Deal, DealParty, DealStep, Term
from ...rules import dossiers
from ...text import dates
from ...vocabulary import DealKind, Step
from ..base import DeskAdmin, DeskStacked, DeskTabular
from ..facts import backing_inline
from ..forms import DeskForm, Textarea
from ..import_export import Transfers
from ..list_filters import HeldOnFilter, party_filter
from ..releasing import (
    RELEASE_ACTS,
    RELEASE_BUTTONS,
    RELEASED,
    readers,
    release_panel,
)
from ..search_boxes import searching
from .deal_tables import DealTable
from .money import AmountInline, ValuationInline


class KindFilter(admin.SimpleListFilter):
    """Deals of one kind, among others they may be of."""

    title = "kind"
    parameter_name = "kind"

    def lookups(self, request, model_admin):
        return DealKind.choices

    def queryset(self, request, queryset):
        return queryset.filter(kinds__contains=[self.value()]) if self.value() else queryset


class StatusFilter(admin.SimpleListFilter):
    """Deals that came as far as a rung of the ladder, and no further."""

    title = "status"
    parameter_name = "status"

    def lookups(self, request, model_admin):
        return Step.choices

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        reached = Deal.objects.with_status().filter(status=self.value())
        return queryset.filter(pk__in=reached.order_by().values("pk"))


class DealForm(DeskForm):
    """A deal; it may be of several kinds."""

    kinds = forms.MultipleChoiceField(
        choices=DealKind.choices, widget=forms.CheckboxSelectMultiple(attrs={"class": "kinds"})
    )

    class Meta:
        widgets = {
            "title": forms.TextInput(attrs={"class": "vLargeTextField"}),
            "note": Textarea({"rows": 2}),
        }


class DealPartyInline(DeskTabular):
    """Who agreed, in which role."""

    model = DealParty
    begins_with = 2
    verbose_name = "party"
    verbose_name_plural = "parties"
    fields = ["party", "role", "direction"]
    autocomplete_fields = ["party"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("party")


class DealStepInline(DeskTabular):
    """How far it came."""

    model = DealStep
    begins_with = 1
    verbose_name_plural = "steps"
    fields = ["step", "date", "date_words"]


class TermInline(DeskStacked):
    """What was agreed, clause by clause."""

    model = Term
    fields = [
        "text",
        ("kind", "replaced_by"),
        ("start", "end", "ongoing", "confirmed_on"),
    ]
    autocomplete_fields = ["replaced_by"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("replaced_by")

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "text":
            kwargs["widget"] = Textarea({"rows": 2})
        return super().formfield_for_dbfield(db_field, request, **kwargs)


def deal_panel(request, desk, deal, context):
    """What was agreed, by whom, for how much, whether it is still so, and what says so."""
    return {
        "folds": True,
        "dossier": dossiers.deal_dossier(deal, request.user),
        "shown": dossiers.SHOWN,
    }


@admin.register(Deal)
class DealAdmin(Transfers, DeskAdmin):
    """The deals of the desk."""

    panels = [release_panel, deal_panel]
    buttons = RELEASE_BUTTONS
    list_acts = RELEASE_ACTS
    resource_classes = [DealTable]
    form = DealForm
    inlines = [
        DealPartyInline,
        AmountInline,
        DealStepInline,
        TermInline,
        ValuationInline,
        backing_inline(
            "deal", "title", "kinds", "start", "end", "partnership", "amends", "umbrella"
        ),
    ]
    change_form_template = "admin/entities/deal.html"
    list_display = ["title", "kinds_in_words", "who", "sum", "status", "announced_on", readers]
    list_filter = [
        KindFilter,
        StatusFilter,
        party_filter("parties__party"),
        HeldOnFilter,
        RELEASED,
        "collection",
    ]
    search_fields = ["title"]
    search_by = staticmethod(searching("parties__party"))
    autocomplete_fields = ["partnership", "amends", "umbrella"]
    prepopulated_fields = {"slug": ["title"]}
    readonly_fields = [readers]
    fieldsets = [
        (None, {"fields": ["title", "kinds", ("partnership", "amends", "umbrella")]}),
        (
            "When it was in force",
            {
                "classes": ["collapse"],
                "fields": [("start", "end", "ongoing", "confirmed_on", "date_words")],
            },
        ),
        (
            "Its address, and notes",
            {
                "classes": ["collapse"],
                "fields": [("slug", "collection", "reference", readers), "note"],
            },
        ),
    ]

    # The list

    def for_list(self, queryset, request):
        return queryset.with_status().prefetch_related(
            "parties__party", Prefetch("amounts", Amount.objects.main_first(), to_attr="sums")
        )

    @admin.display(description="kinds")
    def kinds_in_words(self, deal):
        return ", ".join(DealKind(kind).label for kind in deal.kinds)

    @admin.display(description="parties")
    def who(self, deal):
        names = dict.fromkeys(row.party.name for row in deal.parties.all())
        first, more = list(names)[:4], len(names) - 4
        return ", ".join(first) + (f" and {more} more" if more > 0 else "")

    @admin.display(description="sum")
    def sum(self, deal):
        """The sum by which the deal is told: the first row of its widest measure."""
        return deal.sums[0].in_words if deal.sums else ""

    @admin.display(ordering="status")
    def status(self, deal):
        return Step(deal.status).label if deal.status else ""

    @admin.display(description="announced", ordering="announced_earliest")
    def announced_on(self, deal):
        return dates.format_date(deal.announced or "", between=True)


@admin.register(Term)
class TermAdmin(DeskAdmin):
    """The clauses of all deals, to look for those of one kind or one day."""

    within = "deal"
    inlines = [backing_inline("term", "kind", "text", "start", "end")]
    list_display = ["text", "kind", "deal", "period"]
    list_filter = ["kind", party_filter("deal__parties__party"), HeldOnFilter]
    list_select_related = ["deal"]
    search_fields = ["text", "deal__title"]  # Django asks for one; search_by does it
    search_by = staticmethod(searching(of="deal"))
    autocomplete_fields = ["deal", "replaced_by"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "deal",
                    ("kind", "position"),
                    "text",
                    ("start", "end", "ongoing", "confirmed_on", "date_words"),
                    "replaced_by",
                ]
            },
        )
    ]

    @admin.display(description="in force", ordering="start")
    def period(self, term):
        return dates.format_date(term.edtf)
