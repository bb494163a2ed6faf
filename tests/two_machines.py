"""A desk on two machines: the tests' own server and another process, behind a proxy that gives each
request to the other one.
"""

import http.client
import itertools
import json
import os
import socketserver
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection

from tests.newsroom.desk import ROOT, eventually, free_port

OF_THE_WAY = {"connection", "keep-alive", "transfer-encoding", "content-length"}  # not passed on


class TwoMachines:
    """A server of pytest-django's, whose address is that of the proxy."""

    def __init__(self, server, port, answered, media):
        self.server, self.port, self.answered, self.media = server, port, answered, media

    def __getattr__(self, name):
        return getattr(self.server, name)

    @property
    def url(self):
        return f"http://localhost:{self.port}"

    def __str__(self):
        return self.url

    def share(self, folder):
        """Have both keep their files in the folder, which is another for each test."""
        folder.mkdir(parents=True, exist_ok=True)
        self.media.unlink(missing_ok=True)
        self.media.symlink_to(folder)


@contextmanager
def on_two_machines(server):
    """A block in which a live server is one machine of two."""
    with tempfile.TemporaryDirectory() as folder, _another(folder) as other:
        machines = [urlsplit(server.url).port, other]
        answered = Counter()
        with _Proxy(("localhost", 0), _handler(machines, answered)) as proxy:
            threading.Thread(target=proxy.serve_forever, args=(0.02,), daemon=True).start()
            yield TwoMachines(server, proxy.server_address[1], answered, Path(folder) / "media")
            proxy.shutdown()


@contextmanager
def _another(folder):
    """Another process of the desk, by its port."""
    told = connection.settings_dict
    names = ["NAME", "USER", "PASSWORD", "HOST", "PORT", "OWNER", "SERVER", "SERVER_SETTINGS"]
    given = {
        "SECRET_KEY": settings.SECRET_KEY,
        "MEDIA_ROOT": f"{folder}/media",
        "DATABASE": {name: told[name] for name in names if name in told},
        "PASSWORD_HASHERS": settings.PASSWORD_HASHERS,
        "STATIC": settings.STORAGES["staticfiles"],
    }
    port = free_port()
    words = ["newsroom.wsgi:application", "--bind", f"127.0.0.1:{port}", "--threads", "8"]
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", *words, "--no-sendfile", "--log-level", "warning"],
        cwd=ROOT,
        env=os.environ
        | {
            "DATA_DIR": folder,
            "DJANGO_SETTINGS_MODULE": "tests.other_machine",
            "OTHER_MACHINE": json.dumps(given, default=str),
        },
    )
    try:
        assert eventually(lambda: _answers(port))
        yield port
    finally:
        process.terminate()
        process.wait()


def _answers(port):
    try:
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as asked:
            asked.request("GET", "/healthz")
            answer = asked.getresponse()
            answer.read()
            return answer.status == 200
    except OSError:
        return False


class _Proxy(socketserver.ThreadingTCPServer):
    daemon_threads, allow_reuse_address, block_on_close = True, True, False

    def handle_error(self, request, client_address):
        pass  # whoever asked has hung up, as browsers do


def _handler(machines, answered):
    turn = itertools.count()

    class Passes(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def pass_on(self):
            port = machines[next(turn) % len(machines)]
            sent = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            # `Host` as it came, as a desk asks of its proxy.
            headers = {
                name: value for name, value in self.headers.items() if name.lower() != "connection"
            }
            with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=120)) as asked:
                asked.request(self.command, self.path, sent or None, headers)
                answer = asked.getresponse()
                body = answer.read()
            answered[port] += 1
            self.send_response_only(answer.status, answer.reason)
            for name, value in answer.getheaders():
                if name.lower() not in OF_THE_WAY:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = pass_on

        def log_message(self, *args):
            pass

    return Passes
