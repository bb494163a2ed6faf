"""A form says who else has it open, and what was saved while it was read."""

from datetime import timedelta

import pghistory
import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from partnerships.models import Presence
from partnerships.vocabulary import Confidentiality
from tests import factories as make
from tests.moments import dated, day

pytestmark = pytest.mark.django_db


def asked_by(user):
    client = Client()
    client.force_login(user)
    return client


def ask(client, record, **sent):
    return client.post(page(record), sent)


def page(record, which="presence"):
    return reverse(f"admin:partnerships_{record._meta.model_name}_{which}", args=[record.pk])


def a_while_ago():
    return (timezone.now() - timedelta(minutes=5)).isoformat()


@pytest.fixture
def ben():
    return make.member("Editor", first_name="Ben", last_name="Best")


def test_two_who_have_a_form_open_are_told_of_each_other(desk, ben):
    company = make.company()
    ask(desk, company)

    assert "Ann Able has this open." in ask(asked_by(ben), company).text
    assert "Ben Best has this open." in ask(desk, company).text


def test_who_types_is_told_as_changing_it(desk, ben):
    company = make.company()
    ask(asked_by(ben), company, typed="1")

    assert "Ben Best is changing this now." in ask(desk, company).text


def test_who_had_it_open_is_told_with_the_time(desk, ben):
    company, at = make.company(), timezone.now() - timedelta(minutes=10)
    Presence.objects.create(noun="company", record=company.pk, user=ben, seen_at=at)

    assert f"Ben Best had this open at {at:%H:%M} UTC." in ask(desk, company).text


def test_who_leaves_is_told_of_no_more(desk, ben):
    company, there = make.company(), asked_by(ben)
    ask(there, company)

    assert ask(there, company, left="1").status_code == 204
    assert "Ben Best" not in ask(desk, company).text


def test_what_was_saved_since_the_form_was_read_is_told(desk, ben):
    with pghistory.context(user=ben.pk, why="A letter of theirs."):
        company = make.company()

    told = ask(desk, company, since=a_while_ago()).text

    assert "Saved by Ben Best at" in told
    assert "while you read: A letter of theirs." in told


def test_what_was_saved_before_is_not_told(desk):
    later = (timezone.now() + timedelta(minutes=5)).isoformat()

    assert "Saved" not in ask(desk, make.company(), since=later).text


@pytest.mark.parametrize("since", ["", "yesterday", "2026-99-99T00:00Z", "2026-01-01", "\u0660"])
def test_a_moment_that_is_none_is_no_moment(since, desk):
    answer = ask(desk, make.company(), since=since)

    assert (answer.status_code, "Saved" in answer.text) == (200, False)


def test_a_row_that_one_may_not_know_of_was_never_saved(desk, ben, chief):
    source = make.source(confidentiality=Confidentiality.CONFIDENTIAL)
    claim = make.claim()
    dated(day(1))  # or what came last would be told by the numbers of two tables
    with pghistory.context(user=chief.pk, why="Canary"):
        make.citation(claim, source)

    assert "Canary" in ask(desk, claim, since=a_while_ago()).text
    assert "Canary" not in ask(asked_by(ben), claim, since=a_while_ago()).text


@pytest.mark.parametrize("is_blind", [True, False])
def test_the_life_of_a_claim_that_is_checked_blind_is_not_told(is_blind):
    checker = make.member("Fact-checker", "Editor")
    claim = make.claim(is_blind=is_blind)

    told = ask(asked_by(checker), claim, since=a_while_ago()).text
    assert ("Saved" in told) is not is_blind


def test_a_record_that_one_may_not_know_of_is_not_there():
    claim = make.claim(released_at=None)
    source = make.source(confidentiality=Confidentiality.CONFIDENTIAL)
    reporter = make.member("Reporter")

    assert ask(asked_by(reporter), source).status_code == 404
    assert not Presence.objects.exists()
    assert ask(asked_by(reporter), claim).status_code == 200


def test_who_may_not_change_the_record_is_told_nothing(desk):
    company = make.company()
    ask(desk, company)
    reader = make.member("Reader")

    assert ask(asked_by(reader), company).status_code == 403
    assert Presence.objects.count() == 1
    assert "data-presence" not in asked_by(reader).get(page(company, "change")).text


def test_the_form_is_told_where_to_ask_and_since_when_it_shows_what_it_shows(desk):
    company = make.company()

    told = desk.get(page(company, "change")).text

    assert f'data-presence="{page(company)}" data-read-at="20' in told


def test_a_form_in_a_window_of_another_one_says_nothing(desk):
    told = desk.get(page(make.company(), "change"), {"_popup": "1"}).text

    assert "data-presence" not in told


def test_nothing_is_told_to_who_only_looks(desk):
    assert desk.get(page(make.company())).status_code == 405


def test_a_tab_that_is_left_open_keeps_no_session_from_ending(desk):
    company = make.company()
    key = desk.cookies[settings.SESSION_COOKIE_NAME].value
    soon = timezone.now() + timedelta(hours=1)
    Session.objects.filter(session_key=key).update(expire_date=soon)

    ask(desk, company)

    assert Session.objects.get(session_key=key).expire_date == soon


def test_a_long_record_costs_the_same_to_ask_about(desk):
    claim = make.claim()
    make.citation(claim)
    later = (timezone.now() + timedelta(minutes=5)).isoformat()
    ask(desk, claim, since=later)
    with CaptureQueriesContext(connection) as one:
        ask(desk, claim, since=later)
    for _ in range(5):
        make.citation(claim)

    with CaptureQueriesContext(connection) as six:
        ask(desk, claim, since=later)

    assert len(one) == len(six)
    assert len(six) < 20
