"""What somebody meant who misspelt a name: corrected towards names that they may know of, alone."""

from collections.abc import Iterator

from django.contrib.postgres.search import TrigramSimilarity, TrigramWordSimilarity
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Greatest

from ..models import Party, PartyName, Source
from ..models.entities.parties import plain_words, without_accents
from ..text.spelling import ENOUGH, OF_A_WORD, SHORTEST, likest_word, spelling_likeness
from .people import Asker

NEAR = 40  # names of a sort, by trigrams, of which the likest is looked for letter by letter
CORRECTED = 4  # words among several
# The share of trigrams that is asked for: two letters that changed places spoil three of them.
ALIKE = """
SET LOCAL pg_trgm.word_similarity_threshold = 0.3;
SET LOCAL pg_trgm.similarity_threshold = 0.25
"""


def names_like(words: str, user: Asker, *, outlets: bool = False) -> list[str]:
    """The names of parties, and of outlets too, that are like the words, the likest first. Two
    queries, or three."""
    alike = {name: spelling_likeness(words, name) for name in _near(words, user, outlets)}
    enough = [name for name, likeness in alike.items() if likeness >= ENOUGH]
    return sorted(enough, key=lambda name: (-alike[name], name))


def name_like(words: str, user: Asker, *, outlets: bool = False) -> str:
    """The name that is most like the words, where one is and it is another: "microsft"."""
    for name in names_like(words, user, outlets=outlets)[:1]:
        return name if name.lower() != words.strip().lower() else ""
    return ""


def as_was_meant(words: str, user: Asker) -> str:
    """The words as they were meant: a name for the whole of them, or with names for those among
    them that are misspelt. "" where nothing is like them."""
    if name := name_like(words, user, outlets=True):
        return name
    typed = words.split()
    may_be = [word for word in typed if len(word) >= SHORTEST and word.isalpha()][:CORRECTED]
    if len(typed) < 2 or '"' in words:
        return ""
    meant = {word: _word_meant(word, user) for word in may_be}
    corrected = " ".join(meant.get(word, word) for word in typed)
    return corrected if corrected.lower() != " ".join(typed).lower() else ""


def _word_meant(word, user):
    alike = [likest_word(word, name) for name in _near(word, user, outlets=True)]
    likeness, meant = max(alike, default=(0, ""))
    return meant if likeness >= OF_A_WORD else word


def _near(words: str, user: Asker, outlets: bool) -> Iterator[str]:
    known = Party.objects.visible_to(user).standing().order_by()
    asked: list[tuple[QuerySet, str]] = [
        (known, "name"),
        (PartyName.objects.filter(party__in=known).order_by(), "text"),
    ]
    if outlets:
        asked.append((Source.objects.visible_to(user).order_by(), "outlet"))
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.execute(ALIKE)
        for rows, column in asked:
            yield from [name for _, name in _by_trigrams(rows, column, words)]


def _by_trigrams(rows, column, words):
    """The names most like the words by trigrams, which an index has, and how like they are."""
    name, plain = without_accents(column), plain_words(words)
    together = plain_words("".join(words.split()))  # “Open AI”
    ways = (TrigramSimilarity(name, together), TrigramWordSimilarity(plain, name))
    likeness = Greatest(TrigramSimilarity(name, plain), *ways)
    near = Q(plain__trigram_similar=plain) | Q(plain__trigram_word_similar=plain)
    if len(words.split()) > 1:
        near |= Q(plain__trigram_similar=together)
    rows = rows.alias(plain=name).filter(near).annotate(likeness=likeness)
    return rows.values_list("likeness", column).distinct().order_by("-likeness", column)[:NEAR]
