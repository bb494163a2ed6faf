"""Tokens and sentences of any text: nothing crashes, nothing moves, nothing takes for ever."""

import re
import time
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from partnerships.text.tokens import Dated, Quantity, sentences, tokens
from partnerships.text.tokens.languages import LANGUAGES, Language, register
from partnerships.vocabulary import TokenKind
from tests.volume import share, tries

ANCHOR = date(2024, 10, 23)
NAMES = {"Microsoft": {1}, "OpenAI": {2, 3}, "OpenAI LP": {3}, "The New York Times": {4}}
PIECES = [
    "Microsoft", "OpenAI", "LP", "The", "New York Times", "Azure", "GPT-4", "$", "€", "13",
    "10,000", "1.5", "bn", "billion", "dollars", "percent", "%", "a", "half", "fifth", "two",
    "hundred", "and", "19", "March", "May", "2024", "Tuesday,", "autumn", "of", "last", "year",
    "four days later", "-", "“", "”", "‘", "’", '"', "'", "«", "»", "not", "n't", "may",
    "closest", "said", "about", "up to", "[", "](", ")", "https://a.example/2019", "*", "_", "#",
    ">", "\n", "\n\n", "- ", "1. ", "&euro;", "&nbsp;", "<b>", "<!--", "`", "\\", "\u00a0",
    "\u00ad", "𝄞", "é", "İ", "ß", "\ue000", ".", "?", "3/4/2024",
]  # fmt: skip
ODD = st.lists(st.sampled_from(PIECES), max_size=30).flatmap(
    lambda pieces: st.sampled_from(["".join(pieces), " ".join(pieces)])
)
TEXTS = st.one_of(st.text(max_size=200), ODD)

# Addresses, the numbers of a list, and words with digits in them.
NO_FIGURES = re.compile(
    r"\S*(?://|@)\S*|^(?:[\s+-]*\d+[.)])+|\d[^\W\d_]{5,}|[^\W\d]+\d\w*", re.MULTILINE
)


def found(text, **asked):
    return tokens(text, **({"names": NAMES, "anchor": ANCHOR} | asked))


@settings(max_examples=tries(400))
@given(TEXTS)
@example("İstanbul paid $13 billion")
@example("31 February 0000 - $1e5 to $")
def test_each_token_is_where_it_says_and_they_come_in_order(text):
    tokens_found = found(text)

    assert all(text[token.start : token.end] == token.words for token in tokens_found)
    assert all(token.start < token.end for token in tokens_found)
    places = [(token.start, -token.end) for token in tokens_found]
    assert places == sorted(places)


@settings(max_examples=tries(300))
@given(TEXTS)
@example("It paid 1.5 € 19 times")
@example("‘ $13 billion percent - billion May billion $ two ) may İ")
def test_only_hedges_and_what_is_quoted_lie_within_other_tokens(text):
    plain = [token for token in found(text) if token.kind != TokenKind.QUOTATION]

    for one, other in zip(plain, plain[1:], strict=False):
        overlap = other.start < one.end
        assert not overlap or TokenKind.HEDGE in (one.kind, other.kind)


@settings(max_examples=tries(300))
@given(TEXTS)
@example("A-0,0")
def test_no_digit_of_the_prose_is_left_unchecked(text):
    text = text.replace("\ue000", "").translate({ord(mark): " " for mark in "[]()<>&#*_`~|\\!"})
    while (less := NO_FIGURES.sub(" ", text)) != text:  # what goes may bring a list's number first
        text = less

    covered = {place for token in found(text) for place in range(token.start, token.end)}

    digits = {place for place, letter in enumerate(text) if letter in "0123456789"}
    assert digits <= covered, [text[place] for place in digits - covered]


@settings(max_examples=tries(400))
@given(TEXTS)
@example("A. " * 4000)
@example("a" * 12_000)
def test_sentences_are_cut_exactly_and_leave_out_no_word(text):
    spans = sentences(text)

    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.end <= other.start for one, other in zip(spans, spans[1:], strict=False))
    left = [text[one.end : other.start] for one, other in zip(spans, spans[1:], strict=False)]
    first, last = (spans[0].start, spans[-1].end) if spans else (len(text), len(text))
    left += [text[:first], text[last:]]
    assert not any(letter.isalnum() for piece in left for letter in strip_markup(piece))


def strip_markup(piece):
    """What is left out between two sentences, without addresses, entities and numbers of lists."""
    piece = re.sub(
        r"(?:https?:)?//\S*|\d{1,2}[.)]|&\w+;|<[^<>]*>?|\]\(\S*|\S*@\S*|\]:\s*\S*", " ", piece
    )
    return re.sub(r"~{3,}.*|`{3,}.*|\]\[[^\]]*\]", " ", piece)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two!  Three?", ["One.", "Two!", "Three?"]),
        ("# A heading\nAnd a text. More.", ["A heading", "And a text.", "More."]),
        ("A heading\n=========\nA text.", ["A heading", "A text."]),
        (
            "- One item\n- Another\n\n1. First\n2. Second",
            ["One item", "Another", "First", "Second"],
        ),
        ("Dr. Smith paid $1.5 bn. He left.", ["Dr. Smith paid $1.5 bn.", "He left."]),
        ("It runs\nover lines. Then ends.", ["It runs\nover lines.", "Then ends."]),
        ("![A caption](a.png)\nA text.", ["A caption", "A text."]),
        (
            "See [it](https://a.example/b_(c)). Then.",
            ["See [it](https://a.example/b_(c)).", "Then."],
        ),
        ("&euro;5 came. More.", ["&euro;5 came.", "More."]),
        ("> Quoted text\n> goes on.", ["Quoted text\n> goes on."]),
        ("", []),
    ],
)
def test_a_heading_an_item_and_a_caption_are_sentences_of_their_own(text, expected):
    assert [text[span.start : span.end] for span in sentences(text)] == expected


HOSTILE = {
    "one word": "a" * 100_000,
    "one name": "A" * 100_000,
    "one number": "1" * 100_000,
    "digits and commas": "1," * 50_000,
    "thousands": "1,000," * 16_000,
    "no-break digits": "1\u00a0" * 30_000,
    "quotation marks": '"' * 100_000,
    "nested quotations": "“‘" * 50_000,
    "brackets": "[" * 100_000,
    "links": "[a](" * 25_000,
    "ends of links": "](" * 50_000,
    "tags": "<a " * 30_000,
    "comments": "<!--" * 25_000,
    "entities": "&a" * 50_000,
    "spaces": " " * 100_000,
    "lines": "\n" * 100_000,
    "number words": "one hundred and " * 6_000,
    "names": "Cap of " * 14_000,
    "acronyms": "A. " * 30_000,
    "ranges": "$1 to " * 16_000,
    "years": "2024-" * 20_000,
    "weekdays": "Monday, " * 12_000,
    "hedges": "about \n " * 12_000,
    "addresses": "http://" * 14_000,
    "mail": "a@" * 50_000,
    "quotes of lines": ">" * 100_000,
    "rules": "- " * 50_000,
    "signs": "5°" * 50_000,
    "rates": "5/a" * 33_000,
    "glued": "a1.5 million " * 8_000,
    "between": "between one " * 8_000,
    "AI": "A AI " * 20_000,
    "superlatives": "xyz" * 33_000 + "est",
}


@pytest.mark.parametrize("name", share([*HOSTILE], 0))
def test_no_text_takes_for_ever(name):
    begun = time.process_time()

    found(HOSTILE[name])

    assert time.process_time() - begun < 10  # a pattern that runs wild takes hours


def test_another_language_joins_with_its_words_and_its_grammar():
    number = re.compile(r"(?<!\w)(\d+(?:,\d+)?) (?:Prozent)(?!\w)")
    day = re.compile(r"(?<!\w)gestern(?!\w)")

    def figures(bare):
        for match in number.finditer(bare):
            figure = Decimal(match[1].replace(",", "."))
            yield TokenKind.PERCENTAGE, *match.span(), Quantity.of(figure, unit="%"), None

    german = Language(
        code="de-test",
        figures=figures,
        dates=lambda bare: ((*match.span(), None) for match in day.finditer(bare)),
        resolved=lambda words, anchor, before, around: Dated("2024-10-22", is_relative=True),
        is_ordinary=lambda word: word in {"der", "gestern"},
        never=frozenset({"Anteil"}),
        connectors=frozenset({"von"}),
        superlatives=re.compile(r"(?<!\w)einzige?(?!\w)"),
        negations=re.compile(r"(?<!\w)nicht(?!\w)"),
        hedges=re.compile(r"(?<!\w)wohl(?!\w)"),
        attributions=re.compile(r"(?<!\w)laut(?!\w)"),
    )
    register(german)
    try:
        text = "Der Anteil von Microsoft war laut OpenAI gestern wohl nicht 27,5 Prozent."

        said = [(token.kind, token.words) for token in found(text, language="de-test")]
    finally:
        del LANGUAGES["de-test"]

    assert said == [
        (TokenKind.NAME, "Microsoft"),
        (TokenKind.ATTRIBUTION, "laut"),
        (TokenKind.NAME, "OpenAI"),
        (TokenKind.DATE, "gestern"),
        (TokenKind.HEDGE, "wohl"),
        (TokenKind.NEGATION, "nicht"),
        (TokenKind.PERCENTAGE, "27,5 Prozent"),
    ]
