"""Publish what anybody may read as one file: all tables, with what says what they are."""

import pghistory
from django.core.management.base import BaseCommand, CommandError

from partnerships.actions.dumps import given_dumps, publish_dump
from partnerships.errors import Refusal


class Command(BaseCommand):
    help = (
        "Publish the dump of today, unless there is one; a worker does so every night. Dumps that "
        "are too old, or in which something was withdrawn, are removed."
    )

    def handle(self, **options):
        with pghistory.context(door="publish_dump"):
            given_dumps()
            try:
                dump, is_new = publish_dump()
            except Refusal as refusal:
                raise CommandError(str(refusal)) from refusal
        told = "Published" if is_new else "There is one already"
        self.stdout.write(f"{told}: {dump.day}, {dump.size:,} bytes, SHA-256 {dump.sha256}.")
