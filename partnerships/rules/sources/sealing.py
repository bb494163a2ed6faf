"""What a source's page tells of what is sealed: that it is, since when, and who opened it why."""

from dataclasses import dataclass

from ...models import Entry, Identity, Source
from ...vocabulary import Act
from ..people import Asker

SHOWN = 10  # openings


@dataclass(frozen=True)
class Sealing:
    """What is sealed of a source, without any of it."""

    identity: Identity | None
    acts: list[Entry]  # entries of the journal, the latest first


def sealing(source: Source, user: Asker) -> Sealing:
    """The sealing of the source, for who may know of it. At most two queries."""
    kept = Identity.objects.visible_to(user).select_related("sealed_by").defer("ciphertext")
    identity = kept.filter(source=source.pk).first()
    if identity is None:
        return Sealing(None, [])
    acts = Entry.objects.filter(
        act__in=[Act.SEALED, Act.UNSEALED],
        noun=Identity._meta.verbose_name,
        key=str(identity.uid),
    )
    return Sealing(identity, list(acts.select_related("by").order_by("-pk")[:SHOWN]))
