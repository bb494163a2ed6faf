from django.db import OperationalError


class Unreachable(OperationalError):
    """No connection to the database server; the message is a sentence for whoever runs the desk."""

    is_outage = True  # see partnerships/outages.py


class ProgramFailed(OperationalError):
    """One of PostgreSQL's programs did not do what it was asked; the message says what it said."""
