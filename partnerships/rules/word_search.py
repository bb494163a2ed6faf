"""The search over everything: what somebody's words are found in, the likest first.

Each noun is asked by its index, newest first, for no more than a pool, and the pool is ranked: a
word that is in more rows than that is found in the latest of them. Nothing is looked at but what
whoever asks may know of, so that what is hidden is found by nobody and moves nobody's ranks.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.search import (
    SearchHeadline,
    SearchQueryField,
    TrigramSimilarity,
)
from django.db import connection
from django.db.models import (
    Case,
    Exists,
    ExpressionWrapper,
    F,
    FloatField,
    Func,
    Model,
    OuterRef,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.fields.json import KT
from django.db.models.functions import Concat, Left

from ..models import Claim, Company, Deal, Edition, Identifier, Person, Source
from ..models.base import SEARCHED, in_indexed_words, indexed_words, is_one_of
from ..models.entities.parties import number_named, plain_words, without_accents
from ..text.tokens import unmarked
from .exact_search import NAMED, SoughtThing, named_exactly
from .people import Asker
from .spelling import as_was_meant
from .words_asked import asked_in_words, bare_words_asked, without_figures

POOL = 1_000  # rows of a noun that are ranked
FROM, TO = "\x02", "\x03"  # around what was found, in a text from PostgreSQL
MARKED = re.compile(f"{FROM}([^{FROM}{TO}]+){TO}")
LONGEST_PIECE, BEFORE = 300, 60  # characters of what is shown, and those before the words


@dataclass(frozen=True)
class FoundRow:
    """A row in which the words were found, and how like it is to them, from 0 to 1."""

    noun: str
    key: int
    likeness: float


@dataclass
class FoundRows:
    """All that was found, the likest first; of each noun how many (None: more than are ranked), and
    among the claims how many of each collection and finding. `instead` are the words that
    were looked for, where nothing has those that were given and names are like them."""

    rows: list[FoundRow] = field(default_factory=list)
    nouns: dict[str, int | None] = field(default_factory=dict)
    collections: dict[str, int] = field(default_factory=dict)
    findings: dict[str | None, int] = field(default_factory=dict)
    instead: str = ""


@dataclass(frozen=True)
class SearchedNoun:
    """How a noun is searched: its rows, the words of one that are shown, and those of its title."""

    model: type[Model]
    rows: Callable[[Asker], QuerySet]
    text: Any
    title: Any
    is_party: bool = False


def _visible(model):
    return lambda user: model.objects.visible_to(user)


SEARCHED_NOUNS: dict[str, SearchedNoun] = {
    "companies": SearchedNoun(Company, _visible(Company), F("name"), F("name"), is_party=True),
    "people": SearchedNoun(Person, _visible(Person), F("name"), F("name"), is_party=True),
    "deals": SearchedNoun(Deal, _visible(Deal), F("title"), F("title")),
    "claims": SearchedNoun(Claim, _visible(Claim), F("statement"), F("reference")),
    "sources": SearchedNoun(
        Source,
        _visible(Source),
        Concat("title", Value(". "), "says", output_field=TextField()),
        F("outlet"),
    ),
    # Of a story what is out: what its readers have.
    "stories": SearchedNoun(
        Edition,
        lambda user: Edition.objects.current(),
        Left(KT("content__text"), SEARCHED),
        KT("content__headline"),
    ),
}


def found_by_words(
    words: str,
    user: Asker,
    nouns: Sequence[str] = (),
    collections: Sequence[str] = (),
    findings: Sequence[str | None] = (),
    *,
    may_go_on: bool = False,
    pool: int | None = None,
) -> FoundRows:
    """What the words are found in that `user` may know of. A finding is asked of claims alone, a
    collection of whatever is recorded for one. With `may_go_on` the last word may be a beginning;
    of a noun no more than the `pool`, or POOL, is ranked.

    Three queries a noun at most; where nothing is found, as many twice again and some for names.
    """
    how = (may_go_on, pool or POOL)
    asked = [noun for noun in SEARCHED_NOUNS if not nouns or noun in nouns]
    if findings:
        asked = [noun for noun in asked if noun == "claims"]
    found = _found(words, user, asked, collections, findings, *how)
    if found.rows:
        return found
    # Of words that stand elsewhere it is not said that nothing has them.
    is_narrowed = len(asked) < len(SEARCHED_NOUNS) or collections
    if is_narrowed and _found(words, user, [*SEARCHED_NOUNS], (), (), *how).rows:
        return found
    if meant := as_was_meant(words, user):
        instead = _found(meant, user, asked, collections, findings, *how)
        if instead.rows:
            instead.instead = meant
            return instead
    return found


def _found(words, user, nouns, collections, findings, may_go_on, most):
    found, query = FoundRows(), asked_in_words(words, may_go_on=may_go_on)
    bare, figures = without_figures(words)
    asked = SoughtThing(words.strip(), bare, [much for _, much in figures], query)
    for noun in nouns:
        searched = SEARCHED_NOUNS[noun]
        rows = _narrowed(noun, searched.rows(user), collections, findings)
        keys: dict[int, float] = {}
        for named, likeness in named_exactly(noun, asked, user):
            rows_named = rows.alias(indexed_words=indexed_words(searched.model)).filter(named)
            for key in rows_named.order_by("-pk").values_list("pk", flat=True)[: most + 1]:
                keys.setdefault(key, likeness)
        find = _parties if searched.is_party else _in_words_of
        for key, likeness in find(searched, rows, words, query, most):
            keys[key] = max(likeness, keys.get(key, 0))
        found.nouns[noun] = len(keys) if len(keys) <= most else None
        ranked = dict([*keys.items()][:most])
        found.rows += [FoundRow(noun, key, likeness) for key, likeness in ranked.items()]
        if noun == "claims":
            _count_claims(found, [*ranked])
    order = {noun: place for place, noun in enumerate(SEARCHED_NOUNS)}
    found.rows.sort(key=lambda row: (-row.likeness, order[row.noun], -row.key))
    return found


def _narrowed(noun, rows, collections, findings):
    if collections:
        path = "story__collection__slug" if noun == "stories" else "collection__slug"
        rows = rows.filter(**{f"{path}__in": collections})
    if findings:
        rows = rows.with_verdict()
        known = [finding for finding in findings if finding is not None]
        wanted = rows.filter(finding__in=known)
        rows = wanted | rows.filter(finding=None) if None in findings else wanted
    return rows


# The pool first, and then its ranks: PostgreSQL would rank all rows that have the words.
RANKED = "SELECT key, ts_rank(words, asked, 1 | 32) FROM ({pool}) AS pool (key, words, asked)"


def _in_words_of(searched, rows, words, query, most):
    """The latest of the rows with the words, by key: the likeness of each."""
    own_words = indexed_words(searched.model)
    asked = ExpressionWrapper(query, output_field=SearchQueryField())
    pool = in_indexed_words(rows, query).order_by("-pk").annotate(own_words=own_words, asked=asked)
    sql, given = pool.values_list("pk", "own_words", "asked")[: most + 1].query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(RANKED.format(pool=sql), given)
        return cursor.fetchall()


def _parties(searched, rows, words, query, most):
    """The latest of the parties with the words in one of their names, by key, and those with that
    number in a register. One that is called so, and nothing else, is the likest; any of them is
    before what only speaks of it."""
    pool = rows.called(words).order_by("-pk").values("pk")[: most + 1]
    numbered = Identifier.objects.filter(number_named(words), party=OuterRef("pk"))
    by_name = Func(
        TrigramSimilarity(without_accents("name"), plain_words(words)),
        template="(0.5 + %(expressions)s / 2)",
        output_field=FloatField(),
    )
    likeness = Case(When(Exists(numbered), then=Value(NAMED)), default=by_name)
    parties = searched.model._default_manager.filter(is_one_of(pool)).order_by("-pk")
    return parties.annotate(likeness=likeness).values_list("pk", "likeness")


def _count_claims(found, keys):
    told = Claim.objects.filter(pk__in=keys).with_verdict().order_by()
    rows = list(told.values_list("collection__slug", "finding"))
    found.collections = dict(Counter(collection for collection, _ in rows).most_common())
    found.findings = dict(Counter(finding for _, finding in rows).most_common())


@dataclass(frozen=True)
class ShownRow:
    """A found row as it is shown: its record, its title, and a piece of its words. `marks` are the
    places in the piece where the words stand, in code points."""

    noun: str
    record: Any
    title: str
    text: str
    marks: list[tuple[int, int]]

    @property
    def pieces(self) -> Iterator[tuple[str, bool]]:
        """The text in pieces, each with whether it is what was found."""
        place = 0
        for start, end in self.marks:
            yield self.text[place:start], False
            yield self.text[start:end], True
            place = end
        yield self.text[place:], False


def shown_rows(found: Iterable[FoundRow], words: str, *, may_go_on: bool = False) -> list[ShownRow]:
    """The found rows with a piece of each in which the words stand. A query a noun."""
    found, records = list(found), {}
    bare, figures = without_figures(words)
    ways = [way for each, _ in figures for way in each]
    query = bare_words_asked(bare, may_go_on)
    for noun, searched in SEARCHED_NOUNS.items():
        keys = [row.key for row in found if row.noun == noun]
        if keys:
            records[noun] = _shown(searched, keys, query).in_bulk()
    return [
        _marked(row.noun, records[row.noun][row.key], ways)
        for row in found
        if row.key in records[row.noun]
    ]


def _shown(searched, keys, query):
    # PostgreSQL's piece of a text lacks what looks like a tag: it tells which words are meant.
    marked = SearchHeadline(
        searched.text, query, config="english", start_sel=FROM, stop_sel=TO, highlight_all=True
    )
    rows = searched.model._default_manager.filter(pk__in=keys)
    rows = rows.annotate(marked=marked, told=searched.text, titled=searched.title)
    if searched.model is Claim:
        return rows.with_verdict().select_related("collection")
    if searched.model is Edition:
        return rows.defer("content").select_related("story")
    return rows


def _marked(noun, record, ways):
    """The row with the places of its words, and of a figure however it is written: whole, for “10”
    and “billion” alone are other figures'."""
    words = {word.lower() for word in MARKED.findall(record.marked)}
    meant = [rf"(?<!\w){re.escape(word)}(?!\w)" for word in words]
    for way in ways:
        figure = r"[\s-]".join(map(re.escape, way.split()))
        meant.append(rf"(?<![\w.,]){figure}(?![.,]?\w)")
    pattern = re.compile("|".join(sorted(meant, key=len, reverse=True)) or "(?!)", re.IGNORECASE)
    told = unmarked(record.told) if noun == "stories" else record.told
    text = _piece(told, pattern.search(told))
    return ShownRow(noun, record, record.titled, text, [m.span() for m in pattern.finditer(text)])


def _piece(text, found):
    """The text, or of a long one a piece about what was found."""
    if len(text) <= LONGEST_PIECE:
        return text
    start = max(0, found.start() - BEFORE) if found else 0
    begins = text.find(" ", start) + 1 if start else 0
    return text[begins : begins + LONGEST_PIECE].rsplit(" ", 1)[0]
