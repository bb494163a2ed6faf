"""Fetch the pages of sources and keep them as copies."""

import pghistory
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from partnerships.actions.sources.captures import capture
from partnerships.errors import Refusal
from partnerships.models import Source
from partnerships.rules.moments import format_day
from partnerships.rules.sources.copies import copy_remarks


class Command(BaseCommand):
    help = "Fetch the pages of sources and keep copies. Exits 1 when one of them is refused."

    def add_arguments(self, parser):
        parser.add_argument("slugs", nargs="+", metavar="SLUG", help="the name of a source")
        parser.add_argument("--by", metavar="USERNAME", help="in whose name; the desk's own unless")

    def handle(self, *, slugs, by, **options):
        user = self.somebody(by) if by else None
        refused = 0
        with pghistory.context(door="capture"):
            for slug in dict.fromkeys(slugs):
                refused += not self.captured(slug, user)
        if refused:
            raise CommandError(f"{refused} of {len(set(slugs))} could not be captured.")

    def somebody(self, name):
        user = get_user_model().objects.filter(username=name, is_active=True).first()
        if user is None:
            raise CommandError(f"Nobody at the desk is called {name}.")
        return user

    def captured(self, slug, user):
        """Whether there is a copy of the page as it is now; what happened is said."""
        source = Source.objects.filter(slug=slug).first()
        if source is None:
            return self.tell(slug, "no source has this name", well=False)
        asked_at = timezone.now()
        try:
            copy = capture(source, by=user)
        except (Refusal, PermissionDenied) as refusal:
            return self.tell(slug, refusal, well=False)
        if copy.captured_at < asked_at:
            return self.tell(slug, f"as it was on {format_day(copy.captured_at)}: kept already")
        self.tell(slug, f"kept, {copy.size:,} bytes, SHA-256 {copy.sha256}")
        for remark in copy_remarks(copy):
            self.stderr.write(f"{slug}: {remark}")
        return True

    def tell(self, slug, what, well=True):
        (self.stdout if well else self.stderr).write(f"{slug}: {what}")
        return well
