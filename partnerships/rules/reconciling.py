"""Which records somebody's rows may be about: by the names that they have there, however spelt, and
by their numbers in registers. Asked as anybody asks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q

from ..models import Company, Deal, Identifier, Party, PartyName, Person
from ..models.entities.parties import (
    identifier_named,
    number_named,
    plain_words,
    without_accents,
)
from .word_search import found_by_words

RECONCILED: dict[str, type[Party | Deal]] = {
    "companies": Company,
    "people": Person,
    "deals": Deal,
}
POOL = 50  # of a noun, that are ranked
CERTAIN = 100.0
MISSPELT = 0.8  # of the likeness that it would have, were it meant


@dataclass(frozen=True)
class Candidate:
    """A record that may be meant: how likely, of a hundred, and whether it is and no other."""

    noun: str
    record: Company | Person | Deal
    score: float
    is_match: bool


def entity_id(noun: str, record: Party | Deal) -> str:
    """How a record is called among those of all nouns: as the path of its page."""
    return f"{noun}/{record.slug}"


def entities_named(ids: Sequence[str]) -> dict[str, tuple[str, Party | Deal]]:
    """The records with these ids that anybody may read, each with its noun. A query a noun."""
    found: dict[str, tuple[str, Party | Deal]] = {}
    for noun, model in RECONCILED.items():
        slugs = [each.partition("/")[2] for each in ids if each.startswith(f"{noun}/")]
        if slugs:
            rows = model.objects.visible_to(AnonymousUser()).filter(slug__in=slugs)
            found |= {entity_id(noun, row): (noun, row) for row in rows}
    return {each: found[each] for each in ids if each in found}


def candidates(
    words: str,
    *,
    nouns: Sequence[str] = (),
    numbers: Sequence[tuple[str, str]] = (),
    may_go_on: bool = False,
) -> list[Candidate]:
    """What is called so, or has one of these numbers (a scheme and a value each), the likest first;
    of all nouns, or of these. With `may_go_on` the last word may be a beginning."""
    nouns = [noun for noun in RECONCILED if not nouns or noun in nouns]
    scores = _by_number(words, numbers, nouns) | _by_id(words, nouns)
    if words:
        found = found_by_words(words, AnonymousUser(), nouns, may_go_on=may_go_on, pool=POOL)
        share = MISSPELT if found.instead else 1
        exact = set() if found.instead else _so_called(words, found.rows)
        for row in found.rows:
            key = row.noun, row.key
            score = CERTAIN if key in exact else round(99 * row.likeness * share, 1)
            scores[key] = max(score, scores.get(key, 0))
    certain = [key for key, score in scores.items() if score == CERTAIN]
    records = _records(scores)
    ranked = sorted(scores, key=lambda key: (-scores[key], nouns.index(key[0]), -key[1]))
    return [
        Candidate(key[0], records[key], scores[key], certain == [key])
        for key in ranked
        if key in records
    ]


def _by_number(words, numbers, nouns):
    """The parties with one of the numbers, or with the one that the words are."""
    asked = number_named(words) if words else Q()
    for scheme, value in numbers:
        asked |= identifier_named(f"{scheme}:{value}")
    if not asked:
        return {}
    with_it = Identifier.objects.filter(asked).order_by().values("party")
    found: dict[tuple[str, int], float] = {}
    for noun in nouns:
        if issubclass(RECONCILED[noun], Party):
            rows = RECONCILED[noun].objects.visible_to(AnonymousUser()).standing()
            keys = rows.filter(pk__in=with_it).values_list("pk", flat=True)
            found |= {(noun, key): CERTAIN for key in keys[:POOL]}
    return found


def _by_id(words, nouns):
    """The record whose id that is."""
    found = entities_named([words.strip()]).values()
    standing = [each for each in found if not getattr(each[1], "merged_into_id", None)]
    return {(noun, row.pk): CERTAIN for noun, row in standing if noun in nouns}


def _so_called(words, rows):
    """Those of the rows that are called exactly so, accents and capitals aside, or were."""
    plain, exact = plain_words(words.strip()), set()
    for noun, model in RECONCILED.items():
        keys = [row.key for row in rows if row.noun == noun]
        if not keys:
            continue
        if model is Deal:
            called = Q(title__iexact=words.strip())
        else:
            names = PartyName.objects.alias(plain=without_accents("text")).filter(plain=plain)
            called = Q(plain=plain) | Exists(names.filter(party=OuterRef("pk")))
        named = model.objects.filter(pk__in=keys)
        if model is not Deal:
            named = named.alias(plain=without_accents("name"))
        exact |= {(noun, key) for key in named.filter(called).values_list("pk", flat=True)}
    return exact


def _records(keys: Mapping[tuple[str, int], float]):
    found: dict[tuple[str, int], Party | Deal] = {}
    for noun, model in RECONCILED.items():
        of_noun = [key for name, key in keys if name == noun]
        if of_noun:
            rows = model.objects.in_bulk(of_noun)
            found |= {(noun, key): row for key, row in rows.items()}
    return found
