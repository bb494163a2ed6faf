"""Files of others, shown to a scanner of the operator's before anything of them is kept."""

import logging
import socket
from contextlib import closing

from django.conf import settings

from ..errors import NoScanner, NotReadable

log = logging.getLogger(__name__)

PIECE = 1 << 17  # bytes
PATIENCE = 60  # seconds for the scanner to take a piece, or to answer
LONGEST = 4096  # bytes of an answer
CLEAN = "stream: OK"
FOUND = " FOUND"


def scan(content: bytes) -> None:
    """Have a scanner look at a file; nothing where the desk has none. It is spoken to as clamd is,
    by INSTREAM.

    Raises NotReadable, with what it found; and NoScanner where it does not say that it found
    nothing: what nobody looked at is not kept.
    """
    scanner = settings.HARDENING.file_scanner
    if scanner is None:
        return
    said = _said(scanner, b"zINSTREAM\0", content)
    if said.endswith(FOUND):
        name = said.removeprefix("stream: ").removesuffix(FOUND)
        raise NotReadable(f"The scanner found “{name}” in this file: nothing of it is kept.")
    if said != CLEAN:
        log.error("The scanner of files did not look at one: %s", said)
        raise NoScanner


def scanner_answers() -> bool:
    """Whether the scanner, where the desk has one, is there to look at files."""
    scanner = settings.HARDENING.file_scanner
    return scanner is None or _said(scanner, b"zPING\0") == "PONG"


def _said(scanner, command, content=None):
    """What the scanner says to a command, and to a file; or why it says nothing."""
    try:
        with closing(_connected(scanner)) as connected, connected.makefile("rb") as answer:
            connected.sendall(command)
            if content is not None:
                for begin in range(0, len(content), PIECE):
                    piece = content[begin : begin + PIECE]
                    connected.sendall(len(piece).to_bytes(4, "big") + piece)
                connected.sendall(bytes(4))
            return answer.read(LONGEST).rstrip(b"\0\n").decode(errors="replace")
    except OSError as error:
        return str(error)


def _connected(scanner):
    if isinstance(scanner, str):
        connected = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connected.settimeout(PATIENCE)
        try:
            connected.connect(scanner)
        except OSError:
            connected.close()
            raise
        return connected
    return socket.create_connection(scanner, PATIENCE)
