"""Make a new database one for what readers see, and for nothing else."""

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from partnerships.actions.mirroring import make_mirror
from partnerships.errors import Refusal


class Command(BaseCommand):
    help = (
        "Make the database of DATABASE_URL, which has nothing yet, one that holds what a desk "
        "publishes, or that follows one that does. It has no laws, and its application only reads."
    )

    def handle(self, *, verbosity, **options):
        call_command("migrate", verbosity=0)
        try:
            with connection.as_owner(), transaction.atomic():
                make_mirror(connection.application_role)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        if verbosity:
            self.stdout.write("This database can hold what readers see.")
