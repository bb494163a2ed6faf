"""Writing backups: files of their own, whole or not at all, in a folder of many."""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

import pyrage

from ..errors import BadBackup
from ..formats.backups import (
    COPY,
    ENCRYPTED,
    PIECE,
    fault_of_file,
    sealed_manifest,
)

DRAFT = ".draft"


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
        _settle(folder.parent)  # which may have got that folder just now
        self.files[path] = [size, digest]
        return path

    def find_copy(self, name: str) -> str | None:
        """Where an earlier backup has put that copy already; None where none has, or it is no more
        what was written: a backup says of itself that it is whole, so each is read to its end."""
        for found in (self.place / "copies" / name[:2]).glob(f"{name}-*"):
            path = found.relative_to(self.place).as_posix()
            match = COPY.fullmatch(path)
            if not match or bool(match[4]) != bool(self.keys):
                continue
            size = found.stat().st_size
            if not fault_of_file(found, size, match[3]):
                self.files[path] = [size, match[3]]
                return path
        return None


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
            for each, content in sealed_manifest(draft.files, at).items():
                with _created(draft.folder / each) as file:
                    file.write(content)
            _settle(draft.folder)
            draft.folder.replace(place / name)
            _settle(place)
        finally:
            shutil.rmtree(draft.folder, ignore_errors=True)


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
