"""The whole database as a stream of bytes, and back: by PostgreSQL's own programs, as the owner."""

import subprocess
import tempfile
from contextlib import contextmanager

from django.conf import settings
from psycopg import pq
from psycopg.conninfo import make_conninfo

from .errors import ProgramFailed
from .keeper import environment
from .place import programs

NO_TLS = "SSL support is not compiled in"
OTHERS = (
    "Name the folder of those that belong to your server, of Debian's postgresql-client for one,"
    " in POSTGRES_PROGRAMS: /usr/lib/postgresql/18/bin."
)
KEYWORDS = {each.keyword.decode() for each in pq.Conninfo.get_defaults()}


@contextmanager
def dumping(params, snapshot):
    """A stream to read: what pg_dump writes of the database as it is in the exported `snapshot`.

    Raises ProgramFailed at the end of the block when it was not written whole.
    """
    words = ["--format=custom", f"--snapshot={snapshot}"]
    with _running("pg_dump", words, params, stdout=subprocess.PIPE) as process:
        yield process.stdout


@contextmanager
def filling(params, *, with_rights):
    """A stream to write what pg_dump wrote to; the database then has all of it or nothing.

    The application's rights come along where its login has the name that it had (`with_rights`).
    """
    words = ["--format=custom", "--no-owner", "--exit-on-error", "--single-transaction"]
    words += [] if with_rights else ["--no-privileges"]
    with _running("pg_restore", words, params, stdin=subprocess.PIPE) as process:
        yield process.stdin
        process.stdin.close()


@contextmanager
def _running(program, words, params, **pipes):
    """One of PostgreSQL's programs, logged in by `params`; waited for, and asked how it went."""
    login = {word: value for word, value in params.items() if word in KEYWORDS}
    binaries = settings.DATABASES["default"].get("PROGRAMS") or programs() / "bin"
    password = str(login.pop("password", ""))  # a command line can be read by everybody
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [binaries / program, *words, "--dbname", make_conninfo(**login)],
            stderr=said,
            env=environment() | {"PGPASSWORD": password},
            **({"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL} | pipes),
        )
        with process:
            try:
                yield process
            except BrokenPipeError:
                pass  # it ended before it had read all, and said why
            except BaseException:
                process.kill()
                raise
        said.seek(0)
        if process.returncode:
            why = " ".join(said.read().decode(errors="replace").split())
            if NO_TLS in why:
                why = f"it speaks no TLS. {OTHERS}"
            raise ProgramFailed(f"{program} failed: {why or 'it was killed'}")
