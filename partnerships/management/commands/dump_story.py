"""Write a collection as fixtures: the same rows give the same bytes."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from partnerships.errors import Refusal
from partnerships.formats.claims import signatures
from partnerships.formats.fixtures import files
from partnerships.formats.stories import manuscripts
from partnerships.models import Collection

BESIDE = (signatures.NAME, manuscripts.NAME)  # what stands beside the numbered files


class Command(BaseCommand):
    help = "Write a collection into a folder, as the fixtures that load_story and loaddata read."

    def add_arguments(self, parser):
        parser.add_argument("slug", help="the collection, such as microsoft_openai")
        parser.add_argument("--output", required=True, help="the folder to write into")
        parser.add_argument(
            "--confidential",
            action="store_true",
            help="with confidential sources and what hangs on them: keep such a dump safe",
        )

    def handle(self, *, slug, output, confidential, **options):
        try:
            collection = Collection.objects.get(slug=slug)
        except Collection.DoesNotExist:
            known = ", ".join(Collection.objects.values_list("slug", flat=True)) or "none yet"
            raise CommandError(f"There is no collection {slug}. There are: {known}.") from None
        try:
            texts = dict(files(collection, confidential=confidential))
            write(Path(output), texts)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from None
        except OSError as fault:
            raise CommandError(f"Cannot write into {output}: {fault.strerror}.") from None
        self.stdout.write(f"Wrote {slug} into {output}: {len(texts)} files.")


def write(folder, texts):
    """Put the files into the folder, and take away those of an earlier dump that are no more."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in [*folder.glob("[0-9][0-9]_*.json"), *map(folder.joinpath, BESIDE)]:
        if old.name not in texts:
            old.unlink(missing_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
