"""Kept files lie in an object store as in a folder: proved, packed, backed up, and missed."""

import io
from contextlib import contextmanager
from hashlib import sha256
from zipfile import ZipFile

import boto3
import environ
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.test import Client
from moto.moto_server.threaded_moto_server import ThreadedMotoServer

from newsroom import health, kept_files
from partnerships.formats.backups import backups_in, faults_of, open_backup
from partnerships.models import Dump
from partnerships.rules.sources.kept_files import files_at_fault, files_of_no_copy, opened_copy
from tests import factories as make
from tests.formats.claims.evidence import packed
from tests.newsroom.desk import settings_in
from tests.operating import documented, run_documented

PAGE = b"<p>The price is $10 billion.</p>" * 100
DAY = "2026-01-02"
KEYS = {"S3_ACCESS_KEY": "desk", "S3_SECRET_KEY": "of-the-tests"}


@contextmanager
def opened():
    """A server that answers as S3 does, on a port of its own."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        yield server, "http://{}:{}".format(*server.get_host_and_port())
    finally:
        server.stop()


def bucket_at(address):
    login = {"aws_access_key_id": "desk", "aws_secret_access_key": "of-the-tests"}
    store = boto3.resource("s3", endpoint_url=address, region_name="us-east-1", **login)
    return store.create_bucket(Bucket="desk")


def environment(**told):
    env = environ.Env()
    env.ENVIRON = {"S3_BUCKET": "desk", **KEYS, **told}
    return env


@pytest.fixture(scope="module")
def store():
    with opened() as (_, address):
        yield address


@pytest.fixture
def bucket(store, settings):
    """The bucket that this desk keeps its files in; it has nothing yet."""
    found = bucket_at(store)
    found.objects.all().delete()
    there = kept_files.kept_files(environment(S3_ENDPOINT=store))
    settings.STORAGES = settings.STORAGES | {"default": there}
    return found


def keep(page=PAGE, source=None):
    """A kept copy with its file, as a capture leaves it."""
    digest = sha256(page).hexdigest()
    name = default_storage.save(f"snapshots/{digest[:2]}/{digest[2:]}", ContentFile(page))
    return make.snapshot(source, content=name, size=len(page), sha256=digest)


@pytest.fixture
def copy(db, bucket):
    return keep()


def test_a_copy_is_given_as_it_was_kept(copy, bucket):
    with opened_copy(copy) as file:
        assert file.read() == PAGE
    assert [each.key for each in bucket.objects.all()] == [copy.content.name]


def test_a_file_that_is_altered_in_the_store_is_found(copy, bucket):
    assert list(files_at_fault()) == []
    bucket.Object(copy.content.name).put(Body=PAGE.replace(b"$10", b"$13"))

    [(_, wrong)] = files_at_fault()
    assert "is not what was kept" in wrong


def test_a_file_that_is_gone_from_the_store_is_found(copy, bucket):
    bucket.Object(copy.content.name).delete()

    [(_, wrong)] = files_at_fault()
    assert "is missing" in wrong


def test_a_file_that_no_copy_keeps_is_found(copy, bucket):
    bucket.Object("snapshots/ab/cd").put(Body=b"left by a crash")

    assert list(files_of_no_copy()) == ["snapshots/ab/cd"]


def test_a_packet_has_the_copy_from_the_store(copy):
    source = copy.source
    claim = make.claim(released_at=make.NOON)
    make.citation(claim, source, snapshot=copy)
    with ZipFile(io.BytesIO(packed(claim, by=make.editor(is_superuser=True)))) as packet:
        contents = [packet.read(name) for name in packet.namelist()]

    assert PAGE in contents


def test_a_dump_is_given_from_the_store(db, bucket, settings):
    settings.DUMP_DAYS = 36_500
    digest = sha256(PAGE).hexdigest()
    dump = Dump.objects.create(day=DAY, at=f"{DAY}T03:00Z", sha256=digest, size=len(PAGE))
    default_storage.save(dump.file_name, ContentFile(PAGE))
    answer = Client().get(f"/api/v1/dumps/{DAY}/")

    assert answer.getvalue() == PAGE
    assert [each.key for each in bucket.objects.all()] == [dump.file_name]


@pytest.mark.django_db(transaction=True)
def test_the_commands_take_copies_from_the_store_and_tell_of_one_that_was_altered(
    bucket, tmp_path, capsys
):
    [verifying], [backing_up] = documented("verify_records"), documented("back_up")
    kept, other = keep(), keep(b"another page")
    run(verifying)
    bucket.Object(other.content.name).put(Body=b"a page that was altered")
    with pytest.raises(CommandError):
        run(verifying)
    with pytest.raises(CommandError, match=f"{other.content.name} is not what was captured"):
        run(backing_up.replace("/srv/backups", str(tmp_path)))
    told = capsys.readouterr().out
    [backup] = map(open_backup, backups_in(tmp_path))

    assert f"its file {other.content.name} is not what was kept" in told
    assert kept.sha256 in "".join(backup.files)
    assert list(faults_of([backup])) == []


def run(line):
    """Run a command of the documentation here, where the store is."""
    call_command(*line.partition("manage.py ")[2].split())


def test_a_store_that_answers_makes_the_desk_ready_and_keeps_nothing_of_it(bucket):
    assert health.storage_checks() == {"storage": "ok"}
    assert list(bucket.objects.all()) == []


def test_a_store_that_is_away_is_told_by_readyz(settings):
    with opened() as (_, address):
        bucket_at(address)
        there = kept_files.kept_files(environment(S3_ENDPOINT=address))
        settings.STORAGES = settings.STORAGES | {"default": there}
        before = health.storage_checks()

    assert before == {"storage": "ok"}
    assert health.storage_checks() == {"storage": "No file can be kept."}


def test_a_store_without_our_bucket_is_told_by_readyz(bucket):
    bucket.delete()

    assert health.storage_checks() == {"storage": "No file can be kept."}


def test_without_a_bucket_files_lie_in_a_folder():
    assert kept_files.kept_files(environment(S3_BUCKET="")) == kept_files.FOLDER


def test_the_environment_names_the_bucket(tmp_path):
    [line] = documented("S3_BUCKET")
    told = dict(word.split("=") for word in line.split())
    done = settings_in(tmp_path, ["STORAGES['default']"], **told)

    assert "newsroom.object_store.ObjectStore" in done.stdout
    assert "'endpoint_url': 'https://s3.example.org'" in done.stdout


@pytest.mark.drill
def test_what_the_lock_names_is_what_this_was_tested_with():
    said = run_documented("requirements-s3.txt", {"pip install": "pip install --dry-run"})

    assert "Would install" not in said


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"S3_SECRET_KEY": ""}, "S3_BUCKET needs S3_ACCESS_KEY and S3_SECRET_KEY"),
        ({"S3_ENDPOINT": "s3.example.org"}, "S3_ENDPOINT must look like https://s3.example.org"),
    ],
)
def test_half_of_a_store_is_refused_in_a_sentence(told, sentence):
    with pytest.raises(ImproperlyConfigured, match=sentence):
        kept_files.kept_files(environment(**told))


def test_what_is_not_installed_is_told_in_a_sentence(monkeypatch):
    monkeypatch.setattr(kept_files, "find_spec", lambda name: None)

    with pytest.raises(ImproperlyConfigured, match=r"requirements-s3\.txt"):
        kept_files.kept_files(environment())
