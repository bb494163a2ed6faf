"""Whoever has a packet and Python can check it: one byte that is not as it was is named."""

import json
import os
import subprocess
from hashlib import sha256
from random import Random

import pytest
from django.db import connection, transaction
from django.test import override_settings

from partnerships.formats.claims.packets import CHECKER

from .evidence import checked, evidence, packed, unpacked


@pytest.fixture(scope="module")
def packet(django_db_setup, django_db_blocker, tmp_path_factory):
    """The bytes of a packet, made once: checking it takes no database."""
    media = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    with media, django_db_blocker.unblock(), transaction.atomic():
        made = packed(evidence().collection)
        transaction.set_rollback(True)
    return made


@pytest.fixture
def folder(packet, tmp_path):
    return unpacked(packet, tmp_path / "packet")


def records(folder):
    return [json.loads(line) for line in (folder / "records.jsonl").read_text().splitlines()]


def sealed(folder, lines=None):
    """Seal the folder anew, as somebody would who forges a packet; `lines` are its records."""
    if lines is not None:
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        (folder / "records.jsonl").write_text(text)
    names = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    manifest = "".join(
        f"{sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder)}\n"
        for path in names
        if path.name not in ("manifest.sha256", "seal.txt", "seal.json")
    )
    for line in (folder / "records.jsonl").read_bytes().split(b"\n")[:-1]:
        name = json.loads(line)["record"]
        manifest += f"{sha256(line).hexdigest()}  record: {name}\n"
    (folder / "manifest.sha256").write_text(manifest)
    seal = sha256(manifest.encode()).hexdigest()
    (folder / "seal.txt").write_text(f"{seal}  manifest.sha256\n")


def changed(folder, kind, change):
    """The packet of a forger who has changed the records of one kind, and sealed it anew."""
    lines = records(folder)
    for line in lines:
        if line["type"] == kind:
            change(line)
    sealed(folder, lines)
    return checked(folder)


def test_a_packet_holds(folder):
    told, code = checked(folder)

    assert code == 0, told
    assert f"All {len(records(folder))} records hold. 3 of 4 quotations are proved" in told
    seal = sha256((folder / "manifest.sha256").read_bytes()).hexdigest()
    assert f"The seal is {seal}: the newsroom says at /api/v1/seals/{seal}/" in told


def test_it_checks_the_folder_in_which_it_stands(folder):
    run = subprocess.run(["python3", "-I", "-S", folder / "check.py"], capture_output=True)

    assert run.returncode == 0


def test_the_checker_in_the_packet_is_ours(folder):
    assert (folder / "check.py").read_bytes() == CHECKER.read_bytes()


def test_it_asks_to_be_run_alone(folder):
    """Else a file of the packet called json.py would run as Python's own."""
    (folder / "json.py").write_text("print('hijacked')")

    run = subprocess.run(["python3", folder / "check.py"], capture_output=True, text=True)

    assert (run.stdout, run.returncode) == ("", 1)
    assert "Run it as python3 -I -S check.py" in run.stderr
    assert "\njson.py: it was added\n" in checked(folder)[0]


def named(folder, name, place):
    """What must be named when the byte at `place` of a file is not what it was."""
    if name == "seal.txt":
        return "manifest.sha256"
    if name == "records.jsonl":
        before = (folder / name).read_bytes()[:place].count(b"\n")
        return "record: " + records(folder)[before]["record"]
    return name


@pytest.mark.drill
def test_one_byte_that_is_flipped_names_its_record(folder):
    """In each file, at its ends and at places by chance, read by a checker that is whole."""
    chance = Random(20241023)
    for path in [path for path in sorted(folder.rglob("*")) if path.is_file()]:
        name, content = str(path.relative_to(folder)), path.read_bytes()
        places = {0, len(content) - 1, *(chance.randrange(len(content)) for _ in range(4))}
        for place in sorted(places):
            expected = named(folder, name, place)
            flipped = content[place] ^ (1 << chance.randrange(8))
            path.write_bytes(content[:place] + bytes([flipped]) + content[place + 1 :])

            told, code = checked(folder, CHECKER)

            path.write_bytes(content)
            assert code == 1, (name, place)
            assert "Traceback" not in told, (name, place, told)
            assert ascii(expected)[1:-1] in told, (name, place, told)
    assert checked(folder)[1] == 0


@pytest.mark.parametrize("name", ["records.jsonl", "seal.txt", "README.txt", "check.py"])
def test_a_file_that_is_missing_is_named(folder, name):
    (folder / name).unlink()

    told, code = checked(folder, CHECKER)

    assert code == 1
    assert ("manifest.sha256" if name == "seal.txt" else f"{name}: it is missing") in told


def test_a_copy_that_is_missing_names_its_record(folder):
    copy = next(line for line in records(folder) if line["type"] == "copy")
    (folder / "copies" / copy["sha256"]).unlink()

    told, code = checked(folder)

    assert code == 1
    assert f"copies/{copy['sha256']}: it is missing" in told
    assert f"record: {copy['record']}: its bytes are not those that were kept" in told


def test_without_its_manifest_it_is_no_packet(folder):
    (folder / "manifest.sha256").unlink()

    told, code = checked(folder)

    assert code == 1
    assert "record: claim microsoft_openai:S28: it was added" in told


def test_a_file_that_was_added_is_named(folder):
    (folder / "texts" / "more.txt").write_text("more")

    told, code = checked(folder)
    assert code == 1
    assert told.endswith("\ntexts/more.txt: it was added\n1 faults: this packet does not hold.\n")


def test_a_line_that_was_added_is_named(folder):
    line = records(folder)[0] | {"record": "claim microsoft_openai:S99", "id": "99"}
    with (folder / "records.jsonl").open("a") as file:
        file.write(json.dumps(line) + "\n")

    told, code = checked(folder)

    assert code == 1
    assert "record: claim microsoft_openai:S99: it was added" in told


def test_a_line_that_was_taken_out_is_named(folder):
    lines = (folder / "records.jsonl").read_text().splitlines(keepends=True)
    (folder / "records.jsonl").write_text("".join(lines[1:]))

    assert f"record: {json.loads(lines[0])['record']}: it is missing" in checked(folder)[0]


def shifted(line, by=1):
    for each in line["selector"]:
        if each["type"] == "TextPositionSelector":
            each["start"] += by


def misquoted(line):
    line["signed"]["quote"] = line["signed"]["quote"].replace("10", "18").replace("not", "now")


def reworded(line):
    if line["selector"]:
        line["selector"][0]["exact"] = line["selector"][0]["exact"].replace("i", "I", 1)


@pytest.mark.parametrize(
    ("kind", "change", "told"),
    [
        ("citation", shifted, "its words do not stand at their place in the copy"),
        ("citation", reworded, "its words do not stand at their place in the copy"),
        ("citation", misquoted, "what it quotes is not what stands there"),
        ("citation", lambda line: line["signed"].update(stance="refutes"), "signed over something"),
        ("claim", lambda line: line["signed"].update(is_adverse=True), "signed over something"),
        ("search", lambda line: line["signed"].append("more"), "signed over something"),
        ("verdict", lambda line: line.update(fingerprint="0" * 64), "signed over something"),
        ("copy", lambda line: line.update(text_sha256="0" * 64), "its text is not the one"),
        ("copy", lambda line: line.update(sha256="0" * 64), "its bytes are not those"),
        ("claim", lambda line: line.pop("signed"), "cannot be checked"),
        ("citation", lambda line: line.update(copy="../check.py"), "cannot be checked"),
        ("citation", lambda line: shifted(line, -9), "its words do not stand"),
        ("citation", lambda line: line.update(claim=["x"]), "cannot be read"),
    ],
)
def test_what_is_forged_and_sealed_anew_still_does_not_hold(folder, kind, change, told):
    said, code = changed(folder, kind, change)

    assert code == 1
    assert told in said
    assert "Traceback" not in said


def test_a_citation_that_was_left_out_and_sealed_anew_shows_under_its_verdict(folder):
    lines = [line for line in records(folder) if line.get("reference") != "S28-1"]
    sealed(folder, lines)

    told, code = checked(folder)

    assert code == 1
    assert "record: verdict on microsoft_openai:S28: it was signed over something else" in told


QUOTED = [
    ("would invest", "would invest", True),
    ("“would  invest”", '"would invest"', True),
    ("10–12", "10-12", True),
    ("profi\xadtable ﬁrm", "profitable firm", True),
    ("would invest", "would divest", False),
    ("$10 billion", "$18 billion", False),
    ("10-12", "1012", False),
    ("Invest", "invest", False),
    ("[I]nvest", "invest", True),
    ("[I]nvest now", "invest then", False),
    ("would […] once", "would, they said, at once", True),
    ("[They] would […] once", "He said he would, he said, at once", True),
    ("would [...] twice", "would, they said, at once", False),
    ("once […] would", "would at once", False),
    ("ab […] ba", "aba", False),
    ("\u200b", "\u2060", False),
    ("ABC社は9億円", "ＡＢＣ社は９億円", True),
    ("10 crowns", "10² crowns", False),
    ("nine million for the quay", "nine million[12] for the quay", True),
    ("keeps the quay and leases", "keeps the quay\n\nReport | page 8\nand leases", True),
    ("sold ships", "sold\n7\nships", False),
    ("`quay'", "‘quay’", True),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("quote", "stood", "holds"), QUOTED)
def test_a_quotation_is_compared_as_the_database_compares_it(quote, stood, holds):
    code = CHECKER.read_text().partition("\n\nfor folder, folders")[0]
    named = {"__file__": str(CHECKER)}
    exec(code.replace("not sys.flags.isolated", "False"), named)
    with connection.cursor() as cursor:
        cursor.execute("SELECT quotation_stands(%s, %s)", [quote, stood])
        (law,) = cursor.fetchone()

    assert named["is_quoted"](quote, stood) is law is holds


class TestHostile:
    """A packet that somebody made to harm whoever checks it."""

    def test_names_that_lead_outside_are_never_opened(self, folder, tmp_path):
        (tmp_path / "secret").write_text("secret")
        digest = sha256(b"secret").hexdigest()
        with (folder / "manifest.sha256").open("a") as file:
            file.write(f"{digest}  ../secret\n{digest}  {tmp_path}/secret\n")

        told, code = checked(folder)

        assert code == 1
        assert "../secret: it is missing" in told
        assert f"{tmp_path}/secret: it is missing" in told

    def test_links_are_not_followed(self, folder, tmp_path):
        (tmp_path / "outside").mkdir()
        (tmp_path / "outside" / "secret").write_text("secret")
        (folder / "there").symlink_to(tmp_path / "outside")
        (folder / "secret").symlink_to(tmp_path / "outside" / "secret")
        sealed(folder)

        told, code = checked(folder)

        assert code == 1
        assert "secret: it is not what was sealed" in told
        assert "there: it was added" in told
        assert "there/secret" not in told

    def test_what_is_no_file_does_not_keep_it_waiting(self, folder):
        os.mkfifo(folder / "pipe")

        assert "pipe: it was added" in checked(folder)[0]

    def test_a_huge_file_is_named_and_not_read(self, folder):
        with (folder / "texts" / "huge.txt").open("wb") as file:
            file.truncate(1_000_000_000_000)

        told, code = checked(folder)

        assert code == 1
        assert "texts/huge.txt: it was added" in told

    def test_a_name_that_stands_twice_is_named(self, folder):
        lines = (folder / "manifest.sha256").read_text().splitlines(keepends=True)
        text = "".join([*lines, lines[0]])
        (folder / "manifest.sha256").write_text(text)
        seal = sha256(text.encode()).hexdigest()
        (folder / "seal.txt").write_text(f"{seal}  manifest.sha256\n")

        assert "README.txt: it is not what was sealed" in checked(folder)[0]

    @pytest.mark.parametrize(
        "line",
        [
            b'{"record": "claim x", "type": "claim", "id": "a", "id": "b"}',
            b"[" * 100_000,
            b'{"record": 5, "type": "claim", "id": "a"}',
            b"\xff\xfe",
            b"9" * 10_000,
            b'"\\ud800"',
            b"null",
        ],
    )
    def test_a_line_that_cannot_be_read_is_named(self, folder, line):
        path = folder / "records.jsonl"
        path.write_bytes(line + b"\n" + path.read_bytes())

        told, code = checked(folder)

        assert code == 1
        assert "records.jsonl, line 1: it cannot be read" in told
        assert "Traceback" not in told

    def test_a_record_that_is_there_twice_is_named(self, folder):
        first = records(folder)[0]
        sealed(folder, [first, *records(folder)])

        assert "records.jsonl, line 2: it cannot be read, or says something twice" in checked(
            folder
        )[0]  # fmt: skip

    def test_nothing_that_it_says_is_a_command_to_a_terminal(self, folder):
        (folder / "\x1b[2Jred").write_text("x")

        told, _ = checked(folder)

        assert "\x1b" not in told
        assert r"\x1b[2Jred: it was added" in told

    def test_it_writes_nothing(self, folder):
        before = sorted(folder.rglob("*"))

        checked(folder)

        assert sorted(folder.rglob("*")) == before
