"""How the API's JSON is written, and who may keep it."""

import orjson
from django.conf import settings
from django.utils.cache import patch_cache_control, patch_vary_headers
from rest_framework import renderers
from rest_framework.permissions import SAFE_METHODS
from rest_framework.utils import encoders

from .rates import say_how_often

# As REST framework writes them: JavaScript took both for ends of lines once.
LINE_ENDS = {b"\xa8": b"\\u2028", b"\xa9": b"\\u2029"}
EXPOSED = "ETag, Link, RateLimit, RateLimit-Policy, Retry-After"  # to pages of other sites


def write_json(data) -> bytes:
    """The data as the API writes it, in one line."""
    return orjson.dumps(data, encoders.JSONEncoder().default, orjson.OPT_UTC_Z)


class JSONRenderer(renderers.JSONRenderer):
    """JSON in one line for programs; indented for somebody who looks at it in a browser."""

    def render(self, data, accepted_media_type=None, renderer_context=None):
        if data is None:
            return b""
        written = write_json(data)
        for last, escaped in LINE_ENDS.items():
            if last in written:  # one byte is found at once; all three take half a millisecond
                written = written.replace(b"\xe2\x80" + last, escaped)
        if self.get_indent(accepted_media_type or "", renderer_context or {}) is None:
            return written
        return super().render(orjson.loads(written), accepted_media_type, renderer_context)

    def get_indent(self, accepted_media_type, renderer_context):
        asked = super().get_indent(accepted_media_type, renderer_context)
        request = renderer_context.get("request")
        in_browser = request and "text/html" in request.headers.get("Accept", "")
        return asked or (2 if in_browser else None)


class FileRenderer(JSONRenderer):
    """Stands for the type of files that a view gives out by itself; its errors are problems."""

    media_type = "application/octet-stream"
    format = "file"


def say_who_may_keep(request, response):
    """The answer, which says now who may keep it: it is asked about again each time (by ETag), and
    what somebody with a login sees is kept by nobody else, and by no browser. What anybody may
    read, the page of another site may read too: a browser sends no login of ours there."""
    patch_vary_headers(response, ["Accept", "Authorization", "Cookie"])
    anonymous = response.status_code < 400 and not request.user.is_authenticated
    patch_cache_control(response, no_cache=True, **{"public" if anonymous else "private": True})
    if not anonymous and settings.SESSION_COOKIE_NAME in request.COOKIES:
        patch_cache_control(response, no_store=True)  # a browser, whose machine others may use
    if request.method in SAFE_METHODS and not request.user.is_authenticated:
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = EXPOSED
    return say_how_often(request, response)
