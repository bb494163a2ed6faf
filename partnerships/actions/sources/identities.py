"""Sealing who a confidential source is, opening it with a reason, and changing the key."""

import re
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from ...errors import NoKey, NotOpened, Refused
from ...models import Identity, Source
from ...vocabulary import Act, Confidentiality
from ..journal import acting, record
from ..locks import lock_rows
from ..rights import allowed
from . import seals

# What anybody who may know of the source reads; the outlet is replaced by the description.
IN_CLEAR = ["title", "authors", "url", "says", "origin_note", "seen_at", "published_words", "slug"]
SHORTEST = 3  # letters of a word of a name that is looked for
LONGEST_NAME, LONGEST_REACH = 200, 2000
LONGEST_DESCRIPTION: int = Identity._meta.get_field("description").max_length  # type: ignore[assignment]  # it is limited


@sensitive_variables()
def seal_identity(
    source: Source,
    person: seals.SealedPerson,
    description: str,
    *,
    by: User,
    at: datetime | None = None,
) -> Identity:
    """Put who a confidential source is under seal, in place of what was sealed before.

    The source's outlet becomes the `description`, which was agreed with it. Raises Refused where
    the name stands in clear beside it, and NoKey on a desk without a key.
    """
    at = at or timezone.now()
    person = seals.SealedPerson(person.name.strip(), person.reach.strip())
    description = description.strip()
    with acting(by):
        source = _locked(source, by)
        _must_be_sealable(source, person, description)
        agreed(source, description)
        identity = Identity.objects.filter(source=source).first() or Identity(source=source)
        identity.description = description
        identity.sealed_by, identity.sealed_at = by, at
        identity.source_id = source.pk
        identity.ciphertext = seals.seal(person, _about(identity), settings.SOURCE_KEYS)
        identity.save()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS sealed_source_stays_as_agreed IMMEDIATE")
        record(Act.SEALED, identity, by=by, at=at)
        return identity


def agreed(source: Source, description: str) -> None:
    """Call the held source what was agreed; the identity's own row follows in this transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS sealed_source_stays_as_agreed DEFERRED")
    if source.outlet != description:
        source.outlet = description
        source.save(update_fields=["outlet"])


@sensitive_variables()
def unseal_identity(
    source: Source, why: str, *, by: User, at: datetime | None = None
) -> seals.SealedPerson:
    """Who the source is, for `by` alone. That they opened it, and why, is in the journal first."""
    with transaction.atomic(durable=True), acting(by):
        source = _locked(source, by)
        if not why.strip():
            raise Refused("Say why you open it: the journal keeps the reason.", "no_reason")
        identity = Identity.objects.filter(source=source).first()
        if identity is None:
            raise Refused("Nothing is sealed of this source.", "nothing_sealed")
        person = seals.unseal(identity.ciphertext, _about(identity), settings.SOURCE_KEYS)
        record(Act.UNSEALED, identity, by=by, at=at or timezone.now(), why=why.strip())
    return person


def reseal(*, at: datetime | None = None) -> tuple[int, list[tuple[UUID, str]]]:
    """Seal anew, with the newest key, what is sealed with an older one: how many, and the public
    id of each that cannot be opened with the sentence that says why. Raises NoKey."""
    if not settings.SOURCE_KEYS:
        raise NoKey
    done, refused = 0, []
    for pk, uid in Identity.objects.order_by("pk").values_list("pk", "uid"):
        try:
            done += _reseal(pk, at or timezone.now())
        except NotOpened as refusal:
            refused.append((uid, str(refusal)))
    return done, refused


@sensitive_variables()
@transaction.atomic
def _reseal(pk, at):
    (identity,) = lock_rows(Identity.objects.filter(pk=pk))
    person = seals.unseal(identity.ciphertext, _about(identity), settings.SOURCE_KEYS)
    if seals.is_newest(identity.ciphertext, settings.SOURCE_KEYS):
        return 0
    identity.ciphertext = seals.seal(person, _about(identity), settings.SOURCE_KEYS)
    identity.save(update_fields=["ciphertext"])
    record(Act.SEALED, identity, by=None, at=at, why="With a newer key")
    return 1


def _locked(source, by):
    """The source as it is now; nobody else changes it, or what is sealed of it, meanwhile."""
    allowed(by, "open_identity")
    known = Source.objects.visible_to(by).filter(pk=source.pk)
    rows = lock_rows(known)
    if not rows or not by.has_perm("partnerships.view_confidential_source"):
        raise PermissionDenied("You may not seal or open who a source is.")
    return rows[0]


@sensitive_variables()
def _must_be_sealable(source, person, description):
    if source.confidentiality != Confidentiality.CONFIDENTIAL:
        raise Refused("Mark the source as confidential first, and save it.", "not_confidential")
    if not person.name:
        raise Refused("Say who the source is.", "no_name")
    if len(person.name) > LONGEST_NAME or len(person.reach) > LONGEST_REACH:
        raise Refused("This is too long to be sealed: say it more briefly.", "too_long")
    if not description:
        raise Refused("Say what it was agreed to call the source.", "no_description")
    if len(description) > LONGEST_DESCRIPTION:
        raise Refused("Describe the source more briefly.", "too_long")
    shown = {"description": description}
    shown |= {str(_label(name)): _text(getattr(source, name)) for name in IN_CLEAR}
    if found := [label for label, text in shown.items() if _names(person.name, text)]:
        raise Refused(
            f"The name, or part of it, stands in clear: in the {', '.join(found)}. Take it out "
            "first. A slug stays as it is: record the source anew under another, and seal that.",
            "in_clear",
        )


def _label(name):
    return Source._meta.get_field(name).verbose_name  # type: ignore[union-attr]  # a field of ours


def _text(value):
    return " ".join(value) if isinstance(value, list) else value


@sensitive_variables()
def _names(name, text):
    """Whether a word of the name stands in the text as a word."""
    words = {word for word in _words(name) if len(word) >= SHORTEST} or set(_words(name))
    return bool(words & set(_words(text)))


def _words(text):
    return re.findall(r"[^\W_]+", text.casefold())


def _about(identity):
    """What a seal is bound to: this row, and this source."""
    return f"newsroom identity {identity.uid} of source {identity.source_id}"
