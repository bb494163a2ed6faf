"""What a desk acknowledged is kept, once and whole, whatever is killed meanwhile: eight who write,
each again with its key until it is acknowledged, while the database and the application die.

All of it: make test VOLUME=full PYTEST=tests/newsroom/test_kept_writes.py
"""

import os
import re
import signal
import threading
import time
import urllib.error
from http.client import HTTPException
from random import choice, random, sample, uniform
from uuid import uuid4

import pytest

from tests.newsroom.desk import (
    PATIENCE,
    Desk,
    children_of,
    eventually,
    free_port,
    manage,
    open_folder,
    words_of,
)
from tests.volume import IS_FULL

KILLS_OF_SERVER, KILLS_OF_APPLICATION, WRITES = (50, 100, 5_000) if IS_FULL else (5, 10, 300)
WRITERS = 8
OF_ALL = 0.1  # of what answers the web: what ends whole is started again after pauses that grow
PAUSE = 0.1  # between two tries of one who writes
MOMENT = 2  # seconds, in which something is killed
OURS = "statement LIKE 'Kept %'"
DOUBLED = f"SELECT count(*) - count(DISTINCT statement) FROM partnerships_claim WHERE {OURS}"
KEPT = f"SELECT array_agg(statement) FROM partnerships_claim WHERE {OURS}"
# Of each claim its history, its company and its author are written by the same act.
HALF = f"""
SELECT count(*) FROM partnerships_claim AS claim WHERE {OURS} AND (
    (SELECT count(*) FROM partnerships_claimhistory WHERE pgh_obj_id = claim.id) <> 1
    OR (SELECT count(*) FROM partnerships_claimparty WHERE claim_id = claim.id) <> 1
    OR (SELECT count(*) FROM partnerships_authorship WHERE claim_id = claim.id) <> 1
)
"""


class Writer(threading.Thread):
    """Records claims one after the other. `acknowledged`: the statements that the desk said it
    took; `odd`: what it answered besides, and should not have."""

    def __init__(self, desk, headers):
        super().__init__(daemon=True)
        self.desk, self.headers = desk, headers
        self.acknowledged, self.odd, self.stopped = [], [], threading.Event()

    def run(self):
        while not self.stopped.is_set():
            key = uuid4().hex
            draft = {
                "collection": "microsoft_openai",
                "statement": f"Kept {key}.",
                "kind": "fact",
                "parties": ["microsoft"],
            }
            while not self.is_taken(draft, key):
                if self.stopped.wait(PAUSE):
                    return
            self.acknowledged.append(draft["statement"])

    def is_taken(self, draft, key):
        headers = self.headers | {"Idempotency-Key": key}
        try:
            self.desk.ask("claims/", method="POST", sent=draft, headers=headers)
        except urllib.error.HTTPError as error:
            if error.code not in (409, 503):
                self.odd.append((error.code, error.read()[:500]))
            return False
        except (OSError, HTTPException):  # the application died with our request
            return False
        return True


@pytest.fixture
def desk(monkeypatch):
    """A new desk that counts nobody's requests."""
    monkeypatch.setenv("API_RATE_USER", "9999999/min")
    with open_folder() as folder:
        opened = Desk(folder, free_port())
        yield opened
        opened.make.kill()
        assert opened.nothing_is_left()


def server_of(desk):
    """The process of its PostgreSQL."""
    return desk.database["pid"]


def application_of(desk):
    """One of the processes that answer the web, or, now and then, the one that keeps them."""
    for process in children_of(desk.process):
        if "gunicorn" in words_of(process):
            return process if random() < OF_ALL else choice(children_of(process))
    raise LookupError("Nobody answers the web for now.")


def kill(find, desk):
    """Kill what `find` finds, at a moment that chance gives; when it is there again."""

    def is_killed():
        try:
            os.kill(find(desk), signal.SIGKILL)
        except (OSError, LookupError, ValueError):  # it is only being started
            return False
        return True

    time.sleep(uniform(0, MOMENT))
    assert eventually(is_killed)


@pytest.mark.drill
def test_what_was_acknowledged_is_kept_once_and_whole_whatever_is_killed(desk):
    password = re.search(r"only this once: (\S+)", "".join(desk.said))[1]
    headers = desk.log_in(password)
    writers = [Writer(desk, headers) for _ in range(WRITERS)]

    def acknowledged():
        return sum(len(writer.acknowledged) for writer in writers)

    for writer in writers:
        writer.start()
    kills = [server_of] * KILLS_OF_SERVER + [application_of] * KILLS_OF_APPLICATION
    for find in sample(kills, k=len(kills)):
        before = acknowledged()
        kill(find, desk)
        assert eventually(lambda before=before: acknowledged() > before + WRITERS)
    while (before := acknowledged()) < WRITES:
        assert eventually(lambda before=before: acknowledged() > before)
    for writer in writers:
        writer.stopped.set()
    for writer in writers:
        writer.join(PATIENCE)

    said = {statement for writer in writers for statement in writer.acknowledged}
    assert [odd for writer in writers for odd in writer.odd] == []
    assert said - set(desk.query(KEPT)) == set()
    assert desk.query(DOUBLED) == 0
    assert desk.query(HALF) == 0
    assert desk.status("/") == 200
    verified = manage("verify_records", DATA_DIR=desk.folder)
    assert verified.returncode == 0, verified.stdout + verified.stderr
    print(f"{len(said):,} acknowledged")
