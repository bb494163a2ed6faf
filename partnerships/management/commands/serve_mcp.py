"""Answer a program of the Model Context Protocol, over its own input and output."""

from django.core.management.base import BaseCommand, CommandError
from django.db import connection


class Command(BaseCommand):
    help = (
        "Answer a program that speaks the Model Context Protocol, on standard input and output,"
        " with what anybody may read. It starts this command by itself."
    )

    def handle(self, **options):
        try:
            from partnerships.management.mcp_tools import reading_server
        except ModuleNotFoundError as error:
            if (error.name or "").partition(".")[0] not in ("mcp", "pydantic"):
                raise
            raise CommandError(
                "The package mcp is not there: install what requirements-mcp.txt names."
            ) from None
        connection.limit_as("web")
        reading_server().run("stdio")
