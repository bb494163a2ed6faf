"""Load a story's fixtures: all of them or nothing, and nothing that the desk has changed since."""

import time
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from partnerships.actions.exchange import KEPT, REPLACED, load
from partnerships.errors import Refusal

EVERY = 1.0  # seconds between two lines of progress
HINTS = {
    "changed_at_the_desk": "\nNothing was loaded. Add --overwrite to put the fixture's rows in "
    "their place.",
    "told_otherwise": "\nNothing was loaded. Add --shared keep or --shared replace, once somebody "
    "has looked which is right.",
}


class Command(BaseCommand):
    help = "Load a story from fixtures/SLUG. Exits 1, having changed nothing, when it cannot."

    def add_arguments(self, parser):
        parser.add_argument("slug", help="the folder under fixtures/, such as microsoft_openai")
        parser.add_argument("--folder", help="load the fixtures from here instead")
        parser.add_argument(
            "--overwrite",
            action="store_true",
            help="also rows that the desk has changed since: their changes are lost",
        )

        parser.add_argument(
            "--shared",
            choices=[KEPT, REPLACED],
            help="where another story said something else of a row that both have: keep what the "
            "desk has of it, or replace it",
        )

    def handle(self, *, slug, folder, overwrite, shared, verbosity, **options):
        folder = Path(folder) if folder else Path(settings.FIXTURE_DIRS[0]) / slug
        try:
            written = load(
                folder,
                overwrite=overwrite,
                shared=shared or "",
                told=self.progress(verbosity),
            )
        except Refusal as refusal:
            raise CommandError(f"{refusal}{HINTS.get(refusal.code, '')}") from None
        if written:
            self.stdout.write(self.style.SUCCESS(f"Loaded {slug}: {written} rows written."))
        else:
            self.stdout.write(f"Loaded {slug}: every row was there already.")

    def progress(self, verbosity):
        """About once a second stderr hears how many rows are done."""
        began = told = None

        def tell(done, total):
            nonlocal began, told
            now = time.monotonic()
            if began is None:
                began = told = now
            if verbosity and now - told >= EVERY:
                told = now
                left = (total - done) * (now - began) / done
                self.stderr.write(f"{done:,} of {total:,} rows, about {left:.0f} s left")

        return tell
