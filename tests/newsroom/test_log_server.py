"""Each line of the log goes to another machine at once, and nobody who logs waits for it."""

import json
import logging
import os
import re
import socket
import ssl
import subprocess
import sys
import threading
from contextlib import closing, contextmanager
from queue import Queue

import pytest

from newsroom import log_server
from newsroom.log_server import LogServer, LogServerHandler
from tests.newsroom.desk import ROOT, environment, eventually, free_port, manage

SYSLOG = re.compile(rb"<(\d+)>1 \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00 \S+ newsroom \d+ - - ")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A key and a certificate for this machine, that it made out to itself."""
    folder = tmp_path_factory.mktemp("certificate")
    key, made = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
        + ["-nodes", "-keyout", key, "-out", made, "-days", "1", "-subj", "/CN=localhost"]
        + ["-addext", "subjectAltName=DNS:localhost"],
        check=True,
        capture_output=True,
    )
    return key, made


@contextmanager
def listening(certificate, port, came):
    """A server of logs at that port, which puts each message that it is sent into `came`."""
    key, made = certificate
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(made, key)
    door = socket.create_server(("127.0.0.1", port))
    open_ones = []

    def take(raw):
        try:
            with closing(context.wrap_socket(raw, server_side=True)) as connected:
                open_ones.append(connected)
                with connected.makefile("rb") as sent:
                    while length := b"".join(iter(lambda: sent.read(1), b" ")):
                        came.put(sent.read(int(length)))
        except (OSError, ValueError):
            raw.close()

    def accept():
        while True:
            try:
                raw, _ = door.accept()
            except OSError:
                return
            threading.Thread(target=take, args=[raw], daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield
    finally:
        door.shutdown(socket.SHUT_RDWR)
        door.close()
        for each in open_ones:
            try:
                each.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass


@pytest.fixture
def log(certificate, monkeypatch):
    """A log that goes to a server at a port of this machine; the server is not there yet."""
    monkeypatch.setattr(log_server, "LONGEST_PAUSE", 0.05)
    monkeypatch.setattr(log_server, "PARTING", 0)
    handler = LogServerHandler(LogServer("localhost", free_port(), str(certificate[1])))
    handler.setFormatter(logging.Formatter("%(message)s"))
    log = logging.Logger("of the test")
    log.addHandler(handler)
    yield log
    handler.close()


def port_of(log):
    return log.handlers[0].server.port


def said(message):
    return SYSLOG.sub(b"", message).decode()


def test_a_line_arrives_as_the_standard_has_it(log, certificate):
    came = Queue()
    with listening(certificate, port_of(log), came):
        log.warning("Account %s gave a wrong code", 7)
        message = came.get(timeout=30)

    assert SYSLOG.match(message)[1] == b"132"  # a warning of a program of one's own
    assert said(message) == "Account 7 gave a wrong code"


def test_lines_wait_while_the_server_is_away_and_go_in_their_order(log, certificate, capsys):
    came = Queue()
    for number in range(50):
        log.info("before %s", number)
    told = eventually(lambda: "Lines of the log wait" in capsys.readouterr().err)
    with listening(certificate, port_of(log), came):
        first = [said(came.get(timeout=30)) for _ in range(50)]
    for number in range(50):
        log.info("while it was away %s", number)
    with listening(certificate, port_of(log), came):
        second = [said(came.get(timeout=30)) for _ in range(50)]

    assert told
    assert first == [f"before {number}" for number in range(50)]
    assert second == [f"while it was away {number}" for number in range(50)]


def test_who_logs_never_waits_and_what_is_dropped_is_counted(log, certificate, monkeypatch):
    monkeypatch.setattr(log_server, "MOST", 10)
    came = Queue()
    for number in range(25):
        log.info("%s", number)
    with listening(certificate, port_of(log), came):
        told = [said(came.get(timeout=30)) for _ in range(11)]

    assert told[0] == "15 lines of the log were not kept for you while you were away."
    assert told[1:] == [str(number) for number in range(10)]


def test_nothing_is_told_to_a_server_that_cannot_prove_who_it_is(log, certificate, capsys):
    handler, came = log.handlers[0], Queue()
    handler.server = LogServer("localhost", port_of(log))  # of no authority that is known here
    with listening(certificate, port_of(log), came):
        log.warning("not for you")
        told = eventually(lambda: "certificate verify failed" in capsys.readouterr().err)

    assert told
    assert came.empty()


def test_a_process_that_was_forked_sends_lines_of_its_own(log, certificate, monkeypatch):
    came = Queue()
    with listening(certificate, port_of(log), came):
        log.warning("of the parent")
        first = said(came.get(timeout=30))
        if (child := os.fork()) == 0:
            log.warning("of the child")
            monkeypatch.setattr(log_server, "PARTING", 30)
            log.handlers[0].flush()
            os._exit(0)
        os.waitpid(child, 0)
        second = said(came.get(timeout=30))

    assert (first, second) == ("of the parent", "of the child")


def test_a_desk_sends_what_it_says_on_stderr(tmp_path, certificate):
    port, came = free_port(), Queue()
    told = {"LOGS_TO": f"tls://localhost:{port}", "LOGS_CA": certificate[1], "DATA_DIR": tmp_path}
    code = (
        "import django, logging; django.setup();"
        "logging.getLogger('newsroom.access_log').info('Account 7 came in')"
    )
    with listening(certificate, port, came):
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env=environment(DJANGO_SETTINGS_MODULE="newsroom.settings", **told),
            capture_output=True,
            text=True,
            timeout=180,
        )
        line = json.loads(said(came.get(timeout=30)))

    assert "Account 7 came in" in done.stderr
    assert (line["message"], line["level"]) == ("Account 7 came in", "INFO")


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({"LOGS_TO": "udp://logs.example:514"}, "LOGS_TO must look like tls://"),
        ({"LOGS_TO": "tls://logs.example"}, "LOGS_TO must look like tls://"),
        ({"LOGS_TO": "tls://logs.example:6514", "LOGS_CA": "/none"}, "LOGS_CA must name a file"),
    ],
)
def test_a_server_that_cannot_be_meant_is_refused(tmp_path, variables, sentence):
    done = manage("check", DATA_DIR=tmp_path, **variables)

    assert done.returncode == 1
    assert sentence in done.stderr
