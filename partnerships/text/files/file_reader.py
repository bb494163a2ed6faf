"""Taking the text out of a file that is kept, within bounds of memory and time.

A file may be made to eat memory or to take for ever, and a parser may crash: it is read in a
process of its own, which may use so much and no more. Run as a program this module is that process.
Readers are imported where they are needed: each page would otherwise wait for all of them.
"""

import json
import logging
import os
import pickle
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from ...errors import NoReader, NotReadable
from . import media
from .file_text import FileText

LONGEST = 60  # seconds
MEMORY = 1_500_000_000  # bytes
ROOT = Path(__file__).parents[3]
LISTS = ("authors", "unread", "published_told", "corrections")
STARTED = b"the reader has started\n"
# Of our environment, what a Python may need to start. A process that reads what strangers made
# gets nothing else: no key, no password; nor a language, so that a file reads the same everywhere.
NEEDED = {
    "DYLD_FALLBACK_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH",
    "LD_LIBRARY_PATH",
    "PATH",
    "PYTHONHOME",
    "PYTHONPATH",
    "TMPDIR",
}

log = logging.getLogger(__name__)


def read_file(
    content: bytes, media_type: str, charset: str = "", address: str = "", *, whole: bool = False
) -> FileText:
    """The text and the metadata of a file, read in a process of its own: half a second and more.

    `whole` asks for all that can be seen in a web page, not the article alone. Raises NotReadable,
    and NoReader where that process does not start.
    """
    if media_type in media.IMAGES:
        return read_file_here(content, media_type)
    asked = pickle.dumps((content, media_type, charset, address, whole))
    try:
        answer = json.loads(answered(__name__, asked, LONGEST) or b"")
    except ValueError:
        raise _too_much() from None
    if "missing" in answer:
        raise _no_reader(answer["missing"])
    if "refusal" in answer:
        raise NotReadable(answer["refusal"])
    answer |= {name: tuple(answer[name]) for name in LISTS}
    return FileText(**answer | {"pages": tuple(map(tuple, answer["pages"]))})


def answered(program: str, asked: bytes, seconds: float) -> bytes | None:
    """What one of our modules says when it is run as a program and told `asked`; None when it did
    not come to an end in so many seconds, or crashed. Raises NoReader when it did not start.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-m", program],
            input=asked,
            capture_output=True,
            timeout=seconds,
            env=_environment(),
        )
    except OSError as error:
        raise _no_reader(error) from None
    except subprocess.TimeoutExpired as late:
        said, complaint, is_done = late.stdout or b"", late.stderr or b"", False
    else:
        said, complaint, is_done = done.stdout, done.stderr, done.returncode == 0
    _, has_started, answer = said.partition(STARTED)
    if not has_started:
        raise _no_reader(complaint.decode(errors="replace").strip() or "It says nothing.")
    return answer if is_done else None


def _environment():
    ours = {name: value for name, value in os.environ.items() if name in NEEDED}
    paths = [str(ROOT), *filter(None, [ours.get("PYTHONPATH")])]
    return ours | {"PYTHONPATH": os.pathsep.join(paths), "PYTHONIOENCODING": "utf-8"}


def _no_reader(why):
    """For the editor a sentence, for whoever runs the desk what is wrong. No file was met yet."""
    log.error("The reader of files (%s) could not be started: %s", sys.executable, why)
    return NoReader()


def read_file_here(
    content: bytes, media_type: str, charset: str = "", address: str = "", *, whole: bool = False
) -> FileText:
    """What `extract` answers, read in this very process: for files that one trusts."""
    if media_type in media.IMAGES:
        return FileText(how="picture")
    if not content.strip():
        raise NotReadable("The file is empty: look whether it is the right one.")
    if media_type == media.PDF:
        from . import pdfs

        return pdfs.pdf_text(content)
    if media_type in (media.HTML, media.XHTML):
        from . import webpages

        return webpages.webpage_text(content, charset, address, whole=whole)
    if media_type == media.MAIL:
        from . import letters

        return letters.email_text(content)
    if media_type == media.TEXT:
        from .encodings import text_of
        from .file_text import storable

        return FileText(how="plain text", text=storable(text_of(content, charset)))
    raise NotReadable(f"No text can be taken out of a file of the type {media_type}.")


def _too_much():
    return NotReadable(
        "The file takes too much time or memory to be read: upload it as plain text."
    )


def confine(seconds: int) -> None:
    """Let this process use so much time and memory, and no more; and say that it has started."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.buffer.write(STARTED)
    sys.stdout.buffer.flush()


def _answer_one():
    """Read the file that standard input holds, and tell standard output what is in it."""
    confine(LONGEST)
    *asked, whole = pickle.load(sys.stdin.buffer)
    try:
        answer = asdict(read_file_here(*asked, whole=whole))
    except NotReadable as refusal:
        answer = {"refusal": str(refusal)}
    except ImportError as error:
        answer = {"missing": str(error)}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    _answer_one()
