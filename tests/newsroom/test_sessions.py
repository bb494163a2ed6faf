"""How long somebody stays logged in."""

import time
from datetime import timedelta
from math import prod

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone

from newsroom.sessions import BEGAN, SETTLED, SessionStore
from tests import factories as make

pytestmark = pytest.mark.django_db
HOME = "/admin/"


@pytest.fixture
def ann(client):
    """A client of Ann's, who has just logged in."""
    client.force_login(make.member("Reporter"))
    return client


def go_by(client, *, idle=0, began=0):
    """Have nothing been asked for so many seconds, and the password been given so many ago."""
    session = client.session
    session[BEGAN] -= began
    session.save()
    kept = Session.objects.get(pk=session.session_key)
    kept.expire_date -= timedelta(seconds=idle)
    kept.save()


def lasts(client):
    """For how many seconds the session is good from now on."""
    kept = Session.objects.get(pk=client.cookies[settings.SESSION_COOKIE_NAME].value)
    return (kept.expire_date - timezone.now()).total_seconds()


def test_who_asks_for_nothing_for_a_while_is_logged_out(ann):
    go_by(ann, idle=settings.SESSION_COOKIE_AGE + 1)

    assert ann.get(HOME).status_code == 302


def test_who_goes_on_asking_stays_logged_in(ann):
    go_by(ann, idle=settings.SESSION_COOKIE_AGE - 60)

    assert ann.get(HOME).status_code == 200
    assert lasts(ann) > settings.SESSION_COOKIE_AGE - 60


def test_who_goes_on_asking_is_logged_out_in_the_end_all_the_same(ann):
    go_by(ann, began=settings.SESSION_LONGEST - 60)

    assert ann.get(HOME).status_code == 200
    assert lasts(ann) <= 60
    go_by(ann, began=61)
    assert ann.get(HOME).status_code == 302


def test_who_gives_the_password_again_begins_anew(client):
    eve = make.editor("eve", password="as it is")
    client.force_login(eve)
    go_by(client, began=settings.SESSION_LONGEST - 60)

    client.post("/admin/login/", {"username": "eve", "password": "as it is"})

    assert lasts(client) > 60


def test_a_session_of_before_has_its_beginning_now(ann):
    session = ann.session
    kept = Session.objects.get(pk=session.session_key)
    without = {key: value for key, value in session.items() if key != BEGAN}
    kept.session_data = session.encode(without)
    kept.expire_date += timedelta(days=14)
    kept.save()

    assert ann.get(HOME).status_code == 200
    assert lasts(ann) <= settings.SESSION_COOKIE_AGE
    assert time.time() - ann.session[BEGAN] < SETTLED


def test_a_session_in_use_is_not_written_with_every_page(ann):
    ann.get("/")
    before = Session.objects.get().expire_date

    ann.get("/")

    assert Session.objects.get().expire_date == before


def test_another_key_is_given_with_each_login(client):
    eve = make.editor("eve", password="as it is")
    client.force_login(eve)
    first = client.session.session_key

    client.post("/admin/login/", {"username": "eve", "password": "as it is"})

    assert client.session.session_key != first
    assert not Session.objects.filter(pk=first).exists()


def test_a_key_that_somebody_made_up_is_not_taken(client):
    make.editor("eve", password="as it is")
    client.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32

    client.post("/admin/login/", {"username": "eve", "password": "as it is"})

    assert client.session.session_key != "a" * 32
    assert not Session.objects.filter(pk="a" * 32).exists()


def test_after_the_log_out_the_session_is_no_good(ann):
    key = ann.cookies[settings.SESSION_COOKIE_NAME].value

    ann.post("/admin/logout/")
    ann.cookies[settings.SESSION_COOKIE_NAME] = key

    assert ann.get(HOME).status_code == 302
    assert not Session.objects.filter(pk=key).exists()


def test_a_key_has_128_bits_and_more(monkeypatch):
    asked = []

    def choice(letters):
        asked.append(len(letters))
        return letters[0]

    monkeypatch.setattr("secrets.choice", choice)
    key = SessionStore()._get_new_session_key()

    assert len(key) == len(asked)  # each letter by the system's source of random numbers
    assert prod(asked) > 2**128
