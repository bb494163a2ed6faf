"""A web server of the tests' own, on loopback, that serves what a test tells it to."""

import socketserver
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler


class Site:
    """Pages by their path: bytes, or something that is called with the request to answer it."""

    def __init__(self, host, port):
        self.host, self.port, self.pages, self.asked = host, port, {}, []
        self.otherwise = lambda request: request.send_error(404)

    def at(self, path, host=None):
        """The address of the page at `path`."""
        return f"http://{host or self.host}:{self.port}{path}"

    def serve(self, path, body=b"", status=200, media_type="text/html", **headers):
        """Serve `body` at `path`; the address of it. `_` in a header's name is a hyphen."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if media_type:
            sent = {"Content-Type": media_type} | sent

        def answer(request):
            request.send_response(status)
            for name, value in ({"Content-Length": str(len(body))} | sent).items():
                request.send_header(name, value)
            request.end_headers()
            request.wfile.write(body)

        return self.answer(path, answer)

    def answer(self, path, how):
        """Let `how` answer requests for `path`; the address of it."""
        self.pages[path] = how
        return self.at(path)

    def redirect(self, path, location, status=302):
        """Send on from `path`; the address of it."""
        return self.serve(path, status=status, Location=location)

    @property
    def paths(self):
        """The paths that were asked for, robots.txt aside."""
        return [path for path, _ in self.asked if path != "/robots.txt"]


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads, allow_reuse_address, block_on_close = True, True, False

    def handle_error(self, request, client_address):
        pass  # whoever asked has hung up, as some tests mean to


@contextmanager
def serving(host="127.0.0.1", context=None):
    """A block in which a Site is served on a port of loopback, encrypted by a `context` for it."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self):
            site.asked.append((self.path, dict(self.headers)))
            if self.path in site.pages:
                site.pages[self.path](self)
            else:
                site.otherwise(self)

        def do_POST(self):
            self.sent = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self.do_GET()

        def log_message(self, *args):
            pass

    with _Server((host, 0), Answers) as server:
        if context:
            server.socket = context.wrap_socket(server.socket, server_side=True)
        site = Site(host, server.server_address[1])
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield site
        server.shutdown()
