"""A desk with many claims, of its own: its folder, its rows by COPY, and what it costs to ask it.

It is made once in BENCH_DIR (var/bench), by the product's own migrations and with all its laws on,
and kept. Nothing here sets Django up: what is measured runs in processes of its own, as a desk
serves, and what they and PostgreSQL work is read from /proc.
"""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
from base64 import b64encode
from contextlib import contextmanager
from functools import cached_property
from hashlib import sha256
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode
from uuid import uuid4

import psycopg

ROOT = Path(__file__).parents[1]
HERE = Path(__file__).parent
sys.path.insert(0, str(ROOT))

import _rows  # noqa: E402

from newsroom.postgres import server  # noqa: E402

FOLDER = Path(os.environ.get("BENCH_DIR") or ROOT / "var" / "bench").resolve()
CLAIMS = int(os.environ.get("BENCH_CLAIMS") or 100_000)
FEW = 10_000
COLLECTION = "bulk"
PASSWORD = "long enough to measure with"
PEOPLE = """
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
users = get_user_model().objects
for name, groups in {people!r}.items():
    if not users.filter(username=name).exists():
        user = users.create_user(name, password={password!r}, is_staff=bool(groups))
        user.groups.set(Group.objects.filter(name__in=groups))
"""
SIGNERS = [f"signer-{number}" for number in range(1, 9)]
GROUPS = {"reader": [], "writer": ["Editor"], "editor": ["Editor"]} | {
    name: ["Editor"] for name in SIGNERS
}
# Of the environment only what the desk of this folder is to hear.
LEFT_OUT = {"DATABASE_URL", "DATABASE_OWNER_URL", "ALLOWED_HOSTS", "DEBUG", "SECRET_KEY", "PORT"}
RATES = ["API_RATE_ANONYMOUS", "API_RATE_USER", "API_RATE_LOGIN", "PAGE_RATE_ANONYMOUS"]
UNHURRIED = dict.fromkeys(RATES, "9999999/min")
PATIENT = "-c statement_timeout=0 -c idle_in_transaction_session_timeout=0"
BACKEND = re.compile(rb"postgres: (newsroom|parallel worker)")
RELEASED_TOGETHER = 500
TICK = os.sysconf("SC_CLK_TCK")


class Desk:
    """A desk of so many claims, made when there is none yet; of None it has no rows at all."""

    def __init__(self, claims=CLAIMS):
        self.claims, self.folder = claims, FOLDER / ("empty" if claims is None else f"{claims}")
        self.database = self.folder / "postgres"
        if self._told() != self._state:
            self._make()
        self.run("manage.py", "migrate", "--verbosity", "0")  # what came since it was made
        self.run("manage.py", "collectstatic", "--noinput", "--verbosity", "0")

    @property
    def _state(self):
        some = repr(list(_rows.claim_rows(0, 0))).encode()
        rows = sha256(some).hexdigest()
        return {"claims": self.claims, "rows": rows, "people": sorted(GROUPS)}

    def _told(self):
        try:
            return json.loads((self.folder / "made").read_text())
        except (FileNotFoundError, ValueError):
            return None

    def _make(self):
        print(f"Making a desk of {self.claims or 0:,} claims in {self.folder} ...", flush=True)
        note = self.database / "elsewhere"  # as root it may be kept where PostgreSQL's user gets
        if note.exists():
            shutil.rmtree(note.read_text().strip(), ignore_errors=True)
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.run("manage.py", "migrate", "--verbosity", "0")
        people = PEOPLE.format(people=GROUPS, password=PASSWORD)
        self.run("manage.py", "shell", "--verbosity", "0", "-c", people)
        if self.claims is not None:
            self._fill()
        (self.folder / "made").write_text(json.dumps(self._state))

    def _fill(self):
        with self.connect() as connection:
            collection = a_collection(connection)
            for rows in _rows.base_rows(collection):
                self._copy(connection, rows)
            self._release_deals(connection)
            for start in range(0, self.claims, _rows.CHUNK):
                for rows in _rows.claim_rows(collection, start):
                    self._copy(connection, rows)
        with self.connect("newsroom_owner") as connection:
            connection.execute("VACUUM (ANALYZE)")

    def _release_deals(self, connection):
        """A few at a time: a check that waits for the end looks at each, and each costs more."""
        for start in range(_rows.FIRST, _rows.FIRST + _rows.DEALS, RELEASED_TOGETHER):
            with writing(connection):
                connection.execute(
                    "UPDATE partnerships_deal SET released_at = now() WHERE id >= %s AND id < %s",
                    [start, start + RELEASED_TOGETHER],
                )

    def _copy(self, connection, rows):
        worked = self.worked()
        with writing(connection):
            copy_in(connection, rows)
        worked = self.worked() - worked
        print(f"  {rows.table:<10} {len(rows.rows):>7,} rows, {worked:6.2f} CPU s", flush=True)

    def connect(self, role="newsroom"):
        """A connection to its database; as the application, or as the owner of the tables."""
        login = server.login(self.database, role)
        return psycopg.connect(dbname="newsroom", autocommit=True, options=PATIENT, **login)

    def run(self, *words, **options):
        """Run one of our Pythons on this desk to its end; what it printed."""
        done = subprocess.run(
            [sys.executable, *words], cwd=ROOT, env=self.environment, text=True,
            stdout=subprocess.PIPE, **options,
        )  # fmt: skip
        if done.returncode:
            sys.exit(f"{' '.join(words[:2])} failed; see above.\n{done.stdout}")
        return done.stdout

    @property
    def environment(self):
        kept = {name: value for name, value in os.environ.items() if name not in LEFT_OUT}
        path = os.pathsep.join([str(HERE), str(ROOT)])
        return kept | UNHURRIED | {"DATA_DIR": str(self.folder), "PYTHONPATH": path}

    def worked(self):
        """How many seconds of the processor its PostgreSQL has worked for those who asked it."""
        return _worked(self._postmaster, BACKEND)

    @cached_property
    def _postmaster(self):
        server.login(self.database, "newsroom")
        kept = self.database
        if (kept / "elsewhere").exists():
            kept = Path((kept / "elsewhere").read_text().strip())
        return json.loads((kept / "listens").read_text())["pid"]

    @contextmanager
    def serving(self, application="_served", threads=1, **environment):
        """A block in which gunicorn serves this desk: by default the product, by one thread."""
        with socket.create_server(("127.0.0.1", 0)) as door:
            door.set_inheritable(True)
            process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "gunicorn", f"{application}:application"),
                    *("--bind", f"fd://{door.fileno()}", "--worker-class", "gthread"),
                    *("--workers", "1", "--threads", f"{threads}", "--log-level", "warning"),
                    *("--timeout", "600"),
                ],
                cwd=ROOT, env=self.environment | environment, pass_fds=[door.fileno()],
            )  # fmt: skip
            try:
                yield Served(self, process.pid, door.getsockname()[1])
            finally:
                process.terminate()
                process.wait()


class Answer(NamedTuple):
    """What was answered, and what it cost: in CPU seconds of the server and of PostgreSQL."""

    status: int
    headers: dict
    body: bytes
    server: float
    database: float

    @property
    def worked(self):
        return self.server + self.database

    @property
    def queries(self):
        return int(self.headers.get("X-Queries") or 0)


class Served:
    """An application that answers on this machine."""

    def __init__(self, desk, pid, port):
        self.desk, self.pid, self.port = desk, pid, port

    def ask(self, path, method="GET", body=None, **headers):
        """An Answer. Headers are named as Python names them: if_none_match."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        before = self.worked(), self.desk.worked()
        connection = HTTPConnection("127.0.0.1", self.port, timeout=1200)
        connection.request(method, path, body, named)
        response = connection.getresponse()
        said = response.read()
        connection.close()
        after = self.worked(), self.desk.worked()
        spent = (after[0] - before[0], after[1] - before[1])
        names = set(response.headers)
        told = {name: ", ".join(response.headers.get_all(name)) for name in names}
        return Answer(response.status, told, said, *spent)

    def worked(self):
        return _worked(self.pid, b"")

    def memory(self):
        """The most memory that its worker ever had, in bytes."""
        sizes = [_status_line(pid, "VmHWM") for pid in _children(self.pid)]
        return 1024 * max(sizes)

    def logged_in(self, name="editor"):
        """The headers of somebody who works at the desk, for `ask`."""
        page = self.ask("/admin/login/")
        token = re.search(rb'name="csrfmiddlewaretoken" value="(\w+)"', page.body)[1].decode()
        csrf = f"csrftoken={_cookie(page, 'csrftoken')}"
        said = {"username": name, "password": PASSWORD, "csrfmiddlewaretoken": token}
        there = self.ask(
            "/admin/login/?next=/admin/", "POST", urlencode(said), cookie=csrf,
            content_type="application/x-www-form-urlencoded",
        )  # fmt: skip
        if there.status != 302:
            sys.exit(f"{name} could not log in: {there.status}")
        return {"cookie": f"{csrf}; sessionid={_cookie(there, 'sessionid')}"}

    def with_token(self, name):
        """The headers of somebody with a token of the API, for `ask`."""
        login = b64encode(f"{name}:{PASSWORD}".encode()).decode()
        answer = self.ask("/api/v1/tokens/", "POST", authorization=f"Basic {login}")
        if answer.status != 201:
            sys.exit(f"{name} got no token: {answer.body.decode()}")
        return {"authorization": f"Token {json.loads(answer.body)['token']}"}


def _cookie(answer, name):
    return re.search(rf"{name}=(\w+)", answer.headers["Set-Cookie"])[1]


def a_collection(connection):
    """The primary key of the collection to which all rows belong."""
    with writing(connection):
        connection.execute(
            "INSERT INTO partnerships_collection"
            " SELECT (jsonb_populate_record(NULL::partnerships_collection, %s)).*"
            " ON CONFLICT DO NOTHING",
            [json.dumps({"id": 1000, "slug": COLLECTION, "name": "Bulk"})],
        )
    return 1000


@contextmanager
def writing(connection):
    """A transaction whose writes are the writer's in the history."""
    with connection.transaction():
        (user,) = connection.execute(
            "SELECT id FROM auth_user WHERE username = 'writer'"
        ).fetchone()
        connection.execute(
            "SELECT set_config('pghistory.context_id', %s, true),"
            " set_config('pghistory.context_metadata', %s, true)",
            [str(uuid4()), json.dumps({"user": user, "door": "command"})],
        )
        yield


def copy_in(connection, rows, table=""):
    """Write rows by COPY, into the table that they are of or into another like it."""
    table = table or f"partnerships_{rows.table}"
    command = f"COPY {table} ({rows.columns}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(command) as copy:
        for row in rows.rows:
            copy.write_row(row)


def _worked(parent, named):
    """What the process and its children have worked, those included that have ended by now."""
    stat = Path(f"/proc/{parent}/stat").read_text().rpartition(")")[2].split()
    ended = (int(stat[13]) + int(stat[14])) / TICK
    living = [parent, *_children(parent)]
    return ended + sum(_of_threads(pid) for pid in living if _is_named(pid, named))


def _is_named(pid, named):
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False
    return bool(re.match(named, command)) if isinstance(named, re.Pattern) else True


def _of_threads(pid):
    spent = 0
    for thread in Path(f"/proc/{pid}/task").glob("*/schedstat"):
        try:
            spent += int(thread.read_text().split()[0])
        except (OSError, IndexError):
            pass  # it ended this moment
    return spent / 1e9


def _children(parent):
    return map(int, Path(f"/proc/{parent}/task/{parent}/children").read_text().split())


def _status_line(pid, name):
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1])
    return 0
