"""Who made a change, for the history; and what is answered to those who have the page already,
or want its headers alone.
"""

from django.middleware.http import ConditionalGetMiddleware
from pghistory import middleware

from newsroom.request_ids import request_id


class ConditionalReadMiddleware(ConditionalGetMiddleware):
    """Django's ETags and 304, for HEAD as for GET: it has GET's headers, and no body."""

    def process_response(self, request, response):
        if request.method != "HEAD":
            return super().process_response(request, response)
        request.method = "GET"
        try:
            response = super().process_response(request, response)
        finally:
            request.method = "HEAD"
        if response.streaming:
            response.streaming_content = ()
        else:
            response.content = b""  # Content-Length says still how long it is
        return response


class HistoryMiddleware(middleware.HistoryMiddleware):
    """The history's context of a request: `user`, `door`, `url`, the id by which the log knows the
    `request`, and `why` when a form says so.

    The user of an API token is known only inside the view; pghistory's request class adds it to
    the context when REST framework puts it on the request.
    """

    def get_context(self, request):
        context = super().get_context(request) | {"door": door_of(request.path_info)}
        if known_as := request_id.get():
            context["request"] = known_as
        # The API's body is the view's to read: touching POST here would take the stream from it.
        if context["door"] == "api" or request.method != "POST":
            return context
        why = request.POST.get("_why", "").strip()
        return context | {"why": why} if why else context


def door_of(path):
    """Which door of the desk a path leads to."""
    first = path.lstrip("/").partition("/")[0]
    return first if first in {"admin", "api"} else "web"
