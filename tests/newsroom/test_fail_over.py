"""The primary is lost: what somebody was told is signed, the promoted standby has."""

import threading

import pytest
from django.db import DatabaseError, connection

from partnerships.actions.claims.verdicts import countersign
from partnerships.models import Entry, Verdict
from partnerships.vocabulary import Act, State
from tests import factories as make
from tests.cluster import Cluster
from tests.newsroom.desk import PATIENCE, eventually, open_folder
from tests.operating import documented
from tests.volume import IS_FULL

pytestmark = [pytest.mark.drill, pytest.mark.django_db]
WRITERS = 8
SIGNATURES = 5_000 if IS_FULL else 100
NOBODY = "ALTER SYSTEM SET synchronous_standby_names = 'nobody'"
RELOAD = "SELECT pg_reload_conf()"
WAITS = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
ARE_WAITED_FOR = "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'quorum'"


@pytest.fixture(scope="module")
def cluster(django_db_setup, django_db_blocker):
    """A primary that waits for one of two standbys, as docs/operate.md says."""
    with open_folder() as folder, django_db_blocker.unblock():
        servers = Cluster(folder)
        try:
            servers.fill()
            servers.tell_documented(servers.primary, "CREATE ROLE newsroom_standby")
            servers.standby("standby_1")
            servers.standby("standby_2")
            wait_for_standbys(servers)
            yield servers
        finally:
            servers.end()


def wait_for_standbys(servers):
    servers.tell_documented(servers.primary, "ALTER SYSTEM")
    servers.tell_documented(servers.primary, "pg_reload_conf")
    assert eventually(lambda: servers.tell(servers.primary, ARE_WAITED_FOR) == 2)


@pytest.fixture(autouse=True)
def _signatures_wait(settings, monkeypatch):
    settings.SIGNATURES_WAIT = True
    monkeypatch.setitem(connection.settings_dict, "COMMITS", "local")


class People:
    """Who records, proposes and signs."""

    def __init__(self):
        make.collection()
        self.author, self.checker = make.member("Reporter"), make.member("Fact-checker")
        self.editor = make.member("Editor")

    def proposed(self):
        return make.proposed(make.checked(by=self.author), by=self.checker)

    def sign(self, verdict):
        return countersign(verdict, by=self.editor)


class Writer(threading.Thread):
    """Signs what was proposed, or one verdict after the other, until the database is gone."""

    def __init__(self, cluster, people, verdict=None, told=lambda: None):
        super().__init__()
        self.cluster, self.people, self.verdict, self.told = cluster, people, verdict, told
        self.acknowledged = []

    def run(self):
        with self.cluster.in_use():
            try:
                while not (self.verdict and self.acknowledged):
                    verdict = self.verdict or self.people.proposed()
                    self.acknowledged.append(self.people.sign(verdict).pk)
                    self.told()
            except DatabaseError:
                pass


def test_a_signature_alone_waits_until_a_standby_has_it(cluster):
    with cluster.in_use():
        people = People()
    cluster.tell(cluster.primary, NOBODY, RELOAD)
    try:
        with cluster.in_use():
            proposed = people.proposed()  # waits for nobody
        writer = Writer(cluster, people, proposed)
        writer.start()
        eventually(lambda: writer.acknowledged or cluster.tell(cluster.primary, WAITS))
        told_before = list(writer.acknowledged)
    finally:
        wait_for_standbys(cluster)
    writer.join()

    assert told_before == []
    assert writer.acknowledged == [proposed.pk]


def test_no_signature_that_was_acknowledged_is_lost_with_the_primary(cluster):
    with cluster.in_use():
        people = People()
    told = threading.Semaphore(0)
    writers = [Writer(cluster, people, told=told.release) for _ in range(WRITERS)]
    for each in writers:
        each.start()
    try:
        while told.acquire(timeout=PATIENCE) and sum(map(how_many, writers)) < SIGNATURES:
            pass
    finally:
        cluster.primary.be_killed()
        for each in writers:
            each.join()
    acknowledged = {key for each in writers for key in each.acknowledged}

    standbys = [cluster.nodes["standby_1"], cluster.nodes["standby_2"]]
    farthest = max(standbys, key=lambda node: bytes_of(cluster.tell_documented(node, "receive")))
    [promote] = documented("pg_ctl promote")
    cluster.run(promote, farthest)

    with cluster.in_use(farthest):
        standing = Verdict.objects.filter(state=State.STANDS, pk__in=acknowledged)
        kept = set(standing.values_list("pk", flat=True))
        entries = Entry.objects.filter(act=Act.COUNTERSIGNED).count()
    assert acknowledged - kept == set()
    assert entries >= len(acknowledged) >= SIGNATURES


def test_the_promoted_standby_takes_what_is_signed_next(cluster, settings):
    settings.SIGNATURES_WAIT = False  # it has no standby of its own yet
    is_primary = "SELECT NOT pg_is_in_recovery()"
    [promoted] = [node for node in cluster.standing() if cluster.tell(node, is_primary)]
    with cluster.in_use(promoted):
        people = People()
        signed = people.sign(people.proposed())

        assert Verdict.objects.get(pk=signed.pk).state == State.STANDS


def how_many(writer):
    return len(writer.acknowledged)


def bytes_of(position):
    """A position in PostgreSQL's log as a number."""
    high, low = position.split("/")
    return int(high, 16) << 32 | int(low, 16)
