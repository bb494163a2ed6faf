"""How requests come in: whole, before a thread has anything to do with them.

gunicorn's threads read a request themselves, so that as many slow clients as there are threads stop
a desk. Here the loop that accepts connections gathers each request, on the disk where it is long,
and hands it to a thread when all of it is there. What comes too slowly is cut off, and so is who
takes the answer too slowly.
"""

import errno
import re
import socket
import time
from functools import partial
from selectors import EVENT_READ
from tempfile import SpooledTemporaryFile

from django.conf import settings
from gunicorn.http import get_parser
from gunicorn.workers.gthread import TConn, ThreadWorker

HEAD_SECONDS, BODY_SECONDS, SEND_SECONDS = 10, 20, 60
SLOWEST = 20_000  # bytes a second, of a body or an answer, beyond those seconds
LINGER_SECONDS = 2  # for whoever has been answered to close
LONGEST_HEAD = 64_000  # bytes; gunicorn refuses longer ones by itself
IN_MEMORY = 64_000  # bytes of a request; more goes to the disk
LARGEST_FILE = 22_000_000  # bytes, that the API takes whatever a form of the desk may have
MOST_AT_ONCE = 500_000_000  # bytes of all requests that are on their way
PIECE = 1 << 16
LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,15})[ \t]*\r\n", re.IGNORECASE)
EXPECTS = re.compile(rb"\r\nexpect:[ \t]*100-continue[ \t]*\r\n", re.IGNORECASE)
GO_ON = b"HTTP/1.1 100 Continue\r\n\r\n"


class _Socket(socket.socket):
    """A socket on which an answer has a time to be sent in, whoever takes it."""

    seconds = SEND_SECONDS

    def setblocking(self, flag):
        self.settimeout(SEND_SECONDS if flag else 0)

    def sendall(self, piece, flags=0):
        began = time.monotonic()
        try:
            self.settimeout(max(self.seconds, 0.01))
            super().sendall(piece, flags)
        except TimeoutError:
            raise BrokenPipeError(errno.EPIPE, "the answer is taken too slowly") from None
        self.seconds += len(piece) / SLOWEST - (time.monotonic() - began)


class Arrival:
    """A request that is on its way, from which gunicorn's parser reads once it is here."""

    def __init__(self):
        self.file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
        self.head = bytearray()
        self.bytes = 0
        self.whole = None  # how many bytes it has; None as long as its head is not here
        self.deadline = time.monotonic() + HEAD_SECONDS

    def add(self, piece):
        """Take what has come. Whether somebody waits to be told to go on."""
        self.bytes += len(piece)  # before what may fail, as the worker counts it
        self.file.write(piece)
        if self.whole is not None:
            return False
        self.head += piece
        end = self.head.find(b"\r\n\r\n")
        if end < 0:
            self.whole = self.bytes if len(self.head) > LONGEST_HEAD else None
            return False
        head = bytes(self.head[: end + 2])
        told = LENGTH.search(head)
        length = int(told[1]) if told else 0
        # What is too long is refused by what its head says.
        is_read = length <= max(settings.LARGEST_UPLOAD, LARGEST_FILE)
        self.whole = end + 4 + (length if is_read else 0)
        self.deadline = time.monotonic() + BODY_SECONDS + length / SLOWEST
        return self.bytes < self.whole and bool(EXPECTS.search(head))

    @property
    def is_here(self):
        return self.whole is not None and self.bytes >= self.whole

    @property
    def is_followed(self):
        """Whether more has come than the request: the connection ends with its answer then."""
        return self.bytes > self.whole

    def rewind(self):
        self.file.seek(0)

    def recv(self, size):
        return self.file.read(size)


class _Connection(TConn):
    """A connection, the request that arrives on it, and the worker whose it is."""

    def __init__(self, worker, sock, client, server):
        super().__init__(worker.cfg, _Socket(fileno=sock.detach()), client, server)
        self.worker = worker
        self.arrival = None
        self.parser = get_parser(self.cfg, self, client)
        self.data_ready = True  # whenever a thread has it

    def recv(self, size):
        return self.arrival.recv(size)

    def close(self, graceful=False):
        if graceful:
            self.worker.linger(self)
        else:
            self.arrival.file.close()
            super().close()


class PatientWorker(ThreadWorker):
    """gunicorn's worker with threads, whose threads never wait for a client to send."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.arriving = {}  # connections by themselves, the oldest first
        self.bytes = 0  # of what has come of their requests
        self.lingering = {}  # connections that are closed, and until when

    def accept(self, listener):
        try:
            sock, client = listener.accept()
        except OSError as error:
            if error.errno not in (errno.EAGAIN, errno.ECONNABORTED):
                raise
            return
        conn = _Connection(self, sock, client, listener.getsockname())
        self.nr_conns += 1
        if self.nr_conns >= self.worker_connections - self.cfg.threads:
            self.drop_oldest()
        self.await_request(conn)

    def await_request(self, conn):
        """Gather the next request of a connection."""
        if conn.arrival:
            conn.arrival.file.close()
        conn.arrival = Arrival()
        conn.sock.seconds = SEND_SECONDS
        self.arriving[conn] = None
        self.poller.register(conn.sock, EVENT_READ, partial(self.on_piece, conn))

    def on_piece(self, conn, sock):
        try:
            piece = sock.recv(PIECE)
        except BlockingIOError:
            return
        except OSError:
            piece = b""
        if not piece:
            self.drop(conn)
            return
        self.bytes += len(piece)
        try:
            if conn.arrival.add(piece):
                sock.send(GO_ON)
        except OSError:  # gone meanwhile, or no room on the disk
            self.drop(conn)
            return
        if conn.arrival.is_here:
            self.leave(conn)
            conn.arrival.rewind()
            self.enqueue_req(conn)
        elif self.bytes > MOST_AT_ONCE:
            self.drop_oldest()

    def handle(self, conn):
        """Answer the request; whether another may follow on its connection."""
        return super().handle(conn) and not conn.arrival.is_followed

    def on_client_socket_readable(self, conn, client):
        """Another request comes on a connection that was kept."""
        self.poller.unregister(client)
        self.keepalived_conns.remove(conn)
        self.await_request(conn)

    def linger(self, conn):
        """Close, once whoever was answered has; without keeping the loop from the others."""
        try:
            conn.sock.setblocking(False)
            conn.sock.shutdown(socket.SHUT_WR)
            self.poller.register(conn.sock, EVENT_READ, partial(self.on_farewell, conn))
        except (OSError, ValueError):
            conn.close()
        else:
            self.lingering[conn] = time.monotonic() + LINGER_SECONDS

    def on_farewell(self, conn, sock):
        try:
            if sock.recv(PIECE):
                return
        except BlockingIOError:
            return
        except OSError:
            pass
        self.forget(conn)

    def forget(self, conn):
        self.lingering.pop(conn, None)
        self.poller.unregister(conn.sock)
        conn.close()

    def leave(self, conn):
        """Gather no more of the connection's request."""
        del self.arriving[conn]
        self.poller.unregister(conn.sock)
        self.bytes -= conn.arrival.bytes

    def drop(self, conn):
        """Cut off a connection whose request has not come."""
        self.leave(conn)
        self.nr_conns -= 1
        conn.close()

    def drop_oldest(self):
        if self.arriving:
            self.drop(next(iter(self.arriving)))

    def murder_pending(self):
        """Cut off what comes too slowly; whoever is told to stop waits for nobody."""
        now = time.monotonic()
        for conn in [each for each in self.arriving if each.arrival.deadline < now]:
            self.drop(conn)
        for conn in [each for each, until in self.lingering.items() if until < now]:
            self.forget(conn)
        if not self.alive:
            for conn in list(self.arriving):
                self.drop(conn)
