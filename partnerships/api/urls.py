"""The routes of the API. /api/v1/ itself lists them, with a line on each."""

from django.urls import include, path, re_path
from rest_framework.routers import SimpleRouter

from .citations import CitationViewSet
from .claims import ClaimViewSet
from .companies import CompanyViewSet
from .deals import DealViewSet
from .errors import nothing_here
from .events import EventViewSet
from .index import IndexView
from .partnerships import PartnershipViewSet
from .people import PersonViewSet
from .roles import RoleViewSet
from .schema import DocsView, SchemaView
from .searches import SearchViewSet
from .sources import SourceViewSet
from .stakes import StakeViewSet
from .stories import StoryViewSet
from .terms import TermViewSet
from .tokens import TokenView
from .valuations import ValuationViewSet

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
    path("schema/", SchemaView.as_view(), name="schema"),
    path("docs/", DocsView.as_view(), name="docs"),
    path("", include(router.urls)),
    re_path("", nothing_here),
]
