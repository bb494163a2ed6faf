"""One command opens the desk; however it ends, nothing of it is left running."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from base64 import b64encode

import pytest

from tests.newsroom.desk import (
    ROOT,
    environment,
    eventually,
    manage,
    open_folder,
    processes_of,
)


class Desk:
    """An open desk, with a process above it as make would be."""

    MAKE = (
        "import ctypes, subprocess, sys; ctypes.CDLL(None).prctl(1, 9); "  # ends with the tests
        "subprocess.run([sys.executable, 'manage.py', *sys.argv[1:]])"
    )

    def __init__(self, folder, port):
        self.folder, self.port = folder, port
        self.make = subprocess.Popen(
            [sys.executable, "-c", self.MAKE, "open_desk", "--with-parent"],
            cwd=ROOT,
            env=environment(DATA_DIR=folder, PORT=port),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.said = []
        for line in self.make.stdout:
            self.said.append(line)
            if line.startswith("Ctrl-C"):
                break

    @property
    def process(self):
        with open(f"/proc/{self.make.pid}/task/{self.make.pid}/children") as file:
            return int(file.read().split()[0])

    def status(self, path):
        try:
            return urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}").status
        except urllib.error.HTTPError as error:
            return error.code

    def ask(self, path, *, method="GET", sent=None, headers=()):
        """What the API answers, and its headers."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/api/v1/{path}",
            data=None if sent is None else json.dumps(sent).encode(),
            headers={"Content-Type": "application/json"} | dict(headers),
            method=method,
        )
        with urllib.request.urlopen(request) as answer:
            return json.load(answer), answer.headers

    def log_in(self, password):
        """The headers of whoever has a token for the first editor's password."""
        basic = b64encode(f"editor:{password}".encode()).decode()
        headers = {"Authorization": f"Basic {basic}"}
        token = self.ask("tokens/", method="POST", sent={}, headers=headers)[0]["token"]
        return {"Authorization": f"Token {token}"}

    def nothing_is_left(self):
        gone = eventually(lambda: not processes_of(self.folder) and not listening(self.port))
        with self.make:
            self.make.kill()
        return gone


def listening(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def first_opening():
    """A desk that was opened and closed once, in a folder that its tests open again."""
    with open_folder() as folder:
        desk = Desk(folder, free_port())
        os.killpg(desk.make.pid, signal.SIGINT)  # as Ctrl-C does
        assert desk.nothing_is_left()
        yield desk


@pytest.fixture
def desk(first_opening):
    opened = Desk(first_opening.folder, free_port())
    yield opened
    opened.make.kill()
    assert opened.nothing_is_left()


def test_the_desk_answers_where_it_says(desk):
    said = "".join(desk.said)
    places = ["/", "/admin/", "/api/v1/", "/api/v1/docs/"]

    assert [path for path in places if f"http://127.0.0.1:{desk.port}{path}\n" not in said] == []
    assert {path: desk.status(path) for path in places} == dict.fromkeys(places, 200)


def test_the_password_is_shown_only_the_first_time(first_opening, desk):
    assert "shown only this once" in "".join(first_opening.said)
    assert "shown only this once" not in "".join(desk.said)

    os.killpg(desk.make.pid, signal.SIGHUP)  # as a closed terminal does
    assert desk.nothing_is_left()


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGKILL])
def test_nothing_is_left_of_a_desk_that_is_killed(desk, sign):
    os.kill(desk.process, sign)

    assert desk.nothing_is_left()


def test_nothing_is_left_when_make_is_killed(desk):
    desk.make.kill()

    assert desk.nothing_is_left()


def test_a_port_in_use_is_said_in_one_sentence(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        done = manage("open_desk", DATA_DIR=tmp_path, PORT=port)

    assert done.returncode == 1
    assert f"cannot serve on port {port}: Address already in use. Set PORT" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_server_that_does_not_answer_is_said_in_one_sentence(tmp_path):
    url = f"postgres://desk:secret@127.0.0.1:{free_port()}/desk"

    done = manage("open_desk", DATA_DIR=tmp_path, PORT=free_port(), DATABASE_URL=url)

    assert done.returncode == 1
    assert done.stderr.startswith("The database server at 127.0.0.1 port")
    assert "refused" in done.stderr
    assert "secret" not in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_folder_that_cannot_be_written_is_said_in_one_sentence():
    done = manage("open_desk", DATA_DIR="/dev/null/desk", PORT=free_port())

    assert done.returncode == 1
    assert "Set DATA_DIR to a folder that can be written." in done.stderr
    assert len(done.stderr.splitlines()) == 1


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


def test_what_an_open_desk_backs_up_is_given_back_elsewhere(first_opening, desk, tmp_path):
    password = re.search(r"only this once: (\S+)", "".join(first_opening.said))[1]
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
                    line, shell=True, cwd=ROOT, env=environment(**ours), capture_output=True
                )
                assert done.returncode == 0, done.stderr
        finally:
            writer.stopped.set()
            writer.join()
        assert opening.endswith("open_desk")
        other = Desk(drill, free_port())
        try:
            claim, _ = other.ask(writer.address, headers=other.log_in(password))
            assert before <= int(claim["note"]) <= writer.acknowledged
        finally:
            other.make.kill()
            assert other.nothing_is_left()
