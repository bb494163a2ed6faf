"""What a plan reads is what the serializer shows, byte for byte, whoever asks."""

import cProfile
import io
import pstats
from random import Random

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connection
from rest_framework.test import APIClient

from partnerships.api import documents, plans, reading, records
from partnerships.api.compiling import NotPlanned, compiled
from partnerships.api.reading import anybody
from partnerships.api.urls import NOUNS
from tests import factories as make
from tests.volume import share, tries

from .random_world import RandomWorld

READERS = [
    (),
    ("Reader",),
    ("Reporter",),
    ("Fact-checker",),
    ("Editor",),
    ("Reader", "Source keeper"),
]
BY_THE_SERIALIZER = {"deals", "stories", "terms"}
MOST_CALLS = 6_500  # 6,000 is the aim: to choose among four formats costs some 300 of them


@pytest.fixture(params=range(tries(20)))
def world(request, db, monkeypatch):
    """A world by chance; in every other one lists within a row are long from the second row on."""
    if request.param % 2:
        monkeypatch.setattr(reading, "LISTED", 1)
        monkeypatch.setattr(plans, "_kept", {})
    return RandomWorld(Random(request.param)).build()


def asked(chance):
    """Each list whole and with some of its fields, and a row of it."""
    client = APIClient()
    for noun, view in NOUNS.items():
        fields = view.serializer_class.Meta.fields if noun != "stories" else ["id"]
        some = ",".join(chance.sample(fields, max(1, len(fields) // 2)))
        yield from (f"{noun}/?page_size=100", f"{noun}/?page_size=100&fields={some}")
        for row in client.get(f"/api/v1/{noun}/?page_size=1").json()["results"]:
            yield (row.get("api_url") or row["url"]).partition("/api/v1/")[2]


def answers(groups, user, paths):
    cache.clear()  # where the throttles count
    client = APIClient()
    if user:
        client.force_authenticate(get_user_model().objects.get(pk=user.pk))
    return {(groups, path): client.get(f"/api/v1/{path}").content for path in paths}


def test_both_ways_give_the_same_bytes_to_every_reader(world, monkeypatch):
    paths = share([*asked(world.chance)], 0)
    readers = share(READERS, 0)  # anybody, and an editor
    users = {groups: make.member(*groups) if groups else None for groups in readers}
    planned, shown = {}, {}
    for groups, user in users.items():
        planned |= answers(groups, user, paths)
    monkeypatch.setattr(records, "planned", lambda *_: None)
    for groups, user in users.items():
        shown |= answers(groups, user, paths)

    assert [each for each in planned if planned[each] != shown[each]] == []
    lists = [path for path in paths if "page_size" in path and not path.startswith("stories")]
    assert [path for path in lists if b'"results":[{' not in shown[("Editor",), path]] == []


@pytest.mark.django_db
def test_what_no_plan_is_known_for_is_on_the_list():
    unplanned, reader = set(), anybody()
    for noun, view_class in NOUNS.items():
        view, shown = view_class(action="list"), view_class.serializer_class
        try:
            rows = shown.read(view.rows(reader), reader)
            compiled(shown(context={"reader": reader}), rows, reader)
        except NotPlanned:
            unplanned.add(noun)

    assert unplanned == BY_THE_SERIALIZER


def test_a_right_that_is_taken_away_is_gone_at_once(ask):
    make.claim(note="For the desk alone.", released_at=make.NOON)
    desk = make.member("Reader")
    before = ask("claims/", by=desk)["results"][0]["note"]

    desk.groups.clear()

    again = get_user_model().objects.get(pk=desk.pk)
    assert (before, ask("claims/", by=again)["results"][0]["note"]) == ("For the desk alone.", None)


def test_a_plan_is_made_once_for_all_who_have_the_same_rights(ask, monkeypatch):
    make.claim(released_at=make.NOON)
    made = []
    monkeypatch.setattr(plans, "_kept", {})
    monkeypatch.setattr(plans, "compiled", lambda *given: made.append(1) or compiled(*given))

    for _ in range(2):
        ask("sources/")
        ask("sources/", by=make.member("Reader"))

    assert len(made) == 2


def test_a_plan_that_asked_the_database_is_not_kept(ask, monkeypatch):
    monkeypatch.setattr(plans, "_kept", {})

    def asking(*given):
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return compiled(*given)

    monkeypatch.setattr(plans, "compiled", asking)
    ask("sources/")

    assert plans._kept == {}


@pytest.fixture
def hundred(db):
    """A hundred claims, each with two citations, and what they are about."""
    parties = [make.company() for _ in range(10)]
    sources = [make.source(released_at=make.NOON) for _ in range(20)]
    for number in range(100):
        claim = make.claim(date="2024-03-19", released_at=make.NOON)
        claim.parties.add(parties[number % 10], parties[number % 10 - 1])
        for place in range(2):
            make.citation(claim, sources[(number + place) % 20])


def test_a_page_of_a_hundred_claims_calls_few_functions(hundred, monkeypatch):
    """Without the documents, which are asked for in vain within a transaction, as this is, and
    whatever plans were made before, of each of which it is asked whether it is for this reader."""
    monkeypatch.setattr(documents, "are_stored", lambda *_: False)
    monkeypatch.setattr(plans, "_kept", {})
    application = get_wsgi_application()
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": "/api/v1/claims/", "QUERY_STRING": "page_size=100",
        "SERVER_NAME": "localhost", "SERVER_PORT": "80", "wsgi.url_scheme": "http",
        "REMOTE_ADDR": "127.0.0.1", "wsgi.input": io.BytesIO(), "wsgi.errors": io.StringIO(),
    }  # fmt: skip
    for signal in (request_started, request_finished):  # the test's transaction is in there
        signal.disconnect(close_old_connections)
    try:
        for _ in range(2):  # the first makes the plan
            profile = cProfile.Profile()
            with profile:
                answer = application(dict(environ), lambda *_: None)
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)

    assert answer.content.count(b'"statement"') == 100
    assert pstats.Stats(profile).total_calls <= MOST_CALLS
