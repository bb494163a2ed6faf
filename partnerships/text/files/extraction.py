"""Taking the text out of a file that is kept, within bounds of memory and time.

A file may be made to eat memory or to take for ever, and a parser may crash: it is read in a
process of its own, which may use so much and no more. Run as a program this module is that process.
Readers are imported where they are needed: each page would otherwise wait for all of them.
"""

import json
import pickle
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from ...errors import NotReadable
from . import media
from .extracts import Extract

LONGEST = 60  # seconds
MEMORY = 1_500_000_000  # bytes
ROOT = Path(__file__).parents[3]


def extract(content, media_type, charset="", address="", *, whole=False):
    """The text and the metadata of a file, read in a process of its own: half a second and more.

    `whole` asks for all that can be seen in a web page, not the article alone. Raises NotReadable.
    """
    if media_type in media.IMAGES:
        return read(content, media_type)
    asked = pickle.dumps((content, media_type, charset, address, whole))
    try:
        done = subprocess.run(
            [sys.executable, "-m", __name__],
            input=asked,
            capture_output=True,
            timeout=LONGEST,
            env={"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        )
    except subprocess.TimeoutExpired:
        raise _too_much() from None
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        raise _too_much() from None
    if "refusal" in answer:
        raise NotReadable(answer["refusal"])
    answer |= {name: tuple(answer[name]) for name in ("authors", "unread")}
    return Extract(**answer | {"pages": tuple(map(tuple, answer["pages"]))})


def read(content, media_type, charset="", address="", *, whole=False):
    """What `extract` answers, read in this very process: for files that one trusts."""
    if media_type in media.IMAGES:
        return Extract(how="picture")
    if not content.strip():
        raise NotReadable("The file is empty: look whether it is the right one.")
    if media_type == media.PDF:
        from . import pdfs

        return pdfs.read(content)
    if media_type in (media.HTML, media.XHTML):
        from . import webpages

        return webpages.read(content, charset, address, whole=whole)
    if media_type == media.MAIL:
        from . import letters

        return letters.read(content)
    if media_type == media.TEXT:
        from .encodings import text_of
        from .extracts import storable

        return Extract(how="plain text", text=storable(text_of(content, charset)))
    raise NotReadable(f"No text can be taken out of a file of the type {media_type}.")


def _too_much():
    return NotReadable(
        "The file takes too much time or memory to be read: upload it as plain text."
    )


def confine(seconds):
    """Let this process use so much time and memory, and no more."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer_one():
    """Read the file that standard input holds, and tell standard output what is in it."""
    confine(LONGEST)
    *asked, whole = pickle.load(sys.stdin.buffer)
    try:
        answer = asdict(read(*asked, whole=whole))
    except NotReadable as refusal:
        answer = {"refusal": str(refusal)}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    _answer_one()
