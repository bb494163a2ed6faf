"""Wrong passwords, counted: each before the next is looked at, whichever process it comes to."""

import logging

import pghistory
from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from newsroom import access_log
from partnerships.actions.first_passwords import first_password_is_over
from partnerships.actions.provider_logins import note_emergency
from partnerships.rules.provider_logins import is_for_emergencies, password_is_closed

log = logging.getLogger(__name__)


class CountedBackend(ModelBackend):
    """Looks at one password at a time of those that an address tries for an account.

    Many at once would otherwise all be looked at before the first wrong one is counted.
    """

    def authenticate(self, request, username=None, password=None, **others):
        if request is None or username is None or password is None:
            return super().authenticate(request, username, password, **others)
        credentials = {"username": username}
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))",
                    [f"login {access_log.address_of(request)} {username}"],
                )
            allowed = AxesProxyHandler.is_allowed(request, credentials)
            user = self._look_at(request, username, password) if allowed else None
            if user and is_for_emergencies(username):
                note_emergency(user)
            if allowed and user is None:
                AxesProxyHandler.user_login_failed(type(self), credentials, request)
                request.wrong_password_is_counted = True
        if not allowed:
            request.axes_locked_out = True  # by which axes knows why, and does not count it
            raise PermissionDenied("Too many wrong passwords.")
        return user

    def _look_at(self, request, username, password):
        """Who that is, if it is their password and lets them in; one that is kept in an old way is
        kept anew by it, in their own name. One that the desk made up is theirs for a day."""
        if password_is_closed(username):
            return None
        known = get_user_model().objects.filter(username=username).values_list("pk", flat=True)
        with pghistory.context(user=known.first()):
            user = super().authenticate(request, username, password)
        if user and first_password_is_over(user):
            log.warning("The password that was made up for account %s is over", user.pk)
            return None
        return user


class CountingOnce(AxesDatabaseHandler):
    """Axes' counting in the database, which counts once what the backend above has counted; and
    the log's lines on who came in, went, and did not."""

    def user_login_failed(self, sender, credentials, request=None, **others):
        if not getattr(request, "wrong_password_is_counted", False):
            super().user_login_failed(sender, credentials, request, **others)
            access_log.note_wrong_password(request, credentials.get("username"))

    def user_logged_in(self, sender, request, user, **others):
        super().user_logged_in(sender, request, user, **others)
        access_log.note_login(request, user)

    def user_logged_out(self, sender, request, user, **others):
        super().user_logged_out(sender, request, user, **others)
        access_log.note_logout(request, user)
