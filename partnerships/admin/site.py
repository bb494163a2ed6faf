"""The desk: Django's admin with a home that says what needs attention."""

from functools import partial

from django.conf import settings
from django.contrib import admin
from django.urls import path, reverse

from ..models import (
    Claim,
    Company,
    Deal,
    Event,
    Partnership,
    Person,
    Role,
    Source,
    Stake,
    Story,
    Valuation,
    Verdict,
)
from . import (
    brought_in,
    creating,
    duplicates,
    help,
    home,
    own_account,
    putting_away,
    roles,
    search_box,
    webhooks,
)
from .lists import asked_plainly
from .second_factor import CAME_BY, LoginForm, confirm
from .sources import citing

# The records in the order in which an editor thinks of them; the first few stand in the header.
SHELF = [
    *(Story, Claim, Verdict, Source, Deal, Company, Person),
    *(Partnership, Role, Stake, Valuation, Event),
]
IN_THE_HEADER = 7
OWN_PAGES = [
    ("cite/", citing.cite_page, "cite"),
    ("create/<str:kind>/", creating.create_choice, "create_choice"),
    ("roles/", roles.roles_page, "roles"),
    ("help/", help.help_page, "help"),
    ("duplicates/", duplicates.list_duplicates, "duplicates"),
    ("away/", putting_away.list_away, "away_list"),
    ("away/<str:noun>/<int:pk>/", putting_away.show_away, "away"),
    ("tables/", brought_in.list_tables, "tables"),
    ("tables/<uuid:uid>/", brought_in.show_table, "table"),
    ("search/", search_box.desk_search_page, "search"),
    ("search/box/", search_box.search_box, "search_box"),
    ("account/", own_account.own_account, "own_account"),
    ("account/confirm/", confirm, "confirm"),
    ("account/second-factor/", own_account.set_up, "set_up_second_factor"),
    ("account/second-factor/codes/", own_account.renew_codes, "renew_codes"),
    ("account/second-factor/end/", own_account.take_away, "take_away_second_factor"),
    ("account/sessions/end/", own_account.end_sessions, "end_sessions"),
    ("account/tokens/<str:digest>/end/", own_account.end_token, "end_token"),
    ("account/webhooks/", webhooks.webhooks_page, "webhooks"),
    ("account/webhooks/<uuid:uid>/end/", webhooks.end_webhook, "end_webhook"),
]


class DeskSite(admin.AdminSite):
    """The editors' door."""

    site_header = "Newsroom"
    site_title = "Newsroom"
    index_title = "The desk"
    enable_nav_sidebar = False  # the header leads to the lists, the home to the work
    login_form = LoginForm
    shelved = SHELF

    def get_urls(self):
        own = [
            path(address, self.admin_view(partial(view, site=self)), name=name)
            for address, view, name in OWN_PAGES
        ]
        return [*own, *super().get_urls()]

    def autocomplete_view(self, request):
        """Choices by typing, which end in recording what is missing."""
        return creating.DeskAutocomplete.as_view(admin_site=self)(request)

    def register(self, model_or_iterable, admin_class=None, **options):
        """Accounts, logins and tokens have pages of others, whose lists are asked as ours are."""
        if not hasattr(admin_class, "for_list"):
            admin_class = asked_plainly(admin_class or admin.ModelAdmin)
        super().register(model_or_iterable, admin_class, **options)

    def each_context(self, request):
        context = super().each_context(request)
        shelf = self.shelf(request)[:IN_THE_HEADER]
        told = {"shelf": shelf, "desk": True, "provider": settings.OPENID}
        return context | told | {"explained": help.help_address(request.resolver_match)}

    def logout(self, request, extra_context=None):
        """Out of the desk; who came by a provider is still logged in there, and is led on."""
        came_by = {"came_by_provider": CAME_BY in request.session}
        return super().logout(request, came_by | (extra_context or {}))

    def shelf(self, request):
        """The lists that the user may open: name and address of each."""
        return [
            {
                "name": model._meta.verbose_name_plural,
                "url": reverse(f"admin:partnerships_{model._meta.model_name}_changelist"),
            }
            for model in SHELF
            if self.is_registered(model) and self._registry[model].has_view_permission(request)
        ]

    def get_app_list(self, request, app_label=None):
        """The tables, ours first and in the order of the shelf."""
        apps = super().get_app_list(request, app_label)
        for app in apps:
            if app["app_label"] == "partnerships":
                app["models"].sort(key=lambda table: _place(table["model"]))
        return sorted(apps, key=lambda app: app["app_label"] != "partnerships")

    def index(self, request, extra_context=None):
        return super().index(request, home.contents(self, request) | (extra_context or {}))


def _place(model):
    return SHELF.index(model) if model in SHELF else len(SHELF)
