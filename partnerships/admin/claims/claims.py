"""Claims: one sentence, what is cited for and against it, and what it is about."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.utils.html import format_html

from ...actions.claims import claims
from ...models import Claim
from ...models.sources.sources import clearance_of
from ...rules.claims import badges, timeline
from ...text import dates
from ..base import DeskAdmin, visible
from ..dates import DateInDays, explain_dates, suggested
from ..figures import FigureField, FigureForm
from ..forms import Textarea
from ..import_export import Transfers
from ..list_filters import YearFilter, party_filter
from ..pages import DeskPage
from ..releasing import (
    RELEASE_ACTS,
    RELEASE_BUTTONS,
    RELEASED,
    readers,
    release_panel,
    released,
)
from ..resources import ClaimTable
from ..search_boxes import by_words
from .assignments import ASSIGN_ACT
from .attention import Needs
from .bulk import JUDGING_ACTS
from .citations import CitationInline, citation_begun
from .conflicts import CONFLICTS_PAGE
from .packets import packet_page, packet_panel
from .reading_room import known_panel
from .replies import ReplyInline
from .searches import SearchInline
from .signing import JUDGING_PAGES, judging_panel
from .timeline import TIMELINE_PAGE, closed_history
from .verdicts import FindingFilter, StateOfClaim


class ClaimValueField(FigureField):
    """What a claim counts: a figure of anything, a loss too."""

    def __init__(self, **kwargs):
        super().__init__(is_signed=True, max_digits=24, decimal_places=4, **kwargs)


class ClaimForm(FigureForm):
    """A claim. Left without a reference, it gets the next free one."""

    ends, qualifier, unit = ("value_low", "value_high"), "value_qualifier", "value_unit"

    value_low = ClaimValueField()
    value_high = ClaimValueField(
        help_text="The same, if one figure. Write it as you would: 11.9bn."
    )
    reference = forms.CharField(
        max_length=20,
        required=False,
        help_text="Its short name within the collection, such as S28. Blank: the next free one.",
    )

    class Meta:
        widgets = {
            "statement": Textarea({"class": "vLargeTextField statement", "rows": 3}),
            "note": Textarea({"rows": 2}),
            "date_as_worded": DateInDays(),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "date_as_worded" in self.fields and (found := suggested(self.instance)):
            self.fields["date_as_worded"].help_text = format_html(
                "{}. Write {} if that is meant.", found, found.edtf
            )


@admin.register(Claim)
class ClaimAdmin(Transfers, DeskAdmin):
    """The claims of the desk, each with its verdict and its citations on its page."""

    pages = [
        DeskPage("dates/", "dates", explain_dates),
        CONFLICTS_PAGE,
        *JUDGING_PAGES,
        packet_page("claim"),
        TIMELINE_PAGE,
    ]
    panels = [release_panel, known_panel, judging_panel, packet_panel]
    buttons = RELEASE_BUTTONS
    list_acts = [*JUDGING_ACTS, *RELEASE_ACTS, ASSIGN_ACT]
    told_with = timeline.PARTS
    closed_to = staticmethod(closed_history)
    resource_classes = [ClaimTable]
    form = ClaimForm
    inlines = [CitationInline, SearchInline, ReplyInline]
    change_form_template = "admin/claims/claim.html"
    list_display = ["reference", "statement", "verdict", "kind", "day", "support", released]
    list_display_links = ["reference", "statement"]
    list_filter = [
        StateOfClaim,
        FindingFilter,
        Needs,
        "kind",
        party_filter("about_parties__party"),
        YearFilter,
        RELEASED,
        "collection",
    ]
    list_ordering = ["collection_id", "reference", "pk"]
    search_fields = ["statement"]  # Django asks for one; by_words does it
    search_by = staticmethod(by_words)
    autocomplete_fields = ["parties", "deals", "events", "appears_in"]
    readonly_fields = ["uid", readers, "blind"]

    def get_fieldsets(self, request, obj=None):
        # Whoever may sign decides what is checked blind; others read what was decided.
        may_sign = request.user.has_perm("partnerships.countersign_verdict")
        blind = "is_blind" if may_sign else "blind"
        return [
            (None, {"fields": ["statement", ("kind", "attributed_to", "reference"), "appears_in"]}),
            ("What it is about", {"fields": [("parties", "deals", "events")]}),
            ("How it is checked", {"fields": [("is_adverse", blind)]}),
            (
                "When",
                {
                    "fields": [
                        ("date_words", "as_of"),
                        ("date_as_worded", "date"),
                        "good_until",
                    ]
                },
            ),
            (
                "Figure",
                {
                    "classes": ["collapse"],
                    "fields": [("value_qualifier", "value_low", "value_high", "value_unit")],
                },
            ),
            (
                "Where it stands, and notes",
                {
                    "classes": ["collapse"],
                    "fields": [
                        ("collection", "layer", "section", "link_anchor"),
                        "note",
                        ("uid", readers),
                    ],
                },
            ),
        ]

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        """What it is about is chosen by typing a few letters, though it is kept in rows."""
        return db_field.formfield(
            queryset=visible(db_field.remote_field.model.objects.all(), request.user),
            widget=AutocompleteSelectMultiple(db_field, self.admin_site),
            required=False,
        )

    def get_formset_kwargs(self, request, obj, inline, prefix):
        """Of a new claim the first citation begins as the address says."""
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if isinstance(inline, CitationInline) and obj.pk is None and "data" not in kwargs:
            kwargs["initial"] = [citation_begun(request)]
        return kwargs

    def save_model(self, request, obj, form, change):
        if not obj.reference:
            claims.assign_reference(obj)
        super().save_model(request, obj, form, change)

    @admin.display(description="checked blind")
    def blind(self, claim):
        return "Yes" if claim and claim.is_blind else "No"

    # The list

    def for_list(self, queryset, request):
        return queryset.with_verdict().with_support(clearance_of(request.user))

    @admin.display(ordering="state")
    def verdict(self, claim):
        return badges.verdict_badge(claim)

    @admin.display(description="date", ordering="earliest")
    def day(self, claim):
        return dates.format_date(claim.date, between=True)

    @admin.display(ordering="origins")
    def support(self, claim):
        """How many outlets say so, and to how many reports they go back."""
        if not claim.outlets:
            return "none"
        outlets = f"{claim.outlets} outlet{'s' * (claim.outlets != 1)}"
        origins = f"{claim.origins} origin{'s' * (claim.origins != 1)}"
        return format_html('<span class="support">{}, {}</span>', outlets, origins)
