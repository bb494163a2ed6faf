"""Who came in, who did not, and what was refused: a line of the log each.

Accounts are told by number: what is typed for a name may be a password, and a name is somebody's.
"""

import ipaddress
import logging

from django.conf import settings
from django.contrib.auth import get_user_model
from rest_framework.throttling import BaseThrottle

from newsroom.middleware import door_of
from partnerships.admin.second_factor import CAME_BY, MARK

log = logging.getLogger(__name__)
REFUSED = {401, 403, 429}


def address_of(request):
    """From where a request comes: the address that our proxy names, where there is one; else who is
    connected. None where that is no address, as on a socket of this machine's."""
    for told in (BaseThrottle().get_ident(request), request.META.get("REMOTE_ADDR")):
        try:
            return str(ipaddress.ip_address(told or ""))
        except ValueError:
            pass
    return None


def note_login(request, user):
    """Tell that somebody came in, and by what."""
    session = getattr(request, "session", {})
    by = "the provider" if CAME_BY in session else "password"
    by += " and code" if MARK in session else ""
    log.info("Account %s came in by %s from %s", user.pk, by, address_of(request))


def note_logout(request, user):
    """Tell that somebody went."""
    log.info("Account %s went, from %s", user and user.pk, address_of(request))


def note_wrong_password(request, username):
    """Tell that somebody gave a wrong password, or came too often with one."""
    known = get_user_model().objects.filter(username=username or "").values_list("pk", flat=True)
    account = f"account {known[0]}" if known else "no account"
    log.warning("Wrong password for %s from %s", account, address_of(request) if request else None)


def note_refusal(request, answer):
    """Tell what was refused to whom: the kind of the address, which names no record."""
    if answer.status_code not in REFUSED:
        return
    # Who sent neither is not asked for a session: the answer would then differ by cookie.
    is_told = (
        settings.SESSION_COOKIE_NAME in request.COOKIES or "HTTP_AUTHORIZATION" in request.META
    )
    account = getattr(request.user, "pk", None) if is_told and hasattr(request, "user") else None
    match = request.resolver_match
    log.warning(
        "Refused with %s: %s %s, to %s from %s",
        answer.status_code,
        request.method,
        match.route if match else door_of(request.path_info),
        f"account {account}" if account else "nobody who is known",
        address_of(request),
    )
