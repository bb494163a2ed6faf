"""No address breaks the desk, whatever stands in its parameters: it is answered, or refused.

Every list of the desk, of the API and of the readers' pages is asked with odd values in each of
its parameters; VOLUME=full asks all of it, else a share by chance.
"""

from random import Random
from urllib.parse import quote, urlencode

import pytest
from django.contrib import admin
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from partnerships.api.entities.totals import TotalsViewSet
from partnerships.api.sources.sources import SourceViewSet
from partnerships.api.urls import NOUNS
from partnerships.models import Claim, Deal
from tests import factories as make
from tests.api.everything import one_of_everything
from tests.volume import share, tries

pytestmark = pytest.mark.django_db
ODD = [
    "", " ", ",", "1,2", "\0", "\n", "\ud800", "\ufffe", "\u00b2", "\u0663", "\u0130", "ß",
    "0", "-1", "1.5", "1e400", "NaN", "9" * 30, "9" * 4400, "a" * 3000, "None", "null", "true",
    "%", "_", "\\", "'", '"', '"a', "or", "-", "!", ":*", "a:*", "&|", "()", "<>", "{", "[",
    "1-2", "2020-13", "0000", "10000", "words that nobody wrote",
]  # fmt: skip
OF_LISTS = ["ordering", "page_size", "cursor", "format", "fields", "known_at"]
OF_RECEIPTS = ["receipt", "receipt=1&fields", "sealed", f"sealed={'a' * 64}&known_at"]
LONG_IS_DEAR = {"party", "q", "search", "p", "o"}


@pytest.fixture
def client_of(admin_client, client):
    """Who asks at each door."""
    one_of_everything()
    make.signed(make.checked())
    make.story()
    make.citation(make.claim(), make.source(confidentiality="confidential"))
    return {"desk": admin_client, "web": client, "api": APIClient()}


def parameters():
    """Each door, address and name of a parameter that it may be asked with."""
    for model, desk in admin.site._registry.items():
        a_list = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        own = [getattr(each, "parameter_name", None) for each in desk.list_filter]
        for name in ["after", "q", "p", "o", "download", *filter(None, own)]:
            yield "desk", a_list, name
    deal = Deal.objects.released().earliest("pk")
    then = urlencode({"known_at": timezone.now().isoformat()})
    for page in ["/", "/claims/microsoft_openai/", f"/deals/{deal.slug}/"]:
        for name in [
            "from",
            "at",
            "list",
            "list=deals&from",
            "list=companies&from",
            "x",
            "known_at",
        ]:
            yield "web", page, name
    for noun, viewset in NOUNS.items():
        for name in [*viewset.filterset_class.base_filters, *OF_LISTS]:
            yield "api", f"/api/v1/{noun}/", name
            yield "api", f"/api/v1/{noun}/?{then}&", name
        yield "api", f"/api/v1/{noun}/?format=csv&", "fields"
        for name in OF_RECEIPTS:
            yield "api", f"/api/v1/{noun}/", name
    for name in ["q", "q=a&noun", "q=a&collection", "q=a&finding", "q=a&skip", "q=a&format"]:
        yield "api", "/api/v1/search/", name
    for name in ["kind", "party", "deal", "skip", "format", "known_at", "x"]:
        yield "api", "/api/v1/conflicts/", name
    for name in ["q", "q=a&noun", "q=a&from"]:
        yield "web", "/search/", name
    yield "api", "/api/v1/changes/", "after"
    yield "api", "/api/v1/changes/feed.atom", "after"
    for name in [*SourceViewSet.filterset_class.base_filters, "skip", "known_at", "x"]:
        yield "api", "/api/v1/outlets/", name
    yield "api", "/api/v1/seals/", "x"
    yield "web", "/.well-known/newsroom-seals.json", "x"
    of_totals = ["by", "skip", "format", "fields", "known_at"]
    for name in [*TotalsViewSet.filterset_class.base_filters, *of_totals]:
        yield "api", "/api/v1/totals/", name
        yield "api", f"/api/v1/totals/?{then}&", name
    claim = Claim.objects.released().earliest("pk").uid
    for row in [
        f"claims/{claim}/uses/",
        f"claims/{claim}/verdicts/",
        f"deals/{deal.slug}/backing/",
    ]:
        for name in ["skip", "format", "fields", "known_at"]:
            yield "api", f"/api/v1/{row}", name


def addresses():
    for door, page, name in parameters():
        for value in ODD:
            if len(value) < 500 or name not in LONG_IS_DEAR:
                yield door, f"{page}{'' if '?' in page else '?'}{name}={escaped(value)}"
    for value in filter(str.strip, ODD):
        yield "web", f"/claims/microsoft_openai/{escaped(value)}/"
        yield "web", f"/claims/{escaped(value)}/S1/"
        yield "api", f"/api/v1/seals/{escaped(value)}/"


def escaped(value):
    return quote(value.encode("utf-8", "surrogatepass"))


def test_no_odd_address_breaks_anything(client_of):
    asked = [*addresses()]
    client_of["desk"].raise_request_exception = False
    broken = []
    for door, address in share(Random(20241023).sample(asked, tries(len(asked))), 0):
        cache.clear()  # where the throttles count
        answer = client_of[door].get(address)
        if answer.status_code >= 500:
            broken.append((address[:120], answer.status_code))
    assert broken == []
