"""Tie an account to nobody at a provider any more, with the owner's login."""

import pghistory
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from ...actions.provider_logins import end_provider_login


class Command(BaseCommand):
    help = (
        "Tie an account to nobody at a provider of logins any more, as when the newsroom changes"
        " the provider. Its owner is then sent a link to set a password."
    )

    def add_arguments(self, parser):
        parser.add_argument("username")

    def handle(self, *, username, **options):
        with (
            connection.as_owner(),
            pghistory.context(door="command", command="end_provider_login"),
            transaction.atomic(),
        ):
            user = get_user_model().objects.filter(username=username).first()
            if user is None:
                raise CommandError(f"Nobody here is called {username}.")
            ended = end_provider_login(user)
        if not ended:
            raise CommandError(f"{username} comes in by no provider.")
        self.stdout.write(f"{username} comes in by no provider any more.")
