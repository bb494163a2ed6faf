"""Give all rights to a new account, with the owner's login: else two people give them."""

import pghistory
from django.contrib.auth.management.commands import createsuperuser
from django.db import connection


class Command(createsuperuser.Command):
    def handle(self, *args, **options):
        with connection.as_owner(), pghistory.context(door="command", command="createsuperuser"):
            return super().handle(*args, **options)
