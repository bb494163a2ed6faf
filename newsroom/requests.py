"""Each request has an id, is counted and timed, and leaves a line in the log.

The id is in the answer (X-Request-ID), in every line that is logged meanwhile, and in the history
of what the request changed. The line names the route and not the address, in which names and keys
may stand; it says neither who asked nor from where.
"""

import logging
import time

from prometheus_client import Counter, Histogram

from newsroom.middleware import door_of
from newsroom.request_ids import HEADER, id_of, request_id

ELSEWHERE = "no route"
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}

log = logging.getLogger(__name__)

ANSWERED = Counter(
    "newsroom_requests", "Requests that were answered.", ["door", "method", "status"]
)
SECONDS = Histogram(
    "newsroom_request_seconds", "How long they took, until the first byte of the answer.", ["door"]
)


class RequestsMiddleware:
    """Gives each request its id, counts it, and logs it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        own = id_of(request)
        mark, began = request_id.set(own), time.perf_counter()
        try:
            response = self.get_response(request)
            self.tell(request, response, time.perf_counter() - began)
        finally:
            request_id.reset(mark)
        response[HEADER] = own
        return response

    def tell(self, request, response, seconds):
        door = door_of(request.path_info)
        method = request.method if request.method in METHODS else "other"
        ANSWERED.labels(door, method, response.status_code).inc()
        SECONDS.labels(door).observe(seconds)
        route = request.resolver_match.route if request.resolver_match else ELSEWHERE
        told = {
            "method": method,
            "route": route,
            "status": response.status_code,
            "milliseconds": round(seconds * 1000),
        }
        log.info("%(method)s %(route)s %(status)s, %(milliseconds)s ms", told, extra=told)
