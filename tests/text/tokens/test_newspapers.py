"""Sums, units, votes and the names of models as newspapers of several countries write them."""

import json
from datetime import date
from pathlib import Path

from partnerships.text.tokens import tokens
from partnerships.vocabulary import Qualifier, TokenKind

SENTENCES = Path(__file__).parents[2] / "faults" / "newspaper_figures.json"
FIGURES = {TokenKind.MONEY, TokenKind.PERCENTAGE, TokenKind.FIGURE}
NAMES = {"Microsoft": {1}, "OpenAI": {2}}


def told(sentence):
    """What is read of each figure in a sentence, "unread" where nobody can tell."""
    found = tokens(sentence, names=NAMES, anchor=date(2024, 10, 23))
    return [f"{one.words} = {_told(one)}" for one in found if one.kind in FIGURES]


def _told(token):
    value = token.value
    if not value.is_read:
        return f"unread {token.kind}"
    bounds = [f"{bound.normalize():f}" for bound in (value.low, value.high) if bound is not None]
    how = "" if value.qualifier == Qualifier.EXACT else f"{value.qualifier} "
    what = "rank" if value.rank else value.unit or " ".join(value.counted)
    return f"{how}{' to '.join(dict.fromkeys(bounds))} {what}".strip()


def test_what_newspapers_write_is_read_as_it_is_meant_or_not_at_all():
    expected = json.loads(SENTENCES.read_text())

    wrong = {one: told(one) for one, readings in expected.items() if told(one) != readings}
    assert wrong == {}


DENIED_BOUNDS = [
    *("did not raise more than $5 million", "failed to raise more than $5 million"),
    *("was unable to raise more than $5 million", "declined to raise more than $5 million"),
    *("has hardly raised more than $5 million", "is yet to raise more than $5 million"),
    *("denied raising more than $5 million", "didn’t raise more than $5 million"),
    *("has no plan for more than $5 million", "is no longer worth more than $5 million"),
]


def test_a_bound_that_is_denied_is_not_read_as_one():
    read = [
        said
        for said in DENIED_BOUNDS
        for one in tokens(f"The fund {said}.", names={}, anchor=date(2024, 10, 23))
        if one.kind == TokenKind.MONEY and one.value.is_read
    ]

    assert read == []
    assert told("It not only raised more than $5 million.") == [
        "more than $5 million = at_least 5000000 USD"
    ]
