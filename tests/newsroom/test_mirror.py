"""A public mirror has what readers see and nothing else, in its tables and on its disk; and what is
withdrawn at the desk goes there."""

import signal
import time
from contextlib import contextmanager
from random import Random

import psycopg
import pytest
from django.core.cache import cache
from django.test import Client, override_settings

from newsroom.postgres.keeper import OWNER, SUPERUSER
from partnerships.actions.mirroring import publishing, unpublished_for
from partnerships.models import Citation, Claim, ClaimParty, Deal, Party, PartyName, Source
from partnerships.rules.mirrored import MIRRORED
from tests import factories as make
from tests.cluster import Cluster
from tests.newsroom.desk import PATIENCE, environment, eventually, manage, open_folder
from tests.operating import run_documented, start_documented
from tests.shared import OF_ONE_REQUEST
from tests.test_two_worlds import (
    XLSX,
    Asker,
    record_what_nobody_is_to_see,
    record_what_readers_see,
    sheets_of,
)
from tests.volume import IS_FULL

pytestmark = [pytest.mark.drill, pytest.mark.django_db]
PUBLIC = "newsroom_public"
DESK = "https://desk.example.org"
AT_THE_DESK = ("known_at", "receipt=", "/dumps/")
STEPS = 500 if IS_FULL else 60
STRINGS = """
SELECT table_name, column_name, coalesce(character_maximum_length, 100000)
FROM information_schema.columns
WHERE table_schema = 'public' AND is_generated = 'NEVER' AND column_name <> 'noun'
    AND data_type IN ('text', 'character varying')
    AND table_name ~ '^(partnerships|auth_user|knox|otp|pghistory)'
"""


class Mirror:
    """A desk, the database that it publishes to, and a server that follows that."""

    def __init__(self, folder):
        self.servers = Cluster(folder, wal_level="logical")
        self.primary, self.node = self.servers.primary, self.servers.alone("mirror")

    def open(self):
        """What docs/operate.md says, in its order."""
        servers = self.servers
        servers.tell_documented(self.primary, "CREATE DATABASE")
        servers.tell_documented(self.primary, "CREATE ROLE newsroom_mirror")
        self.make(self.primary, PUBLIC)
        servers.tell_documented(self.primary, "GRANT SELECT", database=PUBLIC)
        run_documented("publish_mirror --once", **self.variables())
        self.make(self.node, "newsroom")
        servers.tell_documented(self.node, "CREATE SUBSCRIPTION")
        self.wait()

    def make(self, node, database):
        run_documented("open_mirror", **environment(**self.servers.urls(node, database)))

    def variables(self):
        """The environment of the desk."""
        to = self.servers.urls(self.primary, PUBLIC)["DATABASE_OWNER_URL"]
        return environment(**self.servers.urls(self.primary), MIRROR_DATABASE_URL=to)

    @contextmanager
    def publishing(self):
        login = self.servers.database(self.primary) | {"NAME": PUBLIC, "USER": OWNER}
        login["PASSWORD"] = self.servers.params(self.primary, OWNER)["password"]
        with (
            self.servers.in_use(),
            override_settings(MIRROR_DATABASE=login),
            publishing() as publisher,
        ):
            yield publisher

    def wait(self):
        """Until the mirror has all that is published."""
        commit = "SELECT pg_logical_emit_message(true, '', '')"
        now = "SELECT pg_current_wal_flush_lsn()::text"
        told = self.servers.tell(self.primary, commit, now, database=PUBLIC)
        has = f"SELECT bool_and(confirmed_flush_lsn >= '{told}') FROM pg_replication_slots"
        copied = "SELECT bool_and(srsubstate = 'r') FROM pg_subscription_rel"
        assert eventually(lambda: self.servers.tell(self.node, copied)), self.node.log.read_text()
        assert eventually(lambda: self.servers.tell(self.primary, has)), self.node.log.read_text()

    def published(self):
        """Every row of the database that is published to."""
        login = self.servers.params(self.primary, SUPERUSER, PUBLIC)
        with psycopg.connect(**login) as superuser:
            return {
                each.table: superuser.execute(
                    f"SELECT row::text FROM {each.table} AS row ORDER BY 1"
                ).fetchall()
                for each in MIRRORED
            }


@pytest.fixture(scope="module")
def mirror(django_db_setup, django_db_blocker):
    """A mirror of a desk with something of everything, and as much that no reader sees."""
    with open_folder() as folder, django_db_blocker.unblock():
        made = Mirror(folder)
        try:
            made.servers.fill()
            with made.servers.in_use():
                record_what_readers_see()
                seen = keys_of_rows(made)
                record_what_nobody_is_to_see()
            made.words = put_words_into_what_is_hidden(made, seen)
            made.open()
            yield made
        finally:
            made.servers.end()


def keys_of_rows(mirror):
    """The rows of each table that a mirror has something of."""
    with psycopg.connect(**mirror.servers.params(mirror.primary, SUPERUSER)) as superuser:
        return {
            each.table: [
                key
                for (key,) in superuser.execute(f"SELECT {row_key(each)} FROM {each.table} AS r")
            ]
            for each in MIRRORED
        }


def row_key(table):
    return f"ROW({', '.join(f'r.{column}' for column in table.key)})::text"


def put_words_into_what_is_hidden(mirror, seen):
    """A word that is nowhere else in each column of text of all rows that no reader sees; by word
    which column that is. What closed lists and the shapes of keys refuse has none.

    Hidden is what was recorded after `seen`, what is not released, and every other table.
    """
    hidden, words = {}, {}
    for each in MIRRORED:
        draft = " OR r.released_at IS NULL" if "released_at" in each.columns else ""
        hidden[each.table] = f"({row_key(each)} <> ALL (%(seen)s){draft})"
    with psycopg.connect(**mirror.servers.params(mirror.primary, SUPERUSER)) as superuser:
        superuser.execute("SET session_replication_role = replica")  # past laws and histories
        for number, (table, column, longest) in enumerate(superuser.execute(STRINGS).fetchall()):
            word = f"zq{number:04}xk"
            put = (
                f'UPDATE {table} AS r SET "{column}" = left("{column}", {longest - 8}) ||'
                f" '{word}' WHERE {hidden.get(table, 'true')}"
            )
            try:
                with superuser.transaction():
                    if superuser.execute(put, {"seen": seen.get(table)}).rowcount:
                        words[word] = f"{table}.{column}"
            except psycopg.Error:
                pass
    return words


def test_no_word_of_what_readers_do_not_see_is_on_its_disk(mirror):
    mirror.servers.tell(mirror.node, "CHECKPOINT")
    files = [file.read_bytes() for file in mirror.node.data.rglob("*") if file.is_file()]
    found = [
        where
        for word, where in mirror.words.items()
        if any(word.encode() in each for each in files)
    ]
    print(f"{len(mirror.words)} words of hidden rows in {len(files)} files: {len(found)}")

    assert len(mirror.words) > 100
    assert any(b"A lease in dispute" in each for each in files)  # what is public is there
    assert found == []


def test_readers_are_given_the_same_bytes_as_at_the_desk(mirror, settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    with mirror.servers.in_use():
        asked = [each for each in Asker().certain() if not any(one in each for one in AT_THE_DESK)]
        at_the_desk = answers(asked)
    with mirror.publishing() as publisher:
        publisher.publish_what_is_noted()  # the numbers that the desk gave to what changed
    mirror.wait()
    with mirror.servers.in_use(mirror.node), override_settings(MIRROR_OF=DESK):
        at_the_mirror = answers(asked)

    assert [each for each in asked if at_the_mirror[each] != at_the_desk[each]] == []


def answers(asked):
    """What somebody who is not logged in is answered, by address."""
    told, client = {}, Client()
    for number, address in enumerate(asked):
        if not number % 100:
            cache.clear()  # nobody may ask so often
        answer = client.get(address)
        headers = {name: value for name, value in answer.items() if name not in OF_ONE_REQUEST}
        body = answer.getvalue()
        is_workbook = answer["Content-Type"] == XLSX
        told[address] = answer.status_code, headers, sheets_of(body) if is_workbook else body
    return told


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/admin/", "who log in nowhere here"),
        ("/api/v1/tokens/", "who log in nowhere here"),
        ("/api/v1/dumps/", "who log in nowhere here"),
        ("/api/v1/claims/?known_at=2024-10-23", "what is so now alone"),
        ("/api/v1/claims/?receipt=1", "what is so now alone"),
    ],
)
def test_what_it_has_not_is_told_in_a_sentence(mirror, settings, address, sentence):
    settings.MIRROR_OF, settings.ALLOWED_HOSTS = DESK, ["testserver"]
    with mirror.servers.in_use(mirror.node):
        answer = Client().get(address)

    assert answer.status_code == 404
    assert sentence in answer.text
    assert DESK in answer.text


def test_nothing_is_written_to_it(mirror, settings):
    settings.MIRROR_OF, settings.ALLOWED_HOSTS = DESK, ["testserver"]
    with mirror.servers.in_use(mirror.node):
        answer = Client().post("/api/v1/claims/", {})
        with pytest.raises(Exception, match="permission denied"):
            Party.objects.create(name="Somebody", slug="somebody", kind="person")

    assert answer.status_code == 405
    assert "nothing is written" in answer.text


def test_a_source_that_is_withdrawn_is_gone_there(mirror):
    with mirror.servers.in_use():
        claim = make.claim("It will be withdrawn.", released_at=make.NOON)
        source = make.source(released_at=make.NOON, title="It will be confidential.")
        citation = make.citation(claim, source)
    publisher = start_documented("publish_mirror$", **mirror.variables())
    try:
        rows = {"claim": claim, "source": source, "citation": citation}
        there = [has(mirror, noun, row.pk) for noun, row in rows.items()]
        came = [eventually(question) for question in there]
        with mirror.servers.in_use():
            Claim.objects.filter(pk=claim.pk).update(released_at=None)
            hidden = {"released_at": None, "confidentiality": "confidential"}
            Source.objects.filter(pk=source.pk).update(**hidden)
        began = time.monotonic()
        went = [eventually(lambda question=question: not question()) for question in there]
        print(f"Withdrawn at the mirror after {time.monotonic() - began:.2f} s")
    finally:
        publisher.send_signal(signal.SIGINT)
        said, complaint = publisher.communicate(timeout=PATIENCE)

    assert came == went == [True, True, True]
    assert (publisher.returncode, complaint) == (0, "")
    assert "rows are published" in said


def has(mirror, noun, key):
    asked = f"SELECT EXISTS (SELECT FROM partnerships_{noun} WHERE id = {key})"
    return lambda: mirror.servers.tell(mirror.node, asked)


def test_what_is_noted_is_followed_as_if_all_were_compared(mirror):
    chance = Random(18)
    with mirror.publishing() as publisher:
        publisher.publish_all()
        for _ in range(STEPS):
            with mirror.servers.in_use():
                change_something(chance)
            publisher.publish_what_is_noted()
        followed = mirror.published()
        publisher.publish_all()

    assert followed == mirror.published()


def change_something(chance):
    """What editors do, and what they could only by SQL."""

    def one(rows):
        return rows.model.objects.filter(pk=chance.choice(list(rows.values_list("pk", flat=True))))

    noun = chance.choice([Claim, Source, Deal])
    row = one(noun.objects.all())
    acts = [
        lambda: row.update(released_at=None),
        lambda: row.exclude(
            **({"confidentiality": "confidential"} if noun is Source else {"pk": 0})
        ).update(released_at=make.NOON),
        lambda: one(Citation.objects.all()).update(quote="Other words."),
        lambda: one(PartyName.objects.all()).update(text=f"Renamed {chance.random()}"),
        lambda: make.citation(one(Claim.objects.all()).get(), one(Source.objects.all()).get()),
        lambda: one(ClaimParty.objects.all()).delete(),
        lambda: one(Citation.objects.all()).delete(),
    ]
    try:
        chance.choice(acts)()
    except Exception:  # a law refuses it
        pass


@pytest.mark.parametrize(
    ("wrong", "law"),
    [
        ("UPDATE partnerships_claim SET released_at = NULL", "not-null constraint"),
        ("UPDATE partnerships_party SET released_at = NULL", "not-null constraint"),
        (
            "UPDATE partnerships_source SET confidentiality = 'confidential'",
            "mirror_has_no_confidential_source",
        ),
    ],
)
def test_what_must_not_come_is_refused_where_it_would_come(mirror, wrong, law):
    with pytest.raises(psycopg.IntegrityError, match=law):
        mirror.servers.tell(mirror.primary, wrong, database=PUBLIC)


def test_a_desk_with_records_is_not_made_a_mirror(mirror):
    done = manage("open_mirror", **mirror.servers.urls(mirror.primary))

    assert done.returncode == 1
    assert "This database has records: a mirror begins in one that is new." in done.stderr


def test_two_do_not_publish_at_once(mirror):
    with mirror.publishing():
        done = manage("publish_mirror", "--once", **mirror.variables())

    assert done.returncode == 1
    assert "Somebody publishes to this database already." in done.stderr


@pytest.mark.parametrize(
    ("database", "sentence"),
    [
        ("newsroom", "The database that MIRROR_DATABASE_URL names is none of a mirror."),
        (None, "Name the database that mirrors are fed from: MIRROR_DATABASE_URL."),
    ],
)
def test_nothing_is_published_to_what_is_no_mirror(mirror, database, sentence):
    urls = mirror.servers.urls(mirror.primary)
    named = {"MIRROR_DATABASE_URL": urls["DATABASE_OWNER_URL"]} if database else {}
    done = manage("publish_mirror", "--once", **urls, **named)

    assert done.returncode == 1
    assert sentence in done.stderr


def test_it_is_told_for_how_long_a_change_has_waited(mirror, settings):
    settings.METRICS_TOKEN, settings.ALLOWED_HOSTS = "key", ["testserver"]
    with mirror.publishing() as publisher:
        publisher.publish_what_is_noted()
    with mirror.servers.in_use():
        before = unpublished_for()
        make.source(released_at=make.NOON)
        after = unpublished_for()
        told = Client().get("/metrics", headers={"Authorization": "Bearer key"}).text

    assert before == 0
    assert after > 0
    assert "newsroom_mirror_waits_seconds" in told


def test_a_desk_that_has_no_mirror_any_more_notes_nothing(mirror):
    with mirror.servers.in_use():
        notes = "SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'mirror_notes_%'"
        before = mirror.servers.tell(mirror.primary, notes)
        run_documented("publish_mirror --end", **mirror.variables())

        waits = unpublished_for()

    assert before == 3 * len(MIRRORED)
    assert waits is None
    assert mirror.servers.tell(mirror.primary, notes) == 0
