"""Whatever is posted where, nothing breaks; who may not do a thing is told that first."""

import re
from itertools import product
from random import Random

import pytest
from django.contrib import admin
from django.core.cache import cache
from django.test import Client
from django.urls import get_resolver
from rest_framework.test import APIClient

from tests import factories as make
from tests.api.everything import one_of_everything
from tests.volume import tries

pytestmark = pytest.mark.django_db
SENT = [{}, {"_selected_action": "0", "action": "no_such_act", "why": "\0", "pk": "nonsense"}]
METHODS = ("post", "put", "patch", "delete")
OPEN_TO_ALL = {"/admin/partnerships/claim/dates/", "/admin/partnerships/mailing/"}  # one's own, too
REFUSED, REFUSED_BY_API = {302, 403, 404, 405}, {401, 403, 404, 405}


@pytest.fixture
def rows():
    """A row of everything."""
    one_of_everything()
    claim = make.signed(make.checked()).claim
    make.story()
    make.citation(claim, make.source(confidentiality="confidential"))


def pages_of_the_desk():
    """The address of each page of the desk's lists, of a row that is there where it is of one."""
    for model, desk in admin.site._registry.items():
        row = model._default_manager.order_by("-pk").first()
        base = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        for pattern in desk.get_urls():
            address = re.sub(r"<[^>]*>", str(row.pk if row else 1), str(pattern.pattern))
            yield base + address


def routes_of_the_api():
    """The address of each route of the API, with a name that nothing has where it is of a row."""
    found = set()

    def walk(patterns, before):
        for each in patterns:
            address = before + re.sub(r"\(\?P<(\w+)>[^)]*\)", "nothing", str(each.pattern))
            address = re.sub(r"<[^>]*>", "nothing", address)
            if hasattr(each, "url_patterns"):
                walk(each.url_patterns, address)
            elif "/api/v1/" in (path := "/" + re.sub(r"[\^$\\?]", "", address)):
                found.add(path)

    walk(get_resolver().url_patterns, "")
    # Where everybody has what is their own, or only asks.
    theirs = ("/tokens/", "/webhooks/", "/verdict/withdraw/", "/reconcile/")
    return sorted(path for path in found if not path.endswith(theirs))


def status_of(answer):
    """What was answered, to its end; and the throttles count from nothing again."""
    if answer.streaming:
        answer.getvalue()
    cache.clear()
    return answer.status_code


@pytest.mark.usefixtures("rows")
def test_nothing_that_is_posted_to_the_desk_breaks_a_page(admin_client):
    admin_client.raise_request_exception = False
    asked_for = [*product(sorted(set(pages_of_the_desk())), range(len(SENT)))]
    assert len(asked_for) > 200

    some = Random(20241023).sample(asked_for, tries(len(asked_for)))
    said = {(page, n): status_of(admin_client.post(page, SENT[n])) for page, n in some}

    assert {given: status for given, status in said.items() if status >= 500} == {}


@pytest.mark.usefixtures("rows")
def test_who_may_do_nothing_at_the_desk_is_told_so_whatever_they_post():
    client = Client(raise_request_exception=False)
    client.force_login(make.editor("nobody"))

    pages = set(pages_of_the_desk()) - OPEN_TO_ALL
    said = {page: status_of(client.post(page, {})) for page in pages}

    strange = {page: status for page, status in said.items() if status not in REFUSED}
    assert strange == {}
    assert [*said.values()].count(403) > 50


@pytest.mark.parametrize("group", [None, "Reader"])
def test_who_may_not_write_over_the_api_is_told_so_whatever_they_send(rows, group):
    client = APIClient(raise_request_exception=False)
    if group:
        _, token = make.token(make.member(group))
        client.credentials(HTTP_AUTHORIZATION=f"Token {token}")
    sent = {"statement": 5, "odd": None}

    said = {
        (address, method): status_of(getattr(client, method)(address, sent, format="json"))
        for address, method in product(routes_of_the_api(), METHODS)
    }

    assert len(said) > 100
    strange = {given: status for given, status in said.items() if status not in REFUSED_BY_API}
    assert strange == {}
