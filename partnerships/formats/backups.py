"""Backups as a folder of files: who reads it needs no desk, and finds whatever was altered.

    copies/ab/<id>-<SHA-256>        a kept copy, once for all backups; ends in .age when encrypted
    2026-11-30T07-50-00.123456Z/    a backup, which is there whole or not at all
        database.dump               for pg_restore
        contents.json               which tables, with how many rows; which copy lies where
        manifest.json               bytes and SHA-256 of these two, and of each copy it needs
        manifest.sha256             of the manifest, as sha256sum --check reads it

With keys of age (age-encryption.org) all but the manifest is encrypted, and age itself opens it.
"""

import fcntl
import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

import pyrage

from ..errors import BadBackup

FORMAT = 1
MANIFEST, SEAL = "manifest.json", "manifest.sha256"
DUMP, CONTENTS = "database.dump", "contents.json"
ENCRYPTED, DRAFT = ".age", ".draft"
NAME = re.compile(r"\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{6}Z")
COPY = re.compile(r"copies/([0-9a-f]{2})/([0-9a-f]{64})-([0-9a-f]{64})(\.age)?")
PIECE = 1 << 20  # bytes


class _Counted:
    """A file to write to that counts its bytes and takes their SHA-256."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.bytes, self.digest = file, 0, hashlib.sha256()

    def write(self, piece: bytes) -> int:
        self.bytes += len(piece)
        self.digest.update(piece)
        return self.file.write(piece)

    def flush(self) -> None:
        self.file.flush()


@dataclass
class BackupDraft:
    """A backup that is being written, for those who hold the keys; `files` is what is in it."""

    place: Path
    folder: Path
    keys: Sequence[Any] = ()
    files: dict[str, list[int | str]] = field(default_factory=dict)

    def add(self, name: str, content: IO[bytes]) -> None:
        """Write a file of the backup's own, to its end."""
        name += ENCRYPTED if self.keys else ""
        self.files[name] = list(_write(self.folder / name, content, self.keys))

    def add_copy(self, name: str, content: IO[bytes]) -> str:
        """Keep a copy under `name`, 64 digits that tell copies apart; where it lies now."""
        folder = self.place / "copies" / name[:2]
        _make(folder)
        draft = folder / (name + DRAFT)
        size, digest = _write(draft, content, self.keys)
        path = f"copies/{name[:2]}/{name}-{digest}{ENCRYPTED if self.keys else ''}"
        draft.replace(self.place / path)
        _settle(folder)
        self.files[path] = [size, digest]
        return path

    def find_copy(self, name: str) -> str | None:
        """Where an earlier backup has put that copy already; None where none has."""
        for found in (self.place / "copies" / name[:2]).glob(f"{name}-*"):
            path = found.relative_to(self.place).as_posix()
            match = COPY.fullmatch(path)
            if match and bool(match[4]) == bool(self.keys):
                self.files[path] = [found.stat().st_size, match[3]]
                return path
        return None


@dataclass(frozen=True)
class Backup:
    """A backup that is there."""

    folder: Path
    files: dict[str, list[Any]]

    @property
    def is_encrypted(self) -> bool:
        return DUMP + ENCRYPTED in self.files

    def path(self, name: str) -> Path:
        """Where a file of it lies; copies lie beside the backups that share them."""
        return (self.folder.parent if COPY.fullmatch(name) else self.folder) / name

    def read(self, name: str, into: IO[bytes], keys: Sequence[Any] = ()) -> None:
        """Write a file, decrypted, `into` another. Raises BadBackup where no key opens it."""
        with self.path(name).open("rb") as stored:
            if not name.endswith(ENCRYPTED):
                shutil.copyfileobj(stored, into, PIECE)
                return
            try:
                pyrage.decrypt_io(stored, into, keys)
            except pyrage.DecryptError:
                raise BadBackup(
                    f"{self.folder.name} is encrypted, and none of the keys given opens it."
                ) from None


@contextmanager
def new_backup(place: Path, keys: Sequence[Any] = (), *, at: datetime) -> Iterator[BackupDraft]:
    """A block that writes a backup into the folder `place`: at its end it is there, or nothing is.

    Raises BadBackup while another is being written there.
    """
    name = at.astimezone(UTC).strftime("%Y-%m-%dT%H-%M-%S.%fZ")
    _make(place)
    with _turn(place):
        for left in [*place.glob(f"*{DRAFT}"), *place.glob(f"copies/*/*{DRAFT}")]:
            shutil.rmtree(left) if left.is_dir() else left.unlink()  # by one that was killed
        draft = BackupDraft(place, place / (name + DRAFT), keys)
        _make(draft.folder)
        try:
            yield draft
            manifest = {"format": FORMAT, "made_at": at.isoformat(), "files": draft.files}
            text = json.dumps(manifest, indent=1, sort_keys=True).encode()
            seal = f"{hashlib.sha256(text).hexdigest()}  {MANIFEST}\n".encode()
            for each, content in [(MANIFEST, text), (SEAL, seal)]:
                with _created(draft.folder / each) as file:
                    file.write(content)
            _settle(draft.folder)
            draft.folder.replace(place / name)
            _settle(place)
        finally:
            shutil.rmtree(draft.folder, ignore_errors=True)


def backups_in(place: Path) -> list[Path]:
    """The folders of the backups in the folder `place`, the oldest first."""
    found = [each for each in place.iterdir() if NAME.fullmatch(each.name)]
    return sorted(found, key=lambda each: each.name)


def open_backup(folder: Path) -> Backup:
    """The backup in that folder, by its manifest. Raises BadBackup where that was altered."""
    try:
        text = (folder / MANIFEST).read_bytes()
        seal = (folder / SEAL).read_bytes()
    except OSError as error:
        raise BadBackup(f"{folder.name}: its manifest cannot be read: {error.strerror}.") from None
    if seal != f"{hashlib.sha256(text).hexdigest()}  {MANIFEST}\n".encode():
        raise BadBackup(f"{folder.name}: its manifest is not what was written: {MANIFEST}.")
    manifest = json.loads(text)
    if manifest["format"] != FORMAT:
        raise BadBackup(f"{folder.name} was written by a later desk. Restore it with that.")
    return Backup(folder, manifest["files"])


def faults_of(backups: Iterable[Backup]) -> Iterator[str]:
    """A sentence for each file of the backups that is missing or altered; each is read once."""
    looked_at = set()
    for backup in backups:
        for name, (size, digest) in backup.files.items():
            path = backup.path(name)
            if path not in looked_at and (fault := _fault(path, size, digest)):
                yield f"{backup.folder.name}: {name} {fault}"
            looked_at.add(path)


def public_key(text: str) -> Any:
    """The key of age to encrypt for, age1…. Raises BadBackup when it is none."""
    try:
        return pyrage.x25519.Recipient.from_str(text.strip())
    except pyrage.RecipientError:
        raise BadBackup(f"{text} is no public key of age, which begins with age1.") from None


def private_keys(text: str) -> list[Any]:
    """The keys in a file that age-keygen writes. Raises BadBackup when there is none."""
    lines = [line.strip() for line in text.splitlines()]
    try:
        keys = [
            pyrage.x25519.Identity.from_str(line)
            for line in lines
            if line and not line.startswith("#")
        ]
    except pyrage.IdentityError:
        keys = []
    if not keys:
        raise BadBackup("That file holds no key of age: AGE-SECRET-KEY-1…, one a line.")
    return keys


def _fault(path, size, digest):
    try:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_size != size:
                return "is not as long as it was written."
            if hashlib.file_digest(file, "sha256").hexdigest() != digest:
                return "is not what was written."
    except FileNotFoundError:
        return "is missing."
    except OSError as error:
        return f"cannot be read: {error.strerror}."
    return None


def _write(path, content, keys):
    """Write `content` to a new file; its bytes and their SHA-256, as they lie there."""
    with _created(path) as file:
        counted = _Counted(file)
        if keys:
            pyrage.encrypt_io(content, counted, keys)
        else:
            shutil.copyfileobj(content, counted, PIECE)
        return counted.bytes, counted.digest.hexdigest()


@contextmanager
def _created(path):
    """A new file for nobody else's eyes, which is on the disk when the block ends."""
    with open(path, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def _make(folder):
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def _settle(folder):
    """Have the names in a folder reach the disk."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _turn(place):
    handle = os.open(place, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise BadBackup(f"Another backup is being written into {place}.") from None
    try:
        yield
    finally:
        os.close(handle)
