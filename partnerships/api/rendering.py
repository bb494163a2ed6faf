"""How the API's JSON is written, and who may keep it."""

from django.utils.cache import patch_cache_control, patch_vary_headers
from rest_framework import renderers


class JSONRenderer(renderers.JSONRenderer):
    """JSON in one line for programs; indented for somebody who looks at it in a browser."""

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
    what somebody with a login sees is kept by nobody else."""
    patch_vary_headers(response, ["Accept", "Authorization", "Cookie"])
    anonymous = response.status_code < 400 and not request.user.is_authenticated
    patch_cache_control(response, no_cache=True, **{"public" if anonymous else "private": True})
    return response
