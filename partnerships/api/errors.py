"""One shape for every error of the API: problem details, as RFC 9457 has them, with a code."""

from http import HTTPStatus
from math import ceil

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpResponsePermanentRedirect, JsonResponse
from django.urls import Resolver404, resolve
from django.views.decorators.csrf import csrf_exempt
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from ..errors import (
    KeyUsed,
    NoReader,
    NoScanner,
    NoSealKey,
    NotFetched,
    NotReadable,
    Refusal,
    Stale,
    TablesAreBusy,
    TooManySeals,
)
from ..formats.stories import objections

MEDIA_TYPE = "application/problem+json"
# Of refusals that are no conflict with what there is.
STATUSES = {
    Stale: 412,
    KeyUsed: 422,
    NotReadable: 422,
    TooManySeals: 429,
    **dict.fromkeys([NoReader, NoScanner, NoSealKey, TablesAreBusy], 503),
}
# Codes of NotFetched, whatever the page would say.
NO_SUCH_PAGE = {"bad_address", "not_public", "not_allowed"}


class BadParameters(exceptions.APIException):
    """Parameters that cannot be answered: a sentence for each."""

    status_code = 400
    default_code = "bad_parameter"

    def __init__(self, faults, code=None):
        super().__init__(" ".join(faults.values()), code)
        self.errors = [{"parameter": name, "detail": fault} for name, fault in faults.items()]


class Ambiguous(exceptions.APIException):
    """A reference that several collections have: `choices` are the addresses it may mean."""

    status_code = 404
    default_code = "ambiguous_reference"

    def __init__(self, detail, choices):
        super().__init__(detail)
        self.choices = choices


class Unreadable(exceptions.APIException):
    """A header that cannot be read."""

    status_code = 400
    default_code = "bad_header"


class Unprocessable(exceptions.APIException):
    """What a form would refuse: a sentence for each field, by its path in what was sent."""

    status_code = 422
    default_code = "invalid"
    default_detail = "Nothing is saved: some fields need another look."

    def __init__(self, faults):
        super().__init__()
        self.errors = [{"field": path, "detail": told} for path, told in faults]


class TooLarge(exceptions.APIException):
    """More than is read."""

    status_code = 413
    default_code = "too_large"


class NotAsSealed(exceptions.APIException):
    """What was sealed is not given again; `seal` says that it was sealed."""

    status_code = 410
    default_code = "not_as_sealed"
    default_detail = (
        "The desk sealed this answer and gives it no more: something in it was withdrawn, or is "
        "told in another form. The seal stands."
    )

    def __init__(self, seal):
        super().__init__()
        self.seal = seal


class NotGivenOn(exceptions.APIException):
    """What was published is not given any more; `seal`, where there is one, says that it was."""

    status_code = 410
    default_code = "not_given_on"
    default_detail = (
        "There was a dump of that day, and the desk gives it no more: it is too old, or something "
        "in it was withdrawn. Take a later one."
    )

    def __init__(self, seal=None):
        super().__init__()
        if seal:
            self.seal = seal


class NothingSeen(exceptions.APIException):
    """A change that does not say what it is a change of."""

    status_code = 428
    default_code = "if_match_required"
    default_detail = "Send If-Match with the ETag that GET gave you, in its quotation marks."


class NotAsSeen(exceptions.APIException):
    """A change of what is not there any more."""

    status_code = 412
    default_code = "stale"
    default_detail = "It has changed since you saw it, and nothing is done: get it again."


def problem(status, code, detail, **more):
    """The members of a problem: `detail` is the sentence to read, `code` the word to program by."""
    return {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "code": code,
        **more,
    }


def explain_error(error, context):
    """The answer to an error that a view raised; None for those that are bugs of ours."""
    error = _known(error)
    if error is None:
        return None
    set_rollback()
    headers = {}
    if getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = error.auth_header
    if getattr(error, "wait", None):
        headers["Retry-After"] = str(ceil(error.wait))
    return Response(
        problem(error.status_code, **_words(error)),
        status=error.status_code,
        headers=headers,
        content_type=MEDIA_TYPE,
    )


def _known(error):
    match error:
        case exceptions.APIException():
            return error
        case Refusal():
            conflict = exceptions.APIException(str(error), error.code)
            conflict.status_code = _status(error)
            conflict.wait = getattr(error, "again", None)
            if hasattr(error, "objections"):
                conflict.objections = [_objection(each) for each in error.objections]
            return conflict
        case Http404():
            return exceptions.NotFound()
        case PermissionDenied():
            return exceptions.PermissionDenied(str(error) or None)
        case RequestDataTooBig():
            return TooLarge("This is more than is read at once: send less.")
        case SuspiciousOperation():
            return exceptions.ParseError("The request cannot be read.")
    return None


def _status(refusal):
    if isinstance(refusal, NotFetched) and refusal.code in NO_SUCH_PAGE:
        return 422
    return STATUSES.get(type(refusal), 409)


def _objection(objection):
    """What speaks against a signature, or against print: that at its place in the text."""
    if hasattr(objection, "words"):
        return objections.objection_json(objection) | {"text": objection.text}
    return {"code": objection.code, "level": objection.level, "text": objection.text}


def _words(error):
    """The code, the sentence and whatever else a program may need."""
    others = ("errors", "choices", "objections", "seal")
    more = {name: getattr(error, name) for name in others if hasattr(error, name)}
    if isinstance(error, exceptions.ValidationError):
        return {"code": "bad_parameter", "detail": "Some values cannot be read.", **more}
    return {"code": error.detail.code, "detail": str(error.detail), **more}


@csrf_exempt
def nothing_here(request, *args, **kwargs):
    """The answer under /api/ where no route is; a missing slash at the end is put there."""
    path = request.path_info
    if request.method in ("GET", "HEAD") and not path.endswith("/") and _leads_on(path + "/"):
        query = request.META.get("QUERY_STRING", "")
        found = request.path + "/"
        return HttpResponsePermanentRedirect(f"{found}?{query}" if query else found)
    detail = "There is nothing at this address. /api/v1/ lists what there is."
    return JsonResponse(problem(404, "not_found", detail), status=404, content_type=MEDIA_TYPE)


def _leads_on(path):
    try:
        return resolve(path).func is not nothing_here
    except Resolver404:
        return False
