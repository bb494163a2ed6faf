"""Recording a company or a person by name, where one is missing in the middle of something else."""

from datetime import datetime

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import slugify

from ...errors import Refused
from ...models import Collection, Company, Party, Person
from ...rules import validity
from ...text.spelling import plainly
from ...vocabulary import Act, PartyKind
from ..journal import acting, record
from ..rights import allowed

LONGEST_SLUG = 80  # with room for a number
MODELS: dict[str, type[Party]] = {PartyKind.COMPANY: Company, PartyKind.PERSON: Person}


def add_party(
    kind: str, name: str, collection: Collection, *, by: User, at: datetime | None = None
) -> Party:
    """Record a company or a person by its name alone; the rest is added on its page.

    Raises Refused where one that `by` may know of bears the name: two of a name are told apart on
    their own pages. Raises ValidationError, with sentences by field.
    """
    allowed(by, f"add_{kind}")
    model, name = MODELS[kind], " ".join(name.split())
    with acting(by):
        named = Party.objects.visible_to(by).named(name)
        if any(plainly(party.name) == plainly(name) for party in named[:50]):
            raise Refused(
                f"{name} is recorded: use it. Is it another of that name? Record it on a page of "
                "its own.",
                "recorded_already",
            )
        party = model(kind=kind, name=name, slug=_free_slug(name), collection=collection)
        if found := validity.errors_by_field(party):
            raise ValidationError(found)
        party.save()
        record(Act.RECORDED, party, by=by, at=at or timezone.now())
        return party


def _free_slug(name):
    slug = slugify(name)[:LONGEST_SLUG].strip("-") or "party"
    taken = set(Party.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    free, number = slug, 2
    while free in taken:
        free, number = f"{slug}-{number}", number + 1
    return free
