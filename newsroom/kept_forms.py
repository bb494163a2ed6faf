"""What was typed into a form is kept when the login ended meanwhile, or began anew in another tab.

Whoever sends a form without being logged in logs in on the page that answers, and sends it again
from the next. Only what a page of ours sent is offered so: what another site had somebody's browser
send would otherwise be sent by them, with a click. Nothing of it is stored here.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters

from .outages import typed

SALT = "kept form"
TOKEN = "csrfmiddlewaretoken"
LONGEST = 24 * 60 * 60  # seconds for which what is kept in a page may be sent again
OPEN = {"login", "logout", "jsi18n", "password_reset"}
ENDED = "Your login ended"
RENEWED = "This page is from an earlier login"


class KeptFormsMiddleware:
    """Answers whoever sends a form of the desk and is not logged in with a page that keeps it; and
    whoever logs in there, with the page that sends it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        match = request.resolver_match
        if not (request.method == "POST" and match and match.view_name == "admin:login"):
            return response
        kept = _read(request.POST.get("kept", ""))
        if kept and response.status_code == 302 and request.user.is_authenticated:
            return _page(request, "You are logged in", kept, status=200)
        return response

    def process_view(self, request, view, args, kwargs):
        # The token of the form was looked at before: it came from a page of ours.
        # A browser that has no token never opened a form: it is led to the login, as ever.
        has_token = settings.CSRF_COOKIE_NAME in request.COOKIES
        asks = request.method == "POST" and has_token and not _is_known(request)
        kept = _kept(request) if asks and _is_of_the_desk(request) else None
        return _page(request, ENDED, kept) if kept else None


@sensitive_post_parameters()
def csrf_failure(request, reason=""):
    """The page for a form whose token is not, or no longer, that of this browser."""
    kept = _kept(request) if _is_from_here(request) else None
    ended = kept and _is_of_the_desk(request) and not _is_known(request)
    return _page(request, ENDED if ended else RENEWED, kept)


def _is_of_the_desk(request):
    match = request.resolver_match
    return bool(match and match.namespace == "admin" and match.url_name not in OPEN)


def _is_known(request):
    return request.user.is_authenticated


def _is_from_here(request):
    """Whether a page of ours sent it: browsers say of every form from where it comes."""
    said = urlsplit(request.headers.get("Origin", ""))
    return (said.scheme, said.netloc) == (request.scheme, request.get_host())


def _kept(request):
    """What was typed, and where to; None where nothing may be repeated."""
    sent = typed(request)
    if not sent:
        return None
    return {
        "to": request.get_full_path(),
        "sent": [(name, value) for name, value in sent if name != TOKEN],
    }


def _read(text):
    try:
        return signing.loads(text, salt=SALT, max_age=LONGEST) if text else None
    except signing.BadSignature:
        return None


def _page(request, title, kept, status=403):
    get_token(request)  # of the cookie that the browser has now
    context = {"title": title, "kept": kept, "ended": title == ENDED}
    if kept:
        context["sealed"] = signing.dumps(kept, salt=SALT, compress=True)
        context["words"] = [value for _, value in kept["sent"] if " " in value.strip()]
    answer = render(request, "kept.html", context, status=status)
    answer["Cache-Control"] = "no-store"
    return answer
