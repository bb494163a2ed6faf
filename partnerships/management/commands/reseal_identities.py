"""Seal who confidential sources are with the newest key."""

import pghistory
from django.core.management.base import BaseCommand, CommandError

from partnerships.actions.sources.identities import reseal
from partnerships.errors import NoKey


class Command(BaseCommand):
    help = (
        "Seal anew, with the first key of SOURCE_KEYS, whatever is sealed with another of them, "
        "and open all of it to see that it can be. Exits 1 when something cannot."
    )

    def handle(self, **options):
        with pghistory.context(door="reseal_identities"):
            try:
                done, refused = reseal()
            except NoKey as refusal:
                raise CommandError(str(refusal)) from None
        self.stdout.write(f"{done:,} sealed with the newest key.")
        for uid, why in refused:
            self.stderr.write(f"Identity {uid}: {why}")
        if refused:
            raise CommandError(f"{len(refused):,} could not be opened, and were left as they are.")
