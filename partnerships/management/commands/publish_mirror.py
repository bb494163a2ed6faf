"""Publish what readers see to the database that mirrors are fed from."""

import signal
import time

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from psycopg import OperationalError
from psycopg_pool import PoolTimeout

from partnerships.actions.mirroring import end_publishing, publishing
from partnerships.errors import Refusal
from partnerships.management.pauses import growing_pauses

GLANCE = 0.5  # seconds


class Command(BaseCommand):
    help = (
        "Have all that readers see in the database of MIRROR_DATABASE_URL, and nothing else, and"
        " go on with what changes, until told to stop."
    )

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="stop when all is there")
        parser.add_argument(
            "--end", action="store_true", help="note no more what changes: there is no mirror"
        )

    def handle(self, *, once, end, **options):
        if end:
            end_publishing()
            return
        for sign in (signal.SIGINT, signal.SIGTERM):  # though a shell had us ignore the first
            signal.signal(sign, signal.default_int_handler)
        for pause in growing_pauses():
            try:
                self.publish(once)
                return
            except KeyboardInterrupt:
                return
            except Refusal as refusal:
                raise CommandError(str(refusal)) from refusal
            except (DatabaseError, OperationalError, PoolTimeout) as error:
                if once:
                    raise CommandError(str(error)) from error
                connection.close()
                self.stderr.write(f"A database is away; it is asked again in {pause} s: {error}")
                time.sleep(pause)

    def publish(self, once):
        """All, then what changes."""
        with publishing() as publisher:
            count = publisher.publish_all()
            self.stdout.write(f"{count:,} rows are published.")
            self.stdout.flush()
            while not once:
                if not publisher.publish_what_is_noted():
                    time.sleep(GLANCE)
