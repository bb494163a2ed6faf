"""Companies and people: the record, and all that the desk knows of each on one page."""

from django.contrib import admin
from django.db.models import Count, OuterRef, Prefetch
from django.http import HttpResponseRedirect
from django.urls import reverse

from ...models import (
    Claim,
    ClaimParty,
    Company,
    Deal,
    DealParty,
    Identifier,
    Party,
    PartyName,
    Person,
    Role,
)
from ...models.base import related_count
from ...rules import dossiers
from ...text import dates
from ...vocabulary import PartyKind
from ..base import DeskAdmin, DeskStacked, DeskTabular
from ..facts import backing_inline
from ..import_export import Transfers
from ..releasing import RELEASE_ACTS, RELEASE_BUTTONS, RELEASED, release_panel, released
from ..resources import CompanyTable, PersonTable
from ..search_boxes import find_parties
from .merging import MERGING_PAGES, merge_panel


class NameInline(DeskTabular):
    """The names a party bears or bore."""

    model = PartyName
    fields = ["text", "kind", "language", "start", "end", "ongoing"]
    verbose_name = "other name"
    verbose_name_plural = "Other names"


class IdentifierInline(DeskStacked):
    """A party's numbers in registers."""

    model = Identifier
    fieldsets = [
        (None, {"fields": [("scheme", "value", "basis")]}),
        (
            "Note, deprecation",
            {"classes": ["collapse"], "fields": ["note", ("deprecated_on", "deprecated_reason")]},
        ),
    ]
    verbose_name_plural = "Identifiers"


class CountryFilter(admin.SimpleListFilter):
    """The countries that the list names, those named most often first."""

    title = "country"
    parameter_name = "country"

    def lookups(self, request, model_admin):
        rows = model_admin.get_queryset(request).order_by().exclude(country="")
        often = rows.values_list("country").annotate(n=Count("pk")).order_by("-n", "country")[:25]
        return [(code, code) for code, _ in often]

    def queryset(self, request, queryset):
        return queryset.filter(country=self.value()) if self.value() else queryset


def party_panel(request, desk, party, context):
    """All that the desk knows of a company or a person, on its page."""
    if request.method != "GET":
        return {}
    return {
        "folds": True,
        "dossier": dossiers.party_dossier(party, request.user),
        "shown": dossiers.SHOWN,
    }


def counted_parties(parties, user):
    """The parties with what their list counts: claims and deals that the user may know of."""
    claims, deals = Claim.objects.visible_to(user), Deal.objects.visible_to(user)
    about = ClaimParty.objects.filter(party=OuterRef("pk"), claim__in=claims)
    within = DealParty.objects.filter(party=OuterRef("pk"), deal__in=deals)
    return parties.annotate(
        claims_about=related_count(about, "party", "claim"),
        deals_in=related_count(within, "party", "deal"),
    )


def of_parties(desk):
    """The page of companies, or that of people, with what both have alike."""
    desk.panels = [release_panel, party_panel, merge_panel]
    desk.buttons = RELEASE_BUTTONS
    desk.list_acts = RELEASE_ACTS
    desk.told_with = [(PartyName, "party"), (Identifier, "party")]
    desk.change_form_template = "admin/entities/party.html"
    desk.search_fields = ["name"]  # Django asks for one; the trigram index does it
    desk.search_by = staticmethod(find_parties)
    desk.list_display_links = ["name"]
    desk.slug_from = ["name"]
    return desk


@admin.display(description="claims")
def claims_about(party):
    return party.claims_about


@admin.display(description="deals")
def deals_in(party):
    return party.deals_in


@admin.register(Company)
@of_parties
class CompanyAdmin(Transfers, DeskAdmin):
    """Companies and other organisations."""

    resource_classes = [CompanyTable]
    autocomplete_fields = ["parent"]
    list_display = ["name", "legal_form", "country", "founded_in", deals_in, claims_about, released]
    list_filter = ["legal_form", CountryFilter, RELEASED, "collection"]
    inlines = [
        NameInline,
        IdentifierInline,
        backing_inline("party", "founded", "dissolved", "legal_form", "place", "parent"),
    ]

    def get_fieldsets(self, request, obj=None):
        return [
            (None, {"fields": [("name", "slug"), ("legal_form", "country", "place")]}),
            ("When", {"fields": [("founded", "dissolved")]}),
            ("Part of", {"fields": ["parent"]}),
            ("Notes", {"classes": ["collapse"], "fields": ["note", "collection"]}),
        ]

    def save_model(self, request, obj, form, change):
        obj.kind = PartyKind.COMPANY
        super().save_model(request, obj, form, change)

    def for_list(self, queryset, request):
        return counted_parties(queryset.standing(), request.user)

    @admin.display(description="founded", ordering="founded")
    def founded_in(self, party):
        return dates.format_date(party.founded)


@admin.register(Person)
@of_parties
class PersonAdmin(Transfers, DeskAdmin):
    """People."""

    resource_classes = [PersonTable]
    list_display = ["name", "country", "posts", deals_in, claims_about, released]
    list_filter = [CountryFilter, RELEASED, "collection"]
    inlines = [NameInline, IdentifierInline, backing_inline("party", "founded", "dissolved")]

    def get_fieldsets(self, request, obj=None):
        return [
            (None, {"fields": [("name", "slug"), ("country", "place")]}),
            ("Life", {"fields": [("founded", "dissolved")]}),
            ("Notes", {"classes": ["collapse"], "fields": ["note", "collection"]}),
        ]

    def save_model(self, request, obj, form, change):
        obj.kind = PartyKind.PERSON
        super().save_model(request, obj, form, change)

    def get_form(self, request, obj=None, change=False, **kwargs):
        kwargs["labels"] = {"founded": "born", "dissolved": "died"}
        return super().get_form(request, obj, change, **kwargs)

    def for_list(self, queryset, request):
        roles = Role.objects.visible_to(request.user).select_related("company")
        counted = counted_parties(queryset.standing(), request.user)
        return counted.prefetch_related(Prefetch("roles", roles))

    @admin.display(description="posts")
    def posts(self, person):
        return "; ".join(f"{role.title}, {role.company}" for role in list(person.roles.all())[:3])


@admin.register(Party)
class PartyAdmin(DeskAdmin):
    """Companies and people together: for autocomplete, and to look somebody up by name."""

    pages = MERGING_PAGES
    list_display = ["name", "kind", "legal_form", "country"]
    list_filter = ["kind", "legal_form", CountryFilter]
    search_fields = ["name"]
    search_by = staticmethod(find_parties)

    def for_list(self, queryset, request):
        return queryset.standing()

    def add_view(self, request, form_url="", extra_context=None):
        """The “+” beside a party's field: mostly a company is missing, and people have a list."""
        page = reverse("admin:partnerships_company_add")
        return HttpResponseRedirect(f"{page}?{request.GET.urlencode()}")

    def has_delete_permission(self, request, obj=None):
        return False

    def change_view(self, request, object_id, form_url="", extra_context=None):
        party = self.get_object(request, object_id)
        if party is None:
            return super().change_view(request, object_id, form_url, extra_context)
        kind = "company" if party.kind == PartyKind.COMPANY else "person"
        return HttpResponseRedirect(reverse(f"admin:partnerships_{kind}_change", args=[party.pk]))
