"""Running the desk's commands as a person would, in folders of their own."""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from base64 import b64encode
from contextlib import contextmanager
from pathlib import Path

import psycopg

ROOT = Path(__file__).parents[2]
PATIENCE = 180  # seconds; a loaded machine is slow


@contextmanager
def open_folder():
    """A folder that every user may enter (pytest's own are closed), gone at the end."""
    folder = Path(tempfile.mkdtemp(prefix="desk-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def environment(**variables):
    """Ours, less what would point a new process at another desk, and with `variables`."""
    theirs = {"DATABASE_URL", "DATABASE_OWNER_URL", "DATA_DIR", "PORT", "DEBUG", "ALLOWED_HOSTS"}
    theirs.add("DJANGO_ALLOW_ASYNC_UNSAFE")  # for the browser tests only
    kept = {name: value for name, value in os.environ.items() if name not in theirs}
    return kept | {name: str(value) for name, value in variables.items()}


def manage(*words, **variables):
    """A finished `manage.py` command."""
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env=environment(**variables),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )


def settings_in(folder, names=(), **variables):
    """A finished process that has read the settings of a desk in that folder, and printed those of
    these names: a tenth of what a command costs, which loads the application besides."""
    told = ", ".join(f"settings.{name}" for name in names)
    return subprocess.run(
        [sys.executable, "-c", f"from django.conf import settings; settings.DEBUG; print({told})"],
        cwd=ROOT,
        env=environment(DATA_DIR=folder, DJANGO_SETTINGS_MODULE="newsroom.settings", **variables),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )


def eventually(question):
    """The first true answer to `question`, or the last false one."""
    deadline = time.monotonic() + PATIENCE
    while not (answer := question()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return answer


def processes_of(folder):
    """The ids of the processes whose command line names `folder`: a keeper and its PostgreSQL."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if os.fsencode(folder) in (process / "cmdline").read_bytes():
                found.append(int(process.name))
        except OSError:
            pass  # it ended while we looked
    return found


def children_of(process):
    """The processes that one has started, by their ids."""
    with open(f"/proc/{process}/task/{process}/children") as file:
        return [int(each) for each in file.read().split()]


def words_of(process):
    """The command line of a process."""
    return Path(f"/proc/{process}/cmdline").read_text().split("\0")


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
        self.listener = threading.Thread(target=self.said.extend, args=(self.make.stdout,))
        self.listener.start()  # or a desk that says much would wait for somebody to hear it

    @property
    def process(self):
        with open(f"/proc/{self.make.pid}/task/{self.make.pid}/children") as file:
            return int(file.read().split()[0])

    def status(self, path):
        try:
            return urllib.request.urlopen(
                f"http://127.0.0.1:{self.port}{path}", timeout=PATIENCE
            ).status
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
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return json.load(answer), answer.headers

    @property
    def database(self):
        """Where the desk's own PostgreSQL listens, and its process."""
        return json.loads((self.folder / "postgres" / "listens").read_text())

    def query(self, sentence):
        """The first column that PostgreSQL answers with, asked past the desk."""
        logins = json.loads((self.folder / "postgres" / "logins").read_text())
        login = {"user": "newsroom_owner", "password": logins["newsroom_owner"]}
        with psycopg.connect(host=self.database["host"], dbname="newsroom", **login) as connection:
            return connection.execute(sentence).fetchone()[0]

    def log_in(self, password):
        """The headers of whoever has a token for the first editor's password."""
        basic = b64encode(f"editor:{password}".encode()).decode()
        headers = {"Authorization": f"Basic {basic}"}
        token = self.ask("tokens/", method="POST", sent={}, headers=headers)[0]["token"]
        return {"Authorization": f"Token {token}"}

    def nothing_is_left(self):
        gone = eventually(lambda: not processes_of(self.folder) and not listening(self.port))
        self.make.kill()
        self.listener.join(PATIENCE)
        with self.make:
            return gone


def listening(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
