from django.db import OperationalError


class Unreachable(OperationalError):
    """No connection to the database server; the message is a sentence for whoever runs the desk."""
