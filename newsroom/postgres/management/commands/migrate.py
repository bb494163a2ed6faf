from django.core.management.commands import migrate
from django.db import connections, transaction

from newsroom.postgres.grants import grant


class Command(migrate.Command):
    """Django's, run as the owner of the database; then the application's rights are set anew."""

    def handle(self, *args, **options):
        connection = connections[options["database"]]
        with connection.as_owner():
            super().handle(*args, **options)
            looked_only = options["plan"] or options["check_unapplied"]
            if connection.has_two_logins and not looked_only:
                with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
                    grant(cursor, connection.application_role)
