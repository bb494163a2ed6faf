"""Backups: what the desk keeps at one moment, given back as it was; a flipped bit is found."""

import errno
import itertools
import json
import random
import threading
from contextlib import contextmanager
from datetime import timedelta
from hashlib import sha256

import pyrage
import pytest
from django.contrib.auth import authenticate, get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.test import RequestFactory

from newsroom.postgres.creation import drop_database
from partnerships.actions import backups
from partnerships.actions.backup_drafts import new_backup
from partnerships.errors import BadBackup
from partnerships.formats.backups import backups_in, faults_of, open_backup
from partnerships.models import Claim, Snapshot
from tests import factories as make
from tests.races import PATIENCE
from tests.volume import tries

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = [b"<p>The price is $10 billion.</p>", bytes(range(256)) * 300]


def keep(page):
    """A kept copy with its file, as a capture leaves it."""
    digest = sha256(page).hexdigest()
    name = default_storage.save(f"snapshots/{digest[:2]}/{digest[2:]}", ContentFile(page))
    return make.snapshot(content=name, size=len(page), sha256=digest)


@pytest.fixture
def place(tmp_path):
    """The folder of a desk's backups, which has a claim and two copies."""
    make.claim(reference="S28")
    for page in PAGES:
        keep(page)
    return tmp_path / "backups"


@pytest.fixture
def elsewhere(settings, tmp_path):
    """A block in which the desk is another one, which has nothing yet."""
    ours = connection.settings_dict["NAME"]
    other = f"{ours}_elsewhere"

    def move_to(name):
        ContentType.objects.clear_cache()
        connection.close()
        connection.close_pool()
        connection.settings_dict["NAME"] = name

    @contextmanager
    def block():
        media = settings.MEDIA_ROOT
        with connection.creation._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{other}" TEMPLATE template0')
        settings.MEDIA_ROOT = tmp_path / "elsewhere"
        move_to(other)
        try:
            yield
        finally:
            move_to(ours)
            settings.MEDIA_ROOT = media
            with connection.creation._nodb_cursor() as cursor:
                drop_database(cursor, other)

    return block


SECONDS = itertools.count()


def back_up(place, keys=()):
    """A backup into `place`, a second after the one before it."""
    at = make.NOON + timedelta(seconds=next(SECONDS))
    made = backups.back_up(place, keys, at=at)
    return made, open_backup(backups_in(place)[-1])


def kept_pages():
    pages = []
    for copy in Snapshot.objects.order_by("pk"):
        with copy.content.open() as file:
            pages.append(file.read())
    return pages


def files_in(place):
    return sorted(path for path in place.rglob("*") if path.is_file())


def test_what_is_given_back_is_what_was_kept(place, elsewhere):
    get_user_model().objects.create_user("ann", password="as it was then")
    made, _ = back_up(place)

    with elsewhere():
        call_command("restore", place, verbosity=0)

        assert Claim.objects.get().reference == "S28"
        assert kept_pages() == PAGES
        request = RequestFactory().post("/admin/login/")
        assert authenticate(request, username="ann", password="as it was then")
        assert make.claim(reference="S29").pk > Claim.objects.get(reference="S28").pk
    assert (made.copies, made.new_copies, made.left_out) == (2, 2, [])


@pytest.mark.drill
def test_the_application_may_there_what_it_might_here(place, elsewhere):
    rights = (
        "SELECT count(*) FROM information_schema.role_table_grants"
        " WHERE grantee = %s AND privilege_type <> 'REFERENCES'"
    )

    def count():
        with connection.as_owner(), connection.cursor() as cursor:
            cursor.execute(rights, [connection.application_role])
            return cursor.fetchone()

    back_up(place)
    before = count()

    with elsewhere():
        call_command("restore", place, verbosity=0)
        assert count() == before


@pytest.mark.drill
def test_a_backup_holds_one_moment_of_a_desk_at_work(place, elsewhere):
    done = threading.Event()

    def write():
        for number in itertools.takewhile(lambda _: not done.is_set(), itertools.count()):
            make.claim(reference=f"W{number}")
        connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        _, backup = back_up(place)
    finally:
        done.set()
        writer.join(PATIENCE)

    with elsewhere():
        backups.restore(backup)  # which compares each table with what was counted then
        with connection.as_owner(), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM partnerships_claimhistory")
            assert cursor.fetchone() == (Claim.objects.count(),)


@pytest.mark.drill
def test_a_copy_is_written_once_for_all_backups(place):
    back_up(place)
    keep(b"another page")

    made, backup = back_up(place)

    assert (made.copies, made.new_copies) == (3, 1)
    assert len([path for path in files_in(place) if "copies" in path.parts]) == 3
    assert list(faults_of([backup])) == []


def test_a_copy_that_the_desk_has_lost_or_that_was_altered_is_named(place):
    first, second = Snapshot.objects.order_by("pk")
    default_storage.delete(first.content.name)
    with default_storage.open(second.content.name, "wb") as file:
        file.write(b"<p>The price is $13 billion.</p>")

    with pytest.raises(CommandError) as refused:
        call_command("back_up", place)

    assert f"{first.content.name} is not there." in str(refused.value)
    assert f"{second.content.name} is not what was captured." in str(refused.value)


def test_a_copy_that_cannot_be_read_keeps_no_other_from_the_backup(place, monkeypatch):
    first, second = Snapshot.objects.order_by("pk")
    opened = default_storage.open

    def refuse(name, *mode):
        if name == first.content.name:
            raise PermissionError(errno.EACCES, "Permission denied", name)
        return opened(name, *mode)

    monkeypatch.setattr(default_storage, "open", refuse)

    with pytest.raises(CommandError, match=f"{first.content.name} cannot be read: Permission den"):
        call_command("back_up", place)

    (backup,) = map(open_backup, backups_in(place))
    assert list(faults_of([backup])) == []
    assert any(second.sha256 in name for name in backup.files)


@pytest.mark.parametrize("keys", [[], [pyrage.x25519.Identity.generate().to_public()]])
@pytest.mark.parametrize("spoil", [lambda was: was[:-1], lambda was: b"<" * len(was)])
def test_a_copy_that_is_spoilt_in_an_earlier_backup_is_written_anew(place, keys, spoil):
    _, earlier = back_up(place, keys)
    path = next(earlier.path(name) for name in earlier.files if name.startswith("copies/"))
    path.write_bytes(spoil(path.read_bytes()))

    made, backup = back_up(place, keys)

    assert (made.copies, made.new_copies) == (2, 1)
    assert list(faults_of([backup])) == []


@pytest.mark.drill
def test_an_encrypted_backup_opens_with_its_key_alone(place, elsewhere, tmp_path):
    ours, other = (pyrage.x25519.Identity.generate() for _ in range(2))
    back_up(place, [ours.to_public()])
    files = [tmp_path / "ours", tmp_path / "others"]
    for file, key in zip(files, [ours, other], strict=True):
        file.write_text(f"# created today\n{key}\n")

    with elsewhere():
        for words in [[], ["--key", files[1]]]:
            with pytest.raises(CommandError, match="none of the keys given opens it"):
                call_command("restore", place, *words)
        call_command("restore", place, "--key", files[0], verbosity=0)
        assert kept_pages() == PAGES


def test_an_encrypted_backup_says_nothing_of_what_it_keeps(place):
    key = pyrage.x25519.Identity.generate()

    back_up(place, [key.to_public()])

    said = b"".join([*map(str.encode, map(str, files_in(place))), *map(read, files_in(place))])
    assert b"snapshots" not in said
    assert not [page for page in PAGES if sha256(page).hexdigest().encode() in said]


def read(path):
    return path.read_bytes()


@pytest.mark.parametrize("keys", [[], [pyrage.x25519.Identity.generate().to_public()]])
def test_every_flipped_bit_is_found(place, keys):
    back_up(place, keys)
    chance, files, missed = random.Random(14), files_in(place), []
    sizes = [path.stat().st_size for path in files]

    for path in [*files, *chance.choices(files, sizes, k=tries(100))]:
        bit = chance.randrange(8 * path.stat().st_size)
        was = path.read_bytes()
        now = bytearray(was)
        now[bit // 8] ^= 1 << bit % 8
        path.write_bytes(now)
        try:
            call_command("restore", place, check=True)
            missed.append((path, bit))
        except CommandError:
            pass
        path.write_bytes(was)

    assert missed == []
    call_command("restore", place, check=True)


def test_what_is_missing_is_named(place):
    _, backup = back_up(place)
    (path,) = [each for each in backup.files if each.endswith("database.dump")]
    backup.path(path).unlink()

    with pytest.raises(CommandError, match="database.dump is missing"):
        call_command("restore", place, check=True)


def test_a_backup_is_given_back_to_an_empty_desk_alone(place):
    back_up(place)

    with pytest.raises(CommandError, match="This desk is not empty"):
        call_command("restore", place)


def test_a_backup_of_a_later_desk_is_not_given_back(place, monkeypatch):
    _, backup = back_up(place)
    monkeypatch.setattr(backups, "_known", set)

    with pytest.raises(BadBackup, match="made by a later desk"):
        backups.restore(backup)


def test_a_backup_that_breaks_off_leaves_nothing(place, monkeypatch):
    monkeypatch.setattr(backups, "_add_copies", lambda *_: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        back_up(place)

    assert files_in(place) == []
    assert backups_in(place) == []


def test_what_a_killed_one_has_left_is_no_backup_and_goes(place):
    left = place / "2026-01-01T00-00-00.000000Z.draft"
    left.mkdir(parents=True)
    half = place / "copies" / "ab" / "abcd.draft"
    half.parent.mkdir(parents=True)
    half.write_bytes(b"half")
    with pytest.raises(CommandError, match="There is no backup"):
        call_command("restore", place, check=True)

    back_up(place)

    assert not left.exists()
    assert not half.exists()


def test_of_two_that_write_into_one_folder_the_second_is_refused(place):
    with new_backup(place, at=make.NOON), pytest.raises(BadBackup, match="Another backup"):
        back_up(place)


@pytest.mark.drill
def test_a_restore_that_breaks_off_leaves_an_empty_database(place, elsewhere):
    _, backup = back_up(place)
    whole = backup.path("database.dump").read_bytes()

    with elsewhere():
        with (
            pytest.raises(OperationalError, match="pg_restore failed"),
            connection.filling(role=connection.application_role) as stream,
        ):
            stream.write(whole[: len(whole) // 2])
        with connection.as_owner():
            assert connection.introspection.table_names() == []
        backups.restore(backup)
        assert Claim.objects.exists()


def test_a_dump_that_cannot_be_made_is_said_in_a_sentence():
    with (
        pytest.raises(OperationalError, match="pg_dump failed"),
        connection.dumping("no") as stream,
    ):
        stream.read()


def test_the_manifest_says_what_belongs_to_a_backup(place):
    _, backup = back_up(place)

    manifest = json.loads((backup.folder / "manifest.json").read_bytes())

    there = {path.name for path in backup.folder.iterdir()}
    assert there == {"manifest.json", "manifest.sha256", "contents.json", "database.dump"}
    assert set(manifest["files"]) - there == {
        f"copies/{digest[:2]}/{digest}-{digest}"
        for digest in (sha256(page).hexdigest() for page in PAGES)
    }


@pytest.mark.parametrize(
    ("words", "sentence"),
    [(["--for", "age1nobody"], "is no public key of age"), ([], "Nothing was backed up into")],
)
def test_what_is_amiss_is_said_in_a_sentence(words, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("back_up", "/dev/null/backups", *words)
