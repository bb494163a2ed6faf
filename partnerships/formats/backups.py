"""Backups as a folder of files: who reads it needs no desk, and finds whatever was altered.

    copies/ab/<id>-<SHA-256>        a kept copy, once for all backups; ends in .age when encrypted
    2026-11-30T07-50-00.123456Z/    a backup, which is there whole or not at all
        database.dump               for pg_restore
        contents.json               which tables, with how many rows; which copy lies where
        manifest.json               bytes and SHA-256 of these two, and of each copy it needs
        manifest.sha256             of the manifest, as sha256sum --check reads it

With keys of age (age-encryption.org) all but the manifest is encrypted, and age itself opens it.
"""

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

import pyrage

from ..errors import BadBackup

FORMAT = 1
MANIFEST, SEAL = "manifest.json", "manifest.sha256"
DUMP, CONTENTS = "database.dump", "contents.json"
ENCRYPTED = ".age"
NAME = re.compile(r"\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{6}Z")
COPY = re.compile(r"copies/([0-9a-f]{2})/([0-9a-f]{64})-([0-9a-f]{64})(\.age)?")
PIECE = 1 << 20  # bytes


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


def sealed_manifest(files: Mapping[str, list[int | str]], at: datetime) -> dict[str, bytes]:
    """The manifest of a backup made `at` that moment, and its seal, by the names of their files."""
    manifest = {"format": FORMAT, "made_at": at.isoformat(), "files": files}
    text = json.dumps(manifest, indent=1, sort_keys=True).encode()
    return {MANIFEST: text, SEAL: _seal(text)}


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
    if seal != _seal(text):
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
            if path not in looked_at and (fault := fault_of_file(path, size, digest)):
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


def fault_of_file(path: Path, size: int, digest: str) -> str | None:
    """What is wrong with a file that was written so long, with that SHA-256; None for nothing."""
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


def _seal(text):
    return f"{hashlib.sha256(text).hexdigest()}  {MANIFEST}\n".encode()
