"""The search over everything: what somebody's words are found in, the likest first.

Each noun is asked by its index, newest first, for no more than a pool, and the pool is ranked: a
word that is in more rows than that is found in the latest of them. Nothing is looked at but what
whoever asks may know of, so that what is hidden is found by nobody and moves nobody's ranks.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import and_, or_
from typing import Any

from django.contrib.postgres.search import (
    SearchHeadline,
    SearchQuery,
    SearchQueryField,
    TrigramSimilarity,
)
from django.db import connection
from django.db.models import (
    ExpressionWrapper,
    F,
    FloatField,
    Func,
    Model,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.fields.json import KT
from django.db.models.functions import Concat, Left

from ..models import Claim, Company, Deal, Edition, Party, PartyName, Person, Source
from ..models.base import SEARCHED, in_indexed_words, indexed_words, is_one_of
from ..models.entities.parties import plain_words, without_accents
from ..text.money import NotAFigure, counted, read_figure
from ..text.tokens import unmarked
from ..vocabulary import Qualifier
from .people import Asker

POOL = 1_000  # rows of a noun that are ranked
NEAR = 5  # parties whose names are like what was typed
SHORT = {"thousand": ["k"], "million": ["m", "mn", "mln"], "billion": ["b", "bn"]}
SHORT |= {"trillion": ["t", "tn", "trn"]}
SCALE = "|".join([*SHORT, *(short for each in SHORT.values() for short in each)])
FIGURE = re.compile(rf"(?<![\w.,-])[$€£¥]?(\d[\d.,]{{0,30}}\s?(?:{SCALE}))\b", re.IGNORECASE)
EITHER = re.compile(r"\bor\b", re.IGNORECASE)
FROM, TO = "\x02", "\x03"  # around what was found, in a text from PostgreSQL
MARKED = re.compile(f"{FROM}([^{FROM}{TO}]+){TO}")
LONGEST_PIECE, BEFORE = 300, 60  # characters of what is shown, and those before the words


def asked_in_words(words: str, *, may_go_on: bool = False) -> Any:
    """The words as a search asks for them: quotation marks, or, and a minus are understood. “10bn”
    is asked in each way in which it is written. With `may_go_on` the last word may be a beginning.
    """
    bare, figures = _without_figures(words)
    queries = [
        reduce(or_, (SearchQuery(way, config="english", search_type="phrase") for way in ways))
        for ways in figures
    ]
    if bare.strip() or not figures:
        queries.insert(0, _in_words(bare, may_go_on))
    return reduce(and_, queries)


def _in_words(words, may_go_on):
    query = SearchQuery(words, config="english", search_type="websearch")
    last = (words.split() or [""])[-1]
    if not may_go_on or not last.isalnum():
        return query
    beginning = SearchQuery(f"{last}:*", config="english", search_type="raw")
    if before := words.rstrip()[: -len(last)].strip():
        beginning &= SearchQuery(before, config="english", search_type="websearch")
    return query | beginning


def _without_figures(words):
    """The words without the large figures among them, and how each of these is written. What is
    quoted is asked as it stands, and so is what may be either."""
    if '"' in words or EITHER.search(words):
        return words, []
    figures = []

    def asked(found):
        ways = _ways_to_write(found[1])
        if not ways:
            return found[0]
        figures.append(ways)
        return " "

    return FIGURE.sub(asked, words), figures


def _ways_to_write(figure):
    try:
        much = read_figure(figure).low
    except NotAFigure:
        return []
    if much is None:
        return []
    in_words = counted(Qualifier.EXACT, much, much, "")
    number, _, scale = in_words.partition(" ")
    short = [f"{number}{way}" for way in SHORT.get(scale, ())]
    return list(dict.fromkeys([figure, in_words, *short, f"{much:,.0f}", f"{much:.0f}"]))


@dataclass(frozen=True)
class FoundRow:
    """A row in which the words were found, and how like it is to them, from 0 to 1."""

    noun: str
    key: int
    likeness: float


@dataclass
class FoundRows:
    """All that was found, the likest first; of each noun how many (None: more than are ranked), and
    among the claims how many of each collection and finding. `instead` is the name that was looked
    for, where nothing else has the words and a party's name is like them."""

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
) -> FoundRows:
    """What the words are found in that `user` may know of. A finding is asked of claims alone, a
    collection of whatever is recorded for one.

    Two queries a noun at most; where nothing is found, as many twice again and two for names.
    """
    asked = [noun for noun in SEARCHED_NOUNS if not nouns or noun in nouns]
    if findings:
        asked = [noun for noun in asked if noun == "claims"]
    found = _found(words, user, asked, collections, findings)
    if found.rows:
        return found
    # Of words that stand elsewhere it is not said that nothing has them.
    is_narrowed = len(asked) < len(SEARCHED_NOUNS) or collections
    if is_narrowed and _found(words, user, [*SEARCHED_NOUNS], (), ()).rows:
        return found
    if name := name_like(words, user):
        instead = _found(name, user, asked, collections, findings)
        if instead.rows:
            instead.instead = name
            return instead
    return found


def _found(words, user, nouns, collections, findings):
    found, query = FoundRows(), asked_in_words(words)
    for noun in nouns:
        searched = SEARCHED_NOUNS[noun]
        rows = _narrowed(noun, searched.rows(user), collections, findings)
        find = _parties if searched.is_party else _in_words_of
        keys = list(find(searched, rows, words, query))
        found.nouns[noun] = len(keys) if len(keys) <= POOL else None
        found.rows += [FoundRow(noun, key, likeness) for key, likeness in keys[:POOL]]
        if noun == "claims":
            _count_claims(found, [key for key, _ in keys[:POOL]])
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


def _in_words_of(searched, rows, words, query):
    """The latest of the rows with the words, by key: the likeness of each."""
    own_words = indexed_words(searched.model)
    asked = ExpressionWrapper(query, output_field=SearchQueryField())
    pool = in_indexed_words(rows, query).order_by("-pk").annotate(own_words=own_words, asked=asked)
    sql, given = pool.values_list("pk", "own_words", "asked")[: POOL + 1].query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(RANKED.format(pool=sql), given)
        return cursor.fetchall()


def _parties(searched, rows, words, query):
    """The latest of the parties with the words in one of their names, by key. One that is called
    so, and nothing else, is the likest; any of them is before what only speaks of it."""
    pool = rows.named(words).order_by("-pk").values("pk")[: POOL + 1]
    likeness = Func(
        TrigramSimilarity(without_accents("name"), plain_words(words)),
        template="(0.5 + %(expressions)s / 2)",
        output_field=FloatField(),
    )
    parties = searched.model._default_manager.filter(is_one_of(pool)).order_by("-pk")
    return parties.annotate(likeness=likeness).values_list("pk", "likeness")


def _count_claims(found, keys):
    told = Claim.objects.filter(pk__in=keys).with_verdict().order_by()
    rows = list(told.values_list("collection__slug", "finding"))
    found.collections = dict(Counter(collection for collection, _ in rows).most_common())
    found.findings = dict(Counter(finding for _, finding in rows).most_common())


def name_like(words: str, user: Asker) -> str:
    """The name of the party that is most like the words, where one is: "microsft"."""
    plain, known = plain_words(words), Party.objects.visible_to(user).order_by()
    alike = [
        rows.alias(plain=without_accents(column))
        .filter(plain__trigram_similar=plain)
        .annotate(likeness=TrigramSimilarity(without_accents(column), plain))
        .values_list("likeness", column)
        .order_by("-likeness", column)[:NEAR]
        for rows, column in [
            (known, "name"),
            (PartyName.objects.filter(party__in=known).order_by(), "text"),
        ]
    ]
    found = max((row for rows in alike for row in rows), default=(0, ""))
    return found[1] if found[1].lower() != words.strip().lower() else ""


@dataclass(frozen=True)
class ShownRow:
    """A found row as it is shown: its record, its title, and a piece of its words. `marks` are the
    places in the piece where the words stand, in code points."""

    noun: str
    record: Any
    title: str
    text: str
    marks: list[tuple[int, int]]


def shown_rows(found: Iterable[FoundRow], words: str) -> list[ShownRow]:
    """The found rows with a piece of each in which the words stand. A query a noun."""
    found, records = list(found), {}
    bare, figures = _without_figures(words)
    ways = [way for each in figures for way in each]
    query = _in_words(bare, False)
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
