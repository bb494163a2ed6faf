"""What the desk says of itself while it runs."""

import logging
import re
import time

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


def on_stderr(level):
    """Settings of logging: from `level` on, on stderr. What the rows hold stays out of the log."""
    line = "%(asctime)s %(levelname)s %(name)s: %(message)s"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": "newsroom.logs.OneLine", "format": line}},
        "filters": {"outages": {"()": "newsroom.outages.OutagesInALine"}},
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "formatter": "line",
                "filters": ["outages"],
            }
        },
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"handlers": [], "propagate": True},
            "django.request": {"level": "ERROR"},  # a page that is not there is nobody's fault
            "axes": {"level": "ERROR"},  # it says masked what ours says
            "newsroom.access_log": {"level": "INFO"},  # whatever LOG_LEVEL says
        },
    }
