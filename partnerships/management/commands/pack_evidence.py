"""Pack the evidence of a claim, or of a whole collection, so that others can verify it."""

from pathlib import Path

import pghistory
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError

from partnerships.actions.claims.packets import pack
from partnerships.errors import Refusal
from partnerships.models import Claim, Collection, Source


class Command(BaseCommand):
    help = "Write a packet of evidence, which anybody can check offline with Python alone."

    def add_arguments(self, parser):
        parser.add_argument("slug", help="the collection, such as microsoft_openai")
        parser.add_argument("--claim", metavar="REFERENCE", help="one claim of it, such as S28")
        parser.add_argument("--output", required=True, metavar="FILE", help="the zip to write")
        parser.add_argument("--by", required=True, metavar="USERNAME", help="in whose name")
        parser.add_argument(
            "--without-bytes",
            nargs="*",
            metavar="SOURCE",
            help="leave out the bytes of copies of these sources; of all when none is named",
        )
        parser.add_argument(
            "--confidential",
            action="store_true",
            help="with confidential sources: keep such a packet as safe as the desk itself",
        )

    def handle(self, *, slug, claim, output, by, without_bytes, confidential, **options):
        user = get_user_model().objects.filter(username=by, is_active=True).first()
        if user is None:
            raise CommandError(f"Nobody at the desk is called {by}.")
        subject = self.subject(slug, claim, user)
        known = Source.objects.visible_to(user)
        for source in without_bytes or ():
            if not known.filter(slug=source).exists():  # a misspelt one would be packed
                raise CommandError(f"No source is called {source}.")
        path, part = Path(output), Path(f"{output}.part")
        try:
            with pghistory.context(door="pack_evidence"), part.open("wb") as file:
                seal = pack(
                    subject,
                    file,
                    by=user,
                    confidential=confidential,
                    without_bytes=True if without_bytes == [] else without_bytes or (),
                )
            part.replace(path)
        except (Refusal, PermissionDenied) as refusal:
            raise CommandError(str(refusal)) from None
        except OSError as fault:
            raise CommandError(f"Cannot write {output}: {fault.strerror}.") from None
        finally:
            part.unlink(missing_ok=True)
        self.stdout.write(f"Packed {subject} into {output}.\nThe seal is {seal}.")

    def subject(self, slug, reference, user):
        collection = Collection.objects.filter(slug=slug).first()
        if collection is None:
            raise CommandError(f"There is no collection {slug}.")
        if reference is None:
            return collection
        claims = Claim.objects.visible_to(user)
        claim = claims.filter(collection=collection, reference=reference).first()
        if claim is None:
            raise CommandError(f"There is no claim {reference} in {slug}.")
        return claim
