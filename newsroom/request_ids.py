"""The id of the request that is being answered: in the log and in the history."""

import logging
import re
from contextvars import ContextVar
from uuid import uuid4

from django.conf import settings

HEADER = "X-Request-ID"
GIVEN = re.compile(r"[A-Za-z0-9_.-]{8,64}")  # what a proxy may call a request

request_id: ContextVar[str] = ContextVar("request_id", default="")


def id_of(request) -> str:
    """The id that a proxy of ours gave the request, or a new one."""
    given = request.headers.get(HEADER, "") if settings.BEHIND_PROXY else ""
    return given if GIVEN.fullmatch(given) else uuid4().hex


class WithRequestId(logging.Filter):
    """Tells each line that is logged during which request it was."""

    def filter(self, record):
        record.request_id = request_id.get()
        return True
