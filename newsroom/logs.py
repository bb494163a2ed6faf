"""What the desk says of itself while it runs."""

import logging
import re
import time

LINE = "%(asctime)s %(levelname)s %(name)s: %(message)s"
FORMS = {
    "lines": {"()": "newsroom.logs.OneLine", "format": LINE},
    "json": {
        "()": "pythonjsonlogger.json.JsonFormatter",
        "format": "%(levelname)s %(name)s %(message)s %(request_id)s",
        "rename_fields": {"levelname": "level", "name": "logger"},
        "timestamp": "at",
    },
}
BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class OneLine(logging.Formatter):
    """A record in a line, its moment in UTC. Nothing that somebody sent begins a line of its own;
    those of a traceback are set in."""

    converter = time.gmtime
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def formatMessage(self, record):
        return _escaped(super().formatMessage(record))

    def formatException(self, ei):
        return _set_in(super().formatException(ei))

    def formatStack(self, stack_info):
        return _set_in(super().formatStack(stack_info))


def _escaped(text):
    return BREAKS.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def _set_in(text):
    return "\n".join(f"    {_escaped(line)}" for line in text.split("\n"))


def logged(level, form="lines", server=None):
    """Settings of logging: from `level` on, on stderr, in one of the FORMS, and as JSON to a server
    besides, where there is one. What the rows hold stays out of the log."""
    filters = ["outages", "requests"]
    formatters = {"line": FORMS[form]}
    handlers = {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": filters}
    }
    if server is not None:
        formatters["json"] = FORMS["json"]
        handlers["server"] = {
            "class": "newsroom.log_server.LogServerHandler",
            "server": server,
            "formatter": "json",
            "filters": filters,
        }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": formatters,
        "filters": {
            "outages": {"()": "newsroom.outages.OutagesInALine"},
            "requests": {"()": "newsroom.request_ids.WithRequestId"},
        },
        "handlers": handlers,
        "root": {"handlers": [*handlers], "level": level},
        "loggers": {
            "django": {"handlers": [], "propagate": True},
            "django.request": {"level": "ERROR"},  # a page that is not there is nobody's fault
            "axes": {"level": "ERROR"},  # it says masked what ours says
            "newsroom.access_log": {"level": "INFO"},  # whatever LOG_LEVEL says
        },
    }
