"""Whether the words that a list is asked by exist, as far as a reader may know."""

from functools import reduce
from operator import or_

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Exists, OuterRef, Q

from ..models import Collection

NEAREST = 3
ALIKE = 0.3  # of trigrams: below, one word says nothing about another


class KnownWords:
    """The words that stand in a column of the records that a reader may know of.

    A word that stands in hidden records alone is one that nobody has heard of.
    """

    def __init__(self, records, column):
        self.records, self.column = records, column
        self._keys = {}

    def unknown(self, words):
        """Those of the words that stand nowhere, capitals aside."""
        return [word for word in words if self.key(word) is None]

    def key(self, word):
        """The key of a record in which the word stands, or None; it is asked for once."""
        if word not in self._keys:
            records = self.records.order_by().filter(self.condition(word))
            self._keys[word] = next(iter(records.values_list("pk", flat=True)[:1]), None)
        return self._keys[word]

    def condition(self, word):
        return has_word(self.column, word)

    def nearest(self, word):
        """The words that are most like it, the likest first."""
        alike = (
            self.records.order_by()
            .annotate(alike=TrigramSimilarity(self.column, word))
            .filter(alike__gte=ALIKE)
            .order_by("-alike", self.column)
            .values_list(self.column, flat=True)
        )
        return list(dict.fromkeys(alike[: NEAREST * 10]))[:NEAREST]


def slugs_of(model):
    """What gives the slugs of the records of the model that a reader may know of."""
    return lambda reader: KnownWords(reader.sees(model), "slug")


def unknown_sentences(words, known):
    """A sentence on each of the words that is not among the known ones."""
    for word in known.unknown(words):
        near = known.nearest(word)
        told = f" Near it: {', '.join(near)}." if near else ""
        yield f"There is no “{word[:40]}” here.{told}"


def has_word(column, word):
    """The condition that the word stands in the column, capitals aside."""
    # Slugs are in small letters: an index answers for these.
    is_slug = column.rpartition("__")[2] == "slug"
    return Q(**{column: word.lower()} if is_slug else {f"{column}__iexact": word})


def known_words_for(rows, lookup, reader):
    """The known words for a lookup from rows of a noun: a column of theirs, or of what they are
    related to, on whatever day and in whichever list."""
    model, *path = rows.model, *lookup.split("__")
    while len(path) > 1:
        model = model._meta.get_field(path.pop(0)).related_model
    if model is Collection:
        return CollectionNames(reader, rows.model, path[0])
    return KnownWords(reader.sees(model), path[0])


class CollectionNames(KnownWords):
    """The words that stand in a column of the collections of which the reader may know something.

    The noun that is asked about is looked at first: what it has needs no look at the others.
    """

    def __init__(self, reader, first, column):
        self.reader, self.first, self.column = reader, first, column
        self._keys = {}

    @property
    def records(self):
        return _collections_of(self.reader)

    def key(self, word):
        if word not in self._keys:
            condition = has_word(f"collection__{self.column}", word)
            own = self.reader.sees(self.first).order_by().filter(condition)
            if keys := own.values_list("collection", flat=True)[:1]:
                self._keys[word] = keys[0]
        return super().key(word)


def _collections_of(reader):
    """The collections with a record of some noun that the reader may know of."""
    own = (each for each in Collection._meta.related_objects if each.field.name == "collection")
    seen = (reader.sees(each.related_model).filter(collection=OuterRef("pk")) for each in own)
    return Collection.objects.filter(reduce(or_, (Q(Exists(rows)) for rows in seen)))
