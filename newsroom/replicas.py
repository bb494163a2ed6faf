"""Which requests a replica of the database answers: those that only read, when it has what they
must see.

Whoever is known, by a session or a token, sees all that was acknowledged before they asked: first
the primary says how far it is, and a replica that is not there yet is not asked. Whoever is not
known has written nothing, and may see what was so some seconds ago (REPLICA_LAG_SECONDS).
What a replica cannot answer is asked of the primary, from the beginning. docs/decisions/replicas.md
says why so.
"""

import re
import threading
import time
from itertools import count

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import Error
from django.http import HttpResponse
from prometheus_client import Counter
from psycopg_pool import PoolTimeout

from newsroom.postgres.replicas import Replica, is_lost, position, reading_from

# Addresses that write when they are read. Any other that does so is refused by the replica, and
# asked again: this spares the detour.
WRITES = re.compile(r"^/(admin/(log(in|out)|provider|password_reset)|api/v1/changes)\b")
# PostgreSQL's snapshots, by which ETags are known, say of a replica who has ended there, and not
# who is at work: docs/decisions/etags.md.
CONDITIONAL = {"HTTP_IF_NONE_MATCH", "HTTP_IF_MATCH"}

ASKED = Counter(
    "newsroom_replica_reads",
    "Requests that a replica might answer: by the replica, or by the primary since all lag or are "
    "away, or anew by the primary since the replica could not.",
    ["answered"],
)


class ReplicasMiddleware:
    """Has the view read from a replica where it may. The innermost: whatever stands before it, such
    as sessions, asks the primary."""

    def __init__(self, get_response):
        if not settings.DATABASE_REPLICAS:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.replicas = [Replica(each) for each in settings.DATABASE_REPLICAS]
        self.positions, self.turns = _Positions(), count()

    def __call__(self, request):
        if not _may_be_read(request):
            return self.get_response(request)
        replica, stand_in = self._fit(request)
        if replica is None:
            ASKED.labels("primary").inc()
            return self.get_response(request)
        request.reads_from = stand_in
        with reading_from(stand_in):
            answer = self.get_response(request)
        request.reads_from = None
        # What comes in parts is read after this, when the primary is asked again.
        if stand_in.trouble is None and not answer.streaming:
            ASKED.labels("replica").inc()
            return answer
        if stand_in.trouble and is_lost(stand_in.trouble):
            replica.leave(stand_in.trouble)
        answer.close()
        ASKED.labels("anew").inc()
        return self.get_response(request)

    def process_exception(self, request, error):
        """Nobody else need explain what the primary will be asked again."""
        stand_in = getattr(request, "reads_from", None)
        return HttpResponse(status=503) if stand_in and stand_in.trouble else None

    def _fit(self, request):
        """A replica that has what this request must see, with a connection; else None twice."""
        try:
            needed = self.positions.of_now() if _is_known(request) else self.positions.of_late()
        except (Error, PoolTimeout):
            return None, None
        first = next(self.turns) % len(self.replicas)
        for replica in [*self.replicas[first:], *self.replicas[:first]]:
            if stand_in := replica.reached(needed):
                return replica, stand_in
        return None, None


class _Positions:
    """How far the primary was, and when: asked again once it is too long ago."""

    def __init__(self):
        self._lock = threading.Lock()
        self._asked_at, self._told = 0.0, None

    def of_now(self):
        began = time.monotonic()
        told = position()
        with self._lock:
            if began > self._asked_at:
                self._asked_at, self._told = began, told
        return told

    def of_late(self):
        with self._lock:
            asked_at, told = self._asked_at, self._told
        is_fresh = told and time.monotonic() - asked_at < settings.REPLICA_LAG_SECONDS
        return told if is_fresh else self.of_now()


def _may_be_read(request):
    is_read = request.method in {"GET", "HEAD"} and not CONDITIONAL & request.META.keys()
    return is_read and not WRITES.match(request.path_info)


def _is_known(request):
    return settings.SESSION_COOKIE_NAME in request.COOKIES or "HTTP_AUTHORIZATION" in request.META
