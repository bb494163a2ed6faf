"""How statements of our own are sent to PostgreSQL."""

import psycopg
from django.db import connection


def binding_cursor():
    """A cursor that binds on the server and has rows in binary, whose statements can be prepared.
    Whether they are is a setting of the connection: a pooler may forbid it."""
    connection.ensure_connection()
    cursor = psycopg.Cursor(connection.connection)
    cursor.format = psycopg.pq.Format.BINARY
    return connection._prepare_cursor(cursor)  # what Django notes of its own it notes of this one
