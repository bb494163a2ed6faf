"""Take an account's second factor away, with the owner's login: who lost it and the codes both."""

import pghistory
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from pghistory.models import Context

from ...actions.second_factors import forget_codes


class Command(BaseCommand):
    help = (
        "Take the second factor of an account away, of somebody who has lost it and the codes for"
        " emergencies. Somebody else who keeps accounts makes sure that it is they who ask, as"
        " before they were invited; who that was and by what stands in the history of the account."
    )

    def add_arguments(self, parser):
        parser.add_argument("username")
        parser.add_argument(
            "--by", metavar="USERNAME", required=True, help="who keeps accounts and made sure"
        )
        parser.add_argument(
            "--shown", required=True, help='by what: "her passport, at the desk", for one'
        )

    def handle(self, *, username, by, shown, **options):
        keeper = self.account(by)
        if not (keeper.is_active and keeper.has_perm("auth.change_user")):
            raise CommandError(f"{by} does not keep accounts here: they cannot make sure.")
        if by == username:
            raise CommandError("Nobody makes sure of themselves: ask another who keeps accounts.")
        if not shown.strip():
            raise CommandError("Say by what it was made sure that it is they who ask.")
        why = f"{by} made sure that it is they who ask, by this: {shown.strip()}"
        told = {"door": "command", "command": "end_second_factor", "user": keeper.pk, "why": why}
        with connection.as_owner(), pghistory.context(**told) as context, transaction.atomic():
            if not forget_codes(self.account(username)):
                raise CommandError(f"{username} has no second factor.")
            # Changes of accounts name their context, which records of the desk keep by themselves.
            Context.objects.create(pk=context.id, metadata=context.metadata)
        self.stdout.write(f"{username} comes in with the password alone now.")

    def account(self, username):
        user = get_user_model().objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"Nobody here is called {username}.")
        return user
