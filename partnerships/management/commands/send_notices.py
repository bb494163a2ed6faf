"""Write to people of the desk of what concerns them: assignments, lapses, what is due."""

import pghistory
from django.core.management.base import BaseCommand, CommandError

from partnerships.actions.mailings import send

NOTHING = "Nothing to tell anybody."


class Command(BaseCommand):
    help = "Send the e-mails that are due. Exits 1 when somebody could not be reached."

    def handle(self, **options):
        with pghistory.context(door="send_notices"):
            sent = send()
        mails = "1 e-mail" if sent.mails == 1 else f"{sent.mails} e-mails"
        people = "1 person" if sent.people == 1 else f"{sent.people} people"
        told = f"Sent {mails} to {people}." if sent.mails or sent.failed else NOTHING
        if sent.failed:
            failed = ", ".join(f"{name} ({error})" for name, error in sent.failed.items())
            raise CommandError(f"{told} Not reached, and tried again next time: {failed}.")
        self.stdout.write(told)
