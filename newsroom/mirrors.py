"""What a public mirror answers: what readers may read, and of all else where it is to be had.

A mirror has nothing but what readers see, and nobody writes there: docs/decisions/mirror.md.
"""

import re

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed

from newsroom.limits import refuse

READING = {"GET", "HEAD", "OPTIONS"}
ASKED_BY_POST = "/api/v1/reconcile/"  # which reads, however long the question is
ELSEWHERE = re.compile(r"^/(admin|api/v1/(tokens|webhooks|dumps))(/|$)")
PAST = {"known_at", "receipt", "sealed"}


class MirrorMiddleware:
    """Answers for the doors that a mirror has not."""

    def __init__(self, get_response):
        if not settings.MIRROR_OF:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request):
        return self._instead(request) or self.get_response(request)

    def _instead(self, request):
        desk = settings.MIRROR_OF
        if ELSEWHERE.match(request.path_info):
            told = f"This is a mirror for readers, who log in nowhere here. Ask the desk: {desk}."
            return refuse(request, 404, "not_of_a_mirror", told)
        if PAST & request.GET.keys():
            told = f"A mirror knows what is so now alone. Ask the desk what was known: {desk}."
            return refuse(request, 404, "not_of_a_mirror", told)
        if request.method not in READING and request.path_info != ASKED_BY_POST:
            told = f"A mirror is read, and nothing is written to it. Write to the desk: {desk}."
            return refuse(request, 405, "method_not_allowed", told)
        return None
