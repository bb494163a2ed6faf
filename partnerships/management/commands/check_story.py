"""Ask the gate what stands between a story and print. Exits 1 while anything blocks it."""

import json

from django.core.management.base import BaseCommand, CommandError

from partnerships.formats.stories import objections
from partnerships.models import Revision
from partnerships.rules.people import TrustedReader
from partnerships.rules.stories.publishing import Gate


class Command(BaseCommand):
    help = "List every objection to printing a story. Exits 1 while one of them blocks it."

    def add_arguments(self, parser):
        parser.add_argument("slug", help="the story, such as microsoft-openai")
        parser.add_argument("--revision", type=int, help="a revision that is not the latest")
        parser.add_argument(
            "--format",
            choices=["text", "json", "report"],
            default="text",
            help="a line each; a JSON document; or pages to print, with the words around them",
        )

    def handle(self, *, slug, revision, format, **options):
        gate = Gate(self.revision(slug, revision), TrustedReader())
        if format == "json":
            self.stdout.write(json.dumps(objections.document(gate), indent=1, ensure_ascii=False))
        elif format == "report":
            self.stdout.write(objections.report(gate))
        else:
            for line in objections.lines(gate):
                self.stdout.write(line)
        if not gate.is_open:
            raise CommandError(f"{gate.progress}: the gate is shut.")
        if format == "text":
            self.stdout.write(self.style.SUCCESS(f"{gate.progress}: the gate is open."))

    def revision(self, slug, number):
        rows = Revision.objects.filter(story__slug=slug).select_related("story")
        found = (rows.filter(number=number) if number else rows.current()).first()
        if found is None:
            which = f"revision {number} of {slug}" if number else f"a story called {slug}"
            raise CommandError(f"There is no {which}.")
        return found
