"""Replicas answer who only reads, and nobody is told what is not so any more."""

import random
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import count

import pytest
from django.core.cache import cache
from django.test import Client
from prometheus_client import REGISTRY

from newsroom import replicas
from newsroom.postgres.replicas import Replica
from partnerships.actions.journal import acting
from partnerships.models import Claim
from tests import factories as make
from tests.cluster import Cluster
from tests.newsroom.desk import eventually, open_folder, settings_in
from tests.volume import IS_FULL

READS = 10_000 if IS_FULL else 400
READERS = 6
numbers = count(3)
HELD_BACK = {"recovery_min_apply_delay": "150ms"}


@pytest.fixture(scope="module")
def cluster(django_db_setup, django_db_blocker):
    """A primary with the desk's tables, and a standby."""
    with open_folder() as folder, django_db_blocker.unblock():
        servers = Cluster(folder)
        try:
            servers.fill()
            servers.tell_documented(servers.primary, "CREATE ROLE newsroom_standby")
            servers.standby("standby_1")
            yield servers
        finally:
            servers.end()


@pytest.fixture
def desk(cluster, settings, monkeypatch, db):
    """A desk that reads from standbys: a function that makes a client of it, for this thread."""
    made = []

    class Known(Replica):
        def __init__(self, database):
            super().__init__(database)
            made.append(self)

    monkeypatch.setattr(replicas, "Replica", Known)
    settings.REPLICA_LAG_SECONDS = 0
    settings.ALLOWED_HOSTS = ["testserver"]

    def open_to(*names):
        settings.DATABASE_REPLICAS = [cluster.database(cluster.nodes[name]) for name in names]
        return Client()

    with cluster.in_use():
        yield open_to
    for each in made:
        each.close()


@pytest.fixture
def person(desk):
    """Somebody who may write claims, and their token."""
    editor = make.editor(is_superuser=True)
    return editor, {"HTTP_AUTHORIZATION": f"Token {make.token(editor)[1]}"}


@contextmanager
def counted():
    """How many requests were answered by whom within the block."""
    told = {}
    before = {each: _sample(each) for each in ("replica", "primary", "anew")}
    yield told
    told.update({each: _sample(each) - number for each, number in before.items()})


def _sample(answered):
    return REGISTRY.get_sample_value("newsroom_replica_reads_total", {"answered": answered}) or 0


def answered_by(cluster, name, ask):
    """What was answered when the standby had everything, and by whom. PostgreSQL writes of itself
    now and then: then the standby lacks that, and is asked again."""
    for _ in range(10):
        cluster.wait_for(cluster.nodes[name])
        with counted() as answered:
            said = ask()
        if not answered["primary"]:
            break
    return said, answered


def rename(claim, by, words):
    with acting(by):
        Claim.objects.filter(pk=claim.pk).update(statement=words)


def read(client, claim, headers):
    answer = client.get(f"/api/v1/claims/{claim.uid}/", **headers)
    assert answer.status_code == 200, answer.content
    return answer.json()["statement"]


def test_without_replicas_there_is_nothing_in_the_way(settings):
    with pytest.raises(replicas.MiddlewareNotUsed):
        replicas.ReplicasMiddleware(lambda request: None)


@pytest.mark.parametrize("urls", ["mysql://db/newsroom", "postgres://a/b,nonsense"])
def test_what_is_no_address_of_a_replica_is_refused(tmp_path, urls):
    done = settings_in(tmp_path, DATABASE_REPLICA_URLS=urls)

    assert "DATABASE_REPLICA_URLS must look like postgres://" in done.stderr


def test_replicas_are_named_one_after_the_other(tmp_path):
    urls = "postgres://one/newsroom, postgres://two/newsroom"
    done = settings_in(tmp_path, ["DATABASE_REPLICAS"], DATABASE_REPLICA_URLS=urls)

    assert "'HOST': 'one'" in done.stdout
    assert "'HOST': 'two'" in done.stdout


def test_a_standby_that_has_everything_answers(cluster, desk, person):
    claim, client = make.claim(), desk("standby_1")
    said, answered = answered_by(cluster, "standby_1", lambda: read(client, claim, person[1]))

    assert said == claim.statement
    assert answered == {"replica": 1, "primary": 0, "anew": 0}


def test_a_standby_that_lacks_what_was_kept_is_not_asked(cluster, desk, person):
    editor, headers = person
    claim, client = make.claim(), desk("standby_1")
    standby = cluster.nodes["standby_1"]
    cluster.wait_for(standby)
    cluster.tell(standby, "SELECT pg_wal_replay_pause()")
    try:
        rename(claim, editor, "It is new.")
        with counted() as answered:
            said = read(client, claim, headers)
    finally:
        cluster.tell(standby, "SELECT pg_wal_replay_resume()")

    assert said == "It is new."
    assert answered == {"replica": 0, "primary": 1, "anew": 0}


def test_who_is_not_known_may_see_what_was_so_some_seconds_ago(cluster, desk, person, settings):
    settings.REPLICA_LAG_SECONDS = 600
    claim, client = make.readable().claim, desk("standby_1")
    standby = cluster.nodes["standby_1"]
    cluster.wait_for(standby)
    before = read(client, claim, {})
    cluster.tell(standby, "SELECT pg_wal_replay_pause()")
    try:
        rename(claim, person[0], "It is newer.")
        with counted() as answered:
            said = read(client, claim, {})
    finally:
        cluster.tell(standby, "SELECT pg_wal_replay_resume()")

    assert said == before
    assert answered == {"replica": 1, "primary": 0, "anew": 0}


@pytest.fixture
def held_back(cluster):
    """The name of another standby, which is always late."""
    node = cluster.standby("standby_2", **HELD_BACK)
    yield "standby_2"
    drop(cluster, node, "standby_2")


def drop(cluster, node, name):
    node.end()
    del cluster.nodes[name]
    cluster.tell(cluster.primary, f"SELECT pg_drop_replication_slot('{name}')")


@pytest.mark.drill
def test_who_writes_reads_what_they_wrote_whichever_standby_answers(
    cluster, desk, person, held_back
):
    editor, headers = person
    claim, client = make.claim(), desk("standby_1", held_back)
    stale, chance = [], random.Random(18)
    with counted() as answered:
        for number in range(READS):
            if not number % 500:
                cache.clear()  # nobody may ask so often
            if chance.random() < 0.7:
                words = f"Version {number}."
                rename(claim, editor, words)
            elif number == 0:
                words = claim.statement
            if (said := read(client, claim, headers)) != words:
                stale.append((words, said))

    assert stale == []
    assert answered["replica"]


def test_a_get_that_writes_is_answered_by_the_primary(cluster, desk):
    claim, client = make.readable().claim, desk("standby_1")
    claim_is_read = partial(read, client, claim, {})
    _, first = answered_by(cluster, "standby_1", claim_is_read)  # a stored document is made
    _, second = answered_by(cluster, "standby_1", claim_is_read)

    assert first == {"replica": 0, "primary": 0, "anew": 1}
    assert second == {"replica": 1, "primary": 0, "anew": 0}


def test_what_comes_in_parts_is_read_from_the_primary_to_its_end(cluster, desk, person):
    claim, client = make.claim(), desk("standby_1")
    answer, answered = answered_by(
        cluster, "standby_1", lambda: client.get("/api/v1/claims/?format=csv", **person[1])
    )
    text = b"".join(answer.streaming_content).decode()

    assert claim.statement in text
    assert answered["anew"] == 1


def test_who_has_an_etag_asks_the_primary(cluster, desk, person):
    claim, client = make.claim(), desk("standby_1")
    cluster.wait_for(cluster.nodes["standby_1"])
    with counted() as answered:
        read(client, claim, person[1] | {"HTTP_IF_NONE_MATCH": '"another"'})

    assert answered == {"replica": 0, "primary": 0, "anew": 0}


def test_what_is_no_standby_any_more_is_not_asked(cluster, desk, person):
    claim, client = make.claim(), desk("primary")
    with counted() as answered:
        read(client, claim, person[1])

    assert answered == {"replica": 0, "primary": 1, "anew": 0}


@pytest.fixture
def third(cluster):
    """The name of another standby, which may be killed."""
    name = f"standby_{next(numbers)}"
    node = cluster.standby(name)
    cluster.wait_for(node)
    yield name
    drop(cluster, node, name)


@pytest.mark.drill
def test_a_standby_that_is_killed_in_mid_request_costs_nobody_an_answer(
    cluster, desk, person, third, monkeypatch
):
    claim, client = make.claim(), desk(third)
    reading_from = replicas.reading_from

    @contextmanager
    def killing(stand_in):
        with reading_from(stand_in):
            cluster.nodes[third].be_killed()
            yield

    monkeypatch.setattr(replicas, "reading_from", killing)
    with counted() as answered:
        said = [read(client, claim, person[1]) for _ in range(3)]

    assert said == [claim.statement] * 3
    assert answered["anew"] + answered["primary"] == 3
    assert answered["replica"] == 0


@pytest.mark.drill
def test_a_standby_that_is_killed_under_many_readers_costs_nobody_an_answer(
    cluster, desk, person, third
):
    claim, client = make.claim(), desk(third)
    cluster.wait_for(cluster.nodes[third])
    read(client, claim, person[1])
    is_killed = threading.Event()

    def read_on():
        said, after = [], 0
        with cluster.in_use():
            while after < 20:
                said.append(read(client, claim, person[1]))
                after += is_killed.is_set()
        return said

    begun = _sample("replica")
    with counted() as answered, ThreadPoolExecutor(READERS) as threads:
        readers = [threads.submit(read_on) for _ in range(READERS)]
        assert eventually(
            lambda: _sample("replica") > begun + 100 or any(map(Future.done, readers))
        )
        cluster.nodes[third].be_killed()
        is_killed.set()
        said = [each for reader in readers for each in reader.result()]

    assert {*said} == {claim.statement}
    assert answered["replica"]
    assert answered["primary"]
