"""Whether the files of kept copies are what was kept, and which files nobody keeps."""

from collections.abc import Iterator
from hashlib import sha256

from django.core.files.base import File
from django.core.files.storage import default_storage

from ...errors import NotAsKept
from ...models import Snapshot

FOLDER = "snapshots"
PIECE = 1_000_000  # bytes


def files_at_fault() -> Iterator[tuple[str, str]]:
    """Each kept copy whose file is missing or altered: its name, and what is wrong with it."""
    named, wrong = "", ""
    kept = Snapshot.objects.exclude(content="").order_by("content", "pk")
    for copy in kept.only("uid", "content", "size", "sha256").iterator(chunk_size=1000):
        if copy.content.name != named:  # one file may be kept for many sources
            named, wrong = copy.content.name, file_fault(copy)
        if wrong:
            yield f"copy {copy.uid}", wrong


def file_fault(copy: Snapshot) -> str:
    """What is wrong with the file of a copy, as half a sentence; "" when nothing is."""
    try:
        with copy.content.open("rb") as file:
            digest = digest_of(file)
    except FileNotFoundError:
        return f"its file {copy.content.name} is missing"
    except OSError as error:
        return f"its file {copy.content.name} cannot be read: {error.strerror or error}"
    if digest != copy.sha256:
        return f"its file {copy.content.name} is not what was kept"
    return ""


def opened_copy(copy: Snapshot) -> File:
    """The file of a copy, open for bytes and looked through: it is what was kept.

    Raises NotAsKept when it is not, or is missing, and ValueError where the copy has no file.
    """
    if not copy.content:
        raise ValueError("This copy has no file.")
    try:
        file = copy.content.open("rb")
        if digest_of(file) == copy.sha256:
            file.seek(0)
            return file
        file.close()
    except OSError:
        pass
    raise NotAsKept(
        "The file of this copy is missing on the desk's disk, or has changed there: it is not"
        " given out. Tell whoever runs the desk."
    )


def digest_of(file: File) -> str:
    """The SHA-256 of what is left to read of the file."""
    digest = sha256()
    while piece := file.read(PIECE):
        digest.update(piece)
    return digest.hexdigest()


def files_of_no_copy() -> Iterator[str]:
    """Names of files that no copy keeps: a capture that was broken off leaves such a one."""
    known = set(Snapshot.objects.exclude(content="").values_list("content", flat=True))
    for name in _files(FOLDER):  # what came meanwhile is asked for once more
        if name not in known and not Snapshot.objects.filter(content=name).exists():
            yield name


def _files(folder):
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:  # nothing was ever kept
        return
    yield from (f"{folder}/{name}" for name in sorted(files))
    for name in sorted(folders):
        yield from _files(f"{folder}/{name}")
