"""Start a story from a file, or write its next revision."""

from pathlib import Path

import pghistory
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from partnerships.actions.stories import stories
from partnerships.errors import NotReadable, Refusal
from partnerships.models import Collection, Story
from partnerships.text.files import manuscript_files

KEPT = ("headline", "standfirst", "byline", "dateline")


class Command(BaseCommand):
    help = "Start a story from a file of Markdown, text or HTML, or write its next revision."

    def add_arguments(self, parser):
        parser.add_argument("slug", metavar="SLUG", help="the name of the story in addresses")
        parser.add_argument(
            "file",
            metavar="FILE",
            type=Path,
            help="the manuscript, in UTF-8 or the encoding that it names",
        )
        parser.add_argument("--by", metavar="USERNAME", required=True, help="in whose name")
        parser.add_argument("--collection", metavar="SLUG", help="of a new story: its collection")
        parser.add_argument("--why", default="", help="what is new in it")

    def handle(self, *, slug, file, by, collection, why, **options):
        user = get_user_model().objects.filter(username=by, is_active=True).first()
        if user is None:
            raise CommandError(f"Nobody at the desk is called {by}.")
        try:
            fields = manuscript_files.manuscript(
                manuscript_files.manuscript_text(file.read_bytes())
            )
            with pghistory.context(door="import_manuscript"):
                revision = self.written(slug, collection, fields | {"by": user, "why": why})
        except OSError as fault:
            raise CommandError(f"{file} cannot be read: {fault.strerror}.") from None
        except ValidationError as fault:
            told = (f"{name}: {' '.join(said)}" for name, said in fault.message_dict.items())
            raise CommandError("\n".join(told)) from None
        except (Refusal, PermissionDenied) as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(f"{slug}: {revision}, {len(revision.text.split()):,} words")

    def written(self, slug, collection, fields):
        """The revision that says what the file says; what it leaves out stays as it was."""
        if story := Story.objects.filter(slug=slug).first():
            latest = story.revisions.current().get()
            kept = {name: getattr(latest, name) for name in KEPT}
            return stories.revise(story, seen=latest.number, **kept | fields)
        found = Collection.objects.filter(slug=collection or "").first()
        if found is None:
            raise NotReadable("A new story needs a collection that is there: name it.")
        new = {"headline": "", "dateline": timezone.localdate()}
        return stories.start(slug, found, **new | fields).revisions.get()
