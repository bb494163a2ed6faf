"""Words that are SQL, markup, a pattern or a format elsewhere are words here."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from partnerships.models import Claim
from partnerships.text.quotations import proofs
from partnerships.text.typography import normalized
from tests import factories as make

pytestmark = pytest.mark.django_db
SQL = [
    "' OR '1'='1",
    "') OR 1=1 --",
    "'; DELETE FROM partnerships_claim; --",
    '" OR "1"="1',
    "\\' OR 1=1 --",
    "%' OR statement LIKE '%",
    "1) UNION SELECT password FROM auth_user --",
]
MARKUP = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
FORMATS = "%s %(password)s {0.__class__} {{ 7|add:7 }} {% now 'Y' %} ${7*7}"
LISTS = ["claims", "companies", "people", "deals", "sources"]


@pytest.fixture
def api():
    """A client of the API without a login."""
    return APIClient()


@pytest.fixture
def claim():
    return make.claim("It rains.", released_at=make.NOON)


@pytest.mark.parametrize("words", SQL)
def test_words_that_are_sql_find_nothing_over_the_api_and_change_nothing(api, claim, words):
    found = {noun: api.get(f"/api/v1/{noun}/?{urlencode({'search': words})}") for noun in LISTS}
    everywhere = api.get(f"/api/v1/search/?{urlencode({'q': words})}")

    assert {answer.status_code for answer in [*found.values(), everywhere]} <= {200, 400}
    assert not [noun for noun in found if found[noun].json().get("results")]
    assert Claim.objects.count() == 1


@pytest.mark.parametrize("words", SQL)
@pytest.mark.parametrize("name", ["ordering", "party", "kind", "collection", "cursor", "as_of"])
def test_a_parameter_that_is_sql_is_refused(api, claim, name, words):
    answer = api.get(f"/api/v1/claims/?{urlencode({name: words})}")

    assert answer.status_code == 400
    assert Claim.objects.count() == 1


@pytest.mark.parametrize("words", SQL)
def test_words_that_are_sql_find_nothing_at_the_desk(admin_client, claim, words):
    page = reverse("admin:partnerships_claim_changelist")

    answer = admin_client.get(page, {"q": words})

    assert answer.status_code == 200
    assert "It rains." not in answer.text


@pytest.mark.parametrize("words", [MARKUP, FORMATS])
def test_what_is_markup_or_a_format_elsewhere_is_shown_to_the_letter(admin_client, client, words):
    claim = make.claim(words, released_at=make.NOON)
    shown = words.translate({ord(sign): f"&{name};" for sign, name in
                             [("<", "lt"), (">", "gt"), ('"', "quot"), ("'", "#x27")]})  # fmt: skip

    for page in ("change", "history"):
        address = reverse(f"admin:partnerships_claim_{page}", args=[claim.pk])
        assert shown in admin_client.get(address).text, page
    assert shown in client.get("/").text
    assert "<script>alert" not in client.get("/").text


@pytest.mark.parametrize("words", ["r.ins", "rain.*", "(rain)s", "rains$", "^It", "(a+)+"])
def test_what_is_a_pattern_elsewhere_is_not_found_where_the_letters_are_not(words):
    assert proofs(f"It really {words} today.", normalized("It really rains today.")) == []


def test_a_source_whose_address_would_run_is_refused(client):
    client.force_login(make.member("Editor in chief"))
    source = make.source()
    source.url = "javascript:alert(1)"

    with pytest.raises(Exception, match="URL|address"):
        source.full_clean()
