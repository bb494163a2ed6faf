"""Whose packet or receipt it is: the checker's first line says so, and no forger's hashes do."""

import json
import subprocess
import sys
from datetime import UTC, datetime
from hashlib import sha256
from random import Random
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.test import override_settings

from partnerships.formats.claims.packets import CHECKER
from partnerships.formats.seals import key_set, public_half, seal_file, seal_json, signed_seal
from partnerships.models import Entry, Seal
from partnerships.vocabulary import Act

from .evidence import evidence, packed, unpacked
from .test_check_packet import records, sealed

OURS, EARLIER, THEIRS = b"o" * 32, b"e" * 32, b"t" * 32
TRIES = 200


@pytest.fixture(scope="module")
def packet(django_db_setup, django_db_blocker, tmp_path_factory):
    """The bytes of a packet, made once, and the seals that were given."""
    ours = override_settings(
        MEDIA_ROOT=tmp_path_factory.mktemp("media"),
        SEAL_KEYS=[OURS],
        DESK_ADDRESS="https://desk.example.org",
    )
    with ours, django_db_blocker.unblock(), transaction.atomic():
        collection = evidence().collection
        made = [packed(collection) for _ in range(2)]
        kept = Seal.objects.get(), Entry.objects.filter(act=Act.ATTESTED).count()
        transaction.set_rollback(True)
    return SimpleNamespace(made=made, kept=kept)


@pytest.fixture
def folder(packet, tmp_path):
    return unpacked(packet.made[0], tmp_path / "packet")


@pytest.fixture
def keys(tmp_path):
    """The file of the newsroom's keys."""
    path = tmp_path / "keys.json"
    path.write_text(json.dumps(key_set([public_half(EARLIER), public_half(OURS)])))
    return path


def first_line(place, *keys):
    """The first line that the checker says of it, and its exit code."""
    run = subprocess.run(
        [sys.executable, "-I", "-S", str(CHECKER), str(place), *map(str, keys)],
        capture_output=True,
        text=True,
        timeout=300,
        cwd="/",
        env={},
    )
    assert "Traceback" not in run.stderr
    return run.stdout.partition("\n")[0], run.returncode


def signed_by(folder, key):
    """Sign what the folder's manifest has, by a key."""
    digest = sha256((folder / "manifest.sha256").read_bytes()).hexdigest()
    seal = signed_seal("packet", digest, datetime.now(UTC), "https://desk.example.org", key)
    (folder / "seal.json").write_bytes(seal_file(seal, [public_half(key)]))


def test_a_packet_that_is_packed_again_is_the_same_under_one_seal(packet):
    seal, entries = packet.kept

    assert packet.made[0] == packet.made[1]
    assert (seal.kind, entries) == ("packet", 1)


def test_the_first_line_says_whose_seal_it_is_where_the_keys_are_known(folder, keys):
    told, code = first_line(folder, keys)

    assert code == 0
    assert told.startswith("Sealed by https://desk.example.org, 20")
    assert told.endswith("which is one that you gave.")


def test_without_the_newsrooms_keys_it_says_where_they_are_to_be_compared(folder):
    told, code = first_line(folder)

    assert code == 0
    assert "only if https://desk.example.org/.well-known/newsroom-seals.json has that key." in told


def test_an_unsigned_packet_proves_nothing_about_who_made_it(folder, keys):
    (folder / "seal.json").unlink()

    assert first_line(folder) == ("Unsigned: this proves nothing about who made it.", 0)
    assert first_line(folder, keys)[1] == 1


@pytest.mark.parametrize("content", [b"null", b"{}", b"[]", b"5", b"\xff", b"", b'{"public": 5}\n'])
def test_a_seal_that_cannot_be_read_is_none(folder, content):
    (folder / "seal.json").write_bytes(content)

    assert first_line(folder) == (
        "Signed by no key that is known here: this proves nothing about who made it.", 1
    )  # fmt: skip


def forge_packet(folder, chance):
    """What somebody without the key would hand on: other records, with all hashes written anew,
    unsigned, with the seal of before, or with one by a key of their own."""
    lines = records(folder)
    line = chance.choice([each for each in lines if each["type"] in ("source", "copy", "verdict")])
    field = chance.choice([name for name in line if isinstance(line[name], str)])
    line[field] = f"{line[field]} {chance.random()}"
    sealed(folder, lines)
    how = chance.choice(["unsigned", "as before", "by another"])
    if how == "unsigned":
        (folder / "seal.json").unlink()
    elif how == "by another":
        signed_by(folder, THEIRS)


@pytest.fixture
def checker():
    """A function: the faults that the checker's own code finds in a seal, in this process: to
    start Python two hundred times takes a minute."""
    code = CHECKER.read_text().partition("\n\nfor folder, folders")[0]

    def checker(seal, content, kind, keys):
        named = {"__file__": str(CHECKER)}
        exec(code.replace("not sys.flags.isolated", "False"), named)
        named["sys"] = SimpleNamespace(argv=["check.py", "here", str(keys)])
        named["whose"](seal, sha256(content).hexdigest(), kind, "seal")
        return named["faults"]

    return checker


def test_no_forged_packet_is_taken_for_the_newsrooms(packet, keys, checker, tmp_path):
    chance, taken = Random(20241023), []
    for number in range(TRIES):
        folder = unpacked(packet.made[0], tmp_path / str(number))
        forge_packet(folder, chance)
        path = folder / "seal.json"
        seal = json.loads(path.read_bytes()) if path.exists() else None
        if not checker(seal, (folder / "manifest.sha256").read_bytes(), "packet", keys):
            taken.append(number)

    assert taken == []
    assert first_line(folder, keys)[1] == 1


@pytest.fixture
def receipt():
    text = json.dumps({"question": "https://desk.example.org/api/v1/claims/", "answer": [1, "é"]})
    digest = sha256(text.encode()).hexdigest()
    seal = signed_seal("answer", digest, datetime.now(UTC), "https://desk.example.org", OURS)
    return {"seal": seal_json(seal), "sealed": text}


def test_a_receipt_holds_under_the_newsrooms_keys(receipt, keys, tmp_path):
    (path := tmp_path / "receipt.json").write_text(json.dumps(receipt))

    told, code = first_line(path, keys)

    assert (code, told[:34]) == (0, "Sealed by https://desk.example.org")


def forge_receipt(receipt, chance):
    """Another answer, with its hash written anew; or another moment, desk, kind or signature."""
    text, seal = receipt["sealed"], dict(receipt["seal"])
    how = chance.choice(["answer", "hash", "by another", *seal])
    if how in ("answer", "hash", "by another"):
        text = text.replace("[1", f"[{chance.randrange(2, 10**6)}")
        digest = sha256(text.encode()).hexdigest()
        seal["sha256"] = seal["sha256"] if how == "answer" else digest
        if how == "by another":
            seal = seal_json(signed_seal("answer", digest, datetime.now(UTC), "x", THEIRS))
    else:
        place = chance.randrange(len(seal[how]))
        letter = chance.choice([each for each in "0aZ-_x" if each != seal[how][place]])
        seal[how] = seal[how][:place] + letter + seal[how][place + 1 :]
    return {"seal": seal, "sealed": text}


def test_no_forged_receipt_is_taken_for_the_newsrooms(receipt, keys, checker, tmp_path):
    chance, taken = Random(20241023), []
    for _ in range(TRIES):
        forged = forge_receipt(receipt, chance)
        if not checker(forged["seal"], forged["sealed"].encode(), "answer", keys):
            taken.append(forged)

    assert taken == []
    (path := tmp_path / "receipt.json").write_text(json.dumps(forged))
    assert first_line(path, keys)[1] == 1
    assert checker(receipt["seal"], receipt["sealed"].encode(), "answer", keys) == []
