"""What the desk says of itself while it runs."""

LINE = "%(asctime)s %(levelname)s %(name)s: %(message)s"
FORMS = {
    "lines": {"format": LINE},
    "json": {
        "()": "pythonjsonlogger.json.JsonFormatter",
        "format": f"{LINE} %(request_id)s",
        "rename_fields": {"asctime": "at", "levelname": "level", "name": "logger"},
    },
}


def on_stderr(level, form):
    """Settings of logging: from `level` on, on stderr, in one of the FORMS. What the rows hold
    stays out of the log."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": FORMS[form]},
        "filters": {
            "outages": {"()": "newsroom.outages.OutagesInALine"},
            "requests": {"()": "newsroom.request_ids.WithRequestId"},
        },
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "formatter": "line",
                "filters": ["outages", "requests"],
            }
        },
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"handlers": [], "propagate": True},
            "django.request": {"level": "ERROR"},  # a page that is not there is nobody's fault
        },
    }
