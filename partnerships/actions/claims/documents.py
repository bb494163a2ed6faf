"""The answers of the API that are stored, as far as they hold what is no longer so."""

from django.db import connection


def forget_outdated_documents() -> int | None:
    """Take them away; how many those were, None while somebody changes what documents hold."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT forget_documents()")
        return cursor.fetchone()[0]
