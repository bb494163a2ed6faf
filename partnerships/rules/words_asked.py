"""What was typed into a search, as PostgreSQL is asked for it: figures however they are written."""

import re
from decimal import Decimal
from functools import reduce
from operator import and_, or_
from typing import Any

from django.contrib.postgres.search import SearchQuery

from ..text.money import NotAFigure, counted, read_figure
from ..vocabulary import Qualifier

SHORT = {"thousand": ["k"], "million": ["m", "mn", "mln"], "billion": ["b", "bn"]}
SHORT |= {"trillion": ["t", "tn", "trn"]}
SCALE = "|".join([*SHORT, *(short for each in SHORT.values() for short in each)])
FIGURE = re.compile(rf"(?<![\w.,-])[$€£¥]?(\d[\d.,]{{0,30}}\s?(?:{SCALE}))\b", re.IGNORECASE)
EITHER = re.compile(r"\bor\b", re.IGNORECASE)


def asked_in_words(words: str, *, may_go_on: bool = False) -> Any:
    """The words as a search asks for them: quotation marks, or, and a minus are understood. “10bn”
    is asked in each way in which it is written. With `may_go_on` the last word may be a beginning.
    """
    bare, figures = without_figures(words)
    queries = [
        reduce(or_, (SearchQuery(way, config="english", search_type="phrase") for way in ways))
        for ways, _ in figures
    ]
    if bare.strip() or not figures:
        queries.insert(0, bare_words_asked(bare, may_go_on))
    return reduce(and_, queries)


def bare_words_asked(words: str, may_go_on: bool) -> Any:
    """The words without figures, as a search asks for them."""
    query = SearchQuery(words, config="english", search_type="websearch")
    last = (words.split() or [""])[-1]
    if not may_go_on or not last.isalnum():
        return query
    beginning = SearchQuery(f"{last}:*", config="english", search_type="raw")
    if before := words.rstrip()[: -len(last)].strip():
        beginning &= SearchQuery(before, config="english", search_type="websearch")
    return query | beginning


def without_figures(
    words: str,
) -> tuple[str, list[tuple[list[str], tuple[Decimal, str]]]]:
    """The words without the large figures among them, and of each of these how it is written and
    how much it is. What is quoted is asked as it stands, and so is what may be either."""
    if '"' in words or EITHER.search(words):
        return words, []
    figures = []

    def asked(found):
        try:
            much = read_figure(found[0])
        except NotAFigure:
            return found[0]
        if much.low is None:
            return found[0]
        figures.append((_ways_to_write(found[1], much.low), (much.low, much.unit)))
        return " "

    return FIGURE.sub(asked, words), figures


def _ways_to_write(figure, much):
    bare_words_asked = counted(Qualifier.EXACT, much, much, "")
    number, _, scale = bare_words_asked.partition(" ")
    short = [f"{number}{way}" for way in SHORT.get(scale, ())]
    return list(dict.fromkeys([figure, bare_words_asked, *short, f"{much:,.0f}", f"{much:.0f}"]))
