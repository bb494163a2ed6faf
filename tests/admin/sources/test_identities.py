"""Who a confidential source is, at the desk: sealed, and shown once after a reason."""

import os

import pytest
from django.urls import reverse

from partnerships.actions.second_factors import new_key, set_up_second_factor
from partnerships.actions.sources import identities
from partnerships.models import Entry, Identity
from partnerships.vocabulary import Act
from tests import factories as make
from tests.codes import code_of

from ..conftest import typed

pytestmark = pytest.mark.django_db

TYPED = {"description": "a person at Microsoft", "who": "Robin Redbreast", "reach": "0123 456"}


@pytest.fixture(autouse=True)
def key(settings):
    settings.SOURCE_KEYS = [os.urandom(32)]


@pytest.fixture
def keeper(client):
    keeper = make.member("Editor", "Source keeper", name="keeper")
    client.force_login(keeper)
    return keeper


@pytest.fixture
def source():
    return make.source(confidentiality="confidential", title="Call on 3 May", slug="call-3")


def to(word, source):
    return reverse(f"admin:partnerships_source_{word}", args=[source.pk])


@pytest.fixture
def sealed(client, keeper, source):
    client.post(to("seal", source), TYPED)
    return source


def test_it_is_sealed_on_a_page_of_its_own(client, keeper, source):
    answer = client.post(to("seal", source), TYPED, follow=True)

    page = answer.content.decode()
    assert answer.redirect_chain[0][0].endswith("#identity")
    assert "It is sealed." in page
    assert "a person at Microsoft" in page
    assert "Redbreast" not in page


def test_it_is_shown_after_a_reason_and_not_kept(client, sealed, keeper):
    answer = client.post(to("unseal", sealed), {"reason": "To call back"})

    assert answer.status_code == 200
    assert "Robin Redbreast" in answer.content.decode()
    assert "0123 456" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert "ETag" not in answer
    assert Entry.objects.get(act=Act.UNSEALED).why == "To call back"


def test_the_page_of_the_source_says_who_opened_it_and_why(client, sealed, keeper):
    client.post(to("unseal", sealed), {"reason": "To call back"})

    page = client.get(to("change", sealed)).content.decode()

    assert "To call back" in page
    assert "keeper opened it" in page
    assert "Redbreast" not in page


def test_without_a_reason_it_is_not_shown(client, sealed):
    answer = client.post(to("unseal", sealed), {"reason": " "}, follow=True)

    assert "Say why you open it" in answer.content.decode()
    assert "Redbreast" not in answer.content.decode()


def test_no_address_opens_it(client, sealed):
    assert client.get(to("unseal", sealed)).status_code == 405
    assert client.get(to("unseal", sealed), {"reason": "Curious"}).status_code == 405


def test_the_form_starts_empty_whatever_is_sealed(client, sealed):
    answer = client.get(to("seal", sealed))

    assert "no-store" in answer["Cache-Control"]
    assert "Redbreast" not in answer.content.decode()
    assert 'autocomplete="off"' in answer.content.decode()


def test_a_refusal_keeps_what_was_typed(client, keeper):
    source = make.source(confidentiality="confidential", title="Call with Robin")

    answer = client.post(to("seal", source), TYPED)

    assert "stands in clear" in answer.content.decode()
    assert 'value="Robin Redbreast"' in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


def test_a_lost_key_is_a_sentence(client, sealed, settings):
    settings.SOURCE_KEYS = [os.urandom(32)]

    answer = client.post(to("unseal", sealed), {"reason": "To call back"}, follow=True)

    assert "None of the desk&#x27;s keys opens this" in answer.content.decode()


def test_a_desk_without_a_key_says_so(client, keeper, source, settings):
    settings.SOURCE_KEYS = []

    answer = client.post(to("seal", source), TYPED)

    assert "set SOURCE_KEYS" in answer.content.decode()
    assert not Identity.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"), [(["Editor"], 404), (["Editor in chief"], 404), (["Administrator"], 403)]
)
def test_to_others_there_is_nothing(client, sealed, who, status):
    client.force_login(make.member(*who))

    assert client.get(to("seal", sealed)).status_code == status
    assert client.post(to("seal", sealed), TYPED).status_code == status
    assert client.post(to("unseal", sealed), {"reason": "Curious"}).status_code == status


def test_who_may_know_of_the_source_alone_reads_what_was_agreed(client, sealed):
    client.force_login(make.editor(None, "view_source", "view_confidential_source"))

    page = client.get(to("change", sealed)).content.decode()

    assert "a person at Microsoft" in page
    assert to("unseal", sealed) not in page
    assert client.post(to("unseal", sealed), {"reason": "Curious"}).status_code == 403


def test_a_form_that_would_call_the_source_otherwise_is_refused(client, sealed, keeper):
    form = typed(client.get(to("change", sealed))) | {"outlet": "Robin"}

    answer = client.post(to("change", sealed), form)

    assert "stands under seal" in answer.content.decode()


def test_an_error_page_does_not_tell_the_name(client, keeper, source, settings, monkeypatch):
    settings.DEBUG = True
    client.raise_request_exception = False

    def fails(*args, **kwargs):
        raise RuntimeError("out of order")

    monkeypatch.setattr(identities, "record", fails)

    answer = client.post(to("seal", source), TYPED)

    assert answer.status_code == 500
    assert "out of order" in answer.content.decode()
    assert "Redbreast" not in answer.content.decode()
    assert "0123 456" not in answer.content.decode()


def test_who_has_a_second_factor_opens_it_after_a_code_alone(client, sealed, keeper):
    app = new_key()
    set_up_second_factor(keeper, app, code_of(app, -1))
    said = {"reason": "To call back"}

    asked = client.post(to("unseal", sealed), said)
    confirmed = client.post(asked["Location"], {"code": code_of(app), "next": "/admin/"})
    opened = client.post(to("unseal", sealed), said)

    assert asked["Location"].startswith(reverse("admin:confirm"))
    assert confirmed["Location"] == "/admin/"
    assert opened.status_code == 200
    assert Entry.objects.filter(act="unsealed").count() == 1
