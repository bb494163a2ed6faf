"""Errors as they come while the database is away."""

import psycopg
from django.db import InterfaceError, OperationalError


def caused(error):
    """What Django raises for an error of psycopg's."""
    made = (InterfaceError if isinstance(error, psycopg.InterfaceError) else OperationalError)()
    made.__cause__ = error
    return made
