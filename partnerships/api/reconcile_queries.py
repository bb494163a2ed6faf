"""Queries of the reconciliation service, as they are sent: read, and refused in a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..vocabulary import Scheme
from .extending import NOUNS

SHOWN, MOST = 10, 50  # candidates of a query, unless it says how many; and at most
LONGEST_QUERY = 200


@dataclass(frozen=True)
class QueryAsked:
    """What something is called, of which nouns it is, its numbers in registers, each with its
    scheme, its country, and how many candidates are wanted."""

    words: str
    nouns: list[str]
    numbers: list[tuple[str, str]]
    countries: list[str]
    limit: int


def query_asked(query: Any) -> QueryAsked:
    """What a query of the service asks. Raises ValueError with a sentence."""
    if not isinstance(query, Mapping):
        raise ValueError("send an object.")
    words, types = query.get("query", ""), query.get("type") or []
    types = [types] if isinstance(types, str | Mapping) else types
    properties, limit = query.get("properties") or [], query.get("limit", SHOWN)
    if not isinstance(words, str) or len(words) > LONGEST_QUERY:
        raise ValueError(f"`query` is a text of {LONGEST_QUERY} characters at most.")
    if not isinstance(types, list) or not isinstance(properties, list):
        raise ValueError("`type` and `properties` are lists.")
    if not isinstance(limit, int) or limit < 1:
        raise ValueError("`limit` is a whole number from 1 on.")
    words_of_types = [each.get("id") if isinstance(each, Mapping) else each for each in types]
    nouns = [NOUNS[each] for each in words_of_types if isinstance(each, str) and each in NOUNS]
    if types and not nouns:
        raise ValueError(f"`type` is one of these: {', '.join(NOUNS)}.")
    given = [*_given(properties)]
    numbers = [(name, value) for name, value in given if name in Scheme.values]
    countries = [value.upper() for name, value in given if name == "country"]
    if not words.strip() and not numbers:
        raise ValueError("say in `query` what it is called, or give a number of it.")
    return QueryAsked(words.strip(), nouns, numbers[:MOST], countries, min(limit, MOST))


def _given(properties):
    for each in properties:
        if not isinstance(each, Mapping) or not isinstance(each.get("pid"), str):
            raise ValueError("each of `properties` has a `pid` and a `v`.")
        values = each.get("v")
        for value in values if isinstance(values, list) else [values]:
            if isinstance(value, str | int) and str(value).strip():
                yield each["pid"], str(value).strip()[:LONGEST_QUERY]
