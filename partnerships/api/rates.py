"""How often one may ask, and how much of that is left, as the IETF's draft on RateLimit has it."""

from math import ceil

from rest_framework.throttling import AnonRateThrottle, UserRateThrottle


class AnonymousRate(AnonRateThrottle):
    """How often an address may ask without a login."""

    def allow_request(self, request, view):
        return _noted(self, request, super().allow_request(request, view))


class UserRate(UserRateThrottle):
    """How often somebody with a login may ask, and an address that has none."""

    def allow_request(self, request, view):
        return _noted(self, request, super().allow_request(request, view))


def _noted(throttle, request, is_allowed):
    """Remember of the narrowest of the rates that a request is counted by what is left of it."""
    if getattr(throttle, "history", None) is not None:
        left = max(throttle.num_requests - len(throttle.history), 0)
        seen = getattr(request, "rate", None)
        if seen is None or left < seen[1]:
            ends = throttle.history[-1] + throttle.duration if throttle.history else throttle.now
            begins_anew = ceil(max(ends - throttle.now, 0))
            request.rate = throttle, left, begins_anew
    return is_allowed


def say_how_often(request, response):
    """The answer, with how often one may ask and what is left of that, where it was counted."""
    if rate := getattr(request, "rate", None):
        throttle, left, begins_anew = rate
        most, seconds = throttle.num_requests, throttle.duration
        response["RateLimit-Policy"] = f'"{throttle.scope}";q={most};w={seconds}'
        response["RateLimit"] = f'"{throttle.scope}";r={left};t={begins_anew}'
    return response
