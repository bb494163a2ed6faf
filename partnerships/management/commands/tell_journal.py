"""Tell the journal as JSON lines, for whoever keeps it elsewhere or watches over the desk."""

import sys
import time

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from psycopg_pool import PoolTimeout

from partnerships.formats.journal import journal_lines
from partnerships.management.pauses import growing_pauses
from partnerships.outages import outage
from partnerships.rules.journal import entries_after

BATCH = 500
GLANCE = 1  # seconds


class Command(BaseCommand):
    help = (
        "Tell the entries of the journal as JSON lines, the oldest first. Whoever keeps the number"
        " of the last one goes on from there, and misses none."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--after", type=int, default=0, metavar="N", help="those after the entry of this number"
        )
        parser.add_argument(
            "--follow", action="store_true", help="go on with those to come, until told to stop"
        )

    def handle(self, *, after, follow, **options):
        if not 0 <= after < 1 << 63:
            raise CommandError("The entries of a journal are numbered from 1 on.")
        self.after = after
        try:
            if follow:
                self.follow()
            else:
                self.tell()
        except BrokenPipeError:  # whoever read it has read enough
            sys.stderr.close()
        except KeyboardInterrupt:
            pass

    def tell(self):
        """All that there is by now."""
        while entries := list(entries_after(self.after)[:BATCH]):
            for line, entry in zip(journal_lines(entries), entries, strict=True):
                self.stdout.write(line.decode(), ending="")
                self.after = entry["entry"]
            self.stdout.flush()

    def follow(self):
        """All that there is, then whatever comes. What is told is remembered: an outage of the
        database tells nothing twice."""
        pauses = growing_pauses()
        while True:
            pause = GLANCE
            try:
                self.tell()
            except (DatabaseError, PoolTimeout) as error:
                if not outage(error):
                    raise
                connection.close()
                pause = next(pauses)
                self.stderr.write(f"The database is away; it is asked again in {pause} s.")
            time.sleep(pause)
