"""The server of our own: who uses it holds a lease, and its keeper stops it after the last one.

See keeper.py for the other side. The lease is a shared lock on a file, held to the end of the
process and shared by what it forks; no signal and no crash leaves it behind.
"""

import atexit
import fcntl
import json
import os
import subprocess
import sys
import threading
import time
from concurrent.futures import Future
from threading import Thread

from .errors import Unreachable
from .keeper import BUSY, LIBRARIES
from .keeper import __file__ as KEEPER
from .place import place
from .sizing import memory_here, sized

START_LIMIT = 180  # seconds: after a crash PostgreSQL reads all it has before it answers
STOP_LIMIT = 60
# A keeper stays longer than we do, and needs none of our secrets: only what a Python starts with.
KEEPER_NEEDS = {"PATH", "PYTHONHOME", *LIBRARIES}
FAREWELL = 15  # how long the last user waits for the server to be gone

_places = {}
_leases = {}
_starts = {}
_one_at_a_time = threading.RLock()


def login(asked, role, settings=None, patience=START_LIMIT):
    """How psycopg logs into the server in the folder `asked` as `role`, starting it if need be,
    with PostgreSQL's `settings` in place of those that its size gives it.

    Cheap while the server runs. Raises Unreachable, with the reason, when it cannot be had, or not
    within `patience` seconds: whoever asks later finds it then.
    """
    with _one_at_a_time:
        if asked not in _places:
            _places[asked] = place(asked)
        here = _places[asked]
        try:
            if asked not in _leases:
                _leases[asked] = _lease(here.folder)
            address = _answering(here.folder)
        except OSError as error:
            raise _not_ours(here, error) from None
    address = address or _started(here, settings, patience)
    try:
        logins = json.loads((here.folder / "logins").read_text())
    except OSError as error:
        raise _not_ours(here, error) from None
    return {"host": address["host"], "port": 5432, "user": role, "password": logins[role]}


def _not_ours(here, error):
    return Unreachable(f"The database in {here.folder} is not ours to use: {error.strerror}.")


def _started(here, settings, patience):
    """Where the server listens that a thread of its own starts, for all who wait for it here."""
    with _one_at_a_time:
        start = _starts.get(here.folder)
        if start is None or start.done():
            start = _starts[here.folder] = Future()
            Thread(target=_run, args=(start, here, settings), daemon=True).start()
    try:
        return start.result(timeout=patience)
    except TimeoutError:
        raise Unreachable("Our own database server is starting. It will be there soon.") from None


def _run(start, here, settings):
    try:
        start.set_result(_start(here, settings))
    except OSError as error:
        start.set_exception(_not_ours(here, error))
    except BaseException as error:
        start.set_exception(error)


def _lease(folder):
    """A share in the server of `folder`. While a keeper is stopping it, the next one waits."""
    lease = os.open(folder / "lease", os.O_RDWR | os.O_CREAT, 0o600)
    deadline = time.monotonic() + STOP_LIMIT
    while True:
        try:
            fcntl.flock(lease, fcntl.LOCK_SH | fcntl.LOCK_NB)
            return lease
        except BlockingIOError:
            if time.monotonic() > deadline:
                os.close(lease)
                raise Unreachable(
                    f"The database server in {folder} has been stopping for {STOP_LIMIT} s; "
                    f"see {folder / 'log'}."
                ) from None
            time.sleep(0.02)


def _answering(folder):
    """Where the server of `folder` listens; None when no keeper has one ready."""
    if not _has_keeper(folder):
        return None
    try:
        return json.loads((folder / "listens").read_text())
    except FileNotFoundError:
        return None


def _has_keeper(folder):
    try:
        lock = os.open(folder / "keeper", os.O_RDWR)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(lock)
    return False


def _start(here, settings=None):
    """Start a keeper, or wait for the one that somebody else is starting."""
    # Alone with the standard library, as -I would have it, which ignores PYTHONHOME as well.
    command = [sys.executable, "-s", "-P", KEEPER, here.folder, here.binaries]
    command += map(str, here.account or ())
    told = sized(memory_here()) | (settings or {})
    command += [f"{name}={value}" for name, value in told.items()]
    deadline = time.monotonic() + START_LIMIT
    while True:
        try:
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                cwd="/",
                env={name: value for name, value in os.environ.items() if name in KEEPER_NEEDS},
                start_new_session=True,
                timeout=max(deadline - time.monotonic(), 0.1),
            )
        except subprocess.TimeoutExpired:
            done = None
        except OSError as error:
            raise Unreachable(
                f"The keeper of our own database server did not start: {error.strerror} "
                f"({sys.executable}). Is the Python there that the desk was opened with?"
            ) from None
        if address := _answering(here.folder):
            return address
        if done and done.returncode not in {0, BUSY}:
            raise Unreachable(f"Our own database server did not start. {done.stdout.strip()}")
        if time.monotonic() > deadline:
            raise Unreachable(
                f"Our own database server was not ready within {START_LIMIT} s. "
                f"The end of {here.folder / 'log'}: {_end_of_the_log(here.folder)}"
            )
        time.sleep(0.05)


def _end_of_the_log(folder):
    try:
        return " ".join((folder / "log").read_text().split("\n")[-6:]).strip()
    except FileNotFoundError:
        return "nothing"


def leave(asked):
    """Give the lease back; whoever was the last to use the server then sees it gone."""
    folder = _places[asked].folder
    os.close(_leases.pop(asked))
    deadline = time.monotonic() + FAREWELL
    while time.monotonic() < deadline and _is_stopping(folder):
        time.sleep(0.02)


@atexit.register
def _leave_all():
    for asked in list(_leases):
        leave(asked)


def _is_stopping(folder):
    """Whether a keeper is at work that nobody holds a lease from any more."""
    if not _has_keeper(folder):
        return False
    lease = os.open(folder / "lease", os.O_RDWR)
    try:
        fcntl.flock(lease, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True  # the keeper has it for itself
    else:
        return _can_have_for_itself(lease)
    finally:
        os.close(lease)


def _can_have_for_itself(lease):
    try:
        fcntl.flock(lease, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
