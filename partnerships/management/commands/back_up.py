"""Back the desk up while it is open: its database and its copies of sources."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from partnerships.actions.backups import back_up
from partnerships.errors import Refusal
from partnerships.formats.backups import public_key


class Command(BaseCommand):
    help = (
        "Write a backup of the desk, as it is at one moment, into a folder that may hold earlier"
        " ones: a copy of a source is written once. Exits 1 when something could not be put in."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, help="the folder of the backups")
        parser.add_argument(
            "--for",
            dest="keys",
            action="append",
            default=[],
            metavar="age1…",
            help="encrypt for whoever has the private half of this key of age; may be repeated",
        )

    def handle(self, *, folder, keys, **options):
        at = timezone.now()
        try:
            made = back_up(folder.absolute(), [public_key(each) for each in keys], at=at)
        except OSError as error:
            raise CommandError(
                f"Nothing was backed up into {folder}: {error.strerror or error}."
            ) from None
        except (Refusal, DatabaseError) as error:
            raise CommandError(str(error)) from None
        self.stdout.write(
            f"Backed up {made.rows} rows of {made.tables} tables and {made.copies} copies,"
            f" {made.new_copies} of them new."
        )
        if made.left_out:
            raise CommandError("Left out, for want of what was kept:\n" + "\n".join(made.left_out))
