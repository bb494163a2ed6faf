"""The words of a manuscript that can be wrong: which they are, where they stand, what they say."""

from datetime import date
from decimal import Decimal

import pytest

from partnerships.rules.tokens import Dated, Named, Quantity, tokens
from partnerships.vocabulary import Qualifier, TokenKind

ANCHOR = date(2024, 10, 23)  # a Wednesday
NAMES = {
    "Microsoft": {"microsoft"},
    "OpenAI": {"openai-inc", "openai-lp"},
    "OpenAI LP": {"openai-lp"},
    "The New York Times": {"nyt"},
    "Times": {"nyt"},
    "Sam Altman": {"altman"},
    "Adam D'Angelo": {"dangelo"},
    "X.AI Corp.": {"xai"},
    "AT&T": {"att"},
}


def found(text, kind=None, **asked):
    return [
        token
        for token in tokens(text, **({"names": NAMES, "anchor": ANCHOR} | asked))
        if kind in (None, token.kind)
    ]


def words(text, kind=None, **asked):
    return [token.words for token in found(text, kind, **asked)]


def the_only(text, kind):
    (token,) = found(text, kind)
    return token


M, B = 10**6, 10**9
MONEY = [
    ("It paid $13 billion.", "$13 billion", "exact", 13 * B, "USD"),
    ("It paid 13 billion dollars.", "13 billion dollars", "exact", 13 * B, "USD"),
    ("It paid thirteen billion dollars.", "thirteen billion dollars", "exact", 13 * B, "USD"),
    ("It paid $13bn.", "$13bn", "exact", 13 * B, "USD"),
    ("It paid $13 bn in cash.", "$13 bn", "exact", 13 * B, "USD"),
    ("It paid $13B.", "$13B", "exact", 13 * B, "USD"),
    ("It paid US$1.5 million.", "US$1.5 million", "exact", 1_500_000, "USD"),
    ("It paid up to €11.9bn.", "up to €11.9bn", "up_to", 11_900_000_000, "EUR"),
    ("It paid roughly 10 billion dollars.", "roughly 10 billion dollars", "about", 10 * B, "USD"),
    ("It paid more than £2,500.50.", "more than £2,500.50", "at_least", "2500.5", "GBP"),
    ("It paid at least 3 million euros.", "at least 3 million euros", "at_least", 3 * M, "EUR"),
    ("It paid half a billion dollars.", "half a billion dollars", "exact", B // 2, "USD"),
    ("Its first billion dollars.", "billion dollars", "exact", B, "USD"),
    ("It paid a billion dollars.", "a billion dollars", "exact", B, "USD"),
    ("A $1.5-billion deal.", "$1.5-billion", "exact", 1_500_000_000, "USD"),
    ("It paid CHF 5 million.", "CHF 5 million", "exact", 5 * M, "CHF"),
    ("It paid 5 million CHF.", "5 million CHF", "exact", 5 * M, "CHF"),
    ("It paid 70 billion yen.", "70 billion yen", "exact", 70 * B, "JPY"),
    ("It paid 2 million Canadian dollars.", "2 million Canadian dollars", "exact", 2 * M, "CAD"),
    ("It paid $**13** billion.", "$**13** billion", "exact", 13 * B, "USD"),
    ("It paid just under $1 billion.", "just under $1 billion", "up_to", B, "USD"),
    ("It paid $13\nbillion.", "$13\nbillion", "exact", 13 * B, "USD"),
]


@pytest.mark.parametrize(("text", "said", "qualifier", "figure", "currency"), MONEY)
def test_money_is_one_token_with_its_qualifier_and_currency(
    text, said, qualifier, figure, currency
):
    token = the_only(text, TokenKind.MONEY)

    assert token.words == said
    assert token.value == Quantity.of(Decimal(figure), Qualifier(qualifier), currency)
    assert not words(text, TokenKind.FIGURE)


def test_every_token_is_where_it_says():
    text = "# **OpenAI** looks\n\nIn [2021](https://a.example/2019) it paid “$1bn”, not _more_."

    for token in found(text):
        assert text[token.start : token.end] == token.words
    assert words(text) == ["OpenAI", "2021", "“$1bn”", "$1bn", "not"]


def test_a_name_is_found_by_its_longest_form():
    (token,) = found("Then OpenAI LP’s board met.", TokenKind.NAME)

    assert token.value == Named("OpenAI LP", frozenset({"openai-lp"}))


def test_a_date_without_its_year_is_resolved_from_the_anchor():
    (token,) = found("On 17 November it did.", TokenKind.DATE)

    assert token.value == Dated("2023-11-17", is_relative=True)
