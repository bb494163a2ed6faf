"""Whom the desk is closed to until they have given, or set up, a second factor."""

from django.conf import settings
from django.http import HttpResponseRedirect
from django.urls import reverse

from newsroom.limits import refuse
from newsroom.middleware import door_of
from partnerships.admin.second_factor import MARK
from partnerships.rules.second_factors import has_second_factor, must_have_second_factor

WAYS = ["set_up_second_factor", "confirm", "login", "logout"]  # which lead to one
NEEDED = "Your role comes in with a second factor: set one up at the desk."


class SecondFactorMiddleware:
    """Leads those to a second factor who must have one, and shows them nothing else of the desk.

    Costs nothing where no role must.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self._instead(request) or self.get_response(request)

    def _instead(self, request):
        door = door_of(request.path_info)
        if not settings.SECOND_FACTOR_FOR or door == "web":
            return None
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or MARK in request.session:
            return None
        if request.path in {reverse(f"admin:{name}") for name in WAYS}:
            return None
        if not (request.user.is_authenticated and must_have_second_factor(request.user)):
            return None
        if door == "api":
            return refuse(request, 403, "second_factor", NEEDED)
        way = "confirm" if has_second_factor(request.user) else "set_up_second_factor"
        return HttpResponseRedirect(reverse(f"admin:{way}"))
