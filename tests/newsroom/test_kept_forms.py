"""What was typed is kept when the login ended meanwhile."""

from html import unescape
from re import findall

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from partnerships.models import Claim
from tests import factories as make
from tests.admin.conftest import typed

pytestmark = pytest.mark.django_db
HERE = {"Origin": "http://testserver"}
ELSEWHERE = {"Origin": "https://elsewhere.example"}
WORDS = "A sentence that took somebody ten minutes."


@pytest.fixture
def ann(db):
    return make.editor("ann", is_superuser=True, password="a long one")


@pytest.fixture
def claim(db):
    return make.claim("First words.")


def end_login(client):
    """The session is over; the browser has its token still."""
    del client.cookies[settings.SESSION_COOKIE_NAME]


def page(claim):
    return reverse("admin:partnerships_claim_change", args=[claim.pk])


def form_of(answer):
    """The fields of the form that the page offers, and where it goes."""
    address = findall(r'class="again" method="post" action="([^"]+)"', answer.text)
    fields = findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', answer.text)
    return unescape(address[0]), {name: unescape(value) for name, value in fields}


@pytest.fixture
def written(client, ann, claim):
    """The form of the claim, with other words typed into it."""
    client.force_login(ann)
    return typed(client.get(page(claim))) | {"statement": WORDS}


def test_whoever_logs_in_again_sends_what_they_typed(client, ann, claim, written):
    end_login(client)

    ended = client.post(page(claim), written)
    address, fields = form_of(ended)
    back = client.post(address, fields | {"username": "ann", "password": "a long one"})
    address, fields = form_of(back)
    client.post(address, fields)

    assert (ended.status_code, back.status_code, address) == (403, 200, page(claim))
    assert Claim.objects.get().statement == WORDS


def test_a_wrong_password_loses_nothing(client, claim, written):
    end_login(client)
    address, fields = form_of(client.post(page(claim), written))

    again = client.post(address, fields | {"username": "ann", "password": "not that"})

    kept = dict(findall(r'type="hidden" name="(kept)" value="([^"]*)"', again.text))
    assert kept == {"kept": fields["kept"]}


def test_what_nobody_sealed_here_is_not_offered_to_be_sent(client, ann):
    login = {"username": "ann", "password": "a long one", "kept": "forged:by:hand"}

    answer = client.post(reverse("admin:login"), login)

    assert answer.status_code == 302


def test_a_browser_that_opened_no_form_is_led_to_the_login(claim, written):
    answer = Client().post(page(claim), written)

    assert (answer.status_code, "login" in answer.url) == (302, True)


def test_nothing_is_done_before_somebody_has_logged_in(client, claim, written):
    end_login(client)

    client.post(page(claim), written)

    assert Claim.objects.get().statement == "First words."


@pytest.fixture
def strict(ann):
    """A browser whose tokens are looked at."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(ann)
    return browser


def test_a_token_of_an_earlier_login_asks_to_send_it_again(strict, claim, written):
    stale = written | {"csrfmiddlewaretoken": "x" * 64}

    refused = strict.post(page(claim), stale, headers=HERE)
    address, fields = form_of(refused)
    strict.post(address, fields, headers=HERE)

    assert refused.status_code == 403
    assert Claim.objects.get().statement == WORDS


def test_what_another_site_sends_is_not_offered_to_be_sent_again(strict, claim, written):
    for headers in (ELSEWHERE, {}):
        answer = strict.post(page(claim), written, headers=headers)

        assert answer.status_code == 403
        assert WORDS not in answer.text
        assert 'class="again"' not in answer.text


def test_a_stranger_from_another_site_is_offered_nothing_either(claim, written):
    answer = Client(enforce_csrf_checks=True).post(page(claim), written, headers=ELSEWHERE)

    assert WORDS not in answer.text


def test_a_password_is_not_kept_in_a_page(client, ann):
    answer = client.post(reverse("admin:password_change"), {"old_password": "a long one"})

    assert answer.status_code == 302
    assert "a long one" not in answer.text


def test_no_browser_stores_the_page(client, claim, written):
    end_login(client)

    assert client.post(page(claim), written)["Cache-Control"] == "no-store"
