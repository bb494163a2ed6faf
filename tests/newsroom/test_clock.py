"""A desk whose clock is set back goes on, and what was recorded last is what holds.

libfaketime is put under every process of the desk; as root it is installed where it is missing.
"""

import fcntl
import os
import re
import subprocess
import sys
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsroom.postgres.place import place
from tests.newsroom.desk import ROOT, Desk, eventually, free_port, manage, open_folder

# Sleeping by the true clock is broken in it for Python, so that PostgreSQL alone is spared.
KEEPER = """
import sys
from newsroom.postgres import keeper
library, clock, *words = sys.argv[1:]
plain, faked = keeper.environment, {
    "LD_PRELOAD": library,
    "FAKETIME_TIMESTAMP_FILE": clock,
    "FAKETIME_NO_CACHE": "1",
    "FAKETIME_DONT_FAKE_MONOTONIC": "1",
}
keeper.environment = lambda: plain() | faked
sys.exit(keeper.main(*words))
"""


@pytest.fixture
def library():
    """Where libfaketime is."""

    def found():
        return next(Path("/usr/lib").rglob("faketime/libfaketimeMT.so.1"), None)

    if not found() and os.geteuid() == 0:
        subprocess.run(["apt-get", "install", "-y", "-qq", "faketime"], check=True)
    assert found(), "libfaketime is not here: apt-get install faketime."
    return str(found())


class Clock:
    """What the desk takes for the time: the true one, and so many hours."""

    def __init__(self, file):
        self.file = file
        self.set(0)
        file.chmod(0o644)

    def set(self, hours):
        self.file.write_text(f"{hours:+}h\n")


@contextmanager
def kept(folder, *words):
    """A server in the folder by a keeper that is run so, while the block lasts."""
    here = place(folder)
    lease = os.open(here.folder / "lease", os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(lease, fcntl.LOCK_SH)
    try:
        account = map(str, here.account or ())
        command = [sys.executable, "-c", KEEPER, *words, here.folder, here.binaries, *account]
        subprocess.run(command, cwd=ROOT, check=True)
        yield
    finally:
        os.close(lease)


@pytest.mark.drill
def test_a_desk_whose_clock_is_set_back_keeps_all_in_its_order(library, monkeypatch):
    with open_folder() as folder:
        clock = Clock(folder / "clock")
        with kept(folder / "postgres", library, clock.file):
            with monkeypatch.context() as faked:
                faked.setenv("LD_PRELOAD", library)
                faked.setenv("FAKETIME_TIMESTAMP_FILE", str(clock.file))
                faked.setenv("FAKETIME_NO_CACHE", "1")
                desk = Desk(folder, free_port())
            try:
                went_back(desk, clock)
            finally:
                desk.make.kill()
        assert desk.nothing_is_left()


def went_back(desk, clock):
    """What is recorded before, while and after the clock is an hour and a day behind."""
    headers = desk.log_in(re.search(r"only this once: (\S+)", "".join(desk.said))[1])
    draft = {"collection": "microsoft_openai", "statement": "It is kept.", "kind": "fact"}
    made, _ = desk.ask("claims/", method="POST", sent=draft, headers=headers)
    claim = f"claims/{made['id']}/"

    for hours in (0, -1, -24):
        clock.set(hours)
        _, seen = desk.ask(claim, headers=headers)
        noted = headers | {"If-Match": seen["ETag"]}
        desk.ask(claim, method="PATCH", sent={"note": f"{hours} hours."}, headers=noted)
        assert desk.status("/") == desk.status("/api/v1/changes/") == 200
    behind = desk.query("SELECT now()")
    assert (datetime.now(UTC) - behind).total_seconds() > 23 * 3600
    clock.set(0)

    def known_now():
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        answer, _ = desk.ask(f"{claim}?known_at={now}", headers=headers)
        return answer["note"]

    assert desk.ask(claim, headers=headers)[0]["note"] == "-24 hours."
    assert eventually(lambda: known_now() == "-24 hours.")
    assert eventually(lambda: desk.status("/readyz") == 200)
    verified = manage("verify_records", DATA_DIR=desk.folder)
    assert verified.returncode == 0, verified.stdout + verified.stderr
