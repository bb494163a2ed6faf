"""Give a backup back to an empty desk, or only look whether all are as they were written."""

from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from partnerships.actions.backups import restore
from partnerships.errors import BadBackup, Refusal
from partnerships.formats.backups import backups_in, faults_of, open_backup, private_keys


class Command(BaseCommand):
    help = (
        "Give the newest backup of a folder back to a desk that has nothing yet. With --check look"
        " at every backup of the folder instead, byte by byte, and exit 1 if one was altered."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, help="the folder that back_up wrote into")
        parser.add_argument("--backup", metavar="NAME", help="another than the newest")
        parser.add_argument("--check", action="store_true", help="look, and give nothing back")
        parser.add_argument(
            "--key", type=Path, metavar="FILE", help="the private key of age, of an encrypted one"
        )

    def handle(self, *, folder, backup, check, key, **options):
        try:
            chosen = self.choose(folder, backup)
            if check:
                self.check_all(chosen)
            else:
                self.give_back(chosen[-1], private_keys(key.read_text()) if key else ())
        except OSError as error:
            raise CommandError(f"{error.filename or folder}: {error.strerror or error}.") from None
        except (Refusal, DatabaseError) as error:
            raise CommandError(str(error)) from None

    def choose(self, folder, name):
        """The folders of the backups that are meant, the newest last."""
        found = [each for each in backups_in(folder) if name in (None, each.name)]
        if not found:
            raise BadBackup(f"There is no backup {name or ''} in {folder}.".replace("  ", " "))
        return found

    def check_all(self, folders):
        backups, faults = [], []
        for each in folders:
            try:
                backups.append(open_backup(each))
            except BadBackup as fault:
                faults.append(str(fault))
        faults += faults_of(backups)
        if faults:
            raise CommandError("\n".join(faults))
        files = {each.path(name) for each in backups for name in each.files}
        self.stdout.write(f"{len(backups)} backups, {len(files)} files: all as they were written.")

    def give_back(self, folder, keys):
        given = restore(open_backup(folder), keys)
        call_command("migrate", interactive=False, verbosity=0)
        self.stdout.write(
            f"Given back from {folder.name}: {given.rows} rows of {given.tables} tables and"
            f" {given.copies} copies."
        )
        for each in given.left_out:
            self.stdout.write(f"Not in the backup, for it was missing at the desk: {each}")
