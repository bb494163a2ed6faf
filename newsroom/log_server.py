"""Lines of the log, sent to another machine as they come: syslog (RFC 5424) over TLS (RFC 5425).

Who breaks into this machine can change what it keeps, and not what has left it.
"""

import logging
import os
import socket
import ssl
import sys
import threading
from collections import deque
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from time import monotonic

MOST = 10_000  # lines that wait while the server is away; those that come then are counted
PATIENCE = 10  # seconds for the server to be reached and to take a line
LONGEST_PAUSE = 60  # seconds between two tries
PARTING = 3  # seconds that a process which ends waits for its last lines to go
LOCAL = 16  # the facility of programs of one's own
SEVERITIES = [(logging.CRITICAL, 2), (logging.ERROR, 3), (logging.WARNING, 4), (logging.INFO, 6)]
DEBUG = 7


@dataclass(frozen=True)
class LogServer:
    """Where lines are sent, and who vouches for it: a file of authorities, or the machine's."""

    host: str
    port: int
    authorities: str | None = None


class LogServerHandler(logging.Handler):
    """Sends what is logged to a server. Nobody who logs waits for it: a thread of each process
    sends, and tries again after pauses that grow while the server is away.

    What the machine had already taken to send is lost where the connection breaks: syslog has no
    word for "received".
    """

    def __init__(self, server: LogServer):
        super().__init__()
        self.server = server
        self._begin()
        os.register_at_fork(after_in_child=self._begin)  # threads are not forked

    def _begin(self):
        self.waiting: deque[bytes] = deque()
        self.dropped = 0
        self.changed = threading.Condition()
        self.thread = None
        self.is_closing = False

    def emit(self, record):
        try:
            line = self._message(record)
        except Exception:
            self.handleError(record)
            return
        with self.changed:
            if len(self.waiting) >= MOST:
                self.dropped += 1
                return
            self.waiting.append(line)
            if self.thread is None:
                self.thread = threading.Thread(target=self._send_all, daemon=True, name="log")
                self.thread.start()
            self.changed.notify_all()

    def flush(self):
        """Wait until all has gone, or the server has had its time."""
        until = monotonic() + PARTING
        with self.changed:
            while self.waiting and (left := until - monotonic()) > 0:
                self.changed.wait(left)

    def close(self):
        self.flush()
        with self.changed:
            self.is_closing = True
            self.changed.notify_all()
        super().close()

    def _message(self, record):
        severity = next((told for level, told in SEVERITIES if record.levelno >= level), DEBUG)
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        return _framed(severity, at, os.getpid(), self.format(record))

    def _send_all(self):
        pause = 1
        while not self.is_closing:
            try:
                with closing(self._connected()) as connected:
                    pause = 1
                    self._send_what_comes(connected)
                    continue
            except OSError as error:
                where = f"{self.server.host}:{self.server.port}"
                sys.stderr.write(f"Lines of the log wait, for {where} takes none: {error}\n")
            with self.changed:
                self.changed.wait_for(lambda: self.is_closing, timeout=pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    def _connected(self):
        context = ssl.create_default_context(cafile=self.server.authorities)
        place = (self.server.host, self.server.port)
        raw = socket.create_connection(place, PATIENCE)
        try:
            return context.wrap_socket(raw, server_hostname=self.server.host)
        except BaseException:
            raw.close()
            raise

    def _send_what_comes(self, connected):
        while True:
            with self.changed:
                self.changed.wait_for(lambda: self.waiting or self.is_closing)
                if not self.waiting:
                    return
                line, dropped = self.waiting[0], self.dropped
            if _has_ended(connected):
                return
            if dropped:
                connected.sendall(_dropped(dropped))
            connected.sendall(line)
            with self.changed:
                self.waiting.popleft()
                self.dropped -= dropped
                self.changed.notify_all()


def _framed(severity, at, process, said):
    line = f"<{LOCAL * 8 + severity}>1 {at} {socket.gethostname()} newsroom {process} - - {said}"
    sent = line.encode(errors="backslashreplace")
    return b"%d %s" % (len(sent), sent)


def _dropped(number):
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    said = f"{number} lines of the log were not kept for you while you were away."
    return _framed(4, now, os.getpid(), said)


def _has_ended(connected):
    """Whether the server has gone: it says nothing, so that what can be read is its end."""
    connected.settimeout(0)
    try:
        return not connected.recv(1)
    except (ssl.SSLWantReadError, BlockingIOError):
        return False
    finally:
        connected.settimeout(PATIENCE)
