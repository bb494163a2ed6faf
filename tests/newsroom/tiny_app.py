"""A little application for a web server of the tests' own, whose limits are short."""

from hashlib import sha256

from django.conf import settings

from newsroom import serving

settings.configure(LARGEST_UPLOAD=30_000_000)
serving.HEAD_SECONDS = serving.BODY_SECONDS = 2
serving.SEND_SECONDS = serving._Socket.seconds = 1
serving.SLOWEST = 20_000_000


def application(environ, start_response):
    """Says what was sent, by its length and its hash; at /long a long text."""
    start_response("200 OK", [("Content-Type", "text/plain")])
    if environ["PATH_INFO"] == "/long":
        return [b"x" * 1_000_000] * 30
    if int(environ.get("CONTENT_LENGTH") or 0) > settings.LARGEST_UPLOAD:
        return [b"too large"]
    sent = environ["wsgi.input"].read()
    return [f"{len(sent)} {sha256(sent).hexdigest()}".encode()]
