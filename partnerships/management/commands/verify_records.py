"""Verify that nothing was altered behind the desk's back."""

import pghistory
from django.core.management.base import BaseCommand, CommandError

from partnerships.actions.verification import verify_records

LISTED = 200  # faults told one by one


class Command(BaseCommand):
    help = "Verify journal, seals, histories and kept files. Exits 1, with a list, when one fails."

    def handle(self, *, verbosity, **options):
        with pghistory.context(door="verify_records"):
            found = verify_records()
        for fault in found.faults[:LISTED]:
            self.stdout.write(f"{fault}.")
        if len(found.faults) > LISTED:
            self.stdout.write(f"and {len(found.faults) - LISTED:,} more.")
        if verbosity:
            for remark in found.remarks:
                self.stderr.write(remark)
        head = f"The journal ends with entry {found.entry}, {found.hash or 'which is none'}."
        if found.faults:
            raise CommandError(f"{len(found.faults):,} at fault. {head}")
        self.stdout.write(self.style.SUCCESS(f"All holds. {head}"))
