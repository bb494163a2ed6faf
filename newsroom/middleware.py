"""Every change that comes in over HTTP says in the history who made it, and by which door."""

from pghistory import middleware


class HistoryMiddleware(middleware.HistoryMiddleware):
    """The history's context of a request: `user`, `door`, `url`, and `why` when a form says so.

    The user of an API token is known only inside the view; pghistory's request class adds it to
    the context when REST framework puts it on the request.
    """

    def get_context(self, request):
        context = super().get_context(request) | {"door": _door(request.path_info)}
        # The API's body is the view's to read: touching POST here would take the stream from it.
        if context["door"] == "api" or request.method != "POST":
            return context
        why = request.POST.get("_why", "").strip()
        return context | {"why": why} if why else context


def _door(path):
    first = path.lstrip("/").partition("/")[0]
    return first if first in {"admin", "api"} else "web"
