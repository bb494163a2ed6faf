"""What one request may take: its bytes, its turns, and the time of the database server.

Who asks for more is told so in a sentence: over the API as problem details, elsewhere on a page.
"""

import sys
from math import ceil

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import DataError, OperationalError
from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.views.defaults import bad_request, server_error
from psycopg.errors import (
    IdleInTransactionSessionTimeout,
    LockNotAvailable,
    QueryCanceled,
    TransactionTimeout,
)
from psycopg_pool import PoolTimeout
from rest_framework.throttling import SimpleRateThrottle

from newsroom.access_log import note_refusal
from newsroom.middleware import door_of
from newsroom.outages import SOON, typed
from partnerships.api.errors import MEDIA_TYPE, problem
from partnerships.outages import outage

TITLES = {
    400: "That cannot be read",
    403: "That is closed to you",
    404: "That is not here",
    405: "That is not answered",
    413: "That is too much at once",
    429: "Too many questions at once",
    503: "This took too long",
    "unavailable": "The desk is away for a moment",
}
UNAVAILABLE = {
    LockNotAvailable: "Somebody else is changing the same records. Try again in a moment.",
    QueryCanceled: "The database was asked for more than it may do for one request, and stopped. "
    "Ask for less at once, or try again later.",
    MemoryError: "This takes more memory than one request may take. Ask for less at once.",
    PoolTimeout: "More is asked of the desk than it can answer now. Try again in a moment.",
}
UNAVAILABLE |= dict.fromkeys(
    (TransactionTimeout, IdleInTransactionSessionTimeout), UNAVAILABLE[QueryCanceled]
)
NULLS = ("NUL (0x00)", "\\u0000 cannot be converted")  # as psycopg and PostgreSQL say it
NULL_CHARACTER = "What was sent holds a null character, and nothing was done. Take it away."
PLAIN = (
    "The API speaks HTTPS alone, and did not answer. A password or token that was sent without can "
    "be read on the way: make others."
)
TRACED = "The desk sends nobody back what they sent."
AGAIN = 30  # seconds
TOO_BIG = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


class PageThrottle(SimpleRateThrottle):
    """How often an address may ask for pages without a login."""

    scope = "pages"

    def get_cache_key(self, request, view):
        return self.cache_format % {"scope": self.scope, "ident": self.get_ident(request)}


class LimitsMiddleware:
    """Refuses what is too large or comes too often, and explains what PostgreSQL cut off.

    The API counts and reads by itself (see partnerships/api). Files under /static/ never come here.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        answer = self._instead(request) or self.get_response(request)
        note_refusal(request, answer)
        return answer

    def _instead(self, request):
        if request.method == "TRACE":
            return refuse(request, 405, "method_not_allowed", TRACED)
        if door_of(request.path_info) == "api":
            # Led on to HTTPS, a program would send its token in clear for ever, seen by nobody.
            is_plain = settings.SECURE_SSL_REDIRECT and not request.is_secure()
            return refuse(request, 403, "https_needed", PLAIN) if is_plain else None
        most = _most_bytes(request)
        if _bytes_sent(request) > most:
            return refuse(request, 413, "too_large", _too_large(most))
        # Who has no session is not asked for one: the page would then differ by cookie.
        has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        if has_session and request.user.is_authenticated:
            return None
        throttle = PageThrottle()
        if throttle.allow_request(request, None):
            return None
        wait = ceil(throttle.wait() or throttle.duration)
        told = f"Ask again in {wait} second{'s' if wait > 1 else ''}."
        return refuse(request, 429, "throttled", told, again=wait)

    def process_exception(self, request, error):
        """The answer to a statement that took longer than a request may take, and to what no text
        of PostgreSQL holds; None to all else."""
        if isinstance(error, DataError | ValueError) and any(one in str(error) for one in NULLS):
            return refuse(request, 400, "null_character", NULL_CHARACTER)
        return _unavailable(request, error)


def _unavailable(request, error):
    """The answer to what took too long, and to an outage of the database; None to all else."""
    if sentence := outage(error):
        return refuse(request, 503, "unavailable", sentence, again=SOON, sent=typed(request))
    sentence = UNAVAILABLE.get(type(error)) or UNAVAILABLE.get(type(error.__cause__))
    if sentence and isinstance(error, OperationalError | PoolTimeout | MemoryError):
        return refuse(request, 503, "took_too_long", sentence, again=AGAIN, sent=typed(request))
    return None


def refuse(request, status, code, sentence, again=None, sent=None):
    """The refusal, as whoever asks can read it; `again` is after how many seconds to try again,
    and `sent` is what a form had, which its page keeps."""
    headers = {"Retry-After": str(again)} if again else {}
    if door_of(request.path_info) == "api":
        told = problem(status, code, sentence)
        return JsonResponse(told, status=status, headers=headers, content_type=MEDIA_TYPE)
    title = TITLES["unavailable" if code == "unavailable" else status]
    told = {"title": title, "sentence": sentence, "sent": sent, "address": request.get_full_path()}
    headers |= {"Cache-Control": "no-store"} if sent else {}
    return HttpResponse(render_to_string("refused.html", told), status=status, headers=headers)


def broken(request):
    """The page where no view, but what stands before it, broke: a session could not be read."""
    return _unavailable(request, sys.exc_info()[1]) or server_error(request)


def not_understood(request, exception):
    """The page for what cannot be read, or is too much to be read at once."""
    if isinstance(exception, TOO_BIG):
        return refuse(request, 413, "too_large", _too_large(_most_bytes(request)))
    return bad_request(request, exception)


def _bytes_sent(request):
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:  # Django reads nothing of such a request
        return 0


def _most_bytes(request):
    if request.content_type == "multipart/form-data":
        return settings.LARGEST_UPLOAD
    return settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def _too_large(most):
    return f"The desk reads {most / 1_000_000:g} MB at once here. Send the part that matters."
