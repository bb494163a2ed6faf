"""Take an account's second factor away, with the owner's login: who lost it and the codes both."""

import pghistory
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from ...actions.second_factors import forget_codes


class Command(BaseCommand):
    help = (
        "Take the second factor of an account away, of somebody who has lost it and the codes for"
        " emergencies. Make sure that it is they who ask."
    )

    def add_arguments(self, parser):
        parser.add_argument("username")

    def handle(self, *, username, **options):
        with (
            connection.as_owner(),
            pghistory.context(door="command", command="end_second_factor"),
            transaction.atomic(),
        ):
            user = get_user_model().objects.filter(username=username).first()
            if user is None:
                raise CommandError(f"Nobody here is called {username}.")
            ended = forget_codes(user)
        if not ended:
            raise CommandError(f"{username} has no second factor.")
        self.stdout.write(f"{username} comes in with the password alone now.")
