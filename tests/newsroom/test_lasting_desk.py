"""A desk stays open whatever becomes of its database and its processes, and is backed up so."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from contextlib import contextmanager

import pytest

from tests.newsroom.desk import (
    PATIENCE,
    ROOT,
    Desk,
    children_of,
    environment,
    eventually,
    free_port,
    open_folder,
    words_of,
)


@pytest.fixture(scope="module")
def desk():
    """A new desk, which stays open while these tests do to it what they do."""
    with open_folder() as folder:
        opened = Desk(folder, free_port())
        yield opened
        opened.make.kill()
        assert opened.nothing_is_left()


@contextmanager
def hanging(*processes):
    for each in processes:
        os.kill(each, signal.SIGSTOP)
    try:
        yield
    finally:
        for each in processes:
            os.kill(each, signal.SIGCONT)


def until_it_answers(desk):
    """What the desk answers, again and again, until that is a page."""
    said = []
    assert eventually(lambda: said.append(desk.status("/")) or said[-1] == 200)
    return set(said)


WORKERS = "SELECT coalesce(max(id), 0) FROM procrastinate_workers"


@pytest.mark.drill
def test_a_desk_whose_database_is_killed_goes_on_by_itself(desk):
    assert eventually(lambda: desk.query(WORKERS))
    before = desk.query(WORKERS)

    os.kill(desk.database["pid"], signal.SIGKILL)

    assert until_it_answers(desk) <= {200, 503}
    assert eventually(lambda: desk.query(WORKERS) > before)  # another worker is at work


@pytest.mark.drill
def test_a_desk_whose_database_hangs_says_so_and_goes_on_when_it_does(desk):
    assert desk.status("/") == 200
    server = desk.database["pid"]
    with hanging(server, *children_of(server)):
        assert desk.status("/") == 503

    assert until_it_answers(desk) <= {200, 503}


@pytest.mark.drill
def test_what_ends_of_a_desk_is_started_again(desk):
    before = children_of(desk.process)
    assert len(before) == 2

    for each in before:
        os.kill(each, signal.SIGKILL)

    assert eventually(
        lambda: set(before).isdisjoint(found := children_of(desk.process)) and len(found) == 2
    )
    assert until_it_answers(desk) == {200}


def not_ready(desk):
    """Which of what the desk stands on is not as it must be."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{desk.port}/readyz") as answer:
            return {name for name, said in json.load(answer)["checks"].items() if said != "ok"}
    except urllib.error.HTTPError as error:
        return {name for name, said in json.load(error)["checks"].items() if said != "ok"}


@pytest.mark.drill
def test_a_desk_is_ready_but_while_something_of_it_is_away(desk):
    def is_ready():
        return not_ready(desk) == set()

    assert eventually(is_ready)
    [worker] = [each for each in children_of(desk.process) if "run_worker" in words_of(each)]
    with hanging(worker):
        assert eventually(lambda: not_ready(desk) == {"worker"})
    assert eventually(is_ready)

    server = desk.database["pid"]
    with hanging(server, *children_of(server)):
        assert eventually(lambda: not_ready(desk) == {"database", "migrations", "worker"})
    assert eventually(is_ready)

    media, elsewhere = desk.folder / "media", desk.folder / "elsewhere"
    media.rename(elsewhere)
    media.touch()
    assert eventually(lambda: not_ready(desk) == {"storage"})
    media.unlink()
    elsewhere.rename(media)
    assert eventually(is_ready)


class Writer(threading.Thread):
    """Changes the note of a claim again and again: `acknowledged` is the last one that was kept."""

    def __init__(self, desk, password):
        super().__init__()
        self.desk, self.headers = desk, desk.log_in(password)
        claims, _ = desk.ask("claims/", headers=self.headers)
        self.address = f"claims/{claims['results'][0]['id']}/"
        self.acknowledged, self.stopped = 0, threading.Event()

    def run(self):
        while not self.stopped.is_set():
            _, seen = self.desk.ask(self.address, headers=self.headers)
            note = str(self.acknowledged + 1)
            headers = self.headers | {"If-Match": seen["ETag"]}
            self.desk.ask(self.address, method="PATCH", sent={"note": note}, headers=headers)
            self.acknowledged += 1


def documented(*words):
    """The commands of docs/operate.md with one of those words, in their order."""
    lines = re.findall(r"^    (.+)", (ROOT / "docs" / "operate.md").read_text(), re.M)
    return [line for line in lines if any(word in line for word in words)]


@pytest.mark.drill
def test_what_an_open_desk_backs_up_is_given_back_elsewhere(desk, tmp_path):
    password = re.search(r"only this once: (\S+)", "".join(desk.said))[1]
    writer = Writer(desk, password)
    writer.start()
    with open_folder() as drill:
        places = {
            ".venv/bin/python": sys.executable,
            "/srv/backups": str(tmp_path / "backups"),
            "/srv/drill": str(drill),
        }
        commands = documented("back_up /srv/backups", "restore /srv/backups", "/srv/drill")
        commands = [line for line in commands if "--for" not in line and "--key" not in line]
        *given, opening = commands
        try:
            eventually(lambda: writer.acknowledged)
            before = writer.acknowledged
            for line in given:
                for place, here in places.items():
                    line = line.replace(place, here)
                ours = {} if "DATA_DIR" in line else {"DATA_DIR": desk.folder}
                done = subprocess.run(
                    line,
                    shell=True,
                    cwd=ROOT,
                    env=environment(**ours),
                    capture_output=True,
                    timeout=PATIENCE,
                )
                assert done.returncode == 0, done.stderr
        finally:
            writer.stopped.set()
            writer.join(PATIENCE)
        assert opening.endswith("open_desk")
        other = Desk(drill, free_port())
        try:
            claim, _ = other.ask(writer.address, headers=other.log_in(password))
            assert before <= int(claim["note"]) <= writer.acknowledged
        finally:
            other.make.kill()
            assert other.nothing_is_left()
