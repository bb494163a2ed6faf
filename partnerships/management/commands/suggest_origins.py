"""Look through the kept copies for those that share text, and suggest one origin for them."""

import time

import pghistory
from django.core.management.base import BaseCommand

from partnerships.actions.sources.text_overlaps import suggest

EVERY = 1.0  # seconds between two lines of progress


class Command(BaseCommand):
    help = "Compare the copies that nobody has compared yet, and suggest which share an origin."

    def handle(self, *, verbosity, **options):
        began = told = time.monotonic()

        def tell(done, total):
            nonlocal told
            now = time.monotonic()
            if verbosity and now - told >= EVERY:
                told = now
                left = (now - began) / done * (total - done)
                self.stderr.write(f"{done:,} of {total:,} copies, about {left:.0f} s left")

        with pghistory.context(door="suggest_origins"):
            copies, found = suggest(told=tell)
        pairs = "pair of copies shares" if found == 1 else "pairs of copies share"
        self.stdout.write(
            f"{copies:,} cop{'y' if copies == 1 else 'ies'} compared: {found:,} {pairs} text."
        )
