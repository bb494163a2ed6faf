"""Keeps a PostgreSQL server running for as long as anybody uses it, and not a moment longer.

A program of its own, detached: python keeper.py FOLDER BINARIES [UID GID] [NAME=VALUE ...].
Whoever uses the server holds a shared lock on FOLDER/lease, which the kernel drops however he
ends. The keeper asks for the same lock for itself alone; when it gets it nobody is left, and it
stops the server. It exits 0 once the server takes connections, BUSY when another keeper is at
work in the folder, and 1 with the reason on its standard output. Standard library only.
"""

import ctypes
import fcntl
import json
import locale
import os
import resource
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

BUSY = 75
SUPERUSER, OWNER = "newsroom_superuser", "newsroom_owner"
APPLICATION = DATABASE = "newsroom"
CRASH_PATIENCE = 30  # seconds for what is left of a crashed server to go away
STOP = [(signal.SIGINT, 30), (signal.SIGQUIT, 10), (signal.SIGKILL, 5)]  # fast, at once, by force
LOG_BYTES = 1_000_000  # a longer log is put aside at the next start
# Where a machine that keeps its libraries in unusual places says so to every program.
LIBRARIES = {"LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH"}

SETTINGS = {
    "listen_addresses": "",
    "port": "5432",
    "password_encryption": "scram-sha-256",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # What the rows hold stays out of the log: errors are the application's to report.
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_checkpoints": "off",
}


class Trouble(Exception):
    """Why there is no server, as a sentence."""


class Keeper:
    """One server: its folder, its binaries, and the account it runs as (None for our own)."""

    def __init__(self, folder, binaries, account, settings):
        self.folder, self.data, self.log = folder, folder / "data", folder / "log"
        self.binaries, self.account = binaries, account
        self.locale = "C.UTF-8" if _has_locale("C.UTF-8") else "C"
        self.settings = settings | SETTINGS  # how it listens is not for others to say
        self.process = self.sockets = None

    def keep(self, ready):
        """Bring the server up, call `ready`, and stay until nobody uses it or it ends by itself."""
        try:
            self.clear_away()
            if not self.data.exists():
                self.create()
            self.sockets = self.private_folder(tempfile.mkdtemp(prefix="newsroom-", dir="/tmp"))
            self.start()
            self.write("listens", {"host": str(self.sockets), "pid": self.process.pid})
            ready()
            threading.Thread(target=self.wait_for_the_last, daemon=True).start()
            self.process.wait()
        finally:
            for stop in (signal.SIGTERM, signal.SIGINT):
                signal.signal(stop, signal.SIG_IGN)
            self.stop()

    def wait_for_the_last(self):
        """Block until no process holds the lease; newcomers then wait until we are gone."""
        lease = os.open(self.folder / "lease", os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(lease, fcntl.LOCK_EX)
        self.stop()

    def create(self):
        """A new database cluster, whole or not at all: it is renamed into place when done."""
        for draft in self.folder.glob("draft-*"):
            shutil.rmtree(draft, ignore_errors=True)
        logins = {role: secrets.token_urlsafe(24) for role in (SUPERUSER, OWNER, APPLICATION)}
        self.write("logins", logins)
        draft = self.private_folder(tempfile.mkdtemp(prefix="draft-", dir=self.folder))
        try:
            self.fill(draft, logins)
            (draft / "data").rename(self.data)
        finally:
            shutil.rmtree(draft, ignore_errors=True)

    def fill(self, draft, logins):
        """Make the cluster in the folder `draft`, with its database and the logins."""
        # Handed over as a file: a command line can be read by everybody on the machine.
        password = draft / "password"
        password.write_text(logins[SUPERUSER])
        self.give(password)
        data = draft / "data"
        self.run(
            *("initdb", "--pgdata", data, "--username", SUPERUSER, "--pwfile", password),
            *("--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", self.locale),
            *("--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"),
        )
        said = self.run(
            *("postgres", "--single", "-j", "-D", data, "postgres"),
            says="\n\n".join(
                [
                    f"CREATE ROLE {OWNER} LOGIN CREATEDB PASSWORD '{logins[OWNER]}';",
                    f"CREATE ROLE {APPLICATION} LOGIN PASSWORD '{logins[APPLICATION]}';",
                    # So that the owner may end the application's sessions and test its rights.
                    f"GRANT {APPLICATION} TO {OWNER};",
                    f"CREATE DATABASE {DATABASE} OWNER {OWNER};",
                    "",
                ]
            ),
        )
        if "ERROR:" in said:
            raise Trouble(f"The roles of a new database could not be made: {said.strip()}")

    def run(self, program, *arguments, says=""):
        """What one of PostgreSQL's programs says on stderr. Raises Trouble when it fails."""
        done = subprocess.run(
            [self.binaries / "bin" / program, *arguments],
            input=says,
            text=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            **self.as_the_account(signal.SIGKILL),
        )
        if done.returncode:
            raise Trouble(f"{program} failed: {done.stderr.strip()}")
        return done.stderr

    def start(self):
        """Start the server and wait until it takes connections.

        The remains of a crashed one (a backend that has not noticed yet) are waited for.
        """
        deadline = time.monotonic() + CRASH_PATIENCE
        options = [word for pair in self.settings.items() for word in ("-c", "=".join(pair))]
        while True:
            began = self.log.stat().st_size
            self.process = subprocess.Popen(
                [self.binaries / "bin/postgres", "-D", self.data, "-k", self.sockets, *options],
                stdin=subprocess.DEVNULL,
                **self.as_the_account(signal.SIGINT),
            )
            while self.process.poll() is None:
                if self.is_ready():
                    return
                time.sleep(0.02)
            with self.log.open() as log:
                log.seek(began)
                said = log.read().strip()
            crashed = "another postmaster" in said or "still in use" in said
            if not crashed or time.monotonic() > deadline:
                raise Trouble(f"PostgreSQL does not start: {said}")
            time.sleep(0.2)

    def is_ready(self):
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
            return int(lines[0]) == self.process.pid and lines[7].strip() == "ready"
        except (FileNotFoundError, IndexError, ValueError):
            return False  # not written yet, or not wholly

    def stop(self):
        (self.folder / "listens").unlink(missing_ok=True)
        for sign, patience in STOP:
            if self.process is None or self.process.poll() is not None:
                break
            self.process.send_signal(sign)
            try:
                self.process.wait(patience)
            except subprocess.TimeoutExpired:
                print(f"PostgreSQL did not stop within {patience} s of {sign.name}.", flush=True)
        if self.sockets:
            shutil.rmtree(self.sockets, ignore_errors=True)

    def clear_away(self):
        """Remove what a killed keeper has left: its socket folder, its server's last moments."""
        try:
            left = Path(json.loads((self.folder / "listens").read_text())["host"])
        except (FileNotFoundError, ValueError):
            left = None
        (self.folder / "listens").unlink(missing_ok=True)
        deadline = time.monotonic() + CRASH_PATIENCE
        while (pid := self.orphan()) and time.monotonic() < deadline:
            _send(pid, signal.SIGINT)
            time.sleep(0.1)
        if left and left.name.startswith("newsroom-"):
            shutil.rmtree(left, ignore_errors=True)

    def orphan(self):
        """The process id of a server at work on our data though its keeper is gone, or None.

        A number in postmaster.pid that by now means some other process would keep PostgreSQL from
        ever starting again: that file is removed.
        """
        file = self.data / "postmaster.pid"
        try:
            pid = int(file.read_text().split("\n")[0])
        except (FileNotFoundError, ValueError):
            return None
        if not os.path.isdir("/proc/self"):
            return None  # no way to tell: PostgreSQL looks for itself
        try:
            if os.path.samefile(f"/proc/{pid}/cwd", self.data):
                return pid
        except OSError:
            pass  # gone, or another user's
        file.unlink(missing_ok=True)
        return None

    def as_the_account(self, sign):
        """How subprocess runs something as our account, which gets `sign` when the keeper dies."""
        words = environment() | {"LC_ALL": self.locale, "TZ": "UTC"}
        how = {"cwd": "/", "env": words, "preexec_fn": _end_with(os.getpid(), sign)}
        if self.account:
            uid, gid = self.account
            how |= {"user": uid, "group": gid, "extra_groups": []}
        return how

    def private_folder(self, path):
        self.give(path)
        return Path(path)

    def give(self, path):
        if self.account:
            os.chown(path, *self.account)

    def write(self, name, words):
        """A small file that nobody else may read, replaced in one step."""
        draft = self.folder / f"{name}.new"
        draft.unlink(missing_ok=True)
        with open(draft, "x", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
            json.dump(words, file)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.folder / name)


def environment():
    """What PostgreSQL's programs get of ours: how to find their libraries, and no secrets."""
    found = {name: value for name, value in os.environ.items() if name in LIBRARIES}
    return found | {"PATH": os.defpath}


def _end_with(parent, sign):
    """What a child runs first: Linux sends it `sign` when `parent` ends, however it ends."""
    if not sys.platform.startswith("linux"):
        return None
    prctl = ctypes.CDLL(None).prctl

    def ask():
        prctl(1, sign)  # PR_SET_PDEATHSIG
        if os.getppid() != parent:
            os._exit(1)  # it ended while we asked

    return ask


def _has_locale(name):
    try:
        locale.setlocale(locale.LC_ALL, name)
    except locale.Error:
        return False
    return True


def _send(pid, sign):
    try:
        os.kill(pid, sign)
    except ProcessLookupError:
        pass


def _alone(folder):
    """The lock that makes us the only keeper of `folder`; None when there is one."""
    lock = os.open(folder / "keeper", os.O_RDWR | os.O_CREAT, 0o600)
    for _ in range(20):  # whoever looks whether there is a keeper holds it for an instant
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return lock
        except BlockingIOError:
            time.sleep(0.01)
    return None


def _detach(log):
    """Leave the terminal, who started us and their ceiling of memory; the log has what we say."""
    os.setsid()
    os.chdir("/")
    resource.setrlimit(resource.RLIMIT_DATA, (resource.getrlimit(resource.RLIMIT_DATA)[1],) * 2)
    if log.exists() and log.stat().st_size > LOG_BYTES:
        log.replace(log.with_name("log.old"))
    nowhere = os.open(os.devnull, os.O_RDWR)
    said = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for source, target in ((nowhere, 0), (said, 1), (said, 2)):
        os.dup2(source, target)


def main(folder, binaries, *words):
    os.umask(0o077)
    account = tuple(int(word) for word in words if "=" not in word)
    settings = dict(word.split("=", 1) for word in words if "=" in word)
    lock = _alone(folder := Path(folder))
    if lock is None:
        return BUSY
    reading, writing = os.pipe()
    if os.fork():
        os.close(writing)
        with open(reading) as pipe:
            answer = pipe.read()
        if answer == "ready":
            return 0
        print(answer or "The keeper of the database server was killed.")
        return 1

    os.close(reading)
    answer = os.fdopen(writing, "w")  # closed as soon as the answer is given

    def ready():
        answer.write("ready")
        answer.close()

    _detach(folder / "log")
    for stop in (signal.SIGTERM, signal.SIGINT):
        signal.signal(stop, lambda *_: sys.exit(0))
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        Keeper(folder, Path(binaries), account or None, settings).keep(ready)
    except (Trouble, OSError) as trouble:
        print(trouble, flush=True)
        if not answer.closed:
            answer.write(str(trouble))
            answer.close()
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
