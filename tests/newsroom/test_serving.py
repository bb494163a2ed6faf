"""No slow client keeps a thread of the web server, and whoever sends all of it is answered."""

import http.client
import os
import socket
import subprocess
import sys
from contextlib import ExitStack
from hashlib import sha256
from unittest.mock import Mock

import pytest

from newsroom import serving
from tests.newsroom.desk import PATIENCE, ROOT, environment

THREADS = 2
SLOW = 3 * THREADS


@pytest.fixture(scope="module")
def port():
    """Where a web server with two threads listens."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen(100)
        door.set_inheritable(True)
        gunicorn = subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn", "tests.newsroom.tiny_app"),
                *("--bind", f"fd://{door.fileno()}", "--threads", str(THREADS)),
                *("--worker-class", "newsroom.serving.PatientWorker", "--log-level", "warning"),
                *("--no-sendfile", "--keep-alive", "60"),
            ],
            cwd=ROOT,
            env=environment(),
            pass_fds=[door.fileno()],
        )
        yield door.getsockname()[1]
        gunicorn.terminate()
        gunicorn.wait()


@pytest.fixture
def connect(port):
    """A function that connects; all that it made is closed at the end."""
    with ExitStack() as stack:
        yield lambda: stack.enter_context(
            socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        )


def ask(port, path="/", **given):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("POST" if given else "GET", path, **given)
        return connection.getresponse().read().decode()
    finally:
        connection.close()


def told(sent):
    return f"{len(sent)} {sha256(sent).hexdigest()}"


def request(body=b"", *more):
    lines = [b"POST / HTTP/1.1", b"Host: desk", b"Content-Length: %d" % len(body), *more]
    return b"\r\n".join([*lines, b"", body])


def hear(connection, words):
    """Read until the server has said that; whether it has before the connection ended."""
    said = ""
    while words not in said and (more := connection.recv(1 << 16).decode()):
        said += more
    return words in said


@pytest.mark.parametrize(
    "half", [b"", b"GET / HT", b"POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nhalf"]
)
def test_more_slow_clients_than_threads_keep_nobody_waiting(port, connect, half):
    for _ in range(SLOW):
        connect().sendall(half)

    assert ask(port) == told(b"")


@pytest.mark.walk
@pytest.mark.parametrize("half", [b"GET / HT", request(b"x" * 50)[:-1]])
def test_what_comes_too_slowly_is_cut_off(connect, half):
    slow = connect()

    slow.sendall(half)

    assert slow.recv(100) == b""


@pytest.mark.drill
def test_who_takes_an_answer_too_slowly_is_cut_off(port, connect):
    for _ in range(SLOW):
        connect().sendall(b"GET /long HTTP/1.1\r\nHost: desk\r\n\r\n")

    assert ask(port) == told(b"")


def test_what_comes_in_pieces_is_read_whole(port):
    sent = os.urandom(3_000_000)

    assert ask(port, body=iter([sent]), headers={"Content-Length": str(len(sent))}) == told(sent)


def test_a_head_in_pieces_is_one_head(connect):
    pieces = connect()
    pieces.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    for byte in request(b"so"):
        pieces.sendall(bytes([byte]))

    assert hear(pieces, told(b"so"))


def test_what_was_cut_off_as_it_came_is_counted_no_more(monkeypatch):
    ours, theirs = socket.socketpair()
    worker = object.__new__(serving.PatientWorker)
    worker.arriving, worker.bytes, worker.nr_conns, worker.poller = {}, 0, 1, Mock()
    conn = Mock(sock=ours, arrival=serving.Arrival())
    worker.arriving[conn] = None
    with ours, theirs, conn.arrival.file:
        theirs.sendall(request(b"so", b"Expect: 100-continue")[:-2])
        theirs.shutdown(socket.SHUT_RD)  # who asked to be told to go on does not listen

        worker.on_piece(conn, ours)

    assert (worker.bytes, worker.nr_conns, worker.arriving) == (0, 0, {})


def test_a_connection_is_kept_for_the_next_request(connect):
    kept = connect()
    for sent in [b"first", b"second", b""]:
        kept.sendall(request(sent))
        assert hear(kept, told(sent))


def test_who_waits_to_be_told_to_go_on_is_told(connect):
    waiting = connect()
    whole = request(b"so", b"Expect: 100-continue")

    waiting.sendall(whole[:-2])
    assert hear(waiting, "HTTP/1.1 100 Continue")
    waiting.sendall(whole[-2:])
    assert hear(waiting, told(b"so"))


def test_what_is_too_large_is_refused_unread(connect):
    large = connect()

    large.sendall(b"POST / HTTP/1.1\r\nHost: desk\r\nContent-Length: 90000000\r\n\r\n")

    assert hear(large, "too large")


def test_a_request_that_follows_at_once_has_a_connection_of_its_own(connect):
    hasty = connect()

    hasty.sendall(request(b"first") + request(b"second"))

    assert hear(hasty, told(b"first"))
    assert not hear(hasty, told(b"second"))


def test_who_goes_away_leaves_nothing_amiss(port, connect):
    for _ in range(SLOW):
        connect().close()
        gone = connect()
        gone.sendall(request(b"half")[:-2])
        gone.close()

    assert ask(port) == told(b"")


def test_an_unreadable_request_is_refused(connect):
    odd = connect()

    odd.sendall(b"nonsense\r\n\r\n")

    assert hear(odd, "HTTP/1.1 400")


@pytest.mark.parametrize(
    "lengths",
    [
        b"Content-Length: 4\r\nTransfer-Encoding: chunked",
        b"Content-Length: 4\r\nContent-Length: 5",
        b"Content-Length: +4",
        b"Content-Length: 0x4",
        b"Transfer-Encoding: xchunked",
        b"Transfer-Encoding : chunked",
    ],
)
def test_a_request_whose_end_can_be_read_in_two_ways_is_not_answered(connect, lengths):
    odd = connect()
    head = b"POST / HTTP/1.1\r\nHost: localhost\r\n" + lengths + b"\r\n\r\n"

    odd.sendall(head + b"0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n")

    said = b""
    while part := odd.recv(4096):
        said += part
    assert b"HTTP/1.1 200" not in said
    assert said.count(b"HTTP/1.1 ") <= 1
