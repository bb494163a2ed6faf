"""Prove every quotation again, against the copy that the desk keeps of its source."""

import time

from django.core.management.base import BaseCommand, CommandError

from partnerships.models import Citation
from partnerships.rules.claims.proving import verified

EVERY = 1.0  # seconds between two lines of progress
LISTED = 100  # failures told one by one


class Command(BaseCommand):
    help = "Prove every quotation of a kept copy again. Exits 1, with a list, when one fails."

    def add_arguments(self, parser):
        parser.add_argument("--collection", help="only this one, such as microsoft_openai")

    def handle(self, *, collection, verbosity, **options):
        citations = Citation.objects.all()
        if collection:
            citations = citations.filter(claim__collection__slug=collection)
        quoted = citations.filter(snapshot__isnull=False).exclude(quote="")
        total, failed, told = quoted.count(), [], time.monotonic()
        for done, failure in enumerate(verified(quoted), start=1):
            if failure:
                failed.append(failure)
            if verbosity and time.monotonic() - told >= EVERY:
                told = time.monotonic()
                self.stderr.write(f"{done:,} of {total:,} quotations, {len(failed):,} not proved")
        without = citations.filter(snapshot=None).exclude(quote="").count()
        for citation, fault in failed[:LISTED]:
            name = citation.reference or citation.uid
            self.stdout.write(f"{citation.claim.reference}, citation {name}: {fault}")
        if len(failed) > LISTED:
            self.stdout.write(f"and {len(failed) - LISTED:,} more")
        kept = f" Of {without:,} more no copy is kept." if without else ""
        if failed:
            raise CommandError(f"{len(failed):,} of {total:,} quotations are not proved.{kept}")
        self.stdout.write(self.style.SUCCESS(f"All {total:,} quotations are proved.{kept}"))
