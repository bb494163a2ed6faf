"""Where a source comes from, what retells it, and all that leans on it."""

from dataclasses import dataclass

from django.db.models import Model

from ...models import Citation, FactSource, Source
from ...models.facts import TARGETS
from ..people import Asker

SHOWN = 50  # rows of each kind on the page of a source


@dataclass(frozen=True)
class OriginChain:
    """One source among the others, as far as its reader may know of them."""

    chain: list[Source]  # what it retells, what that retells, and so on to the origin
    retellings: list[Source]  # what goes back to it, by whatever way
    siblings: list[Source]  # others that go back to the same origin, as far as is known
    citations: list[Citation]
    backed: list[Model]  # the records that it backs directly


def standing(source: Source, user: Asker) -> OriginChain:
    """The standing of `source`. At most 3 queries, and one for each kind of record it backs."""
    family = Source.objects.visible_to(user).filter(origin=source.origin_id)
    by_pk = {relative.pk: relative for relative in family}
    chain = _ancestors(source, by_pk)
    above = {relative.pk for relative in chain}
    first = chain[-1] if chain else source
    below, beside = [], []
    for relative in by_pk.values():
        if relative.pk == source.pk or relative.pk in above:
            continue
        goes_back_to = _ancestors(relative, by_pk)
        if source in goes_back_to:
            below.append(relative)
        elif first in goes_back_to:  # two that share a report hidden from the reader share none
            beside.append(relative)
    citations = Citation.objects.visible_to(user).filter(source=source.pk)
    return OriginChain(
        chain=chain,
        retellings=below,
        siblings=beside,
        citations=list(citations.select_related("claim__collection")[:SHOWN]),
        backed=_backed(source, user),
    )


def _ancestors(source, by_pk):
    """What the source retells, the nearest first; PostgreSQL lets no chain close into a ring."""
    chain = []
    while source := by_pk.get(source.derives_from_id):
        chain.append(source)
    return chain


def _backed(source, user):
    facts = FactSource.objects.visible_to(user).filter(source=source.pk)[:SHOWN]
    wanted: dict[str, set[int]] = {}
    for fact in facts:
        key = next(key for key in TARGETS if getattr(fact, f"{key}_id"))
        wanted.setdefault(key, set()).add(getattr(fact, f"{key}_id"))
    return [
        record
        for key, pks in wanted.items()
        for record in _named_at_once(TARGETS[key]).filter(pk__in=pks)
    ]


def _named_at_once(model):
    """The records with whatever their names are made of."""
    keys = {field.name for field in model._meta.fields if field.many_to_one}
    return model.objects.select_related(
        *sorted(keys & {"party", "person", "company", "holder", "deal", "partnership"})
    )
