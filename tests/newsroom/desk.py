"""Running the desk's commands as a person would, in folders of their own."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE = 60  # seconds; a loaded machine is slow


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
