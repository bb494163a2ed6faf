"""What is told while the database is away: to whom was typing, and to whom reads the log."""

import logging
import re

from django.core.exceptions import SuspiciousOperation
from django.http import RawPostDataException
from django.http.multipartparser import MultiPartParserError

from partnerships.outages import outage

SOON = 5  # seconds

# What is never written into a page, though the page would be theirs who typed it.
KEPT_BACK = re.compile(
    r"password|seal|(?<!^csrfmiddleware)token|secret|code|^who$|^reach$", re.IGNORECASE
)


def typed(request):
    """What somebody typed into a form of ours, as pairs, to be sent again from the page that says
    what happened; None where nothing was, where files were, or where it is nobody's to see."""
    if request.method != "POST" or KEPT_BACK.search(request.path_info):
        return None
    try:
        if request.FILES or any(map(KEPT_BACK.search, request.POST)):
            return None
        return [(name, each) for name, given in request.POST.lists() for each in given]
    except (OSError, SuspiciousOperation, MultiPartParserError, RawPostDataException):
        return None  # it cannot be read, or was read by the view already


class OutagesInALine(logging.Filter):
    """Takes the traceback of what an outage broke off: where it did says nothing, and each request
    would log another while it lasts."""

    def filter(self, record):
        if record.exc_info and (sentence := outage(record.exc_info[1])):
            record.msg, record.args = f"{record.getMessage()}: {sentence}", ()
            record.exc_info = record.exc_text = None
        return True
