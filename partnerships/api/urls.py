"""The routes of the API. /api/v1/ itself lists them, with a line on each."""

from django.urls import include, path, re_path
from rest_framework.routers import SimpleRouter

from .changes import ChangesFeedView, ChangesView
from .claims.citations import CitationViewSet
from .claims.claims import ClaimViewSet
from .claims.searches import SearchViewSet
from .conflicts import ConflictsView
from .dumps import DumpsView, DumpView
from .entities.companies import CompanyViewSet
from .entities.connections import ConnectionsView
from .entities.deals import DealViewSet
from .entities.events import EventViewSet
from .entities.partnerships import PartnershipViewSet
from .entities.people import PersonViewSet
from .entities.roles import RoleViewSet
from .entities.stakes import StakeViewSet
from .entities.terms import TermViewSet
from .entities.totals import TotalsViewSet
from .entities.valuations import ValuationViewSet
from .errors import nothing_here
from .index import IndexView
from .reconciling import (
    EntityView,
    PreviewView,
    ProposedPropertiesView,
    ReconcileView,
    SuggestEntityView,
    SuggestPropertyView,
    SuggestTypeView,
)
from .schema import DocsView, SchemaView
from .seals import CheckerView, SealsView, SealView
from .search import SearchView
from .sources.outlets import OutletsViewSet
from .sources.sources import SourceViewSet
from .stories.corrections import CorrectionsView
from .stories.stories import StoryViewSet
from .tokens import TokenView
from .webhooks import WebhooksView, WebhookView

NOUNS = {
    "companies": CompanyViewSet,
    "people": PersonViewSet,
    "roles": RoleViewSet,
    "stakes": StakeViewSet,
    "partnerships": PartnershipViewSet,
    "deals": DealViewSet,
    "terms": TermViewSet,
    "valuations": ValuationViewSet,
    "events": EventViewSet,
    "sources": SourceViewSet,
    "citations": CitationViewSet,
    "claims": ClaimViewSet,
    "searches": SearchViewSet,
    "stories": StoryViewSet,
}

router = SimpleRouter()
for noun, viewset in NOUNS.items():
    router.register(noun, viewset, noun)

app_name = "api"
urlpatterns = [
    path("", IndexView.as_view(nouns=NOUNS), name="index"),
    path("tokens/", TokenView.as_view(), name="tokens"),
    path("totals/", TotalsViewSet.as_view({"get": "totals"}), name="totals"),
    path("outlets/", OutletsViewSet.as_view({"get": "outlets"}), name="outlets"),
    path("changes/", ChangesView.as_view(nouns=NOUNS), name="changes"),
    path("changes/feed.atom", ChangesFeedView.as_view(nouns=NOUNS), name="changes_feed"),
    path("connections/", ConnectionsView.as_view(), name="connections"),
    path("corrections/", CorrectionsView.as_view(), name="corrections"),
    path("conflicts/", ConflictsView.as_view(), name="conflicts"),
    path("dumps/", DumpsView.as_view(), name="dumps-list"),
    path("dumps/<str:day>/", DumpView.as_view(), name="dump"),
    path("seals/", SealsView.as_view(), name="seals"),
    path("seals/check.py", CheckerView.as_view(), name="checker"),
    path("seals/<str:sha256>/", SealView.as_view(), name="seal"),
    path("reconcile/", ReconcileView.as_view(), name="reconcile"),
    path("reconcile/suggest/entity/", SuggestEntityView.as_view(), name="suggest_entity"),
    path("reconcile/suggest/type/", SuggestTypeView.as_view(), name="suggest_type"),
    path("reconcile/suggest/property/", SuggestPropertyView.as_view(), name="suggest_property"),
    path("reconcile/properties/", ProposedPropertiesView.as_view(), name="proposed_properties"),
    path("reconcile/view/", EntityView.as_view(), name="reconcile_view"),
    path("reconcile/preview/", PreviewView.as_view(), name="reconcile_preview"),
    path("search/", SearchView.as_view(), name="search"),
    path("webhooks/", WebhooksView.as_view(), name="webhooks"),
    path("webhooks/<uuid:uid>/", WebhookView.as_view(), name="webhook"),
    path("schema/", SchemaView.as_view(), name="schema"),
    path("docs/", DocsView.as_view(), name="docs"),
    path("", include(router.urls)),
    re_path("", nothing_here),
]
