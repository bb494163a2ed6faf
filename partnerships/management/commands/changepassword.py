"""Set the password of an account, with the owner's login: at the desk the person alone does."""

import pghistory
from django.contrib.auth.management.commands import changepassword
from django.db import connection


class Command(changepassword.Command):
    def handle(self, *args, **options):
        with connection.as_owner(), pghistory.context(door="command", command="changepassword"):
            return super().handle(*args, **options)
