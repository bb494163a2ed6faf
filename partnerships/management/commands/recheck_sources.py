"""Look again at the sources whose words the desk quotes."""

import time
from collections import Counter
from datetime import timedelta

import pghistory
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from partnerships.actions.claims.rechecks import recheck
from partnerships.errors import Refusal
from partnerships.models import Source
from partnerships.vocabulary import Came, Confidentiality, Outcome

EVERY = 1.0  # seconds between two lines of progress
LISTED = 100  # quotations told one by one


class Command(BaseCommand):
    help = (
        "Look again at the sources whose words are quoted from a kept copy, and say what became of"
        " each quotation. Confidential sources are looked at only when they are named. Exits 1,"
        " with a list, when something is altered or gone."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--source", action="append", metavar="SLUG", help="only this one; may be given again"
        )
        parser.add_argument("--collection", help="only what this one cites, as microsoft_openai")
        parser.add_argument(
            "--older-than",
            type=int,
            metavar="DAYS",
            help="only those at which nobody has looked for so many days",
        )

    def handle(self, *, source, collection, older_than, verbosity, **options):
        sources = self.chosen(source, collection, older_than)
        total, told = len(sources), time.monotonic()
        self.outcomes, self.nothing_came, self.failed, self.drifted = Counter(), Counter(), [], []
        with pghistory.context(door="recheck_sources"):
            for done, each in enumerate(sources, start=1):
                self.look(each)
                if verbosity and (time.monotonic() - told >= EVERY or done == total):
                    told = time.monotonic()
                    drifted = len(self.drifted)
                    self.stderr.write(
                        f"{done:,} of {counted_out(total, 'source')}, {drifted:,} drifted"
                    )
        self.summarise(total)

    def chosen(self, slugs, collection, older_than):
        """The sources to look at, by name."""
        sources = Source.objects.quoted()
        if slugs:
            if unknown := set(slugs) - set(sources.values_list("slug", flat=True)):
                raise CommandError(
                    f"No source with an address and a proved quotation is called {min(unknown)}."
                )
            sources = sources.filter(slug__in=slugs)
        else:
            sources = sources.exclude(confidentiality=Confidentiality.CONFIDENTIAL)
        if older_than is not None:
            if older_than < 0:
                raise CommandError("Give a number of days that is not negative.")
            due = Source.objects.due_for_recheck(timezone.now() - timedelta(days=older_than))
            sources = sources.filter(pk__in=due.order_by().values("pk"))
        if collection:
            cited = Source.objects.filter(citations__claim__collection__slug=collection)
            sources = sources.filter(pk__in=cited.order_by().values("pk"))
        return list(sources.order_by("slug"))

    def look(self, source):
        try:
            made = recheck(source, by=None)
        except Refusal as refusal:
            self.failed.append(f"{source.slug}: {refusal}")
            return
        if made.came != Came.COPY:
            status = f" ({made.status})" if made.status else ""
            self.nothing_came[f"{made.get_came_display()}{status}"] += 1
        for sighting in made.sightings.select_related("citation__claim"):
            self.outcomes[Outcome(sighting.outcome)] += 1
            if sighting.has_drifted:
                self.drifted.append(self.line(source, sighting))

    def line(self, source, sighting):
        claim = sighting.citation.claim.reference
        said = f"{claim}, {source.slug}: {sighting.get_outcome_display().lower()}"
        now = f" There it says now: “{sighting.words}”." if sighting.words else ""
        return f"{said}: “{sighting.quote}”.{now}"

    def summarise(self, total):
        for line in self.drifted[:LISTED]:
            self.stdout.write(line)
        if len(self.drifted) > LISTED:
            self.stdout.write(f"and {len(self.drifted) - LISTED:,} more")
        for line in self.failed:
            self.stderr.write(line)
        for why, number in self.nothing_came.most_common():
            self.stdout.write(f"{why}: {number:,} of {counted_out(total, 'source')}")
        counted = ", ".join(
            f"{self.outcomes[outcome]:,} {outcome.label.lower()}" for outcome in Outcome
        )
        looked_for = counted_out(sum(self.outcomes.values()), "quotation")
        summary = f"{looked_for} of {counted_out(total, 'source')}: {counted}."
        if self.drifted:
            raise CommandError(f"{summary} Look at what is altered or gone.")
        self.stdout.write(self.style.SUCCESS(summary))


def counted_out(number, noun):
    """The number and its noun: 1 source, 2 sources."""
    return f"{number:,} {noun}{'s' * (number != 1)}"
